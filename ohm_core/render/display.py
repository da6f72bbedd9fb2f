"""Showing things in notebooks: pictures, tables and notes as rich display. Pure wrappers; what they show is made elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from ohm_core.render.palette import LIGHT, theme_of

if TYPE_CHECKING:
    from ohm_core.breadboard import Layout
    from ohm_core.circuit.circuit import Circuit


@dataclass(frozen=True)
class Picture:
    """An SVG that a notebook shows as it is; `png()` for elsewhere, `save` by the file's ending."""

    svg: str
    name: str = "picture"

    def _repr_svg_(self) -> str:
        return self.svg

    def _repr_html_(self) -> str:
        return f'<div style="max-width:100%;overflow-x:auto">{self.svg}</div>'

    def png(self, scale: float = 2) -> bytes:
        from ohm_core.render.raster import png

        return png(self.svg, scale)

    def save(self, path: str) -> str:
        """Writes .png or .svg; returns the path."""
        from pathlib import Path

        target = Path(path)
        target.write_bytes(self.png() if target.suffix.lower() == ".png" else self.svg.encode())
        return str(target)


@dataclass(frozen=True)
class Table:
    """Rows under headings; numbers stand right, text of users is escaped."""

    headings: Sequence[str]
    rows: Sequence[Sequence[object]]
    caption: str = ""

    def _repr_html_(self) -> str:
        head = "".join(f'<th style="text-align:left;padding:4px 12px 4px 0;color:{LIGHT.soft}">{escape(str(h))}</th>' for h in self.headings)
        body = "".join("<tr>" + "".join(_cell(v) for v in row) + "</tr>" for row in self.rows)
        caption = f"<caption style=\"text-align:left;padding:4px 0\"><b>{escape(self.caption)}</b></caption>" if self.caption else ""
        return f'<table style="border-collapse:collapse;font-variant-numeric:tabular-nums">{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'

    def _repr_markdown_(self) -> str:
        lines = ["| " + " | ".join(map(_md, self.headings)) + " |", "|" + " --- |" * len(self.headings)]
        return "\n".join(lines + ["| " + " | ".join(map(_md, row)) + " |" for row in self.rows])


def _cell(value: object) -> str:
    right = isinstance(value, (int, float)) and not isinstance(value, bool)
    said = f"{value:g}" if isinstance(value, float) else str(value)
    return f'<td style="padding:4px 12px 4px 0;border-top:1px solid {LIGHT.line};text-align:{"right" if right else "left"}">{escape(said)}</td>'


def _md(value: object) -> str:
    return str(value).replace("|", "\\|").replace("\n", " ")


def breadboard_picture(circuit: Circuit, layout: Layout, theme: str = "light", step: int | None = None) -> Picture:
    """The breadboard as a notebook shows it."""
    from ohm_core.render.breadboard import breadboard_svg

    return Picture(breadboard_svg(circuit, layout, theme=theme, step=step), "breadboard")


def schematic_picture(circuit: Circuit, theme: str = "light") -> Picture:
    """The schematic as a notebook shows it."""
    from ohm_core.render.schematic import schematic_svg

    return Picture(schematic_svg(circuit, theme=theme), "schematic")


def wiring_table(layout: Layout) -> Table:
    """Every jumper: from, to, colour, net."""
    return Table(("from", "to", "colour", "net"), [(w.start, w.end, w.color, w.net) for w in layout.wires], "Wiring")


def pair(label: str, values: Mapping[str, object] | Iterable[tuple[str, object]], theme: str = "light") -> Table:
    """A small table of names and values."""
    theme_of(theme)
    items = values.items() if isinstance(values, Mapping) else values
    return Table((label, ""), [(k, v) for k, v in items])
