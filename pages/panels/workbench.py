"""Build and Run: the firmware compiled or checked, and run in the virtual circuit, with what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from ohm_core.project import trying
from ohm_core.project.documents import inline
from ohm_core.project.prototype import Prototype
from panels import table
from panels.table import Cell, Column, Row
from panels.trouble import sentences

if TYPE_CHECKING:
    from ohm_core.firmware.build import BuildResult
    from ohm_core.firmware.simulate import SimulationResult

KEPT = "ohm_tried"


def buttons(prototype: Prototype) -> None:
    """Draws the two buttons; a click does the work and keeps its result for this prototype."""
    if st.button("Build", icon=":material/build:", key="build", help="Compile for the board, or check where no compiler is installed."):
        _try(prototype, "build", "Building the firmware …")
    if st.button("Run", icon=":material/play_arrow:", key="run", help="Run the firmware in the virtual circuit for five seconds."):
        _try(prototype, "run", "Building and running the firmware …")


def _try(prototype: Prototype, what: str, words: str) -> None:
    st.session_state.pop(KEPT, None)
    with sentences(), st.spinner(words, show_time=True):
        result = trying.build(prototype) if what == "build" else trying.run(prototype)
        st.session_state[KEPT] = (prototype, what, result)


def results(prototype: Prototype) -> None:
    """Shows what the last try of this prototype brought."""
    tried, what, result = st.session_state.get(KEPT, (None, "", None))
    if tried is not prototype:
        return
    (_built if what == "build" else _ran)(result)


def _built(result: BuildResult) -> None:
    done = "Compiled" if result.method == "compiled" else "Checked against the board's declarations"
    sizes = [f"{name} {m.used:,} of {m.limit:,} bytes" for name, m in (("flash", result.flash), ("RAM", result.ram)) if m]
    text = inline(f"{done} for {result.target} in {result.seconds:.1f} s" + (f"; {', '.join(sizes)}" if sizes else "") + ".")
    (st.success if result.ok else st.error)(text if result.ok else f"{text} It does not work yet.", icon=":material/check_circle:" if result.ok else ":material/error:")
    if result.messages:
        rows = [Row(str(i), (Cell(m.severity.capitalize(), m.severity), Cell(f"{m.file}:{m.line}" if m.file else "", "quiet"), Cell(m.text))) for i, m in enumerate(result.messages[:40])]
        table.show((Column(""), Column("Where", mono=True), Column("What")), rows, key="build_messages")


def _ran(result: SimulationResult) -> None:
    st.success(inline(f"Ran {result.seconds_simulated:.1f} s of the circuit's time in {result.seconds_wall:.1f} s. {result.ended}".strip()), icon=":material/play_circle:")
    for note in result.notes[:6]:
        st.warning(inline(note.text), icon=":material/warning:")
    if result.not_simulated:
        st.caption(inline(f"Without a model, so not simulated: {', '.join(result.not_simulated)}."))
    if result.serial.strip():
        st.markdown("Serial output")
        st.code(result.serial[-6000:], language=None, height=180)
    _displays(result)


def _displays(result: SimulationResult) -> None:
    """What each display showed last."""
    import base64

    for frame in {f.ref: f for f in result.frames}.values():
        if "png" in frame.content:
            st.image(base64.b64decode(frame.content["png"]), caption=inline(frame.ref), width=256)
        elif "text" in frame.content:
            text = frame.content["text"]
            st.code(text if isinstance(text, str) else "\n".join(map(str, text)), language=None)
