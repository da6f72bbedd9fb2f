"""Modules at controller pins, drawn as one band: those on the same lines (I2C, SPI) below each other, their lines run on as trunks.

A part in series with a pin (a divider at an echo, a series resistor) lies in its row between controller and module.
"""

from __future__ import annotations

from dataclasses import dataclass

from ohm_core.circuit.circuit import Net
from ohm_core.render.boxes import box
from ohm_core.render.labels import PIN_GAP, STUB
from ohm_core.render.rows import Pen
from ohm_core.render.sketch import Sketch, dot, wire
from ohm_core.render.symbols import LENGTH, three_of

TRUNK = 13.0   # from one trunk to the next
GAP = 18.0     # from one module to the next


@dataclass(frozen=True)
class Band:
    """Controller pins that belong together, the drawing they lead to, and the height of each pin's row in it."""

    pins: tuple[tuple[str, Net], ...]
    sketch: Sketch
    rows: tuple[float, ...]


@dataclass(frozen=True)
class Strand:
    """A controller pin that reaches a module through one part in series; `poles` hang from its net to ground."""

    pin: str
    net: Net
    between: str
    beyond: Net
    poles: tuple[str, ...] = ()


def strands(pen: Pen, nets: list[tuple[str, Net]], taken: set[str]) -> dict[str, list[Strand]]:
    """The strands to each part that is neither two-ended nor drawn."""
    found: dict[str, list[Strand]] = {}
    for pin, net in nets:
        near = [r for r in net.refs() if r != pen.hub]
        if net.name in taken or any(r in pen.drawn or not pen.is_two(r) for r in near):
            continue
        poles = tuple(sorted(r for r in near if pen.far(r, net)[1] == "ground"))
        rest = [r for r in near if r not in poles]
        beyond, kind = pen.far(rest[0], net) if len(rest) == 1 else (None, "")
        if beyond is None or kind != "signal" or len(beyond.refs()) != 2:
            continue
        target = next(iter(beyond.refs() - {rest[0]}))
        if target not in pen.drawn and not pen.is_two(target):
            found.setdefault(target, []).append(Strand(pin, net, rest[0], beyond, poles))
    return found


def module_band(pen: Pen, first: str, nets: list[tuple[str, Net]], taken: set[str]) -> Band:
    """The band of a module with all that share a line with it; TAKEN gains the nets it draws."""
    here = dict(reversed([(n.name, pin) for pin, n in nets]))
    group = _group(pen, first, nets, taken)
    lines = [n for _, n in nets if n.name not in taken]
    shared = [n for n in dict.fromkeys(lines) if sum(r in n.refs() for r in group) > 1]
    trunks = {n.name: 12.0 + TRUNK * i for i, n in enumerate(shared)}
    near = {ref: _rows(pen, ref, lines, strands(pen, nets, taken | {n.name for n in lines if n.refs() & {ref}}).get(ref, ())) for ref in group}
    start = 12.0 + TRUNK * len(shared) if shared else 0.0
    up, down = _pulls(pen, near[first][0][:1], "supply"), _pulls(pen, [] if near[group[-1]][1] else near[group[-1]][0][-1:], "ground")
    reach = start + max([_length(pen, s) for _, row in near.values() for s in row] + [_room(pen, refs) for refs in (up, down)], default=0.0)
    sketch, pins, rows, met = Sketch(), [], [], dict[str, list[float]]()
    for ref in group:
        direct, series = near[ref]
        piece = box(pen, ref, None, [*direct, *(s.beyond for s in series)])
        y = 0.0 if ref == first else sketch.box()[3] + GAP - piece.box()[1]
        sketch.place(piece, reach, y)
        for net in direct:
            if net.name not in met:
                pins.append((here[net.name], net))
                rows.append(y)
                sketch.add(wire(net.name, (0, y), (reach, y)))
            else:
                sketch.add(wire(net.name, (trunks[net.name], y), (reach, y)))
            pole = (up, "supply") if (ref, net) == (first, direct[0]) else (down, "ground") if (ref, net) == (group[-1], direct[-1]) else ((), "")
            sketch.place(_hung(pen, net, *pole), start, y)
            met.setdefault(net.name, []).append(y)
            y += PIN_GAP
        for strand in series:
            pins.append((strand.pin, strand.net))
            rows.append(y)
            sketch.place(_series(pen, strand, start, reach), 0, y)
            y += PIN_GAP
            taken |= {strand.net.name, strand.beyond.name}
    for name, x in trunks.items():
        ys = met[name]
        sketch.add(wire(name, (x, ys[0]), (x, ys[-1])), *(dot(name, (x, y)) for y in ys[:-1]))
    taken |= set(met)
    return Band(tuple(pins), sketch, tuple(rows))


def _group(pen: Pen, first: str, nets: list[tuple[str, Net]], taken: set[str]) -> list[str]:
    """FIRST and the undrawn modules that are on one of its controller lines."""
    lines = [n for _, n in nets if n.name not in taken and first in n.refs()]
    return [first, *(r for r in pen.circuit.parts if r not in (first, pen.hub) and r not in pen.drawn and not pen.is_two(r)
                     and three_of(pen.circuit.parts[r].part) is None and any(r in n.refs() for n in lines))]


def _rows(pen: Pen, ref: str, lines: list[Net], series: list[Strand] | tuple[()]) -> tuple[list[Net], list[Strand]]:
    """Lines of a module in the order of its pins; then its strands, at most one with poles, which comes last."""
    order = {p.name: i for i, p in enumerate(pen.circuit.parts[ref].part.pin)}
    direct = sorted((n for n in dict.fromkeys(lines) if ref in n.refs()), key=lambda n: min(order[p.pin] for p in n.pins if p.ref == ref))
    bare = [s for s in series if not s.poles]
    return direct, [*bare, *[s for s in series if s.poles][:1]]


def _pulls(pen: Pen, nets: list[Net], kind: str) -> tuple[str, ...]:
    """Two-ended parts between these lines and a supply or ground: pull-ups of the upmost row, what hangs from the lowest."""
    return tuple(r for n in nets for r in sorted(n.refs()) if r not in pen.drawn and r != pen.hub and pen.is_two(r) and pen.far(r, n)[1] == kind)


def _room(pen: Pen, poles: tuple[str, ...]) -> float:
    return sum(14 + pen.pole_room(r) for r in poles)


def _hung(pen: Pen, net: Net, poles: tuple[str, ...], kind: str) -> Sketch:
    """Poles side by side on a row, each with its dot."""
    sketch, x = Sketch(), 0.0
    for ref in poles:
        pen.drawn.add(ref)
        sketch.place(pen.pole(ref, net, kind), x + 14).add(dot(net.name, (x + 14, 0)))
        x += 14 + pen.pole_room(ref)
    return sketch


def _length(pen: Pen, strand: Strand) -> float:
    return STUB + _room(pen, strand.poles) + LENGTH + STUB


def _series(pen: Pen, strand: Strand, start: float, reach: float) -> Sketch:
    """A strand along a row from 0 to REACH, its parts from START on."""
    x = start + _room(pen, strand.poles) + STUB
    sketch = Sketch().place(_hung(pen, strand.net, strand.poles, "ground"), start)
    pen.drawn.add(strand.between)
    sketch.add(wire(strand.net.name, (0, 0), (x, 0)), wire(strand.beyond.name, (x + LENGTH, 0), (reach, 0)))
    return sketch.place(pen.lying(strand.between, strand.net, aside=True), x)
