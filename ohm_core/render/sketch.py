"""Strokes, shapes and words of a schematic before they have a place: moved, mirrored and measured as one thing."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from ohm_core.render.type import width_of

Point = tuple[float, float]
FLIP = {"start": "end", "end": "start", "middle": "middle"}


@dataclass(frozen=True)
class Op:
    """One mark. `kind`: wire (a net's line), line (a symbol's), area (filled), ring, dot, words. `tag` is a net or a reference."""

    kind: str
    points: tuple[Point, ...]
    tag: str = ""
    size: float = 0.0
    words: str = ""
    anchor: str = "middle"
    style: str = ""

    def moved(self, dx: float, dy: float, mirror: bool = False) -> Op:
        way = -1 if mirror else 1
        points = tuple((way * x + dx, y + dy) for x, y in self.points)
        return replace(self, points=points, anchor=FLIP[self.anchor] if mirror else self.anchor)

    def box(self) -> tuple[float, float, float, float]:
        xs, ys = [p[0] for p in self.points], [p[1] for p in self.points]
        if self.kind != "words":
            r = self.size if self.kind in ("ring", "dot") else 0
            return min(xs) - r, min(ys) - r, max(xs) + r, max(ys) + r
        wide = width_of(self.words, self.size, bold="bold" in self.style)
        left = xs[0] - {"start": 0.0, "middle": wide / 2, "end": wide}[self.anchor]
        return left, ys[0] - self.size * 0.62, left + wide, ys[0] + self.size * 0.62


@dataclass
class Sketch:
    """Marks around an origin: the point where the thing joins what it hangs on."""

    ops: list[Op] = field(default_factory=list)

    def add(self, *ops: Op) -> Sketch:
        self.ops += ops
        return self

    def place(self, other: Sketch, dx: float = 0, dy: float = 0, mirror: bool = False) -> Sketch:
        """Takes OTHER in, moved (and mirrored left to right about its own origin first)."""
        self.ops += [op.moved(dx, dy, mirror) for op in other.ops]
        return self

    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom; a point at the origin when empty."""
        boxes = [op.box() for op in self.ops] or [(0.0, 0.0, 0.0, 0.0)]
        return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)


def wire(net: str, *points: Point) -> Op:
    return Op("wire", points, net)


def dot(net: str, at: Point) -> Op:
    """A junction."""
    return Op("dot", (at,), net, 3.0)


def line(ref: str, *points: Point, style: str = "") -> Op:
    return Op("line", points, ref, style=style)


def area(ref: str, *points: Point, style: str = "") -> Op:
    return Op("area", points, ref, style=style)


def ring(ref: str, at: Point, r: float) -> Op:
    return Op("ring", (at,), ref, r)


def words(tag: str, at: Point, said: str, size: float = 10.5, anchor: str = "middle", style: str = "") -> Op:
    return Op("words", (at,), tag, size, said, anchor, style)


def turned(ops: Iterable[Op], quarter: int) -> list[Op]:
    """Marks turned about the origin by QUARTER × 90°, clockwise on the screen; words keep upright."""
    def spin(p: Point) -> Point:
        x, y = p
        for _ in range(quarter % 4):
            x, y = -y, x
        return x, y

    return [replace(op, points=tuple(map(spin, op.points))) for op in ops]


def ring_points(at: Point, r: float) -> Sequence[Point]:
    """A circle as twelve points."""
    return tuple((at[0] + r * math.cos(k * math.pi / 6), at[1] + r * math.sin(k * math.pi / 6)) for k in range(12))


def rect_points(x1: float, y1: float, x2: float, y2: float) -> Sequence[Point]:
    return ((x1, y1), (x2, y1), (x2, y2), (x1, y2), (x1, y1))
