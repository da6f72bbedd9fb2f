"""Our table: right-aligned numbers, a rule above the total, rows that explain themselves on click. Every cell is set as
text by the script, never as HTML, so no part, file or person can put markup on the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import streamlit as st

CSS = """
:host { display: block; }
table { border-collapse: collapse; width: 100%; font-size: .875rem; color: var(--st-text-color); font-family: var(--st-font); }
th { text-align: left; font-weight: 600; font-size: .78rem; padding: 6px 8px; border-bottom: 1px solid var(--st-border-color); color: color-mix(in srgb, var(--st-text-color) 70%, transparent); }
td { padding: 7px 8px; border-bottom: 1px solid color-mix(in srgb, var(--st-border-color) 60%, transparent); vertical-align: top; overflow-wrap: anywhere; }
.right { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.mono { font-family: var(--st-code-font); font-size: .8rem; white-space: nowrap; }
.still { white-space: nowrap; }
.quiet { color: color-mix(in srgb, var(--st-text-color) 65%, transparent); }
tr.opens { cursor: pointer; } tr.opens:hover td { background: color-mix(in srgb, var(--st-primary-color) 6%, transparent); }
tr.opens:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: -2px; }
tr.opens td:first-child::before { content: "▸"; display: inline-block; width: 1em; color: var(--st-primary-color); }
tr.open td:first-child::before { content: "▾"; }
tr.open td { border-bottom-color: transparent; }
tr.more > td { padding: 2px 8px 12px 22px; background: color-mix(in srgb, var(--st-primary-color) 3%, transparent); }
dl { display: grid; grid-template-columns: minmax(110px, max-content) 1fr; gap: 4px 14px; margin: 4px 0 0; font-size: .84rem; }
dt { color: color-mix(in srgb, var(--st-text-color) 65%, transparent); } dd { margin: 0; }
dd small { display: block; color: color-mix(in srgb, var(--st-text-color) 62%, transparent); }
tfoot td { border-top: 2px solid var(--st-text-color); border-bottom: 0; font-weight: 600; }
.dot { display: inline-block; width: 18px; height: 6px; border-radius: 3px; margin-right: 7px; vertical-align: middle; border: 1px solid color-mix(in srgb, var(--st-text-color) 35%, transparent); }
.error { color: var(--st-red-color); } .warning { color: var(--st-yellow-color); } .added { color: var(--st-green-color); } .removed { color: var(--st-red-color); }
a { color: var(--st-link-color); } caption { caption-side: bottom; text-align: left; padding: 8px; font-size: .8rem; }
:host { container-type: inline-size; } @container (max-width: 460px) { .wide { display: none; } dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: 6px; } }
"""

JS = """
export default function ({ data, parentElement }) {
  const add = (parent, tag, text, cls) => { const e = document.createElement(tag); if (text !== undefined && text !== null) e.textContent = text; if (cls) e.className = cls; parent.appendChild(e); return e; };
  const cell = (row, value, column, tag) => {
    const td = add(row, tag || "td", undefined, [column.align === "right" ? "right" : "", column.mono ? "mono" : "", column.wide ? "wide" : "", column.still ? "still" : "", value.tone || ""].join(" ").trim());
    if (value.swatch) { const dot = add(td, "span", undefined, "dot"); dot.style.background = /^#[0-9a-f]{3,8}$/i.test(value.swatch) || /^[a-z]+$/.test(value.swatch) ? value.swatch : "transparent"; if (value.stripe) dot.style.boxShadow = "inset 0 -1px 0 1px rgb(255 255 255 / .55)"; }
    if (/^https?:\\/\\//i.test(value.href || "")) { const a = add(td, "a", value.text); a.href = value.href; a.target = "_blank"; a.rel = "noopener noreferrer"; }
    else td.appendChild(document.createTextNode(value.text));
    return td;
  };
  const old = parentElement.querySelector("table"); if (old) old.remove();
  const open = (parentElement.ohmOpen = parentElement.ohmOpen || new Set());
  const table = add(parentElement, "table");
  const head = add(add(table, "thead"), "tr");
  data.columns.forEach(c => { const th = cell(head, { text: c.label }, { ...c, mono: false }, "th"); th.scope = "col"; });
  const body = add(table, "tbody");
  data.rows.forEach(r => {
    const tr = add(body, "tr");
    r.cells.forEach((v, i) => cell(tr, v, data.columns[i]));
    if (!r.details.length) return;
    tr.className = "opens"; tr.tabIndex = 0; tr.setAttribute("role", "button"); tr.setAttribute("aria-expanded", "false"); tr.dataset.key = r.key;
    let more = null;
    const toggle = () => {
      if (more) { more.remove(); more = null; tr.classList.remove("open"); open.delete(r.key); tr.setAttribute("aria-expanded", "false"); return; }
      more = document.createElement("tr"); more.className = "more"; const td = add(more, "td"); td.colSpan = data.columns.length; const dl = add(td, "dl");
      r.details.forEach(d => { add(dl, "dt", d.label); const dd = add(dl, "dd"); cell(dd, d, {}, "span"); if (d.source) add(dd, "small", d.source); });
      tr.after(more); tr.classList.add("open"); open.add(r.key); tr.setAttribute("aria-expanded", "true");
    };
    tr.onclick = e => { if (e.target.tagName !== "A") toggle(); };
    tr.onkeydown = e => { if (e.key === "Enter" || e.key === " ") { e.preventDefault(); toggle(); } };
    if (open.has(r.key)) toggle();
  });
  if (data.footer.length) { const tr = add(add(table, "tfoot"), "tr"); data.footer.forEach((v, i) => cell(tr, v, data.columns[i])); }
  if (data.caption) add(table, "caption", data.caption, "quiet");
}
"""


@dataclass(frozen=True)
class Column:
    """`wide` columns are left out where there is little room, `still` ones never break their lines."""

    label: str
    align: str = "left"
    mono: bool = False
    wide: bool = False
    still: bool = False


@dataclass(frozen=True)
class Cell:
    """Text; `tone` error, warning, added, removed or quiet; `swatch` a colour, `stripe` with a light line in it; `href` http(s)."""

    text: str
    tone: str = ""
    swatch: str = ""
    stripe: bool = False
    href: str = ""


@dataclass(frozen=True)
class Detail:
    """A line of what a row says when it is opened."""

    label: str
    text: str
    source: str = ""
    tone: str = ""
    href: str = ""


@dataclass(frozen=True)
class Row:
    key: str
    cells: Sequence[Cell]
    details: Sequence[Detail] = field(default_factory=tuple)


@st.cache_resource
def _component() -> Any:
    return st.components.v2.component("ohm_table", css=CSS, js=JS)


def show(columns: Sequence[Column], rows: Sequence[Row], *, key: str, footer: Sequence[Cell] = (), caption: str = "") -> None:
    """Draws the table."""
    _component()(data={"columns": [asdict(c) for c in columns], "rows": [asdict(r) for r in rows], "footer": [asdict(c) for c in footer], "caption": caption}, key=key)


def lines(columns: Sequence[Column], rows: Sequence[Sequence[str]], *, key: str) -> None:
    """Draws rows of plain text that open nothing."""
    show(columns, [Row(f"{key}-{n}", [Cell(text) for text in row]) for n, row in enumerate(rows)], key=key)
