"""A Design that came from a Wokwi diagram → that diagram again: untouched where the design still says the same.

Parts that stayed keep id, place, rotation and attributes; wires stay while both their ends are on one net; what the design
has more than the diagram is added, what it has no longer is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from ohm_core.breadboard.export import free_id, wokwi_attrs, wokwi_pin, wokwi_type
from ohm_core.catalogue.catalogue import Catalogue
from ohm_core.circuit.circuit import Circuit, Instance
from ohm_core.design.values import PinRef
from ohm_core.formats.wokwi import Diagram, Groups, Item, Node, Wire, read_diagram

STEP, COLUMN = 120.0, 40.0  # where parts are put that the diagram has no place for: a row below it
COLORS = {"ground": "black", "supply": "red"}


def written_back(circuit: Circuit, raw: Mapping[str, Any], catalogue: Catalogue) -> dict[str, Any]:
    """The diagram RAW with what the circuit changed. Raises BadInput where RAW is no diagram."""
    diagram = read_diagram(raw, catalogue)
    ids = {i.ref: id_ for id_, i in diagram.items.items()}
    taken = set(diagram.items)
    new = [r for r in circuit.parts if r not in ids]
    ids |= {r: free_id(r, taken) for r in new}
    parts = [p for i in diagram.items.values() if (p := _part(i, circuit)) is not None]
    parts += [_placed(circuit.parts[r], ids[r], n, diagram) for n, r in enumerate(new)]
    left = {p["id"] for p in parts}
    kept, nodes = _kept(circuit, diagram, left)
    return {**raw, "parts": parts, "connections": kept + list(_missing(circuit, nodes, ids))}


def _part(item: Item, circuit: Circuit) -> Any:
    """The diagram's part, with a new type or attributes where the design chose so; None where it was taken out."""
    if item.meaning.use != "part":
        return item.raw
    instance = circuit.parts.get(item.ref)
    if instance is None:
        return None
    part = item.meaning.part
    if part is None or instance.use.part == "custom":
        return item.raw if part is None and instance.use.part == "custom" else {**item.raw, "type": wokwi_type(instance), "attrs": wokwi_attrs(instance)}
    if instance.use.part != part.id:
        return {**item.raw, "type": wokwi_type(instance), "attrs": wokwi_attrs(instance)}
    if dict(instance.use.attrs) == dict(item.meaning.attrs):
        return item.raw
    return {**item.raw, "attrs": {**item.attrs, **wokwi_attrs(instance, item.attrs)}}


def _placed(instance: Instance, id_: str, number: int, diagram: Diagram) -> dict[str, Any]:
    tops = [t for i in diagram.items.values() if isinstance(t := i.raw.get("top"), (int, float))]
    return {"type": wokwi_type(instance), "id": id_, "top": max(tops, default=0.0) + STEP, "left": number * COLUMN, "attrs": wokwi_attrs(instance)}


def _kept(circuit: Circuit, diagram: Diagram, left: set[str]) -> tuple[list[Any], Groups]:
    """The wires that may stay, and the nodes as they and the symbols join them."""
    groups = Groups()
    nets: dict[Any, str] = {}  # what stands for joined nodes → the net of the design they are on

    def key(node: Node) -> Any:
        return ("pin", *circuit.node(node)) if isinstance(node, PinRef) else node

    def join(a: Node, b: Node) -> bool:
        """Joins the nodes unless that would make one of two nets."""
        said: set[str] = set()
        for node in (a, b):
            if isinstance(node, PinRef):
                net = circuit.net_of(node)
                nets.setdefault(groups.find(key(node)), net.name if net else f"{node} alone")
            if (known := nets.get(groups.find(key(node)))) is not None:
                said.add(known)
        if len(said) > 1:
            return False
        groups.join(key(a), key(b))
        if said:
            nets[groups.find(key(b))] = said.pop()
        return True

    for strip, pin in diagram.implied():
        if pin.ref in circuit.parts:
            join(strip, pin)
    kept = [w.raw for w in diagram.wires if _stays(w, left) and (w.ends is None or _known(w, diagram, circuit) and join(diagram.node(w.ends[0]), diagram.node(w.ends[1])))]
    return kept, groups


def _stays(wire: Wire, left: set[str]) -> bool:
    """True when every part that the wire leads to is still there."""
    return all(ref.startswith("$") or ref in left for ref in (e.partition(":")[0] for e in wire.raw[:2]))


def _known(wire: Wire, diagram: Diagram, circuit: Circuit) -> bool:
    """True when the parts that are there now have these pins."""
    nodes = (diagram.node(e) for e in wire.ends or ())
    return all(not isinstance(n, PinRef) or n.ref in circuit.parts and circuit.parts[n.ref].pin(n.pin) is not None for n in nodes)


def _missing(circuit: Circuit, groups: Groups, ids: Mapping[str, str]) -> Iterator[list[Any]]:
    """Wires for what the design joins and the kept ones do not."""
    for net in circuit.nets:
        first: dict[Any, PinRef] = {}
        for pin in net.pins:
            first.setdefault(groups.find(("pin", *circuit.node(pin))), pin)
        for a, b in pairwise(first.values()):
            yield [*(f"{ids[p.ref]}:{wokwi_pin(circuit.parts[p.ref], p.pin)}" for p in (a, b)), COLORS.get(net.kind, "green"), ["v0"]]
