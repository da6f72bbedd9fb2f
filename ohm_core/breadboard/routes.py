"""The paths of wires: from pad or hole to hole, round bodies and beside each other; short ones first, then each once more.

A picture with hundreds of wires would be searched for minutes: after so many places looked at the searches hasten. They count
places, not seconds, so that a picture is the same on every machine.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from ohm_core.breadboard.maze import LEVEL, UPRIGHT, Maze, Point
from ohm_core.breadboard.model import Layout
from ohm_core.breadboard.scene import Box, Scene

Path = tuple[Point, ...]
MARGIN = 9.0   # pitches round everything that wires may use
ROUNDS = 2     # times that every wire is taken out and led anew among the others
CLEAN = 3.0    # what a way may cost above its length (two bends) to be left as it is
PACE = ((800_000, 1.0), (1_200_000, 3.0), (1_600_000, 8.0))  # places reached for this picture, and the haste of searches until then
HURRY = 30.0    # the haste of all searches after that
AT_PINS = 2.0  # from the edge of parts beside the boards inwards: as far as their pins lie
SAME = 0.01    # pitches: places no further apart are one
OUT = 0.6      # from a body's edge to where its wires may turn
WAYS = {"left": (-1, 0), "right": (1, 0), "top": (0, -1), "bottom": (0, 1)}


@dataclass(frozen=True)
class End:
    """An end of a wire: where it is, and for a pin beside the board the point outside the body from which it is free."""

    at: Point
    free: Point
    way: int | None = None


@dataclass(frozen=True)
class Ways:
    """A path for every wire of a layout, in its order; `seen` places were reached to find them, `hurried` when the searches had to
    hasten.
    """

    paths: list[Path]
    seen: int
    hurried: bool


def routes(layout: Layout, scene: Scene) -> list[Path]:
    """A path for every wire of the layout, in its order."""
    return ways(layout, scene).paths


def ways(layout: Layout, scene: Scene) -> Ways:
    """The paths of all wires and what finding them took: nothing where the layout found them all with their ends."""
    ends = [(end_of(w.start, scene), end_of(w.end, scene)) for w in layout.wires]
    if len(layout.paths) == len(ends) and all(_leads(path, *pair) for path, pair in zip(layout.paths, ends, strict=True)):
        return Ways([*layout.paths], 0, False)
    every = [*itertools.chain.from_iterable(ends)]
    maze = maze_of(every, scene, [e.at for e in every if e.way is None])
    for pair in ends:
        lay(maze, None, pair, 1)
    order = sorted(range(len(ends)), key=lambda i: (manhattan(*ends[i]), i))
    made: dict[int, Path] = {}
    price: dict[int, float] = {}
    for again in range(ROUNDS):
        for i in order:
            if price.get(i, CLEAN + 1) <= CLEAN or (again and _haste(maze.seen) > 1.0):
                continue
            lay(maze, made.get(i), ends[i], -1)
            spent, made[i], _ = led(maze, ends[i][:1], ends[i][1:])
            price[i] = spent - manhattan(*ends[i])
            lay(maze, made[i], ends[i], 1)
    return Ways([made[i] for i in range(len(ends))], maze.seen, _haste(maze.seen) > 1.0)


def _leads(path: Path, a: End, b: End) -> bool:
    """True for a path from one of two ends to the other."""
    return bool(path) and all(abs(p[k] - end.at[k]) < 0.01 for p, end in ((path[0], a), (path[-1], b)) for k in (0, 1))


def _haste(seen: int) -> float:
    return next((haste for most, haste in PACE if seen < most), HURRY)


def lay(maze: Maze, path: Path | None, pair: tuple[End, End], count: int) -> None:
    """Lays a wire or takes it out again; before it has a path, the pieces by which it leaves bodies."""
    if path:
        maze.lay(path, count)
        return
    for end in pair:
        if end.free != end.at:
            maze.lay((end.at, end.free), count)


def maze_of(ends: Sequence[End], scene: Scene, taken: Sequence[Point]) -> Maze:
    """The ground of a scene, with lines through all ENDS; holes that have legs or are TAKEN by wires are in use."""
    left, top, right, bottom = scene.extent
    xs = {k / 2 for k in range(int((left - MARGIN) * 2), int((right + MARGIN) * 2) + 1)}
    ys = {k / 2 for k in range(int((top - MARGIN) * 2), int((bottom + MARGIN) * 2) + 1)}
    for end in ends:
        for lines, at in ((xs, end.free[0]), (ys, end.free[1])):
            if abs(round(at * 2) / 2 - at) > SAME:  # else a line runs there already
                lines.add(at)
    bodies = [s.body for s in scene.sprites.values()]
    legs: list[Box] = [s.box for s in scene.sprites.values() if s.trunk]
    holes = set(taken) | {p for s in scene.sprites.values() if s.on_board for p in s.pins.values()}
    maze = Maze(xs, ys, bodies, legs, sorted(holes))
    maze.behind((left - MARGIN, top - MARGIN, right + MARGIN, scene.top_channel[0] - AT_PINS))
    maze.behind((left - MARGIN, scene.bottom_channel[1] + AT_PINS, right + MARGIN, bottom + MARGIN))
    return maze


def end_of(end: str, scene: Scene) -> End:
    """An end by its name: a hole, or a pin of a part beside the board."""
    if end in scene.field.spots:
        column, row = scene.field.spots[end]
        return End((float(column), float(row)), (float(column), float(row)))
    ref, _, pin = end.partition(".")
    sprite = scene.sprites[ref]
    x, y = sprite.at(pin)
    dx, dy = WAYS[sprite.side(pin)]
    left, top, right, bottom = sprite.reach
    free = (left - OUT if dx < 0 else right + OUT if dx else x, top - OUT if dy < 0 else bottom + OUT if dy else y)
    return End((x, y), free, LEVEL if dx else UPRIGHT)


def manhattan(a: End, b: End) -> float:
    """How long a wire between two ends is at least."""
    return abs(a.at[0] - b.at[0]) + abs(a.at[1] - b.at[1])


def led(maze: Maze, starts: Sequence[End], ends: Sequence[End]) -> tuple[float, Path, tuple[int, int]]:
    """The cheapest path from one of STARTS to one of ENDS, its price, and which of either it took."""
    spent, points = maze.way({e.free: e.way for e in starts}, {e.free: e.way for e in ends}, _haste(maze.seen))
    a, b = (next(i for i, e in enumerate(some) if maze.index(e.free) == maze.index(at)) for some, at in ((starts, points[0]), (ends, points[-1])))
    return spent, _tidy([starts[a].at, starts[a].free, *points[1:-1], ends[b].free, ends[b].at]), (a, b)


def _tidy(points: Sequence[Point]) -> Path:
    """Without points that stand twice or lie on a straight line."""
    out: list[Point] = []
    for p in points:
        if out and abs(out[-1][0] - p[0]) < 0.01 and abs(out[-1][1] - p[1]) < 0.01:
            continue
        if len(out) > 1 and ((abs(out[-2][0] - out[-1][0]) < 0.01 and abs(out[-1][0] - p[0]) < 0.01) or (abs(out[-2][1] - out[-1][1]) < 0.01 and abs(out[-1][1] - p[1]) < 0.01)):
            out[-1] = p
            continue
        out.append(p)
    return tuple(out)
