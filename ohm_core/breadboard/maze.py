"""The ground that wires are led over: a grid of half pitches, what it costs to pass each of its points, and the cheapest way.

Lines run along every row and column of holes, half-way between them, and through pins that lie off that grid. A search like
Dijkstra's with a lower bound (A*) finds the way; bodies, used holes, other wires and bends cost. `seen` counts the places that
searches have reached, so that who asks for many ways can tell when to ask for quicker ones.
"""

from __future__ import annotations

import heapq
import itertools
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence

Point = tuple[float, float]
Box = tuple[float, float, float, float]
Ways = Mapping[Point, int | None]  # where a way may begin or end: LEVEL or UPRIGHT where it must lie so there

BEND = 1.2
CROSS = 16.0
OVER_BODY = 60.0   # each half pitch over a part's body: a long way round is better
OVER_NAME = 1.2    # over a part's legs
OVER_HOLE = 3.0    # over a hole that is in use
BESIDE = 14.0      # each step upon or too close to another wire
OVER_BEHIND = 0.5 #  behind the parts beside the boards, as far out as they reach: twice the way itself
NEAR = 0.45        # pitches that count as too close
SLACK = 0.14       # a body's edge that may be grazed
EDGE = 0.3         # pitches round a body where wires would seem to touch it
OVER_EDGE = 0.4
TOUCH = 0.1        # pitches from a body's edge at which the breadth of a wire lies on it
OVER_TOUCH = 2.0
NO_WAY = 1e9
LEVEL, UPRIGHT = 0, 1


class Maze:
    """Points where lines of XS and YS meet, with what bodies and used holes there cost, and the wires laid so far."""

    def __init__(self, xs: Iterable[float], ys: Iterable[float], bodies: Sequence[Box], legs: Sequence[Box], used: Iterable[Point]) -> None:
        self.xs, self.ys = sorted(set(xs)), sorted(set(ys))
        self.wide, self.tall = len(self.xs), len(self.ys)
        self.over = [0.0] * (self.wide * self.tall)
        for box in legs:
            self._price(box, 0.05, OVER_NAME)
        for at in used:
            self.use(at)
        for box in bodies:
            self._price(box, -EDGE, OVER_EDGE)
            self._price(box, -TOUCH, OVER_TOUCH)
            self._price(box, SLACK, OVER_BODY)
        self.seen = 0
        self.along = ([0] * len(self.over), [0] * len(self.over))  # wires that run level and upright at each point

    def behind(self, box: Box) -> None:
        """Remembers that a box lies behind what stands beside the boards: wires go there only where all else is much longer."""
        self._price(box, 0.0, OVER_BEHIND)

    def _price(self, box: Box, inset: float, price: float) -> None:
        left, right = bisect_left(self.xs, box[0] + inset), bisect_left(self.xs, box[2] - inset + 1e-6)
        for k in range(bisect_left(self.ys, box[1] + inset), bisect_left(self.ys, box[3] - inset + 1e-6)):
            for i in range(left, right):
                self.over[k * self.wide + i] += price

    def use(self, at: Point, count: int = 1) -> None:
        """Remembers that a hole is in use; COUNT -1 frees it again."""
        self._price((*at, *at), -0.3, OVER_HOLE * count)

    def free(self, at: Point) -> bool:
        """True where no wire runs over a place."""
        node = self.index(at)
        return not self.along[LEVEL][node] and not self.along[UPRIGHT][node]

    def index(self, at: Point) -> int:
        """The grid point nearest to a place."""
        return _nearest(self.ys, at[1]) * self.wide + _nearest(self.xs, at[0])

    def lay(self, path: Sequence[Point], count: int = 1) -> None:
        """Remembers a wire; COUNT -1 takes it out again."""
        for (x1, y1), (x2, y2) in itertools.pairwise(path):
            level = abs(y1 - y2) < 0.01
            pad_x, pad_y = (0.3, NEAR) if level else (NEAR, 0.3)
            left, right = bisect_left(self.xs, min(x1, x2) - pad_x), bisect_left(self.xs, max(x1, x2) + pad_x)
            marks = self.along[LEVEL if level else UPRIGHT]
            for k in range(bisect_left(self.ys, min(y1, y2) - pad_y), bisect_left(self.ys, max(y1, y2) + pad_y)):
                for i in range(k * self.wide + left, k * self.wide + right):
                    marks[i] += count

    def way(self, starts: Ways, ends: Ways, haste: float = 1.0) -> tuple[float, list[Point]]:
        """The cheapest way from one of STARTS to one of ENDS, points of the grid, and its price.

        With HASTE above 1 what is still to go counts so many times: far fewer places are looked at, the way may be dearer, and it
        keeps off bodies altogether if it can.
        """
        if haste > 1.0:
            spent, points = self._way(starts, ends, haste, OVER_BODY)
            if spent < NO_WAY:
                return spent, points
        return self._way(starts, ends, haste, NO_WAY)

    def _way(self, starts: Ways, ends: Ways, haste: float, wall: float) -> tuple[float, list[Point]]:
        """The way that `way` asks for, over no place that costs as much as WALL."""
        sources, goals = ({self.index(p): way for p, way in some.items()} for some in (starts, ends))
        over, wide, along, xs, ys = self.over, self.wide, self.along, self.xs, self.ys
        sizes = (self.wide, self.tall)
        away, bend = self._away(goals, haste), haste * BEND
        best: dict[int, float] = {}
        came: dict[int, int] = {}
        todo: list[tuple[float, float, int]] = []
        for source, first in sources.items():
            for way in (LEVEL, UPRIGHT) if first is None else (first,):
                best[source * 2 + way] = 0.0
                heapq.heappush(todo, (away[0][source % wide] + away[1][source // wide], 0.0, source * 2 + way))
        while todo:
            _, done, state = heapq.heappop(todo)
            spent = -done  # of ways with the same bound the one that has come furthest is tried first
            if spent > best[state]:
                continue
            node, way = state >> 1, state & 1
            if node in goals and goals[node] in (None, way):
                self.seen += len(best)
                return spent, self._points(came, state)
            turn = 1 - way
            row, column = divmod(node, wide)
            left_x, left_y = away[0][column], away[1][row]
            turned = spent + BEND + (CROSS if along[turn][node] and node not in sources and node not in goals else 0.0)
            if turned < best.get(state ^ 1, NO_WAY):
                best[state ^ 1] = turned
                came[state ^ 1] = state
                ahead = left_y if way else left_x  # what is left in the direction that is given up
                heapq.heappush(todo, (turned + left_x + left_y + (bend if ahead else 0.0), -turned, state ^ 1))
            lines, at, stride = (ys, row, wide) if way else (xs, column, 1)
            across = left_x if way else left_y
            for step in (-1, 1):
                if not 0 <= at + step < sizes[way]:
                    continue
                then, far = node + step * stride, abs(lines[at + step] - lines[at])
                price = spent + far
                if then not in goals:
                    if over[then] >= wall:
                        continue
                    price += over[then] + (CROSS if along[turn][then] and not along[turn][node] else 0.0)
                if along[way][then]:
                    price += BESIDE * (far + 0.2)
                key = then * 2 + way
                if price < best.get(key, NO_WAY):
                    best[key] = price
                    came[key] = state
                    heapq.heappush(todo, (price + away[way][at + step] + across + (bend if across else 0.0), -price, key))
        self.seen += len(best)
        return NO_WAY, [next(iter(starts)), next(iter(ends))]

    def _away(self, goals: Iterable[int], haste: float) -> tuple[list[float], list[float]]:
        """How far it is at least from each column and each row to the nearest of the goals' columns and rows, times HASTE."""
        columns, rows = [self.xs[g % self.wide] for g in goals], [self.ys[g // self.wide] for g in goals]
        low_x, high_x, low_y, high_y = min(columns), max(columns), min(rows), max(rows)
        return [haste * max(low_x - x, 0.0, x - high_x) for x in self.xs], [haste * max(low_y - y, 0.0, y - high_y) for y in self.ys]

    def _points(self, came: dict[int, int], state: int) -> list[Point]:
        out: list[Point] = []
        while True:
            node = state >> 1
            out.append((self.xs[node % self.wide], self.ys[node // self.wide]))
            if state not in came:
                return out[::-1]
            state = came[state]


def _nearest(values: Sequence[float], value: float) -> int:
    i = bisect_left(values, value)
    return min((k for k in (i - 1, i) if 0 <= k < len(values)), key=lambda k: abs(values[k] - value))
