"""The versions drawer: every version of the project, what changed between two of them, and the way back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import streamlit as st

from ohm_core.agents.events import DRAWER_OF
from ohm_core.project.diff import Difference, FileChange
from ohm_core.project.documents import inline
from ohm_core.server.here import workshop
from ohm_core.store.rows import Project, Revision, Version
from panels import table
from panels.shown import Shown
from panels.state import state
from panels.table import Cell, Column, Detail, Row
from panels.trouble import later, sentences

SIGNS = {"added": "+", "removed": "−", "changed": "~", "renumbered": "~"}


def show(shown: Shown) -> None:
    """Draws history and comparison."""
    history = workshop().versions(shown.project)
    rows = [Row(str(r.number), (Cell(f"v{r.number}"), Cell(when(r.created_at), "quiet"), Cell(r.summary)), (Detail("Changed in", ", ".join(kinds(made)) or "nothing"),)) for r, made in history]
    table.show((Column("Version", mono=True), Column("When", still=True), Column("What changed")), rows, key="history_table")
    numbers = [r.number for r, _ in history]
    st.markdown("##### Compare")
    _compare(shown.project, numbers, history)


def kinds(made: list[Version]) -> list[str]:
    """The drawers a version changed."""
    return list(dict.fromkeys(DRAWER_OF.get(v.type, v.type) for v in made))


def when(at: datetime) -> str:
    """A time in the browser's zone, short: today's without the day."""
    from zoneinfo import ZoneInfo

    zone = ZoneInfo(st.context.timezone) if st.context.timezone else UTC
    local, today = at.replace(tzinfo=UTC).astimezone(zone), datetime.now(zone).date()
    return local.strftime("%H:%M") if local.date() == today else local.strftime("%d %b %H:%M")


def _compare(project: Project, numbers: list[int], history: list[tuple[Revision, list[Version]]]) -> None:
    named = {r.number: f"v{r.number}" for r, _ in history} | {0: "nothing"}
    with st.container(horizontal=True, vertical_alignment="bottom", key="compare"):
        b = st.selectbox("Version", numbers, format_func=lambda n: named[n], key=f"compare_b_{numbers[0]}")
        a = st.selectbox("against", [n for n in [*numbers, 0] if n != b], index=_before([n for n in [*numbers, 0] if n != b], b), format_func=lambda n: named[n], key=f"compare_a_{b}_{numbers[0]}")
        st.button("Look at it", key="look", on_click=_look, args=(b,), disabled=b == (state.viewing or numbers[0]))
        st.button("Restore", key="restore", icon=":material/settings_backup_restore:", on_click=_restore, args=(project, b), disabled=b == numbers[0], help="Makes this version the newest again, as a new version.")
    with sentences():
        difference(workshop().diff(project, a, b))


def _before(choices: list[int], b: int) -> int:
    """The place of the newest choice older than B."""
    return next((i for i, n in enumerate(choices) if n < b), 0)


def _look(number: int) -> None:
    state.viewing = number


def _restore(project: Project, number: int) -> None:
    with later():
        workshop().restore(project, number)
        state.viewing = None


def difference(change: Difference) -> None:
    """A comparison in tables and patches."""
    if not change:
        st.caption("Nothing changed between these two.")
        return
    st.caption(inline(change.summary()))
    if rows := list(_rows(change)):
        table.show((Column("", mono=True), Column("What", mono=True), Column("Before"), Column("After")), rows, key=f"diff_{change.a}_{change.b}")
    for file in (*change.files, *change.texts):
        with st.expander(f"{inline(file.path)}  :gray[+{file.added} −{file.removed}]", expanded=_small(file)):
            st.code("\n".join(file.patch), language="diff")


def _rows(change: Difference) -> Iterator[Row]:
    for r in change.rows:
        tone = r.kind if r.kind in ("added", "removed") else ""
        yield Row(f"p{r.ref}", (Cell(SIGNS[r.kind], tone), Cell(r.ref, tone), Cell(r.before), Cell(r.after)))
    for w in change.wires:
        yield Row(f"w{w.from_}{w.to}", (Cell(SIGNS[w.kind], w.kind), Cell("wire", w.kind), *((Cell(f"{w.from_} – {w.to}"), Cell("")) if w.kind == "removed" else (Cell(""), Cell(f"{w.from_} – {w.to}")))))
    if change.cost:
        yield Row("cost", (Cell("~"), Cell("cost"), Cell(str(change.cost[0] or "")), Cell(str(change.cost[1] or ""))))


def _small(file: FileChange) -> bool:
    return len(file.patch) <= 14
