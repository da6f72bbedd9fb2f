"""Wokwi `diagram.json` → Design: parts by their Wokwi type, breadboard holes, junctions and supply symbols resolved to nets.

Unknown types are kept as custom parts. The diagram itself stays in `Design.diagram`, so that `wokwi_back` can write it again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from ohm_core.catalogue.catalogue import Catalogue, find_pin, nearest
from ohm_core.catalogue.schema import Part
from ohm_core.catalogue.wokwi import Meaning, fitting, meaning
from ohm_core.design.values import CustomPin, Design, PartUse, PinRef
from ohm_core.errors import BadInput
from ohm_core.units import parse_si

# Wokwi's breadboards: terminal columns and holes a rail (the mini has no rails).
BREADBOARDS = {"wokwi-breadboard": (63, 50), "wokwi-breadboard-half": (30, 25), "wokwi-breadboard-mini": (17, 0)}
HOLE = re.compile(r"(?:(\d+)([tb])\.([a-j])|([tb][pn])\.(\d+))$")
# Supplies that stand for VCC symbols of a voltage that the board does not give.
SUPPLIES = {5.0: ("supply-5v-3a", "5V"), 9.0: ("supply-9v-2a", "9V"), 12.0: ("supply-12v-2a", "12V")}
SYMBOL_V, NEAR = 5.0, 0.1
LIMIT_PARTS, LIMIT_REF = 20_000, 80

End = tuple[str, str]
Strip = tuple[str, ...]  # a node that is no part's pin: a breadboard strip, a junction, the net of all GND symbols
Node = PinRef | Strip


@dataclass(frozen=True)
class Item:
    """One part of a diagram: its own words, the reference it has here and what it is here."""

    raw: Mapping[str, Any]
    ref: str
    kind: str
    attrs: Mapping[str, Any]
    meaning: Meaning


@dataclass(frozen=True)
class Wire:
    """One connection of a diagram; `ends` is None where it leads to something that is no part ($serialMonitor)."""

    raw: list[Any]
    ends: tuple[End, End] | None


@dataclass(frozen=True)
class Diagram:
    """A diagram read and checked: items by Wokwi id, wires, and the reference of the first board."""

    items: Mapping[str, Item]
    wires: tuple[Wire, ...]
    board: str

    def other_forms(self) -> Iterator[str]:
        """A sentence for each part that is taken as another form than the usual one because of the pins its wires name."""
        for id_, item in self.items.items():
            if item.meaning.because:
                assert item.meaning.part
                form = next((v.name for v in item.meaning.part.variants if v.id == item.meaning.part.variant), item.meaning.part.variant)
                yield f"{id_} is taken as the form with {form}: its wires name {', '.join(sorted(item.meaning.because))}, which the usual form has not."

    def node(self, end: End) -> Node:
        """The node that a wire's end is on. Raises BadInput for a hole or pin that does not exist."""
        item = self.items[end[0]]
        use = item.meaning.use
        if use == "breadboard":
            return _strip(end, item.kind)
        if use == "ground":
            return ("ground",)
        if use == "supply":
            return ("supply", f"{_volts(item):g}")
        if use != "part" or item.meaning.pins.get(end[1]) == "":
            return (end[0], end[1])
        return PinRef(item.ref, _pin(end, item.meaning))

    def implied(self) -> Iterator[tuple[Strip, PinRef]]:
        """What symbols are joined to without a wire: GND to the board's ground, VCC to its rail of that voltage or a supply."""
        board = next((i.meaning.part for i in self.items.values() if i.ref == self.board), None)
        if board and any(i.meaning.use in ("ground", "supply") for i in self.items.values()):
            yield ("ground",), PinRef(self.board, next(p.name for p in board.pin if p.connect == "ground"))
        for volts, item in self.supplies().items():
            node = ("supply", f"{volts:g}")
            rail = _rail(board, volts) if board else ""
            if rail:
                yield node, PinRef(self.board, rail)
            else:
                yield node, PinRef(item.ref, SUPPLIES.get(volts, ("", "VCC"))[1])
                yield ("ground",), PinRef(item.ref, "GND")

    def supplies(self) -> dict[float, Item]:
        """The first VCC symbol of each voltage."""
        first: dict[float, Item] = {}
        for item in self.items.values():
            if item.meaning.use == "supply":
                first.setdefault(_volts(item), item)
        return first


def is_diagram(raw: Any) -> bool:
    """True for parsed JSON that means to be a Wokwi diagram."""
    return isinstance(raw, dict) and "format" not in raw and isinstance(raw.get("version"), int) and "parts" in raw


def design_of(raw: Mapping[str, Any], catalogue: Catalogue, name: str) -> Design:
    """The Design of a Wokwi diagram; ids stay (dots become _), pins keep Wokwi's names. Raises BadInput with the place."""
    diagram = read_diagram(raw, catalogue, name)
    ends = [w.ends for w in diagram.wires if w.ends]
    pins: dict[str, dict[str, None]] = {}
    for ref, pin in (e for pair in ends for e in pair):
        pins.setdefault(ref, {})[pin] = None
    parts = {i.ref: _use(i, pins.get(id_, {})) for id_, i in diagram.items.items() if i.meaning.use == "part"}
    assumptions = list(diagram.other_forms())
    for strip, pin_ref in diagram.implied():
        if strip[0] == "supply":
            assumptions.append(f"The {strip[1]} V symbols of the diagram are taken as {pin_ref}.")
        if pin_ref.ref not in parts:
            parts[pin_ref.ref] = _supply(float(strip[1]))
    connections = _connect([(diagram.node(a), diagram.node(b)) for a, b in ends], diagram.implied())
    return Design(title=str(raw.get("title") or name)[:200], parts=parts, connections=tuple(connections), board=diagram.board, assumptions=tuple(assumptions), diagram=dict(raw))


def read_diagram(raw: Mapping[str, Any], catalogue: Catalogue, name: str = "the diagram") -> Diagram:
    """The diagram with every part looked up. Raises BadInput with the place."""
    items: dict[str, Item] = {}
    taken: set[str] = set()
    listed = _list(raw.get("parts"), "parts")
    if len(listed) > LIMIT_PARTS:
        raise BadInput(f"{name} has {len(listed):,} parts; the limit is {LIMIT_PARTS:,}.", "parts", "too_large")
    for i, item in enumerate(listed):
        if not isinstance(item, dict) or not isinstance(item.get("type"), str) or not isinstance(item.get("id"), str) or not item["id"]:
            raise BadInput(f"parts[{i}] needs a \"type\" and an \"id\".", f"parts[{i}]")
        if item["id"] in items:
            raise BadInput(f"Two parts have the id '{item['id'][:40]}'; ids must differ.", f"parts[{i}].id")
        attrs = item.get("attrs") or {}
        if not isinstance(attrs, dict):
            raise BadInput(f"parts[{i}].attrs must be an object.", f"parts[{i}].attrs")
        items[item["id"]] = Item(item, _ref(item["id"], taken), item["type"], attrs, meaning(item["type"], attrs, catalogue))
    if not items:
        raise BadInput(f"{name} has no parts.", "parts")
    wires = tuple(_wire(w, i, items) for i, w in enumerate(_list(raw.get("connections"), "connections")))
    for ref, item in items.items():
        named = {pin for w in wires for end, pin in w.ends or () if end == ref}
        items[ref] = replace(item, meaning=fitting(item.meaning, named, catalogue))
    return Diagram(items, wires, next((i.ref for i in items.values() if i.meaning.part and i.meaning.part.board), ""))


def _list(value: Any, where: str) -> list[Any]:
    if not isinstance(value, list):
        raise BadInput(f"\"{where}\" must be a list.", where)
    return value


def _wire(wire: Any, index: int, items: Mapping[str, Item]) -> Wire:
    if not isinstance(wire, list) or len(wire) < 2 or not all(isinstance(e, str) and ":" in e for e in wire[:2]):
        raise BadInput(f"connections[{index}] must begin with two pins, like \"uno:13\" and \"led1:A\".", f"connections[{index}]")
    (ref_a, _, a), (ref_b, _, b) = (e.partition(":") for e in wire[:2])
    if ref_a.startswith("$") or ref_b.startswith("$"):
        return Wire(wire, None)
    for ref, pin in ((ref_a, a), (ref_b, b)):
        if ref not in items:
            raise BadInput(f"A wire leads to '{ref[:40]}', but no part has that id.", f"{ref}:{pin}"[:80], "unknown_reference")
    return Wire(wire, ((ref_a, a), (ref_b, b)))


def _ref(id_: str, taken: set[str]) -> str:
    """The id as a reference: without dots, not too long, and never one that another id has become already."""
    base = id_.replace(".", "_")[:LIMIT_REF]
    ref, n = base, 2
    while ref in taken:
        end = f"_{n}"
        ref, n = base[:LIMIT_REF - len(end)] + end, n + 1
    taken.add(ref)
    return ref


def _use(item: Item, pins: Mapping[str, None]) -> PartUse:
    part = item.meaning.part
    if part is None:
        return PartUse("custom", name=item.kind, pins={p: CustomPin() for p in pins} or {"-": CustomPin()})
    return PartUse(part.id, attrs=dict(item.meaning.attrs))


def _supply(volts: float) -> PartUse:
    """The part that stands for VCC symbols of this voltage."""
    if volts in SUPPLIES:
        return PartUse(SUPPLIES[volts][0])
    return PartUse("custom", name=f"Supply of {volts:g} V", pins={"VCC": CustomPin("power_out", volts, volts), "GND": CustomPin("power_in")})


def _volts(item: Item) -> float:
    try:
        return parse_si(str(item.attrs.get("voltage") or SYMBOL_V))
    except BadInput:
        return SYMBOL_V


def _rail(board: Part, volts: float) -> str:
    """The board's pin that gives out this voltage, as far as its maker promises; "" for none."""
    near = (r.pin for r in board.rail if r.v and (v := r.v.any()) is not None and abs(v - volts) <= NEAR * volts)
    return next(near, "")


def _pin(end: End, what: Meaning) -> str:
    """The pin as Wokwi spells it where the catalogue understands that, else our own name. Raises BadInput for none."""
    part, pin = what.part, end[1]
    if part is None:
        return pin
    ours = what.pins.get(pin)
    if ours and find_pin(part, ours) is not None and find_pin(part, pin) is not find_pin(part, ours):
        return ours
    if find_pin(part, pin) is not None:
        return pin
    if (base := re.fullmatch(r"(.+)\.\d+", pin)) and find_pin(part, base[1]) is not None:
        return base[1]
    names = [n for p in part.pin for n in (p.name, *p.aliases)]
    raise BadInput(f"{end[0]} ({part.name}) has no pin '{pin[:30]}'; nearest: {', '.join(nearest(pin, names) or names[:8])}.", f"{end[0]}:{pin}"[:80], "unknown_pin")


def _strip(end: End, kind: str) -> Strip:
    """The breadboard strip of a hole. Raises BadInput for a hole that does not exist."""
    match, (columns, rail) = HOLE.match(end[1]), BREADBOARDS[kind]
    ok = match and (1 <= int(match[5]) <= rail if match[4] else 1 <= int(match[1]) <= columns and (match[3] in "abcde") == (match[2] == "t"))
    if not match or not ok:
        raise BadInput(f"The breadboard {end[0]} has no hole '{end[1][:20]}'.", f"{end[0]}:{end[1]}"[:80], "unknown_hole")
    return end[0], end[1].split(".")[0]


def _connect(wires: Iterable[tuple[Node, Node]], implied: Iterable[tuple[Strip, PinRef]]) -> list[tuple[PinRef, PinRef]]:
    """Wires between parts; what meets in a strip, at a junction or at symbols is joined in a chain."""
    groups = Groups()
    made: list[tuple[PinRef, PinRef]] = []
    at: dict[Strip, list[PinRef]] = {}
    for a, b in [*wires, *implied]:
        if isinstance(a, PinRef) and isinstance(b, PinRef):
            made.append((a, b))
        elif isinstance(a, PinRef):
            at.setdefault(b, []).append(a)
        elif isinstance(b, PinRef):
            at.setdefault(a, []).append(b)
        else:
            groups.join(a, b)
    meeting: dict[Any, list[PinRef]] = {}
    for strip, pins in at.items():
        meeting.setdefault(groups.find(strip), []).extend(pins)
    return made + [(a, b) for pins in meeting.values() for a, b in pairwise(dict.fromkeys(pins))]


class Groups:
    """Nodes that have been joined."""

    def __init__(self) -> None:
        self._parent: dict[Any, Any] = {}

    def find(self, node: Any) -> Any:
        """The node that stands for all that NODE is joined to."""
        parent = self._parent
        parent.setdefault(node, node)
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    def join(self, a: Any, b: Any) -> None:
        self._parent[self.find(a)] = self.find(b)
