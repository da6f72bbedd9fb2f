"""Names beside parts in a breadboard picture: reference and value, placed where they hide no pin, wire or other name."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ohm_core.breadboard.board import is_rail, say_hole
from ohm_core.breadboard.scene import Box, Scene, Sprite
from ohm_core.breadboard.steps import value_of
from ohm_core.circuit.circuit import Instance
from ohm_core.render.palette import Theme
from ohm_core.render.svg import circle, group, line, rect, text
from ohm_core.render.type import width_of

SIZE = 9.5
HOLE_SIZE = 8.0
SMALL = 4.0  # pitches: parts less deep have the names of their legs beside them
CELL = 120.0  # pixels: things are kept by squares of this side
NEAR = 2.6    # the price of a plate that stands close by and hides nothing to speak of
BARE = 1.5    # what it is worth to say the value
AROUND = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1))


class Crowd:
    """Things that a plate had better not hide, each with its price, kept by the squares they lie in."""

    def __init__(self, things: Iterable[tuple[float, Box]]) -> None:
        self.things: list[tuple[float, Box]] = []
        self._cells: dict[tuple[int, int], list[int]] = {}
        for price, box in things:
            self.add(price, box)

    def add(self, price: float, box: Box) -> None:
        for cell in _cells_of(box):
            self._cells.setdefault(cell, []).append(len(self.things))
        self.things.append((price, box))

    def under(self, box: Box) -> Iterator[tuple[float, Box]]:
        """The things that a box touches, in the order they were added."""
        for i in sorted({i for cell in _cells_of(box) for i in self._cells.get(cell, ())}):
            thing = self.things[i][1]
            if thing[0] < box[2] and box[0] < thing[2] and thing[1] < box[3] and box[1] < thing[3]:
                yield self.things[i]


def _cells_of(box: Box) -> Iterator[tuple[int, int]]:
    columns = range(int(box[0] // CELL), int(box[2] // CELL) + 1)
    return ((x, y) for y in range(int(box[1] // CELL), int(box[3] // CELL) + 1) for x in columns)


def names(scene: Scene, shown: Mapping[str, Sprite], faded: set[str], paths: Sequence[Sequence[tuple[float, float]]], unit: float, look: Theme) -> tuple[str, list[Box]]:
    """A small plate with reference and value at every part, a thin line to it where it stands off, and where the plates are."""
    plates: list[Box] = []
    things = [(30.0, _scaled(s.box, unit)) for s in scene.sprites.values()]
    things += [(14.0, _segment(a, b, unit)) for p in paths for a, b in itertools.pairwise(p)]
    things += [(9.0, (x * unit - 3, y * unit - 3, x * unit + 3, y * unit + 3)) for s in scene.sprites.values() if s.on_board for x, y in s.pins.values()]
    things += [(1.0, _scaled(box, unit)) for box in _printed(scene)]
    things += [(5.0, _scaled(_leg_names(s), unit)) for s in scene.sprites.values() if s.on_board and s.trunk is None and s.box[3] - s.box[1] < SMALL]
    out, lines, crowd = [], [], Crowd(things)
    for ref, sprite in shown.items():
        words, plate = _named(sprite, unit, crowd, scene)
        crowd.add(30.0, (plate[0] - 2, plate[1] - 1, plate[2] + 2, plate[3] + 1))
        plates.append(plate)
        lines.append(group(_leader(plate, _scaled(sprite.body, unit), unit, look), opacity=0.35 if ref in faded else None))
        out.append(_plate(plate, words, look, ref in faded))
    return "".join(lines) + "".join(out), plates


def _named(sprite: Sprite, unit: float, crowd: Crowd, scene: Scene) -> tuple[str, Box]:
    """What stands at a part and where: its reference alone where the value too would have to stand off or hide something."""
    long, short = said(sprite.instance), sprite.ref[:28]
    low, box = _place(sprite, width_of(long, SIZE) + 7, unit, crowd, scene)
    if low <= NEAR or long == short:
        return long, box
    other, small = _place(sprite, width_of(short, SIZE) + 7, unit, crowd, scene)
    return (short, small) if other < low - BARE else (long, box)


def _scaled(box: Box, unit: float, grow: float = 0.0) -> Box:
    return (box[0] * unit - grow, box[1] * unit - grow, box[2] * unit + grow, box[3] * unit + grow)


def _printed(scene: Scene) -> Iterator[Box]:
    """Where boards have their column numbers and row letters: better not hidden."""
    for index, (left, _, right, _) in enumerate(scene.boards):
        top = scene.field.top(index)
        yield from ((left + 1, top + y - 0.4, right - 1, top + y + 0.4) for y in (-0.98, 11.98))
        yield from ((x - 0.4, top - 0.4, x + 0.4, top + 11.4) for x in (left + 0.66, right - 0.66))


def _leg_names(sprite: Sprite) -> Box:
    """Where a small part has the names of its legs: below it as its text stands."""
    left, top, right, bottom = sprite.box
    return (left, top - 0.8, right, top) if sprite.turn == 180 else (left, bottom, right, bottom + 0.8)


def _leader(plate: Box, body: Box, unit: float, look: Theme) -> str:
    """A line from a plate that stands off to its part."""
    x = min(max((plate[0] + plate[2]) / 2, body[0] + 2), body[2] - 2)
    y = min(max((plate[1] + plate[3]) / 2, body[1] + 2), body[3] - 2)
    start = (min(max(x, plate[0]), plate[2]), min(max(y, plate[1]), plate[3]))
    away = abs(x - start[0]) + abs(y - start[1])
    return line(*start, x, y, look.soft, 0.9) + circle(x, y, 1.3, look.soft) if away > 1.1 * unit else ""


def hole_names(scene: Scene, holes: Sequence[str], paths: Sequence[Sequence[tuple[float, float]]], unit: float, look: Theme) -> str:
    """The names of the holes that a step uses, each beside its hole; rails are named by their lines."""
    lines = [_segment(a, b, unit) for p in paths for a, b in itertools.pairwise(p)]
    bodies = [tuple(v * unit for v in s.box) for s in scene.sprites.values() if s.box[2] - s.box[0] < 4]
    taken: list[tuple[float, ...]] = []
    out = []
    for hole in dict.fromkeys(h for h in holes if h in scene.field.spots and not is_rail(h)):
        words = say_hole(hole).split(" ")[0]
        wide = width_of(words, HOLE_SIZE) + 5
        x, y = (v * unit for v in scene.field.spots[hole])
        box = min((_near(x, y, dx, dy, wide) for dx, dy in AROUND), key=lambda b: 30 * sum(_overlap(b, t) for t in taken) + 8 * sum(_overlap(b, t) for t in lines) + 5 * sum(_overlap(b, t) for t in bodies))
        taken.append(box)
        back = rect(box[0], box[1], box[2] - box[0], box[3] - box[1], look.accent, None, 2)
        out.append(back + text((box[0] + box[2]) / 2, (box[1] + box[3]) / 2, words, HOLE_SIZE, look.paper, "middle", bold=True))
    return group(out, class_="holes")


def _near(x: float, y: float, dx: int, dy: int, wide: float) -> Box:
    """A small box beside a hole: DX, DY say on which side."""
    tall = HOLE_SIZE + 3
    left = x + 6 if dx > 0 else x - 6 - wide if dx < 0 else x - wide / 2
    top = y + 5 if dy > 0 else y - 5 - tall if dy < 0 else y - tall / 2
    return (left, top, left + wide, top + tall)


def said(instance: Instance) -> str:
    """Reference and value: 'R1 220 Ω', 'LED1', 'U1'."""
    return f"{instance.ref} {value_of(instance)}".strip()[:28]


def _segment(a: tuple[float, float], b: tuple[float, float], unit: float) -> Box:
    return (min(a[0], b[0]) * unit - 2.5, min(a[1], b[1]) * unit - 2.5, max(a[0], b[0]) * unit + 2.5, max(a[1], b[1]) * unit + 2.5)


def _plate(box: Box, words: str, look: Theme, faded: bool) -> str:
    x, y, r, b = box
    back = rect(x, y, r - x, b - y, look.card, look.line, 2.5, 0.7, opacity=0.93)
    return group(back + text((x + r) / 2, (y + b) / 2, words, SIZE, look.ink, "middle"), class_="name", opacity=0.35 if faded else None)


def _place(sprite: Sprite, wide: float, unit: float, crowd: Crowd, scene: Scene) -> tuple[float, Box]:
    """The nearest place round the part where a plate hides nothing; where there is none, the least that it can hide; with its price."""
    best, low = None, float("inf")
    for x, y, off in _spots(sprite, wide, unit, scene):
        box, cost = (x, y, x + wide, y + SIZE + 4), off
        if off >= low:
            continue
        for price, thing in crowd.under(box):
            cost += price * _overlap(box, thing)
            if cost >= low:
                break
        if cost < low:
            best, low = box, cost
    assert best is not None
    return low, best


def _overlap(a: Sequence[float], b: Sequence[float]) -> float:
    """0 where they are apart, else 1 and the share of A covered."""
    w, h = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    return 1 + w * h / max((a[2] - a[0]) * (a[3] - a[1]), 1) if w > 0 and h > 0 else 0.0


def _spots(sprite: Sprite, wide: float, unit: float, scene: Scene) -> Iterator[tuple[float, float, float]]:
    """Upper left corners for a plate and what each costs: beside the part, nearest first; parts beside the board are named at
    their outer edge."""
    left, top, right, bottom = (v * unit for v in sprite.box)
    tall, middle, gap = SIZE + 4, (left + right) / 2 - wide / 2, 2.0
    if not sprite.on_board:
        above = sprite.box[3] <= scene.top_channel[0] + 0.1
        outer, level = top - tall - 4 if above else bottom + 4, (top + bottom) / 2
        found = ((middle, outer), (left, outer), (right - wide, outer), (left - wide - 4, level), (right + 4, level))
        yield from ((x, y, 0.2 * i) for i, (x, y) in enumerate(found))
    for push in (0.0, 0.4, 0.8, 1.3, 2.0, 3.0, 4.0, 5.0, 6.5, 8.0, 10.0):
        off, side, cost = push * unit + gap, (top + bottom) / 2 - tall / 2, 1.5 * push
        ways = [(middle, top - tall - off), (middle, bottom + off), (right + off, side), (left - wide - off, side), (left, top - tall - off), (right - wide, bottom + off)]
        yield from ((x, y, cost + 0.1 * i) for i, (x, y) in enumerate(ways))
        for k in range(1, int(2 * push) + 3):
            along = [(middle + w * k * unit / 2, y) for w in (-1, 1) for y in (top - tall - off, bottom + off)]
            upward = [(x, side + w * k * unit / 2) for w in (-1, 1) for x in (right + off, left - wide - off)]
            yield from ((x, y, cost + 0.6 + 0.4 * k) for x, y in (*along, *upward))
