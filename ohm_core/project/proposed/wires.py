"""Connections as a model sends them → the wires of the design, all of them or one at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ohm_core.catalogue.catalogue import Catalogue
from ohm_core.circuit.circuit import Circuit, resolve
from ohm_core.design.values import CustomPin, Design, PinRef, Wire
from ohm_core.errors import BadInput
from ohm_core.project.proposed.ends import End, end_of, joined, refs_named
from ohm_core.project.proposed.proposal import Proposal
from ohm_core.project.prototype import Prototype

MOST = 400
SOURCES = ("power:battery", "power:supply", "power:wall_adapter", "power:power_bank", "misc:coin_cell")
THROUGH = ("power", "input:slide_switch", "input:switch", "diode")


def with_wires(before: Prototype, connections: Sequence[tuple[str, str]]) -> Proposal:
    """The design wired by CONNECTIONS and nothing else. Raises BadInput that names every end which means no pin."""
    if len(connections) > MOST:
        raise BadInput(f"{len(connections)} connections are too many; a design holds at most {MOST}.", "connections", "too_many")
    design, ends = _with_own_pins(before.design, connections, before.catalogue), []
    wrong: dict[str, str] = {}
    for index, (a, b) in enumerate(connections):
        pair = [_end(text, f"connections[{index}]", design, before.catalogue, wrong) for text in (a, b)]
        if pair[0] and pair[1]:
            ends.append((pair[0], pair[1]))
    if wrong:
        raise BadInput(" ".join(wrong.values()), ", ".join(wrong)[:200], "unknown_pin")
    wires = joined(ends)
    return _changed(before, design, tuple(wires))


def joined_to(before: Prototype, a: str, b: str) -> Proposal:
    """The design with one more wire. Raises BadInput for an end that means no pin, or two ends that are one."""
    design = _with_own_pins(before.design, [(a, b)], before.catalogue)
    wires = joined([(end_of(a, design, before.catalogue), end_of(b, design, before.catalogue))])
    if not wires:
        raise BadInput(f"'{a[:40]}' and '{b[:40]}' are not two pins; name a pin at each end.", "to", "not_two_pins")
    return _changed(before, design, tuple({frozenset(w): w for w in (*design.connections, *wires)}.values()))


def parted(before: Prototype, a: str, b: str = "") -> Proposal:
    """The design without the wire between two pins; without B, without every wire of A. Raises BadInput where there is none."""
    design = before.design
    first = _canonical(before, end_of(a, design, before.catalogue), a)
    second = _canonical(before, end_of(b, design, before.catalogue), b) if b else None
    wires = [(w, {_same(before, e) for e in w}) for w in design.connections]
    kept = tuple(w for w, pins in wires if not (first in pins and (second is None or second in pins)))
    if len(kept) == len(design.connections):
        there = [str(e) for w, pins in wires if first in pins for e in w if _same(before, e) != first]
        raise BadInput(f"No wire joins {first} to {second or 'anything'}" + (f"; it is joined to {', '.join(there)}." if there else "."), a[:60], "no_such_wire")
    return _changed(before, design, kept)


def _end(text: str, where: str, design: Design, catalogue: Catalogue, wrong: dict[str, str]) -> End | None:
    try:
        return end_of(text, design, catalogue)
    except BadInput as error:
        wrong[where] = f"{where}: {error.message}"
        return None


def _canonical(before: Prototype, end: End, text: str) -> PinRef:
    if end.pin is None:
        raise BadInput(f"'{text[:40]}' is a rail of the breadboard; name the pin of a part.", text[:40], "not_a_pin")
    return _same(before, end.pin)


def _same(before: Prototype, pin: PinRef) -> PinRef:
    """A pin under the catalogue's name."""
    found = before.circuit.parts[pin.ref].pin(pin.pin)
    return PinRef(pin.ref, found.name) if found else pin


def _with_own_pins(design: Design, connections: Sequence[tuple[str, str]], catalogue: Catalogue) -> Design:
    """The design whose unknown parts have the pins that the wires name: a guess of the model, without any fact."""
    parts = dict(design.parts)
    for text in (t for pair in connections for t in pair):
        ref, dot, pin = text.strip().partition(".")
        found = refs_named(ref, design, catalogue) if dot and pin else []
        if len(found) == 1 and parts[found[0]].part == "custom" and parts[found[0]].guesses and len(pin) <= 30:
            use = parts[found[0]]
            parts[found[0]] = replace(use, pins={**use.pins, **({pin: CustomPin()} if pin not in use.pins else {})})
    return design.with_(parts=parts)


def _changed(before: Prototype, design: Design, wires: tuple[Wire, ...]) -> Proposal:
    old, new = ({frozenset(_same(before, e) if e.ref in before.circuit.parts else e for e in w) for w in ws} for ws in (before.design.connections, wires))
    said = [f"{word} {', '.join(' - '.join(sorted(map(str, w))) for w in sorted(gone, key=lambda w: sorted(map(str, w))))}" for word, gone in (("joined", new - old), ("taken away", old - new)) if gone]
    supply = _fed(design, wires, before.catalogue)
    return Proposal(supply, tuple(said) or ("the same wires as before",))


def _fed(design: Design, wires: tuple[Wire, ...], catalogue: Catalogue) -> Design:
    """The design with these wires; a battery or adapter whose wire leads to the board, straight or through a supply part or switch, is
    where the power comes from."""
    made = design.with_(connections=wires)
    if design.supply.source not in ("", "usb") or design.board not in design.parts:
        return made
    circuit = resolve(made, catalogue)
    sources = [r for r, i in circuit.parts.items() if i.part.category.startswith(SOURCES) and any(_leads(circuit, r, rail.pin) for rail in i.part.rail)]
    return made.with_(supply=replace(design.supply, source=sources[0])) if sources else made


def _leads(circuit: Circuit, ref: str, pin: str) -> bool:
    """True when what a source gives reaches a pin of the board."""
    nets, seen = [circuit.net_at(ref, pin)], set[str]()
    while nets:
        net = nets.pop()
        if net is None or net.kind == "ground" or net.name in seen:
            continue
        seen.add(net.name)
        if any(p.ref == circuit.board for p in net.pins):
            return True
        through = [p.ref for p in net.pins if circuit.parts[p.ref].part.category.startswith(THROUGH) and p.ref != ref]
        nets += [circuit.net_at(r, p.name) for r in through for p in circuit.parts[r].part.pin]
    return False
