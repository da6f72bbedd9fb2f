"""The breadboard itself: body, gutter, holes, rails with − and +, letters and numbers."""

from __future__ import annotations

from collections.abc import Iterable

from ohm_core.breadboard.board import RAIL_Y, ROW_Y, Field
from ohm_core.breadboard.scene import Box
from ohm_core.render.palette import Theme
from ohm_core.render.svg import group, line, num, path, rect, text

HOLE = 0.34  # pitches


def board(field: Field, index: int, box: Box, unit: float, theme: Theme, dim: bool = False) -> str:
    """One breadboard in pixels, UNIT a pitch; DIM for a step that comes later (never hidden: it is the ground)."""
    left, top, right, bottom = (v * unit for v in box)
    body = rect(left, top, right - left, bottom - top, theme.board, theme.board_edge, 0.45 * unit, 1.2)
    shine = rect(left + 1.5, top + 1.5, right - left - 3, 3, "#fff", r=1.5, opacity=0.55)
    y0 = field.top(index)
    gutter = rect(left + 1, (y0 + 5.05) * unit, right - left - 2, 0.9 * unit, theme.groove) + line(left + 1, (y0 + 5.05) * unit, right - 1, (y0 + 5.05) * unit, theme.board_edge, 0.8)
    parts = [body, shine, gutter, _rails(field, index, unit, theme, box), holes(field, index, unit, theme), _names(field, index, unit, theme, box)]
    return group(parts, opacity=0.55 if dim else None)


def holes(field: Field, index: int, unit: float, theme: Theme) -> str:
    """All holes in one path: small squares with a lighter lower rim."""
    size, y0 = HOLE * unit, field.top(index)
    mine = [(x, y) for x, y in field.strip if y0 - 5 <= y < y0 + 17 and _board_of(field, (x, y)) == index]
    dots = "".join(f"M{num(x * unit - size / 2)} {num(y * unit - size / 2)}h{num(size)}v{num(size)}h-{num(size)}z" for x, y in mine)
    return path(dots, theme.hole)


def _board_of(field: Field, spot: tuple[int, int]) -> int:
    strip = field.strip[spot]
    return int(strip[2:strip.index(":")]) - 1 if strip.startswith("bb") else 0


def _rails(field: Field, index: int, unit: float, theme: Theme, box: Box) -> str:
    """Red and blue lines outside the holes of each rail, with + and − at both ends."""
    out, y0 = [], field.top(index)
    there = {s.rpartition(":")[2] for s in field.rails if _board_of(field, field.members[s][0]) == index}
    for rail in there:
        y = (y0 + RAIL_Y[rail] + (-0.62 if rail.endswith("p") else 0.62)) * unit
        color = theme.rail_plus if rail.endswith("p") else theme.rail_minus
        x1, x2 = (box[0] + 1.15) * unit, (box[2] - 1.15) * unit
        out.append(line(x1, y, x2, y, color, 1.6, stroke_linecap="round"))
        for x in (box[0] + 0.62, box[2] - 0.62):
            out.append(_sign(x * unit, (y0 + RAIL_Y[rail]) * unit, rail.endswith("p"), color, 0.3 * unit))
    return "".join(sorted(out))


def _sign(x: float, y: float, plus: bool, color: str, arm: float) -> str:
    across = line(x - arm, y, x + arm, y, color, 1.6)
    return across + (line(x, y - arm, x, y + arm, color, 1.6) if plus else "")


def _names(field: Field, index: int, unit: float, theme: Theme, box: Box) -> str:
    """Row letters at both ends, column numbers at 1, 5, 10 … above row a and below row j."""
    y0, size = field.top(index), 0.62 * unit
    out = [text(x * unit, (y0 + y) * unit, row, size, theme.board_text, "middle") for row, y in ROW_Y.items() for x in (box[0] + 0.66, box[2] - 0.66)]
    for column in _numbered(field.kind.columns):
        for y in (-0.98, 11.98):
            out.append(text((column - 1) * unit, (y0 + y) * unit, str(column), size, theme.board_text, "middle"))
    return group(out)


def _numbered(columns: int) -> Iterable[int]:
    return (c for c in range(1, columns + 1) if c == 1 or c % 5 == 0 or (c == columns and columns % 5 > 1))
