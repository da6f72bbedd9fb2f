"""The paths of wires: from pad or hole to hole, round bodies and beside each other; short ones first, then each once more.

A picture with hundreds of wires would be searched for minutes: after so many places looked at the searches hasten. They count
places, not seconds, so that a picture is the same on every machine.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from ohm_core.breadboard import Layout
from ohm_core.render.maze import LEVEL, UPRIGHT, Maze, Point
from ohm_core.render.scene import Box, Scene

Path = tuple[Point, ...]
MARGIN = 9.0   # pitches round everything that wires may use
ROUNDS = 2     # times that every wire is taken out and led anew among the others
CLEAN = 3.0    # what a way may cost above its length (two bends) to be left as it is
PACE = ((800_000, 1.0), (1_200_000, 3.0), (1_600_000, 8.0))  # places reached for this picture, and the haste of searches until then
HURRY = 30.0    # the haste of all searches after that
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
    """The paths of all wires and what finding them took."""
    ends = [(_end(w.start, scene), _end(w.end, scene)) for w in layout.wires]
    maze = _maze(ends, scene)
    for pair in ends:
        _lay(maze, None, pair, 1)
    order = sorted(range(len(ends)), key=lambda i: (_far(*ends[i]), i))
    made: dict[int, Path] = {}
    price: dict[int, float] = {}
    for again in range(ROUNDS):
        for i in order:
            if price.get(i, CLEAN + 1) <= CLEAN or (again and _haste(maze.seen) > 1.0):
                continue
            _lay(maze, made.get(i), ends[i], -1)
            spent, made[i] = _led(maze, ends[i])
            price[i] = spent - _far(*ends[i])
            _lay(maze, made[i], ends[i], 1)
    return Ways([made[i] for i in range(len(ends))], maze.seen, _haste(maze.seen) > 1.0)


def _haste(seen: int) -> float:
    return next((haste for most, haste in PACE if seen < most), HURRY)


def _lay(maze: Maze, path: Path | None, pair: tuple[End, End], count: int) -> None:
    """Lays a wire or takes it out again; before it has a path, the pieces by which it leaves bodies."""
    if path:
        maze.lay(path, count)
        return
    for end in pair:
        if end.free != end.at:
            maze.lay((end.at, end.free), count)


def _maze(ends: Sequence[tuple[End, End]], scene: Scene) -> Maze:
    left, top, right, bottom = scene.extent
    xs = {k / 2 for k in range(int((left - MARGIN) * 2), int((right + MARGIN) * 2) + 1)}
    ys = {k / 2 for k in range(int((top - MARGIN) * 2), int((bottom + MARGIN) * 2) + 1)}
    for end in itertools.chain.from_iterable(ends):
        xs.add(end.free[0])
        ys.add(end.free[1])
    bodies = [s.body for s in scene.sprites.values()]
    legs: list[Box] = [s.box for s in scene.sprites.values() if s.trunk]
    holes = {e.at for pair in ends for e in pair if e.way is None} | {p for s in scene.sprites.values() if s.on_board for p in s.pins.values()}
    return Maze(xs, ys, bodies, legs, sorted(holes))


def _end(end: str, scene: Scene) -> End:
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


def _far(a: End, b: End) -> float:
    return abs(a.at[0] - b.at[0]) + abs(a.at[1] - b.at[1])


def _led(maze: Maze, pair: tuple[End, End]) -> tuple[float, Path]:
    a, b = pair
    spent, points = maze.way(a.free, b.free, a.way, b.way, _haste(maze.seen))
    return spent, _tidy([a.at, *points, b.at])


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
