"""Colours of pictures, from the palette of the whole product: paper, ink, copper; green, amber and red for verdicts only."""

from __future__ import annotations

from dataclasses import dataclass

from ohm_core.errors import BadInput


@dataclass(frozen=True)
class Theme:
    """`paper` the ground, `ink` text and symbols, `soft` lesser text, `line` rules, `card` a box, `accent` copper."""

    name: str
    paper: str
    ink: str
    soft: str
    line: str
    card: str
    accent: str
    good: str
    warn: str
    bad: str
    board: str
    board_edge: str
    groove: str
    hole: str
    board_text: str
    rail_plus: str
    rail_minus: str


LIGHT = Theme("light", "#FBFAF7", "#1E2430", "#5C6370", "#D9D5CB", "#FFFFFF", "#B8622B", "#2E7D4F", "#B7791F", "#B3261E",
              "#F3F0E8", "#CFC9BA", "#E3DED1", "#4A4C50", "#6B6A64", "#C62F2A", "#2B62A8")
DARK = Theme("dark", "#14181F", "#E7E9EE", "#A3A9B5", "#353C48", "#1D232D", "#DB8A52", "#58B583", "#E0A94A", "#F0776C",
             "#DEDACF", "#A8A395", "#CBC6B8", "#3A3C40", "#55544E", "#B92A26", "#2B62A8")
THEMES = {"light": LIGHT, "dark": DARK}

LEAST = 3.0  # contrast of what must be seen against its ground (WCAG 2.2, 1.4.11)

SEVERITY = {"error": ("bad", "!", "Error"), "warning": ("warn", "!", "Warning"), "info": ("accent", "i", "Note")}


def theme_of(name: str) -> Theme:
    """The theme of this name. Raises BadInput for another."""
    if name not in THEMES:
        raise BadInput(f"There is no theme '{name[:20]}'; use light or dark.", "theme")
    return THEMES[name]


def luminance(color: str) -> float:
    """Relative luminance of '#RRGGBB' (WCAG 2.2)."""
    parts = [int(color[i:i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(a: str, b: str) -> float:
    """Contrast of two colours, 1 to 21 (WCAG 2.2)."""
    low, high = sorted((luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)


def rim(color: str, edge: str, look: Theme) -> str:
    """The rim of a line: its darker EDGE, or on dark paper a lighter one where the line itself would sink into it."""
    if contrast(color, look.paper) >= LEAST or contrast(edge, look.paper) >= LEAST:
        return edge
    share = 0.0
    while contrast(_mixed(color, share), look.paper) < LEAST + 0.6:
        share += 0.05
    return _mixed(color, share)


def _mixed(color: str, share: float) -> str:
    """COLOR with a share of white."""
    return "#" + "".join(f"{round(v + (255 - v) * share):02X}" for v in (int(color[i:i + 2], 16) for i in (1, 3, 5)))
