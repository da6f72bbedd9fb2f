"""What wires must keep clear of while they are laid, and what a path costs: length, bends, crossings, bodies, other wires."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence

Point = tuple[float, float]
Box = tuple[float, float, float, float]

BEND = 0.7
CROSS = 2.2
OVER_BODY = 8.0      # a pitch over a part's body
OVER_HOLE = 3.5      # over a hole that is in use
BESIDE = 9.0         # a pitch closer than APART to another wire
APART = 0.5


class Ground:
    """Bodies, used holes and the wires already laid."""

    def __init__(self, bodies: Sequence[Box], used: Iterable[Point]) -> None:
        self.bodies = list(bodies)
        self.rows: dict[float, list[float]] = {}
        self.columns: dict[float, list[float]] = {}
        for x, y in used:
            self.rows.setdefault(y, []).append(x)
            self.columns.setdefault(x, []).append(y)
        self.level: list[tuple[float, float, float]] = []    # y, x from, x to
        self.upright: list[tuple[float, float, float]] = []  # x, y from, y to

    def lay(self, points: Sequence[Point]) -> None:
        """Remembers a wire."""
        for (x1, y1), (x2, y2) in itertools.pairwise(points):
            if abs(y1 - y2) < 0.01:
                self.level.append((y1, min(x1, x2), max(x1, x2)))
            else:
                self.upright.append(((x1 + x2) / 2, min(y1, y2), max(y1, y2)))

    def cost(self, points: Sequence[Point], limit: float) -> float:
        """What a path costs; stops reckoning above LIMIT."""
        total = BEND * (len(points) - 2) + sum(abs(a[0] - b[0]) + abs(a[1] - b[1]) for a, b in itertools.pairwise(points))
        for a, b in itertools.pairwise(points):
            if total >= limit:
                return total
            total += self._level(a, b) if abs(a[1] - b[1]) < 0.01 else self._upright(a, b)
        return total

    def _level(self, a: Point, b: Point) -> float:
        y, low, high = a[1], min(a[0], b[0]), max(a[0], b[0])
        cost = OVER_HOLE * sum(low + 0.1 < x < high - 0.1 for row, xs in self.rows.items() if abs(row - y) < 0.3 for x in xs)
        cost += OVER_BODY * sum(min(high, r) - max(low, left) for left, t, r, bt in self.bodies if t + 0.1 < y < bt - 0.1 and left < high and low < r)
        cost += CROSS * sum(y1 < y < y2 and low < x < high for x, y1, y2 in self.upright)
        for other, x1, x2 in self.level:
            gap = abs(other - y)
            if gap < APART and x1 < high + 0.3 and low < x2 + 0.3:
                cost += BESIDE * (min(high, x2) - max(low, x1) + 0.4) * (1 if gap < 0.3 else 0.5)
        return cost

    def _upright(self, a: Point, b: Point) -> float:
        x, low, high = (a[0] + b[0]) / 2, min(a[1], b[1]), max(a[1], b[1])
        cost = OVER_HOLE * sum(low + 0.1 < y < high - 0.1 for column, ys in self.columns.items() if abs(column - x) < 0.3 for y in ys)
        cost += OVER_BODY * sum(min(high, bt) - max(low, t) for left, t, r, bt in self.bodies if left + 0.1 < x < r - 0.1 and t < high and low < bt)
        cost += CROSS * sum(x1 < x < x2 and low < y < high for y, x1, x2 in self.level)
        for other, y1, y2 in self.upright:
            gap = abs(other - x)
            if gap < APART and y1 < high + 0.3 and low < y2 + 0.3:
                cost += BESIDE * (min(high, y2) - max(low, y1) + 0.4) * (1 if gap < 0.3 else 0.5)
        return cost
