"""Rows of a schematic: what hangs on a net, drawn to the right of a point, with power and ground symbols and net labels.

Two-ended parts to a supply stand up, to ground hang down, between signals lie in the row; transistors and potentiometers have
their symbols; everything else is a box with named pins. A net met twice is joined by its label, not by a long wire.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ohm_core.breadboard.steps import value_of
from ohm_core.circuit.circuit import Circuit, Instance, Net
from ohm_core.design.values import PinRef
from ohm_core.render.art.kit import plain
from ohm_core.render.sketch import Sketch, area, dot, line, rect_points, turned, wire, words
from ohm_core.render.symbols import DOWN, LENGTH, UP, symbol_of, three_of
from ohm_core.render.type import width_of

PIN_GAP = 24.0
STUB = 16.0
TEXT = 10.5
SMALL = 9.0


@dataclass
class Pen:
    """Draws rows; remembers which parts and nets are drawn. `hub` is the controller's reference."""

    circuit: Circuit
    hub: str
    drawn: set[str] = field(default_factory=set)
    open: set[str] = field(default_factory=set)

    def nodes(self, ref: str) -> dict[str, list[str]]:
        """Node → pins of a part that are joined to something."""
        out: dict[str, list[str]] = {}
        for net in self.circuit.nets:
            for p in net.pins:
                if p.ref == ref and len(net.pins) > 1:
                    out.setdefault(self.circuit.node(p)[1], []).append(p.pin)
        return out

    def is_two(self, ref: str) -> bool:
        """True for a part with two ends in all."""
        part = self.circuit.parts[ref].part
        return len({self.circuit.node(PinRef(ref, p.name)) for p in part.pin}) == 2

    def net(self, ref: str, pin: str) -> Net | None:
        return self.circuit.net_at(ref, pin)

    # -- what hangs on a net

    def row(self, net: Net, start: float = STUB, named: bool = False) -> Sketch:
        """Everything not yet drawn on NET, to the right of the origin; a label where there is nothing more (unless NAMED already)."""
        sketch = Sketch()
        refs = [r for r in dict.fromkeys(p.ref for p in net.pins) if r != self.hub and r not in self.drawn]
        pairs = [r for r in refs if self.is_two(r)]
        poles = [(r, kind) for r in pairs if (kind := self.far(r, net)[1]) in ("ground", "supply")]
        x = start
        last = 0.0
        for ref, kind in poles:
            self.drawn.add(ref)
            last = x + 14.0
            sketch.place(self.pole(ref, net, kind), last).add(dot(net.name, (last, 0)))
            x = last + self._pole_room(ref)
        rest = [r for r in refs if r not in {p for p, _ in poles} and r not in self.drawn]
        if rest:
            self._branches(sketch, net, rest, x)
        elif poles and (named or net.name not in self.open):
            sketch.add(wire(net.name, (0, 0), (last, 0))).ops.remove(dot(net.name, (last, 0)))
        else:
            sketch.add(wire(net.name, (0, 0), (x, 0))).place(self.label(net), x)
        return sketch

    def _branches(self, sketch: Sketch, net: Net, refs: list[str], x: float) -> None:
        """Parts that carry on from a net: the first straight ahead, the others below each other."""
        x += STUB
        bottom, first = None, True
        for ref in refs:
            if ref in self.drawn:
                continue
            piece = self.onward(ref, net)
            if piece is None:
                continue
            box = piece.box()
            y = 0.0 if first else (bottom or 0.0) + 16 - box[1]
            sketch.place(piece, x, y)
            bottom = max(bottom or 0.0, y + box[3], sketch.box()[3] if first else 0.0)
            if not first:
                sketch.add(wire(net.name, (x, 0), (x, y)), dot(net.name, (x, 0)))
            first = False
        sketch.add(wire(net.name, (0, 0), (x, 0)))
        if first:
            sketch.place(self.label(net), x)

    def far(self, ref: str, net: Net) -> tuple[Net | None, str]:
        """The net at the other end of a two-ended part, and its kind ("none" when open)."""
        for pin in self.circuit.parts[ref].part.pin:
            other = self.net(ref, pin.name)
            if other is not None and other.name != net.name and len(other.pins) > 1:
                return other, other.kind
        return None, "none"

    # -- symbols

    def _pole_room(self, ref: str) -> float:
        instance = self.circuit.parts[ref]
        return 18 + max(width_of(ref, TEXT, bold=True), width_of(value_text(instance), SMALL), 14)

    def lying(self, ref: str, net: Net, aside: bool = False) -> Sketch:
        """A two-ended part along the row, entered from NET; its far end is at (LENGTH, 0). ASIDE: its value follows its name above."""
        instance = self.circuit.parts[ref]
        ops = symbol_of(instance.part)(ref)
        if not self._first_is(ref, net):
            ops = [op.moved(LENGTH, 0, mirror=True) for op in ops]
        above = min(op.box()[1] for op in ops)
        value = value_text(instance)
        if aside:
            return Sketch(list(ops)).add(words(ref, (LENGTH / 2, above - 7), f"{ref} {value_of(instance) or (value if len(value) < 8 else '')}".strip(), SMALL))
        sketch = Sketch(list(ops)).add(words(ref, (LENGTH / 2, above - 8), ref, TEXT, style="bold"))
        return sketch.add(words(ref, (LENGTH / 2, max(op.box()[3] for op in ops) + 9), value, SMALL, style="soft")) if value else sketch

    def pole(self, ref: str, net: Net, kind: str) -> Sketch:
        """A two-ended part standing on the row (to a supply) or hanging from it (to ground)."""
        instance = self.circuit.parts[ref]
        up = kind == "supply"
        ops = symbol_of(instance.part)(ref)
        if not self._first_is(ref, net):
            ops = [op.moved(LENGTH, 0, mirror=True) for op in ops]
        spun = turned(ops, 3 if up else 1)
        way = -1 if up else 1
        other = self.far(ref, net)[0]
        right = max(op.box()[2] for op in spun) + 5
        value = value_text(instance)
        sketch = Sketch([op.moved(0, way * STUB) for op in spun])
        middle = way * (STUB + LENGTH / 2)
        sketch.add(wire(net.name, (0, 0), (0, way * STUB)), words(ref, (right, middle - (6 if value else 0)), ref, TEXT, "start", "bold"))
        if value:
            sketch.add(words(ref, (right, middle + 7), value, SMALL, "start", "soft"))
        return sketch.place(self.power(other) if other else Sketch(), 0, way * (STUB + LENGTH))

    def _first_is(self, ref: str, net: Net) -> bool:
        """True when the symbol's first end is on NET (a supply symbol's plus, an anode, pin 1)."""
        pins = self.circuit.parts[ref].part.pin
        first = next((p for p in pins if p.polarity in ("anode", "+", "positive") or p.name in ("A", "+", "1", "1.l")), pins[0])
        found = self.net(ref, first.name)
        return found is not None and found.name == net.name

    def power(self, net: Net) -> Sketch:
        """Supply: a bar with its name above; ground: three lines below."""
        sketch = Sketch()
        if net.kind == "ground":
            sketch.add(wire(net.name, (0, 0), (0, 8)))
            for y, half in ((8, 9), (12, 5.5), (16, 2)):
                sketch.add(line(net.name, (-half, y), (half, y), style="bold"))
            return sketch if net.name == "GND" else sketch.add(words(net.name, (0, 25), net.name, SMALL, style="soft"))
        return sketch.add(wire(net.name, (0, 0), (0, -9)), line(net.name, (-9, -9), (9, -9), style="bold"), words(net.name, (0, -17), supply_name(net.name), SMALL, style="bold"))

    def label(self, net: Net) -> Sketch:
        """A flag with the net's name, its point at the origin."""
        self.open.add(net.name)
        wide = width_of(net.name, SMALL, bold=True) + 8
        flag = area(net.name, (0, 0), (6, -7.5), (6 + wide, -7.5), (6 + wide, 7.5), (6, 7.5), style="flag")
        return Sketch([flag, words(net.name, (6 + wide / 2 - 1, 0), net.name, SMALL, style="bold")])

    def end_of(self, net: Net | None, up: bool = False) -> Sketch:
        """How a pin's net is finished off: power symbol or label."""
        if net is None or len(net.pins) < 2:
            return Sketch()
        return self.power(net) if net.kind in ("ground", "supply") else self.label(net)

    # -- parts that carry on

    def onward(self, ref: str, net: Net) -> Sketch | None:
        """A part entered from NET at the origin, with all that follows it."""
        if ref in self.drawn:
            return None
        if self.is_two(ref):
            return self._series(ref, net)
        three = three_of(self.circuit.parts[ref].part)
        control = self.net(ref, three[1]) if three else None
        if three and control is not None and control.name == net.name:
            return self._three(ref, three[0](ref), three[2], three[3])
        return self.box(ref, net)

    def _series(self, ref: str, net: Net) -> Sketch:
        self.drawn.add(ref)
        sketch = self.lying(ref, net)
        other, _ = self.far(ref, net)
        if other is None:
            return sketch
        if self._on_hub(other):
            return sketch.add(wire(other.name, (LENGTH, 0), (LENGTH + STUB, 0))).place(self.label(other), LENGTH + STUB)
        return sketch.place(self.row(other), LENGTH)

    def _on_hub(self, net: Net) -> bool:
        return self.hub in net.refs()

    def _three(self, ref: str, ops: list, up: str, down: str) -> Sketch:  # type: ignore[type-arg]
        """Transistor or potentiometer with what hangs on its two other ends."""
        self.drawn.add(ref)
        sketch = Sketch(list(ops))
        instance = self.circuit.parts[ref]
        value = value_text(instance) or instance.part.name.split(",")[0]
        right = max(op.box()[2] for op in ops) + 6
        sketch.add(words(ref, (right, -6), ref, TEXT, "start", "bold"), words(ref, (right, 7), short_name(value), SMALL, "start", "soft"))
        for pin, at, way in ((up, UP, -1), (down, DOWN, 1)):
            found = self.net(ref, pin)
            if found is None or len(found.pins) < 2:
                continue
            if found.kind in ("ground", "supply"):
                reach = 12 if (found.kind == "supply") == (way < 0) else 0
                sketch.add(wire(found.name, at, (at[0], at[1] + way * reach))).place(self.power(found), at[0], at[1] + way * reach)
                continue
            more = self.row(found)
            box = more.box()
            shift = way * max(0.0, (box[3] if way < 0 else -box[1]) - 22)
            sketch.add(wire(found.name, at, (at[0], at[1] + shift))).place(more, at[0], at[1] + shift)
        return sketch

    def box(self, ref: str, net: Net | None, near: list[Net] | None = None, pitch: float = PIN_GAP) -> Sketch:
        """A box with named pins: NEAR nets (else the one entered from) at the left, PITCH apart, first at the origin.

        Supplies are above, ground below; what follows its other pins is drawn at the right where that stays in line.
        """
        self.drawn.add(ref)
        instance = self.circuit.parts[ref]
        left, right, top, bottom = self._sides(ref, net, near)
        wide = self._box_width(instance, left, right, top, bottom)
        outs = [self.flat(n) for _, n in right]
        heights = _heights(outs)
        high = max((len(left) - 1) * pitch, heights[-1] if heights else 0.0, 0.0) + 2 * 22 + (14 if top else 0) + (14 if bottom else 0)
        y0 = -22.0 - (14 if top else 0)
        sketch = Sketch([area(ref, *rect_points(STUB, y0, STUB + wide, y0 + high), style="box")])
        self._title(sketch, instance, wide, y0 + high + (36 if bottom else 11))
        for i, (pin, n) in enumerate(left):
            y = i * pitch
            sketch.add(wire(n.name, (0, y), (STUB, y)), words(ref, (STUB + 5, y), plain(pin), SMALL, "start"))
            if near is None and n is not net and (i or net is None):
                sketch.place(self.label(n), 0, y, mirror=True)
        for (pin, n), y, more in zip(right, heights, outs, strict=True):
            sketch.add(words(ref, (STUB + wide - 5, y), plain(pin), SMALL, "end"), wire(n.name, (STUB + wide, y), (2 * STUB + wide, y)))
            sketch.place(more, 2 * STUB + wide, y)
        for pins, y, way in ((top, y0, -1), (bottom, y0 + high, 1)):
            step = wide / (len(pins) + 1)
            for i, (pin, n) in enumerate(pins):
                x = STUB + step * (i + 1)
                sketch.add(words(ref, (x, y - way * 8), plain(pin), SMALL), wire(n.name, (x, y), (x, y + way * 10)))
                sketch.place(self.power(n), x, y + way * 10)
        return sketch

    def flat(self, net: Net) -> Sketch:
        """What follows an output, as long as it lies in one line (resistor, LED, ground); else the net's label."""
        sketch, x, current = Sketch(), 0.0, net
        while True:
            refs = [r for r in current.refs() if r not in self.drawn]
            others = current.refs() - set(refs)
            if len(refs) != 1 or len(others) > 1 or not self.is_two(refs[0]):
                break
            other, kind = self.far(refs[0], current)
            if other is None or (kind == "signal" and self._on_hub(other)):
                break
            self.drawn.add(refs[0])
            sketch.place(self.lying(refs[0], current, aside=True), x)
            x, current = x + LENGTH, other
            if kind != "signal":
                return sketch.add(wire(other.name, (x, 0), (x + 10, 0))).place(self.power(other), x + 10)
            sketch.add(wire(other.name, (x, 0), (x + 8, 0)))
            x += 8
        return sketch.place(self.label(current), x)

    def _title(self, sketch: Sketch, instance: Instance, wide: float, y: float) -> None:
        """Reference and name, centred below a box and its ground symbols."""
        x = STUB + wide / 2
        sketch.add(words(instance.ref, (x, y), instance.ref, TEXT, style="bold"), words(instance.ref, (x, y + 13), short_name(instance.use.name or instance.part.name), SMALL, style="soft"))

    def _sides(self, ref: str, net: Net | None, near: list[Net] | None) -> tuple[list[tuple[str, Net]], ...]:
        left: list[tuple[str, Net]] = []
        right, top, bottom = list(left), list(left), list(left)
        wanted = [n.name for n in near] if near else [net.name, *self._known(ref, net)] if net else self._known(ref, None)
        for pin in self.circuit.parts[ref].part.pin:
            found = self.net(ref, pin.name)
            if found is None or len(found.pins) < 2 or (PinRef(ref, pin.name) not in found.pins):
                continue
            side = left if found.name in wanted else bottom if found.kind == "ground" else top if found.kind == "supply" else right
            if side in (top, bottom) and any(self._same_node(ref, pin.name, p) for p, _ in side):
                continue
            side.append((pin.name, found))
        left.sort(key=lambda item: wanted.index(item[1].name))
        return left, right, top, bottom

    def _known(self, ref: str, net: Net | None) -> list[str]:
        """Other nets of a part that the controller or a label has: they go to the same side as the one it was entered from."""
        found = [self.net(ref, p.name) for p in self.circuit.parts[ref].part.pin]
        names = [n.name for n in found if n and n.kind == "signal" and len(n.pins) > 1 and (self._on_hub(n) or n.name in self.open)]
        return [n for n in dict.fromkeys(names) if net is None or n != net.name]

    def _same_node(self, ref: str, a: str, b: str) -> bool:
        return self.circuit.node(PinRef(ref, a)) == self.circuit.node(PinRef(ref, b))

    def _box_width(self, instance: Instance, left: list[tuple[str, Net]], right: list[tuple[str, Net]], top: list[tuple[str, Net]], bottom: list[tuple[str, Net]]) -> float:
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


def value_text(instance: Instance) -> str:
    """What stands beside a symbol: value, colour, or a short type."""
    value = value_of(instance)
    color = instance.use.attr("color")
    kind = instance.part.category.split(":")[0]
    if value:
        return value
    if color and kind == "led":
        return str(color)[:12]
    return "" if kind in ("led", "passive", "input") or instance.part.category == "sensor:ldr" else short_name(instance.part.name)


def short_name(name: str, most: int = 24) -> str:
    """A part's name without what follows a comma or bracket, in whole words as far as they fit."""
    said: list[str] = []
    for word in name.split(",")[0].split("(")[0].split():
        if said and len(" ".join([*said, word])) > most:
            break
        said.append(word)
    while len(said) > 1 and said[-1].lower() in ("with", "for", "and", "of", "in", "on", "to", "a", "the"):
        said.pop()
    return " ".join(said)[: most + 4]


def supply_name(net: str) -> str:
    """'BT1_+' reads "BT1 +"."""
    return net.replace("_", " ")[:14]
