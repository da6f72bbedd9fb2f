"""Names beside parts in a breadboard picture: reference and value, placed where they hide no pin, wire or other name."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence

from ohm_core.breadboard.board import is_rail, say_hole
from ohm_core.breadboard.steps import value_of
from ohm_core.circuit.circuit import Instance
from ohm_core.render.palette import Theme
from ohm_core.render.scene import Box, Scene, Sprite
from ohm_core.render.svg import group, rect, text
from ohm_core.render.type import width_of

SIZE = 9.5
HOLE_SIZE = 8.0
AROUND = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1))


def names(scene: Scene, shown: Mapping[str, Sprite], faded: set[str], paths: Sequence[Sequence[tuple[float, float]]], unit: float, look: Theme) -> tuple[str, list[Box]]:
    """A small plate with reference and value at every part, and where the plates are."""
    plates: list[Box] = []
    taken: list[tuple[float, ...]] = [tuple(v * unit for v in s.box) for s in scene.sprites.values()]
    lines = [_segment(a, b, unit) for p in paths for a, b in itertools.pairwise(p)]
    pins = [(x * unit - 3, y * unit - 3, x * unit + 3, y * unit + 3) for s in scene.sprites.values() if s.on_board for x, y in s.pins.values()]
    out = []
    for ref, sprite in shown.items():
        words = said(sprite.instance)
        plate = _place(sprite, width_of(words, SIZE) + 7, unit, taken, lines, pins, scene)
        taken.append(plate)
        plates.append(plate)
        out.append(_plate(plate, words, look, ref in faded))
    return "".join(out), plates


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


def _place(sprite: Sprite, wide: float, unit: float, taken: Sequence[tuple[float, ...]], lines: Sequence[Box], pins: Sequence[Box], scene: Scene) -> Box:
    """The first spot round the part that is free; of the others the least crowded."""
    best, low = None, float("inf")
    for rank, (x, y) in enumerate(_spots(sprite, wide, unit, scene)):
        box = (x, y, x + wide, y + SIZE + 4)
        cost = rank * 0.35 + 30 * sum(_overlap(box, t) for t in taken) + 12 * sum(_overlap(box, t) for t in lines) + 9 * sum(_overlap(box, t) for t in pins)
        if cost < low:
            best, low = box, cost
    assert best is not None
    return best


def _overlap(a: Sequence[float], b: Sequence[float]) -> float:
    """0 where they are apart, else 1 and the share of A covered."""
    w, h = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    return 1 + w * h / max((a[2] - a[0]) * (a[3] - a[1]), 1) if w > 0 and h > 0 else 0.0


def _spots(sprite: Sprite, wide: float, unit: float, scene: Scene) -> Iterator[tuple[float, float]]:
    """Upper left corners for a plate: beside the part, nearest first; parts beside the board are named at their outer edge."""
    left, top, right, bottom = (v * unit for v in sprite.box)
    tall, middle, gap = SIZE + 4, (left + right) / 2 - wide / 2, 2.0
    if not sprite.on_board:
        above = sprite.box[3] <= scene.top_channel[0] + 0.1
        outer = top - tall - 4 if above else bottom + 4
        yield from ((middle, outer), (left, outer), (right - wide, outer), (left - wide - 4, (top + bottom) / 2), (right + 4, (top + bottom) / 2))
        return
    if right - left > 10 * unit and bottom - top > 6 * unit and sprite.instance.is_board:
        yield (right - wide - 4, (top + bottom) / 2 - tall / 2)
    for push in (0.0, 0.5 * unit, unit, 2 * unit, 3 * unit):
        yield (middle, top - tall - gap - push)
        yield (middle, bottom + gap + push)
        yield (right + gap + push, (top + bottom) / 2 - tall / 2)
        yield (left - wide - gap - push, (top + bottom) / 2 - tall / 2)
        yield (left, top - tall - gap - push)
        yield (right - wide, bottom + gap + push)
