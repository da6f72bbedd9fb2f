"""Boxes of a schematic: parts without a symbol of their own, pins named inside, with what follows their outputs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ohm_core.circuit.circuit import Instance, Net
from ohm_core.design.values import PinRef
from ohm_core.render.art.kit import plain
from ohm_core.render.labels import PIN_GAP, SMALL, STUB, TEXT, short_name, supply_name
from ohm_core.render.sketch import Sketch, area, rect_points, wire, words
from ohm_core.render.symbols import LENGTH
from ohm_core.render.type import width_of

if TYPE_CHECKING:
    from ohm_core.render.rows import Pen


def box(pen: Pen, ref: str, net: Net | None, near: list[Net] | None = None, pitch: float = PIN_GAP) -> Sketch:
    """A box with named pins: NEAR nets (else the one entered from) at the left, PITCH apart, first at the origin.

    Supplies are above, ground below; what follows its other pins is drawn at the right where that stays in line.
    """
    pen.drawn.add(ref)
    instance = pen.circuit.parts[ref]
    left, right, top, bottom = _sides(pen, ref, net, near)
    wide = _box_width(pen, instance, left, right, top, bottom)
    outs = [flat(pen, n) for _, n in right]
    heights = _heights(outs)
    high = max((len(left) - 1) * pitch, heights[-1] if heights else 0.0, 0.0) + 2 * 22 + (14 if top else 0) + (14 if bottom else 0)
    y0 = -22.0 - (14 if top else 0)
    sketch = Sketch([area(ref, *rect_points(STUB, y0, STUB + wide, y0 + high), style="box")])
    _title(pen, sketch, instance, wide, y0 + high + (36 if bottom else 11))
    for i, (pin, n) in enumerate(left):
        y = i * pitch
        sketch.add(wire(n.name, (0, y), (STUB, y)), words(ref, (STUB + 5, y), plain(pin), SMALL, "start"))
        if near is None and n is not net and (i or net is None):
            sketch.place(pen.label(n), 0, y, mirror=True)
    for (pin, n), y, more in zip(right, heights, outs, strict=True):
        sketch.add(words(ref, (STUB + wide - 5, y), plain(pin), SMALL, "end"), wire(n.name, (STUB + wide, y), (2 * STUB + wide, y)))
        sketch.place(more, 2 * STUB + wide, y)
    for pins, y, way in ((top, y0, -1), (bottom, y0 + high, 1)):
        step = wide / (len(pins) + 1)
        for i, (pin, n) in enumerate(pins):
            x = STUB + step * (i + 1)
            sketch.add(words(ref, (x, y - way * 8), plain(pin), SMALL), wire(n.name, (x, y), (x, y + way * 10)))
            sketch.place(pen.power(n), x, y + way * 10)
    return sketch


def flat(pen: Pen, net: Net) -> Sketch:
    """What follows an output, as long as it lies in one line (resistor, LED, ground); else the net's label."""
    sketch, x, current = Sketch(), 0.0, net
    while True:
        refs = [r for r in current.refs() if r not in pen.drawn]
        others = current.refs() - set(refs)
        if len(refs) != 1 or len(others) > 1 or not pen.is_two(refs[0]):
            break
        other, kind = pen.far(refs[0], current)
        if other is None or (kind == "signal" and pen._on_hub(other)):
            break
        pen.drawn.add(refs[0])
        sketch.place(pen.lying(refs[0], current, aside=True), x)
        x, current = x + LENGTH, other
        if kind != "signal":
            return sketch.add(wire(other.name, (x, 0), (x + 10, 0))).place(pen.power(other), x + 10)
        sketch.add(wire(other.name, (x, 0), (x + 8, 0)))
        x += 8
    return sketch.place(pen.label(current), x)


def _title(pen: Pen, sketch: Sketch, instance: Instance, wide: float, y: float) -> None:
    """Reference and name, centred below a box and its ground symbols."""
    x = STUB + wide / 2
    sketch.add(words(instance.ref, (x, y), instance.ref, TEXT, style="bold"), words(instance.ref, (x, y + 13), short_name(instance.use.name or instance.part.name), SMALL, style="soft"))


def _sides(pen: Pen, ref: str, net: Net | None, near: list[Net] | None) -> tuple[list[tuple[str, Net]], ...]:
    left: list[tuple[str, Net]] = []
    right, top, bottom = list(left), list(left), list(left)
    wanted = [n.name for n in near] if near else [net.name, *_known(pen, ref, net)] if net else _known(pen, ref, None)
    for pin in pen.circuit.parts[ref].part.pin:
        found = pen.net(ref, pin.name)
        if found is None or len(found.pins) < 2 or (PinRef(ref, pin.name) not in found.pins):
            continue
        side = left if found.name in wanted else bottom if found.kind == "ground" else top if found.kind == "supply" else right
        if side in (top, bottom) and any(_same_node(pen, ref, pin.name, p) for p, _ in side):
            continue
        side.append((pin.name, found))
    left.sort(key=lambda item: wanted.index(item[1].name))
    return left, right, top, bottom


def _known(pen: Pen, ref: str, net: Net | None) -> list[str]:
    """Other nets of a part that the controller or a label has: they go to the same side as the one it was entered from."""
    found = [pen.net(ref, p.name) for p in pen.circuit.parts[ref].part.pin]
    names = [n.name for n in found if n and n.kind == "signal" and len(n.pins) > 1 and (pen._on_hub(n) or n.name in pen.open)]
    return [n for n in dict.fromkeys(names) if net is None or n != net.name]


def _same_node(pen: Pen, ref: str, a: str, b: str) -> bool:
    return pen.circuit.node(PinRef(ref, a)) == pen.circuit.node(PinRef(ref, b))


def _box_width(pen: Pen, instance: Instance, left: list[tuple[str, Net]], right: list[tuple[str, Net]], top: list[tuple[str, Net]], bottom: list[tuple[str, Net]]) -> float:
    def longest(pins: list[tuple[str, Net]]) -> float:
        return max((width_of(plain(p), SMALL) for p, _ in pins), default=0.0)

    rows = longest(left) + longest(right) + 26
    poles = max((len(pins) + 1) * max([max(width_of(plain(p), SMALL), width_of(supply_name(n.name) if n.kind == "supply" else "", SMALL, bold=True)) + 10 for p, n in pins] or [0]) for pins in (top, bottom))
    return max(64.0, rows, poles)


def _heights(outs: list[Sketch]) -> list[float]:
    """Where each output's line is, so that what stands above and below them does not touch."""
    heights: list[float] = []
    for i, sketch in enumerate(outs):
        heights.append(0.0 if not i else heights[-1] + max(PIN_GAP, outs[i - 1].box()[3] - sketch.box()[1] + 5))
    return heights
