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

SEVERITY = {"error": ("bad", "!", "Error"), "warning": ("warn", "!", "Warning"), "info": ("accent", "i", "Note")}


def theme_of(name: str) -> Theme:
    """The theme of this name. Raises BadInput for another."""
    if name not in THEMES:
        raise BadInput(f"There is no theme '{name[:20]}'; use light or dark.", "theme")
    return THEMES[name]
