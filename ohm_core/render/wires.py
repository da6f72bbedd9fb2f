"""Wires as drawn: rounded paths with a darker edge, ends seated in their holes, a glow where a finding lights a net."""

from __future__ import annotations

from collections.abc import Sequence

from ohm_core.breadboard import Color
from ohm_core.render.palette import Theme, rim
from ohm_core.render.svg import circle, group, num, path, title

WIDTH = 3.0
ROUND = 0.55  # radius of a bend, in pitches


def curve(points: Sequence[tuple[float, float]], radius: float) -> str:
    """The d of a line through the points with rounded corners."""
    d = f"M{num(points[0][0])} {num(points[0][1])}"
    for before, here, after in zip(points, points[1:], points[2:], strict=False):
        (x1, y1), (x2, y2) = _towards(here, before, radius), _towards(here, after, radius)
        d += f"L{num(x1)} {num(y1)}Q{num(here[0])} {num(here[1])} {num(x2)} {num(y2)}"
    return d + f"L{num(points[-1][0])} {num(points[-1][1])}"


def _towards(a: tuple[float, float], b: tuple[float, float], most: float) -> tuple[float, float]:
    away = max(((b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2) ** 0.5, 0.001)
    step = min(most, away / 2)
    return a[0] + (b[0] - a[0]) / away * step, a[1] + (b[1] - a[1]) / away * step


def wire(points: Sequence[tuple[float, float]], unit: float, color: Color, said: str, net: str, look: Theme, fade: bool = False, lit: str = "") -> str:
    """One wire in pixels; SAID is shown on hover, LIT the colour of its glow."""
    pts = [(x * unit, y * unit) for x, y in points]
    d = curve(pts, ROUND * unit)
    edge = rim(color.hex, color.edge, look)
    parts = [title(said)]
    if lit:
        parts.append(path(d, stroke=lit, width=11, opacity=0.42, stroke_linecap="round"))
    parts.append(path(d, stroke=edge, width=WIDTH + 2.2, stroke_linecap="round", stroke_linejoin="round"))
    parts.append(path(d, stroke=color.hex, width=WIDTH, stroke_linecap="round", stroke_linejoin="round"))
    if color.stripe:
        parts.append(path(d, stroke="#FDFCF8", width=WIDTH * 0.42, stroke_dasharray="7 5"))
    parts += [circle(x, y, 2.3, "#DADDE1", edge, 1.1) for x, y in (pts[0], pts[-1])]
    return group(parts, class_="wire", data_net=net, opacity=0.28 if fade else None)
