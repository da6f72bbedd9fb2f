"""Boxes of a schematic: parts without a symbol of their own, pins named inside, with what follows their outputs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ohm_core.circuit.circuit import Instance, Net
from ohm_core.design.values import PinRef
from ohm_core.render.art.kit import plain
from ohm_core.render.labels import PIN_GAP, SMALL, STUB, TEXT, name_lines, supply_name
from ohm_core.render.sketch import Sketch, area, line, rect_points, ring_points, wire, words
from ohm_core.render.symbols import LENGTH, led, three_of
from ohm_core.render.type import width_of

if TYPE_CHECKING:
    from ohm_core.render.rows import Pen

LIGHTS = 16.0  # from a box's edge to the LEDs in it
LOOP = 26.0    # from a box's stub to a part that lies between two of its outputs


def box(pen: Pen, ref: str, net: Net | None, near: list[Net] | None = None, pitch: float = PIN_GAP) -> Sketch:
    """A box with named pins: NEAR nets (else the one entered from) at the left, PITCH apart, first at the origin.

    Supplies are above, ground below; what follows its other pins is drawn at the right where that stays in line.
    """
    pen.drawn.add(ref)
    instance = pen.circuit.parts[ref]
    left, right, top, bottom = _sides(pen, ref, net, near)
    lights = _has_lights(instance, left, right, top + bottom)
    wide = LIGHTS + LENGTH + 18 if lights else _box_width(pen, instance, left, right, top, bottom)
    right, loops = _loops(pen, ref, right)
    right, follower = _follower(pen, ref, right, loops)
    outs = [Sketch() if follower and follower in n.refs() else _loop(pen, loops[n.name], n) if n.name in loops else flat(pen, n) for _, n in right]
    lines = [n for _, n in right if follower and follower in n.refs()]
    heights = _heights(outs, [n.name in loops for _, n in right])
    if follower:
        tail = box(pen, follower, None, lines)
        first = len(right) - len(lines)
        above = max([y + o.box()[3] for y, o in zip(heights[:first], outs, strict=False)], default=-1e3)
        down = max(0.0, above + 8 - tail.box()[1] - heights[first])
        heights[first:] = [y + down for y in heights[first:]]
        outs[first] = tail
    high = max((len(left) - 1) * pitch, heights[-1] if heights else 0.0, 0.0) + 2 * 22 + (14 if top else 0) + (14 if bottom else 0)
    y0 = -22.0 - (14 if top else 0)
    sketch = Sketch([area(ref, *rect_points(STUB, y0, STUB + wide, y0 + high), style="box")])
    _title(pen, sketch, instance, wide, y0 + high + (36 if bottom else 11))
    for i, (pin, n) in enumerate(left):
        y = i * pitch
        sketch.add(wire(n.name, (0, y), (STUB, y)), words(ref, (STUB + 5, y - (8 if lights else 0)), plain(pin), SMALL, "start"))
        if near is None and n is not net and (i or net is None):
            sketch.place(pen.label(n), 0, y, mirror=True)
    if lights:
        _lights(sketch, ref, [i * pitch for i in range(len(left))], y0 + (high if bottom else 0), anodes=bool(bottom))
    for (pin, n), y, more in zip(right, heights, outs, strict=True):
        sketch.add(words(ref, (STUB + wide - 5, y), plain(pin), SMALL, "end"), wire(n.name, (STUB + wide, y), (2 * STUB + wide, y)))
        sketch.place(more, 2 * STUB + wide, y)
    for pins, y, way in ((top, y0, -1), (bottom, y0 + high, 1)):
        step = wide / (len(pins) + 1)
        for i, (pin, n) in enumerate(pins):
            x = STUB + (LIGHTS + LENGTH if lights else step * (i + 1))
            sketch.add(words(ref, (x + (8 if lights else 0), y - way * 8), plain(pin), SMALL), wire(n.name, (x, y), (x, y + way * 10)))
            sketch.place(pen.power(n), x, y + way * 10)
    return sketch


def _has_lights(instance: Instance, left: list[tuple[str, Net]], right: list[tuple[str, Net]], poles: list[tuple[str, Net]]) -> bool:
    """True for an LED of several colours whose common leg is on a supply or ground: drawn as what is in it."""
    return instance.part.category.startswith("led:rgb") and len(left) > 1 and not right and len(poles) == 1


def _lights(sketch: Sketch, ref: str, ys: list[float], end: float, anodes: bool) -> None:
    """An LED in each row, the other ends joined and led to the common leg at END; ANODES: current comes in at the left."""
    common = STUB + LIGHTS + LENGTH
    for y in ys:
        ops = led(ref) if anodes else [op.moved(LENGTH, 0, mirror=True) for op in led(ref)]
        sketch.add(line(ref, (STUB, y), (STUB + LIGHTS, y)), *(op.moved(STUB + LIGHTS, y) for op in ops))
    sketch.add(line(ref, (common, min([*ys, end])), (common, max([*ys, end]))), *(area(ref, *ring_points((common, y), 3.0)) for y in (ys[1:] if end > ys[-1] else ys[:-1])))


def _follower(pen: Pen, ref: str, right: list[tuple[str, Net]], loops: dict[str, str]) -> tuple[list[tuple[str, Net]], str]:
    """A module that two or more outputs lead to alone (a stepper motor at its driver), and the outputs with its own last, in its order."""
    reached: dict[str, list[tuple[str, Net]]] = {}
    for pin, net in right:
        others = net.refs() - {ref}
        other = next(iter(others), "")
        if len(others) == 1 and net.name not in loops and other not in pen.drawn and not pen.is_two(other):
            reached.setdefault(other, []).append((pin, net))
    best = max(reached, key=lambda r: len(reached[r]), default="")
    if len(reached.get(best, ())) < 2:
        return right, ""
    order = {p.name: i for i, p in enumerate(pen.circuit.parts[best].part.pin)}
    own = sorted(reached[best], key=lambda item: min(order[p.pin] for p in item[1].pins if p.ref == best))
    return [item for item in right if item not in own] + own, best


def _loops(pen: Pen, ref: str, right: list[tuple[str, Net]]) -> tuple[list[tuple[str, Net]], dict[str, str]]:
    """Outputs in pairs where one two-ended part lies between two of them (a motor at its driver); net → that part."""
    loops: dict[str, str] = {}
    order: list[tuple[str, Net]] = []
    for i, (pin, net) in enumerate(right):
        if net.name in loops:
            continue
        order.append((pin, net))
        partner = next(((p, n) for p, n in right[i + 1:] if n.refs() == net.refs() and len(net.refs()) == 2 and n.name != net.name), None)
        other = next(iter(net.refs() - {ref}), "")
        if partner and other not in pen.drawn and pen.is_two(other):
            pen.drawn.add(other)
            loops |= {net.name: other, partner[1].name: ""}
            order.append(partner)
    return order, loops


def _loop(pen: Pen, ref: str, net: Net) -> Sketch:
    """A part standing between this row and the next; "" for the row that it ends at."""
    sketch = Sketch([wire(net.name, (0, 0), (LOOP, 0))])
    if ref:
        sketch.place(pen.standing(ref, net), LOOP)
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
    ends = [r for r in current.refs() if r not in pen.drawn]
    if sketch.ops and len(ends) == 1 and len(current.refs()) == 2 and not pen.is_two(ends[0]) and three_of(pen.circuit.parts[ends[0]].part) is None:
        return sketch.place(box(pen, ends[0], current), x)
    return sketch.place(pen.label(current), x)


def _title(pen: Pen, sketch: Sketch, instance: Instance, wide: float, y: float) -> None:
    """Reference and name, centred below a box and its ground symbols."""
    x = STUB + wide / 2
    lines = name_lines(instance.use.name or instance.part.name)
    sketch.add(words(instance.ref, (x, y), instance.ref, TEXT, style="bold"), *(words(instance.ref, (x, y + 13 + 11.5 * i), said, SMALL, style="soft") for i, said in enumerate(lines)))


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


def _heights(outs: list[Sketch], looped: list[bool]) -> list[float]:
    """Where each output's line is, so that what stands above and below them does not touch; the two of a loop a symbol apart."""
    heights: list[float] = []
    second = False
    for i, sketch in enumerate(outs):
        gap = LENGTH if second else max(PIN_GAP, outs[i - 1].box()[3] - sketch.box()[1] + 5) if i else 0.0
        second = looped[i] and not second
        heights.append((heights[-1] if heights else 0.0) + gap)
    return heights
