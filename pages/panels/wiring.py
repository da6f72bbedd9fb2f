"""The wiring drawer: the breadboard step by step, the schematic, and every wire in a table."""

from __future__ import annotations

import streamlit as st

from ohm_core.breadboard import net_colors
from ohm_core.project.prototype import Prototype
from panels import editing, sheet, table
from panels.shown import Shown
from panels.state import state, theme
from panels.table import Cell, Column, Row
from panels.text import plain
from panels.trouble import sentences

WIRES = sheet.Form("connections", (("from", "From"), ("to", "To")), "Each end is REFERENCE.PIN, like U1.GPIO13.")


def show(shown: Shown) -> None:
    """Draws the three tabs."""
    prototype = shown.prototype
    if prototype is None:
        st.caption("No wiring yet.")
        return
    editing.elsewhere(shown, "wiring")
    board, schematic, wires = st.tabs(["Breadboard", "Schematic", "Wires"], key="wiring_tabs")
    with board, sentences():
        _breadboard(prototype)
    with schematic, sentences():
        st.image(prototype.schematic_svg(theme()), width="stretch", alt="Schematic of the circuit")
        st.download_button("Save as SVG", lambda: prototype.schematic_svg("light"), file_name="schematic.svg", mime="image/svg+xml", icon=":material/download:", key="save-schematic", type="tertiary", on_click="ignore")
    with wires, sentences():
        if now := editing.mine("wiring"):
            sheet.desk(shown.project, now, WIRES)
        else:
            editing.watched(shown, "wiring", "", lambda draft: sheet.read(draft, WIRES) if draft else None)
        _wires(prototype)


def _breadboard(prototype: Prototype) -> None:
    steps = prototype.layout.steps
    state.step = min(state.step, len(steps))
    at = state.step
    picture = prototype.breadboard_svg(theme(), at or None, prototype.report.findings if not at else ())
    with st.container(key="whole" if state.large else "fit"):
        st.image(picture, width="stretch", alt=f"Breadboard, step {at} of {len(steps)}" if at else "The finished breadboard")
    if steps:
        with st.container(key="walkbox", gap="small"):
            _walk(len(steps))
            title = steps[at - 1].title if at else ""
            st.markdown((f"**{plain(title)}**  \n" if title else "") + plain(steps[at - 1].text) if at else "The finished board. Step through it, one part at a time.")
    for note in prototype.layout.notes:
        st.caption(plain(note))
    st.download_button("Save as SVG", lambda: prototype.breadboard_svg("light"), file_name="breadboard.svg", mime="image/svg+xml", icon=":material/download:", key="save-board", type="tertiary", on_click="ignore")


def _walk(count: int) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="walk"):
        st.button("", icon=":material/chevron_left:", key="step_back", help="Step back", on_click=_go, args=(-1, count), disabled=state.step == 0)
        st.session_state["step_slider"] = state.step
        st.slider("Step", 0, count, key="step_slider", label_visibility="collapsed", on_change=_slid, format=f"%d of {count}")
        st.button("", icon=":material/chevron_right:", key="step_on", help="Next step", on_click=_go, args=(1, count), disabled=state.step == count)
        st.button("", icon=":material/zoom_out_map:" if not state.large else ":material/zoom_in_map:", key="zoom", type="tertiary", help="Fit the whole board" if state.large else "Show it larger", on_click=_zoom)


def _go(by: int, count: int) -> None:
    state.step = max(0, min(count, state.step + by))


def _zoom() -> None:
    state.large = not state.large


def _slid() -> None:
    state.step = st.session_state["step_slider"]


def _wires(prototype: Prototype) -> None:
    colors = net_colors(prototype.circuit)
    rows = [Row(f"{r.from_}-{r.to}", (Cell(r.from_), Cell(r.to), Cell(colors[r.net].said, swatch=colors[r.net].hex, stripe=colors[r.net].stripe), Cell(r.net), Cell(r.note, "quiet"))) for r in prototype.wiring_table()]
    table.show((Column("From", mono=True), Column("To", mono=True), Column("Colour"), Column("Net", mono=True, wide=True), Column("For", wide=True)), rows, key="wires_table", caption=f"{len(rows)} wires.")
