"""What is to be laid out, worked out once: which parts go on the board, which beside it, and the net of every leg."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ohm_core.breadboard.outline import outline, rows_of
from ohm_core.breadboard.seats import on_breadboard
from ohm_core.circuit.circuit import Circuit, Instance, Net
from ohm_core.design.values import PinRef

Node = tuple[str, str]
RAIL_MIN = 3  # nodes from which a supply is worth a rail: with two, one jumper does it


@dataclass(frozen=True)
class Task:
    """`aboard` parts with legs in holes, `beside` the others that are wired; `net` of each (ref, pin): a net's name where two
    nodes or more are joined, else a name of its own that starts with "~". `nodes` of each net; `loose` are pins of parts on the
    board that no hole takes (a USB socket) and all pins beside it: (ref, pin) one for each node that needs a wire.
    """

    circuit: Circuit
    aboard: Mapping[str, Instance]
    beside: Mapping[str, Instance]
    net: Mapping[tuple[str, str], str]
    nodes: Mapping[str, tuple[Node, ...]]
    loose: Mapping[str, tuple[PinRef, ...]]
    supplies: tuple[str, ...]
    grounds: tuple[str, ...]
    legs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    node_of: Mapping[tuple[str, str], Node] = field(default_factory=dict)
    rank: Mapping[str, int] = field(default_factory=dict)
    beside_chip: Mapping[str, str] = field(default_factory=dict)

    def node(self, ref: str, pin: str) -> Node:
        return self.node_of[ref, pin]


def task_of(circuit: Circuit, off: frozenset[str] = frozenset()) -> Task:
    """The task of a circuit; OFF names parts that must stay beside the board although they have legs."""
    aboard = {r: i for r, i in circuit.parts.items() if on_breadboard(i.part) and r not in off}
    nodes = {n.name: _nodes(circuit, n) for n in circuit.nets}
    nodes = {name: found for name, found in nodes.items() if len(found) > 1}
    wired = {p.ref for n in circuit.nets if n.name in nodes for p in n.pins}
    beside = {r: i for r, i in circuit.parts.items() if r not in aboard and r in wired}
    legs = {r: tuple(n for row in rows_of(i.part) for n in row if n) for r, i in aboard.items()}
    node_of = {(r, p.name): circuit.node(PinRef(r, p.name)) for r, i in circuit.parts.items() for p in i.part.pin}
    net = {(r, pin): _key(circuit, r, pin, nodes) for r, i in circuit.parts.items() for pin in (p.name for p in i.part.pin)}
    loose = {n.name: _loose(circuit, n, legs) for n in circuit.nets if n.name in nodes}
    kinds = [(n.name, n.kind) for n in sorted(circuit.nets, key=lambda n: -len(nodes.get(n.name, ())))]
    worth = [name for name, kind in kinds if kind == "supply" and len(nodes.get(name, ())) >= RAIL_MIN]
    grounds = [name for name, kind in kinds if kind == "ground" and len(nodes.get(name, ())) >= RAIL_MIN]
    return Task(circuit, aboard, beside, net, nodes, loose, tuple(worth), tuple(grounds), legs, node_of, {r: i for i, r in enumerate(circuit.parts)}, _decoupled(circuit, aboard))


def _decoupled(circuit: Circuit, aboard: Mapping[str, Instance]) -> dict[str, str]:
    """Capacitor → the chip it steadies: both its ends on supply and ground that the chip has too. It wants to sit close by."""
    kinds = {n.name: n.kind for n in circuit.nets}
    power = {r: {n.name for n in circuit.nets if kinds[n.name] != "signal" and r in n.refs()} for r in aboard}
    chips = [r for r, i in aboard.items() if len(i.part.pin) > 5 and not i.is_board]
    out = {}
    for ref, instance in aboard.items():
        if instance.part.category.startswith("passive:capacitor") and len(power[ref]) == 2:
            near = next((c for c in chips if power[ref] <= power[c]), None)
            if near:
                out[ref] = near
    return out


def _nodes(circuit: Circuit, net: Net) -> tuple[Node, ...]:
    return tuple(dict.fromkeys(circuit.node(p) for p in net.pins))


def _key(circuit: Circuit, ref: str, pin: str, nodes: Mapping[str, tuple[Node, ...]]) -> str:
    net = circuit.net_at(ref, pin)
    if net is not None and net.name in nodes:
        return net.name
    return "~" + ".".join(circuit.node(PinRef(ref, pin)))


def _loose(circuit: Circuit, net: Net, legs: Mapping[str, tuple[str, ...]]) -> tuple[PinRef, ...]:
    """The pins of a net that a wire must reach by themselves, one a node: those of no leg in a hole."""
    seated = {circuit.node(PinRef(r, pin)) for r in net.refs() if r in legs for pin in legs[r]}
    found: dict[Node, PinRef] = {}
    for pin in net.pins:
        node = circuit.node(pin)
        if node not in seated:
            found.setdefault(node, pin)
    return tuple(found.values())


def band_of(instance: Instance) -> str:
    """Where a part beside the board belongs so that its pins face it: those with pins below stand above, the others below."""
    sides = [p.side for p in outline(instance.part).pads.values()]
    return "bottom" if instance.is_board or sides.count("top") > sides.count("bottom") else "top"
