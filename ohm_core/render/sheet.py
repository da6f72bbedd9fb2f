"""The sheet of a schematic: inputs at the left, controller in the middle, outputs at the right, what only carries power below."""

from __future__ import annotations

from ohm_core.catalogue.schema import group_of
from ohm_core.circuit.circuit import Circuit, Net
from ohm_core.design.values import PinRef
from ohm_core.render.art.kit import plain
from ohm_core.render.boxes import box
from ohm_core.render.buses import Band, Strand, module_band, strands
from ohm_core.render.labels import SMALL, STUB, TEXT, name_lines
from ohm_core.render.rows import Pen
from ohm_core.render.sketch import Sketch, area, rect_points, wire, words
from ohm_core.render.symbols import LENGTH, three_of
from ohm_core.render.type import width_of

ROW_GAP = 16.0
BUNDLE_GAP = 32.0
INPUTS = frozenset({"sensor", "input", "rtc", "audio"})


def compose(circuit: Circuit) -> Sketch:
    """All marks of the schematic, the controller's first left pin near the origin."""
    hub = _hub(circuit)
    pen = Pen(circuit, hub)
    pen.drawn.add(hub)
    sides = _bands(circuit, pen, hub) if hub else {"left": [], "right": []}
    sketch = _controller(circuit, pen, hub, sides) if hub else Sketch()
    _rest(circuit, pen, sketch)
    return sketch


def _hub(circuit: Circuit) -> str:
    """The controller; without one the part with most joined pins, where it has more than three."""
    if circuit.board:
        return circuit.board
    counts = {r: sum(p.ref == r for n in circuit.nets for p in n.pins) for r in circuit.parts}
    best = max(counts, key=lambda r: counts[r], default="")
    return best if counts.get(best, 0) > 3 else ""


def _bands(circuit: Circuit, pen: Pen, hub: str) -> dict[str, list[Band]]:
    """Groups of controller pins by side: nets of one module together, then the others in pin order."""
    nets = [(p.pin, n) for n in circuit.nets if n.kind == "signal" and len(n.pins) > 1 for p in n.pins if p.ref == hub]
    sides: dict[str, list[Band]] = {"left": [], "right": []}
    taken: set[str] = set()
    for ref in _modules(circuit, pen, hub, nets):
        if ref not in pen.drawn and any(n.name not in taken and ref in n.refs() for _, n in nets):
            sides[_side(circuit, ref)].append(module_band(pen, ref, nets, taken))
    for ref, rows in strands(pen, nets, taken).items():
        rows = [row for row in rows if not row.poles]
        if len(rows) > 1:
            taken |= {row.net.name for row in rows}
            sides[_side(circuit, ref)].append(_bundle(pen, ref, rows))
    shown = {pin for bands in sides.values() for band in bands for pin, _ in band.pins}
    for pin, net in nets:
        if net.name not in taken:
            side = _row_side(circuit, pen, net)
            sides[side].append(Band(((pin, net),), pen.row(net), (0.0,)))
            taken.add(net.name)
        elif pin not in shown:
            sides["right"].append(Band(((pin, net),), pen.label(net), (0.0,)))
    _leftovers(circuit, pen, sides)
    return sides


def _bundle(pen: Pen, ref: str, rows: list[Strand]) -> Band:
    """Parallel rows, a part in each, into one box (RGB LED, seven segments)."""
    order = {p.name: i for i, p in enumerate(pen.circuit.parts[ref].part.pin)}
    rows.sort(key=lambda row: min(order[p.pin] for p in row.beyond.pins if p.ref == ref))
    sketch = Sketch()
    for i, row in enumerate(rows):
        pen.drawn.add(row.between)
        sketch.place(pen.lying(row.between, row.net, aside=True), 0, i * BUNDLE_GAP)
    sketch.place(box(pen, ref, None, [row.beyond for row in rows], BUNDLE_GAP), LENGTH)
    return Band(tuple((row.pin, row.net) for row in rows), sketch, tuple(i * BUNDLE_GAP for i in range(len(rows))))


def _modules(circuit: Circuit, pen: Pen, hub: str, nets: list[tuple[str, Net]]) -> list[str]:
    """Parts drawn as boxes that sit directly on controller pins, those with most such pins first."""
    counts: dict[str, int] = {}
    for _, net in nets:
        for ref in net.refs() - {hub}:
            if not pen.is_two(ref) and three_of(circuit.parts[ref].part) is None:
                counts[ref] = counts.get(ref, 0) + 1
    return sorted(counts, key=lambda r: (-counts[r], list(circuit.parts).index(r)))


def _side(circuit: Circuit, ref: str) -> str:
    return "left" if group_of(circuit.parts[ref].part.category) in INPUTS else "right"


def _row_side(circuit: Circuit, pen: Pen, net: Net) -> str:
    """Inputs at the left: a row that reaches a sensor or a button, by way of passives."""
    seen, todo = {net.name}, [net]
    while todo:
        current = todo.pop()
        for ref in current.refs() - {pen.hub}:
            kind = group_of(circuit.parts[ref].part.category)
            if kind in INPUTS:
                return "left"
            if kind == "passive":
                other, _ = pen.far(ref, current) if pen.is_two(ref) else (None, "")
                if other is not None and other.kind == "signal" and other.name not in seen:
                    seen.add(other.name)
                    todo.append(other)
    return "right"


def _leftovers(circuit: Circuit, pen: Pen, sides: dict[str, list[Band]]) -> None:
    """Parts on nets of modules that were joined straight: rows that start with the net's label."""
    for net in circuit.nets:
        if net.kind == "signal" and len(net.pins) > 1 and net.refs() - pen.drawn:
            before, flag = set(pen.drawn), pen.label(net)
            row = Sketch().place(flag, 0, 0, mirror=True).place(pen.row(net, named=True))
            side = _side(circuit, first) if (first := next(iter(sorted(net.refs() - before)), "")) and not pen.is_two(first) else _row_side(circuit, pen, net)
            sides[side].append(Band((), row, ()))


def _controller(circuit: Circuit, pen: Pen, hub: str, sides: dict[str, list[Band]]) -> Sketch:
    """The controller's box with its bands at both sides and its power above and below."""
    instance = circuit.parts[hub]
    pins = {side: [plain(pin) for band in bands for pin, _ in band.pins] for side, bands in sides.items()}
    lines = name_lines(instance.part.name, 170.0)
    name = max([width_of(hub, TEXT + 1.5, bold=True), *(width_of(said, TEXT) for said in lines)])
    wide = 44 + name + 2 * max(max((width_of(p, SMALL) for p in pins[s]), default=0.0) for s in ("left", "right"))
    top, bottom = _power_pins(circuit, hub)
    wide = max(wide, 40 + 46 * max(len(top), len(bottom)))
    sketch = Sketch()
    low = {side: _stack(sketch, sides[side], wide, side) for side in ("left", "right")}
    ends = [y for spans in low.values() for y in spans]
    y1, y2 = min(ends, default=0.0) - 34, max(ends, default=0.0) + 34
    if y2 - y1 < 110:
        y1, y2 = y1 - (110 - y2 + y1) / 2, y2 + (110 - y2 + y1) / 2
    frame = Sketch([area(hub, *rect_points(0, y1, wide, y2), style="box")])
    frame.add(words(hub, (wide / 2, (y1 + y2) / 2 - 8), hub, TEXT + 1.5, style="bold"), *(words(hub, (wide / 2, (y1 + y2) / 2 + 8 + 13 * i), said, TEXT, style="soft") for i, said in enumerate(lines)))
    for row, y, way in ((top, y1, -1), (bottom, y2, 1)):
        for i, (pin, net) in enumerate(row):
            x = wide / (len(row) + 1) * (i + 1)
            frame.add(words(hub, (x, y - way * 9), plain(pin), SMALL), wire(net.name, (x, y), (x, y + way * 14))).place(pen.power(net), x, y + way * 14)
    sketch.ops = frame.ops + sketch.ops
    return sketch


def _power_pins(circuit: Circuit, hub: str) -> tuple[list[tuple[str, Net]], list[tuple[str, Net]]]:
    """One pin for each supply (above) and ground (below) net of the controller."""
    top: dict[str, tuple[str, Net]] = {}
    bottom: dict[str, tuple[str, Net]] = {}
    for net in circuit.nets:
        for pin in net.pins:
            if pin.ref == hub and net.kind in ("ground", "supply") and len(net.pins) > 1:
                (bottom if net.kind == "ground" else top).setdefault(net.name, (pin.pin, net))
    return list(top.values()), list(bottom.values())


def _stack(sketch: Sketch, bands: list[Band], wide: float, side: str) -> list[float]:
    """Bands of one side below each other; returns the rows of their pins."""
    mirror = side == "left"
    x = 0.0 if mirror else wide
    edge, rows = 0.0, []
    start = True
    for band in bands:
        box = band.sketch.box()
        y = 0.0 if start else edge + ROW_GAP - box[1]
        if start:
            y, start = 0.0, False
        away = STUB * 1.5 if band.pins else 40 - box[0]
        sketch.place(band.sketch, x + (-away if mirror else away), y, mirror)
        for i, (pin, net) in enumerate(band.pins):
            at = y + band.rows[i]
            rows.append(at)
            inner = words(net.name, (x + (6 if mirror else -6), at), plain(pin), SMALL, "start" if mirror else "end")
            sketch.add(wire(net.name, (x, at), (x + (-STUB if mirror else STUB) * 1.5, at)), inner)
        edge = max(y + box[3], y + max(band.rows, default=0.0) + 8)
    return rows


def _rest(circuit: Circuit, pen: Pen, sketch: Sketch) -> None:
    """What no controller pin leads to (cells, supplies, capacitors across them, switches), in rows below."""
    left, _, right, bottom = sketch.box()
    limit = max(right - left, 520.0)
    x, y, tall = left, bottom + 40.0, 0.0
    line: list[tuple[Sketch, float]] = []
    refs = [r for r in circuit.parts if r not in pen.drawn and pen.nodes(r)]
    for ref in refs:
        if ref in pen.drawn:
            continue
        piece = _piece(circuit, pen, ref)
        box = piece.box()
        if x > left and x + box[2] - box[0] > left + limit:
            y, tall = _flush(sketch, line, y), 0.0
            x, line = left, []
        line.append((piece, x - box[0]))
        x += box[2] - box[0] + 36
        tall = max(tall, box[3] - box[1])
    if line:
        _flush(sketch, line, y)


def _flush(sketch: Sketch, line: list[tuple[Sketch, float]], y: float) -> float:
    """Puts one line of pieces down, their middles level; returns where the next begins."""
    up = -min(piece.box()[1] for piece, _ in line)
    down = max(piece.box()[3] for piece, _ in line)
    for piece, x in line:
        sketch.place(piece, x, y + up)
    return y + up + down + 34


def _piece(circuit: Circuit, pen: Pen, ref: str) -> Sketch:
    """One leftover part by itself: standing between its two nets, or a box."""
    if not pen.is_two(ref):
        return box(pen, ref, None)
    pen.drawn.add(ref)
    nets = [n for p in circuit.parts[ref].part.pin if (n := circuit.net_of(PinRef(ref, p.name))) is not None and len(n.pins) > 1]
    upper = next((n for n in nets if n.kind == "supply"), next((n for n in nets if n.kind == "signal"), nets[0]))
    sketch = Sketch().place(pen.pole(ref, upper, "ground"))
    other, kind = pen.far(ref, upper)
    if other is not None and kind == "signal":
        sketch = Sketch().place(pen.lying(ref, upper)).place(pen.label(other), 50)
        return sketch.place(pen.end_of(upper) if upper.kind != "signal" else Sketch().place(pen.label(upper), 0, 0, mirror=True))
    return sketch.place(pen.power(upper) if upper.kind == "supply" else Sketch().place(pen.label(upper), 0, 0, mirror=True))
