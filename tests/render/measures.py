"""Figures a person would find by looking: wires over bodies, wires upon wires, names over what they hide."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from ohm_core.breadboard import Layout
from ohm_core.breadboard.scene import Box, Scene
from ohm_core.render.sketch import Sketch

Point = tuple[float, float]
SLACK = 0.3  # pitches of a body's edge that a wire may graze


def over_bodies(layout: Layout, scene: Scene, paths: Sequence[Sequence[Point]]) -> list[str]:
    """"wire over part" for each wire that runs over the body of a part at which it does not end."""
    out = []
    for wire, path in zip(layout.wires, paths, strict=True):
        own = {wire.start.partition(".")[0], wire.end.partition(".")[0]}
        for ref, sprite in scene.sprites.items():
            left, top, right, bottom = sprite.body
            core = (left + SLACK, top + SLACK, right - SLACK, bottom - SLACK)
            if ref not in own and any(_through(a, b, core) for a, b in itertools.pairwise(path)):
                out.append(f"{wire.start}-{wire.end} over {ref}")
    return out


def _through(a: Point, b: Point, box: Box) -> bool:
    """True where a segment comes into a box, looked at every tenth of a pitch."""
    steps = max(2, int((abs(a[0] - b[0]) + abs(a[1] - b[1])) * 10))
    return any(box[0] < a[0] + (b[0] - a[0]) * i / steps < box[2] and box[1] < a[1] + (b[1] - a[1]) * i / steps < box[3] for i in range(steps + 1))


def crossings(paths: Sequence[Sequence[Point]]) -> int:
    """How often two wires cross."""
    lines = [[(a, b) for a, b in itertools.pairwise(path)] for path in paths]
    return sum(_cross(*s, *t) for one, two in itertools.combinations(lines, 2) for s in one for t in two)


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    def side(p: Point, q: Point, r: Point) -> float:
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])

    return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0


def upon_each_other(layout: Layout, paths: Sequence[Sequence[Point]], apart: float = 0.35, most: float = 0.6) -> list[str]:
    """Pairs of wires that run side by side closer than APART pitches for more than MOST."""
    out = []
    for (i, one), (k, two) in itertools.combinations(enumerate(paths), 2):
        if any(_along(s, t, apart) > most for s in itertools.pairwise(one) for t in itertools.pairwise(two)):
            out.append(f"{layout.wires[i].start}-{layout.wires[i].end} upon {layout.wires[k].start}-{layout.wires[k].end}")
    return out


def _along(s: tuple[Point, Point], t: tuple[Point, Point], apart: float) -> float:
    for x, y in ((0, 1), (1, 0)):
        if abs(s[0][y] - s[1][y]) < 0.01 and abs(t[0][y] - t[1][y]) < 0.01 and abs(s[0][y] - t[0][y]) < apart:
            return min(max(s[0][x], s[1][x]), max(t[0][x], t[1][x])) - max(min(s[0][x], s[1][x]), min(t[0][x], t[1][x]))
    return 0.0


def overlap(a: Box, b: Box) -> bool:
    return min(a[2], b[2]) - max(a[0], b[0]) > 0.5 and min(a[3], b[3]) - max(a[1], b[1]) > 0.5


def crossed_names(plates: Sequence[Box], paths: Sequence[Sequence[Point]], unit: float) -> list[Box]:
    """Plates that a wire runs behind: the wire would vanish under the name."""
    lines = [((a[0] * unit, a[1] * unit), (b[0] * unit, b[1] * unit)) for path in paths for a, b in itertools.pairwise(path)]
    return [p for p in plates if any(_through(a, b, (p[0] - 1, p[1] - 1, p[2] + 1, p[3] + 1)) for a, b in lines)]


def unclear(sketch: Sketch) -> list[str]:
    """What a reader of a schematic could take for another: wires of two nets that touch, joints without a dot, wires through words or boxes."""
    wires = [(op.tag, a, b) for op in sketch.ops if op.kind == "wire" for a, b in itertools.pairwise(op.points) if a != b]
    dots = {(op.tag, round(op.points[0][0], 1), round(op.points[0][1], 1)) for op in sketch.ops if op.kind == "dot"}
    out = []
    for (net, a, b), (other, c, d) in itertools.permutations(wires, 2):
        for end in (a, b):
            if _inside(end, c, d):
                if net != other:
                    out.append(f"{net} touches {other} at {end}")
                elif (net, round(end[0], 1), round(end[1], 1)) not in dots and _level(a, b) != _level(c, d):
                    out.append(f"{net} has a joint without a dot at {end}")
        if net < other and {a, b} & {c, d}:
            out.append(f"{net} meets {other} at {({a, b} & {c, d}).pop()}")
    boxes = [(op.words, _shrunk(op.box(), 1.5)) for op in sketch.ops if op.kind == "words"]
    boxes += [(f"box {op.tag}", _shrunk(op.box(), 1.0)) for op in sketch.ops if op.style == "box"]
    return out + [f"{net} runs through {words!r}" for net, a, b in wires for words, box in boxes if _through(a, b, box)]


def _level(a: Point, b: Point) -> bool:
    return abs(a[1] - b[1]) < 0.01


def _inside(p: Point, a: Point, b: Point) -> bool:
    """True for a point on an upright or level segment that is none of its ends."""
    low, high = (min(a[0], b[0]), min(a[1], b[1])), (max(a[0], b[0]), max(a[1], b[1]))
    on = low[0] - 0.01 <= p[0] <= high[0] + 0.01 and low[1] - 0.01 <= p[1] <= high[1] + 0.01
    return on and all(abs(p[0] - q[0]) + abs(p[1] - q[1]) > 0.5 for q in (a, b))


def _shrunk(box: Box, by: float) -> Box:
    return (box[0] + by, box[1] + by, box[2] - by, box[3] - by)
