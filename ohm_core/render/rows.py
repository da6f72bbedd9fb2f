"""Rows of a schematic: what hangs on a net, drawn to the right of a point, with power and ground symbols and net labels.

Two-ended parts to a supply stand up, to ground hang down, between signals lie in the row; transistors and potentiometers have
their symbols; everything else is a box with named pins. A net met twice is joined by its label, not by a long wire.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ohm_core.breadboard.steps import value_of
from ohm_core.circuit.circuit import Circuit, Net
from ohm_core.design.values import PinRef
from ohm_core.render.boxes import box
from ohm_core.render.labels import SMALL, STUB, TEXT, beside, name_lines, supply_name, value_text
from ohm_core.render.sketch import Sketch, area, dot, line, turned, wire, words
from ohm_core.render.symbols import DOWN, LENGTH, UP, symbol_of, three_of
from ohm_core.render.type import width_of


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
            x = last + self.pole_room(ref)
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

    def pole_room(self, ref: str) -> float:
        instance = self.circuit.parts[ref]
        return 18 + max([width_of(ref, TEXT, bold=True), 14.0, *(width_of(said, SMALL) for said in value_text(instance))])

    def lying(self, ref: str, net: Net, aside: bool = False) -> Sketch:
        """A two-ended part along the row, entered from NET; its far end is at (LENGTH, 0). ASIDE: its value follows its name above."""
        instance = self.circuit.parts[ref]
        ops = symbol_of(instance.part)(ref)
        if not self._first_is(ref, net):
            ops = [op.moved(LENGTH, 0, mirror=True) for op in ops]
        above = min(op.box()[1] for op in ops)
        value = value_text(instance)
        if aside:
            return Sketch(list(ops)).add(words(ref, (LENGTH / 2, above - 7), f"{ref} {value_of(instance) or (value[0] if value and len(value[0]) < 8 else '')}".strip(), SMALL))
        low = max(op.box()[3] for op in ops) + 9
        said = [words(ref, (LENGTH / 2, low + 11.5 * i), line, SMALL, style="soft") for i, line in enumerate(value)]
        return Sketch(list(ops)).add(words(ref, (LENGTH / 2, above - 8), ref, TEXT, style="bold"), *said)

    def standing(self, ref: str, net: Net) -> Sketch:
        """A two-ended part upright, its end on NET at the origin, the other LENGTH below."""
        ops = symbol_of(self.circuit.parts[ref].part)(ref)
        if not self._first_is(ref, net):
            ops = [op.moved(LENGTH, 0, mirror=True) for op in ops]
        spun = turned(ops, 1)
        return Sketch(spun).add(*beside(ref, value_text(self.circuit.parts[ref]), max(op.box()[2] for op in spun) + 5, LENGTH / 2))

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
        sketch.add(wire(net.name, (0, 0), (0, way * STUB)), *beside(ref, value, right, middle))
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
        return box(self, ref, net)

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
        value = value_text(instance) or name_lines(instance.part.name)
        right = max(op.box()[2] for op in ops) + 6
        sketch.add(*beside(ref, value, right, 0.0))
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
