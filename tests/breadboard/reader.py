"""Reads an exported Wokwi diagram on its own: holes to strips, strips to nets. Knows nothing of how it was made."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from ohm_core.breadboard import Layout, layout_json
from ohm_core.circuit.circuit import Circuit
from ohm_core.design.values import PinRef

SIZES = {"wokwi-breadboard": (63, 50), "wokwi-breadboard-half": (30, 25), "wokwi-breadboard-mini": (17, 0)}
HOLE = re.compile(r"(?:(\d+)([tb])\.([a-j])|([tb][pn])\.(\d+))$")
Node = tuple[str, str]


def nets_read(diagram: dict[str, Any], circuit: Circuit) -> set[frozenset[Node]]:
    """Every net of two nodes or more, in the circuit's own pin names."""
    boards = {p["id"]: p["type"] for p in diagram["parts"] if p["type"] in SIZES}
    groups: list[set[Node]] = []
    for start, end, *_ in diagram["connections"]:
        pair = {_node(start, boards, circuit), _node(end, boards, circuit)}
        touching = [g for g in groups if g & pair]
        groups = [g for g in groups if not g & pair] + [pair.union(*touching)]
    found = (frozenset(n for n in g if not n[1].startswith("#")) for g in groups)
    return {net for net in found if len(net) > 1}


def _node(end: str, boards: dict[str, str], circuit: Circuit) -> Node:
    ref, _, pin = end.partition(":")
    if ref in boards:
        return ref, "#" + pin.rpartition(".")[0]
    part = circuit.parts[ref].part
    back = {part.wokwi_pins.get(p.name, p.name): p.name for p in part.pin}
    return circuit.node(PinRef(ref, back[pin]))


def nets_wanted(circuit: Circuit) -> set[frozenset[Node]]:
    nets = (frozenset(circuit.node(p) for p in n.pins) for n in circuit.nets)
    return {net for net in nets if len(net) > 1}


def faults(layout: Layout, circuit: Circuit) -> list[str]:
    """What is physically wrong, one sentence each; empty for a layout that can be built."""
    diagram = layout_json(layout, circuit)["wokwi"]
    boards = {p["id"]: p["type"] for p in diagram["parts"] if p["type"] in SIZES}
    ends = [e for wire in diagram["connections"] for e in wire[:2]]
    holes = [e for e in ends if e.partition(":")[0] in boards]
    out = [f"{h} is no hole" for h in holes if not _exists(boards[h.partition(":")[0]], h.partition(":")[2])]
    out += [f"{h} is used {n} times" for h, n in Counter(holes).items() if n > 1]
    pads = [e for wire in layout.wires for e in (wire.start, wire.end)]
    out += [f"{e} has {n} wires" for e, n in Counter(pads).items() if n > 1]
    seated: dict[tuple[str, str], set[Node]] = {}
    for ref, place in layout.places.items():
        for pin, hole in place.holes.items():
            seated.setdefault((ref, hole.rpartition(".")[0]), set()).add(circuit.node(PinRef(ref, pin)))
    return out + [f"{ref} joins {nodes} in {strip}" for (ref, strip), nodes in seated.items() if len(nodes) > 1]


def _exists(kind: str, hole: str) -> bool:
    match = HOLE.match(hole)
    if not match:
        return False
    columns, rail = SIZES[kind]
    return 1 <= int(match[5]) <= rail if match[4] else 1 <= int(match[1]) <= columns and (match[3] < "f") == (match[2] == "t")
