"""One part as a small picture: for bills of material, the guide and the parts page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ohm_core.breadboard.board import PITCH_MM
from ohm_core.breadboard.outline import outline, rows_of
from ohm_core.catalogue.schema import Part
from ohm_core.render.art import art_of, legs_of
from ohm_core.render.palette import theme_of
from ohm_core.render.svg import circle, document, group, num, path, rect, text
from ohm_core.render.type import fit

MARGIN = 3.0  # mm around the drawing


def part_svg(part: Part, theme: str = "light", attrs: Mapping[str, Any] | None = None, width: float = 160.0, height: float = 120.0) -> str:
    """A part alone, true to shape, fitted into WIDTH × HEIGHT pixels; ATTRS (colour, value) as of the part in use."""
    look = theme_of(theme)
    given = {k: a.default for k, a in part.attrs.items() if a.default is not None} | dict(attrs or {})
    body, (left, top, right, bottom) = _drawing(part, given)
    scale = min((width - 8) / (right - left), (height - 8) / (bottom - top), 12.0)
    x = (width - (right - left) * scale) / 2 - left * scale
    y = (height - (bottom - top) * scale) / 2 - top * scale
    inner = group(body, transform=f"translate({num(x)} {num(y)}) scale({num(scale)})")
    return document(width, height, inner, look.paper, part.name)


def _drawing(part: Part, attrs: Mapping[str, Any]) -> tuple[str, tuple[float, float, float, float]]:
    """The drawing in mm and the box it fills."""
    if part.category.startswith("mechanical:breadboard"):
        return _breadboard(part)
    if part.category.startswith("mechanical:jumper"):
        return _jumpers(), (0, 0, 46, 24)
    names = [n for row in rows_of(part) for n in row if n]
    if part.mechanics.mount == "leads" and len(names) == 2:
        long = max(part.mechanics.size_mm[0] or 6.3, 5.0)
        span = round((long + 5) / PITCH_MM) * PITCH_MM
        tall = max(part.mechanics.size_mm[1] or 2.5, 3.0)
        return legs_of(part)(part, attrs, span), (-span / 2 - 1, -tall / 2 - 1, span / 2 + 1, tall / 2 + 1)
    form = outline(part)
    body = art_of(part)(part, attrs, form)
    return body, (-MARGIN, -MARGIN, form.width + MARGIN, form.height + MARGIN)


def _breadboard(part: Part) -> tuple[str, tuple[float, float, float, float]]:
    from ohm_core.breadboard.board import field_of
    from ohm_core.breadboard.model import Layout
    from ohm_core.breadboard.scene import board_boxes
    from ohm_core.render.board_art import board
    from ohm_core.render.palette import LIGHT

    size = part.id.rpartition("-")[2]
    size = size if size in ("mini", "half", "full") else "half"
    box = board_boxes(Layout(size, 1, False, {}, (), {}))[0]
    body = group(board(field_of(size), 0, box, 10.0, LIGHT), transform=f"scale({num(PITCH_MM / 10)})")
    left, top, right, bottom = (v * PITCH_MM for v in box)
    return body, (left - 1, top - 1, right + 1, bottom + 1)


def _jumpers() -> str:
    """A few coloured jumper wires."""
    out = []
    for i, (color, edge) in enumerate((("#D12F2A", "#7E1512"), ("#F2C61B", "#93740A"), ("#1E9E6A", "#0C5A3A"), ("#2E77C9", "#153F72"), ("#2B2D33", "#0C0D10"))):
        y = 4 + i * 4
        d = f"M6 {y}C16 {y - 5} 30 {y + 5} 40 {y}"
        out.append(path(d, stroke=edge, width=1.7, stroke_linecap="round") + path(d, stroke=color, width=1.1, stroke_linecap="round"))
        out += [rect(x, y - 0.9, 5, 1.8, "#26282C", "#0B0C0E", 0.3, 0.12) for x in (2, 39)] + [rect(0.2, y - 0.3, 1.8, 0.6, "#C9CDD2"), rect(44, y - 0.3, 1.8, 0.6, "#C9CDD2")]
    return "".join(out)


def swatch(color: str, edge: str, name: str, theme: str = "light") -> str:
    """A short piece of wire for legends: colour and its name."""
    look = theme_of(theme)
    return document(64, 16, path("M6 8H22", stroke=edge, width=5, stroke_linecap="round") + path("M6 8H22", stroke=color, width=3, stroke_linecap="round") + circle(6, 8, 1.6, "#DADDE1", edge, 0.8) + text(30, 8, fit(name, 9, 32), 9, look.ink), look.paper, name)
