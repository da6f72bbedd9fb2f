"""Design + catalogue → resolved circuit: every reference a part, every pin a catalogue pin, wires joined into nets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from ohm_core.catalogue.catalogue import Catalogue, find_pin, nearest
from ohm_core.catalogue.schema import Fact, Mechanics, Part, Pin, SupplyInput
from ohm_core.design.values import Design, PartUse, PinRef
from ohm_core.errors import BadInput


@dataclass(frozen=True)
class Instance:
    """A part in use with its facts. `known` is False for a custom part or a foreign type: its facts are the user's word."""

    ref: str
    use: PartUse
    part: Part
    known: bool = True

    @property
    def is_board(self) -> bool:
        return self.part.board is not None

    def pin(self, name: str) -> Pin | None:
        return find_pin(self.part, name)


@dataclass(frozen=True)
class Net:
    """Pins joined together. `pins` are canonical (catalogue names), at least one; `kind` is ground, supply or signal."""

    name: str
    pins: tuple[PinRef, ...]
    kind: str = "signal"

    def refs(self) -> set[str]:
        return {p.ref for p in self.pins}


@dataclass(frozen=True)
class Circuit:
    """A design resolved. `nets` hold every pin that a wire names; `spelled` gives the design's own word for a canonical pin."""

    design: Design
    parts: Mapping[str, Instance]
    nets: tuple[Net, ...]
    board: str = ""
    spelled: Mapping[PinRef, str] = field(default_factory=dict)
    _net_of: Mapping[tuple[str, str], Net] = field(default_factory=dict)

    def node(self, pin: PinRef) -> tuple[str, str]:
        """The electrical node of a pin: pins joined inside their part share one."""
        found = self.parts[pin.ref].pin(pin.pin)
        return (pin.ref, (found.joined or found.name) if found else pin.pin)

    def net_of(self, pin: PinRef) -> Net | None:
        """The net a pin is on; None when nothing is joined to it."""
        return self._net_of.get(self.node(pin))

    def net_at(self, ref: str, pin: str) -> Net | None:
        return self.net_of(PinRef(ref, pin))

    def pin(self, pin: PinRef) -> Pin:
        """The catalogue's facts of a pin."""
        found = self.parts[pin.ref].pin(pin.pin)
        if found is None:
            raise BadInput(f"{pin.ref} has no pin {pin.pin}.", str(pin))
        return found

    def on(self, net: Net) -> Iterator[tuple[Instance, Pin]]:
        """The parts and pins of a net."""
        for ref in net.pins:
            yield self.parts[ref.ref], self.pin(ref)

    def board_instance(self) -> Instance | None:
        return self.parts.get(self.board)

    def say(self, pin: PinRef) -> str:
        """`U1.D13` in the design's own words."""
        return f"{pin.ref}.{self.spelled.get(pin, pin.pin)}"


def resolve(design: Design, catalogue: Catalogue) -> Circuit:
    """The circuit of a design. Raises BadInput for an unknown part, reference or pin, with the nearest names."""
    named: dict[str, set[str]] = {}
    for wire in design.connections:
        for end in wire:
            named.setdefault(end.ref, set()).add(end.pin)
    parts = {ref: instance(ref, use, catalogue, named.get(ref, set())) for ref, use in design.parts.items()}
    board = design.board or next((r for r, i in parts.items() if i.is_board), "")
    if design.board and design.board not in parts:
        raise BadInput(f"The board is '{design.board}', but there is no such part; the references are {_some(parts)}.", "board")
    spelled: dict[PinRef, str] = {}
    wires = [tuple(_canonical(end, parts, spelled) for end in wire) for wire in design.connections]
    groups = _join(wires, parts)
    nets = tuple(_name_nets(groups, parts))
    net_of = {_node(p, parts): net for net in nets for p in net.pins}
    return Circuit(design, parts, nets, board, spelled, net_of)


def instance(ref: str, use: PartUse, catalogue: Catalogue, pins: Iterable[str] = ()) -> Instance:
    """One part in use with its facts; a custom part gets those its user gave. Raises BadInput for an unknown part.

    Where nobody said which form of the part it is, PINS (those that wires name) tell: the usual form, else the first that has them all.
    """
    if use.part == "custom":
        return Instance(ref, use, custom_part(use), known=False)
    variant = str(use.attr("variant", ""))
    part = catalogue.part(use.part, variant)
    if variant or not part.variants or all(find_pin(part, p) for p in pins):
        return Instance(ref, use, part)
    return Instance(ref, use, next((form for form in catalogue.variants(use.part).values() if all(find_pin(form, p) for p in pins)), part))


def custom_part(use: PartUse) -> Part:
    """A Part from what a user said of pins: types and supply range, nothing else."""
    pins, supplies = [], []
    ground = next((n for n, p in use.pins.items() if _is_ground(n)), "GND")
    for name, pin in use.pins.items():
        connect = "ground" if _is_ground(name) else "supply" if pin.type == "power_in" else ""
        pins.append(Pin(name=name, type=pin.type, connect=connect))  # type: ignore[arg-type]
        if connect == "supply":
            v = Fact(min=pin.min_v, max=pin.max_v, cond="as the user says") if pin.min_v is not None or pin.max_v is not None else None
            supplies.append(SupplyInput(pin=name, ground=ground, v=v))
    return Part(id="custom", name=use.name or "Own part", category="misc:custom", pin=tuple(pins), supply=tuple(supplies),
                mechanics=Mechanics(mount="wired", rows=(tuple(use.pins),)) if use.pins else Mechanics(mount="none"))


def _is_ground(name: str) -> bool:
    return name.split(".")[0].upper().rstrip("0123456789") in {"GND", "VSS", "0V", "AGND", "DGND", "G", "-", "GROUND", "PGND"}


def _some(parts: Mapping[str, Instance]) -> str:
    return ", ".join(list(parts)[:8]) or "none"


def _canonical(end: PinRef, parts: Mapping[str, Instance], spelled: dict[PinRef, str]) -> PinRef:
    if end.ref not in parts:
        near = nearest(end.ref, parts)
        raise BadInput(f"The connection {end} names a part '{end.ref}' that is not there" + (f"; did you mean {', '.join(near)}?" if near else f"; the references are {_some(parts)}."), str(end), "unknown_reference")
    pin = parts[end.ref].pin(end.pin)
    if pin is None:
        names = [n for p in parts[end.ref].part.pin for n in (p.name, *p.aliases)]
        near = nearest(end.pin, names) or [p.name for p in parts[end.ref].part.pin[:12]]
        raise BadInput(f"{end.ref} ({parts[end.ref].part.name}) has no pin '{end.pin}'; nearest: {', '.join(near)}.", str(end), "unknown_pin")
    ref = PinRef(end.ref, pin.name)
    spelled.setdefault(ref, end.pin)
    return ref


def _node(pin: PinRef, parts: Mapping[str, Instance]) -> tuple[str, str]:
    found = parts[pin.ref].pin(pin.pin)
    return (pin.ref, (found.joined or found.name) if found else pin.pin)


def _join(wires: list[tuple[PinRef, ...]], parts: Mapping[str, Instance]) -> list[list[PinRef]]:
    """Groups of pins that wires (and joints inside parts) make one, in the order they first appear."""
    parent: dict[tuple[str, str], tuple[str, str]] = {}

    def find(x: tuple[str, str]) -> tuple[str, str]:
        parent.setdefault(x, x)
        while parent[x] != x:
            parent[x] = parent[parent[x]]
            x = parent[x]
        return x

    order: dict[PinRef, None] = {}
    for wire in wires:
        order.update(dict.fromkeys(wire))
        first = find(_node(wire[0], parts))
        for end in wire[1:]:
            parent[find(_node(end, parts))] = first
    groups: dict[tuple[str, str], list[PinRef]] = {}
    for pin in order:
        groups.setdefault(find(_node(pin, parts)), []).append(pin)
    return list(groups.values())


def _name_nets(groups: list[list[PinRef]], parts: Mapping[str, Instance]) -> Iterator[Net]:
    taken: set[str] = set()
    for pins in groups:
        kind, name = _kind_and_name(pins, parts)
        unique, n = name, 2
        while unique in taken:
            unique, n = f"{name}_{n}", n + 1
        taken.add(unique)
        yield Net(unique, tuple(pins), kind)


def _kind_and_name(pins: list[PinRef], parts: Mapping[str, Instance]) -> tuple[str, str]:
    """Ground and supply nets are named by their source; a signal by the board's pin, else by its first pin."""
    found = [(p, parts[p.ref], parts[p.ref].pin(p.pin)) for p in pins]
    sources = [(p, i, f) for p, i, f in found if f and any(r.pin in (f.name, f.joined) for r in i.part.rail)]
    if any(f and f.connect == "ground" for _, _, f in found):
        return "ground", "GND"
    if sources:
        p, i, f = next((s for s in sources if s[1].is_board), sources[0])
        return "supply", (f.joined or f.name) if i.is_board and f else f"{p.ref}_{p.pin}"
    if any(f and f.connect in ("supply", "rail") and i.is_board for _, i, f in found):
        return "supply", next(p.pin for p, i, f in found if i.is_board)
    board = next((p for p, i, _ in found if i.is_board), None)
    if board is None and any(f and f.type == "power_in" for _, _, f in found):
        return "supply", f"{pins[0].ref}_{pins[0].pin}"
    return "signal", board.pin if board else f"{pins[0].ref}_{pins[0].pin}"
