"""The icon bar at the right and the dock beside the conversation: five drawers and the versions. It never takes the focus."""

from __future__ import annotations

import streamlit as st

from ohm_core.server.here import workshop
from panels import bom, budget, code, context, editing, versions, wiring
from panels.grip import grip
from panels.shown import Shown
from panels.state import state
from panels.trouble import later, sentences

PANELS = {
    "context": ("Context", ":material/article:", context.show), "bom": ("Parts", ":material/receipt_long:", bom.show), "wiring": ("Wiring", ":material/cable:", wiring.show),
    "code": ("Code", ":material/code:", code.show), "budget": ("Budget", ":material/savings:", budget.show), "versions": ("Versions", ":material/history:", versions.show),
}


def show(shown: Shown) -> None:
    """Draws the bar, and the dock when a drawer is open."""
    with st.container(key="bar"):
        for drawer, (title, icon, _) in PANELS.items():
            st.button("", icon=icon, key=f"bar-{drawer}", help=title, type="primary" if state.drawer == drawer else "secondary", on_click=_toggle, args=(drawer,))
    if state.drawer:
        editing.look(shown.project)
        with st.container(key="dock"):
            _open(shown)
            grip()


def _toggle(drawer: str) -> None:
    state.drawer = "" if state.drawer == drawer else drawer


def _close() -> None:
    state.drawer = ""


def _open(shown: Shown) -> None:
    title, _, draw = PANELS[state.drawer]
    number = shown.version_of({"context": "context"}.get(state.drawer, state.drawer)) if state.drawer != "versions" else shown.number
    with st.container(key="dockhead", horizontal=True, vertical_alignment="center"):
        st.subheader(title, anchor=False, width="stretch")
        if number and state.drawer != "versions":
            st.button(f"v{number}", key="dock_version", type="tertiary", help="Every version of the project", on_click=_toggle, args=("versions",))
        st.button("", icon=":material/close:", key="dock_close", type="tertiary", help="Close", on_click=_close)
    if shown.old:
        _old(shown)
    with sentences():
        if shown.snapshot is None:
            st.caption("Nothing here yet. Say what you want to build; this fills by itself.")
        else:
            draw(shown)


def _old(shown: Shown) -> None:
    with st.container(key="old", horizontal=True, vertical_alignment="center"):
        st.caption(f"You are looking at version {shown.number}.", width="stretch")
        st.button("Newest", key="newest", on_click=_newest)
        st.button("Restore this one", key="restore_old", on_click=_restore, args=(shown,))


def _newest() -> None:
    state.viewing = None


def _restore(shown: Shown) -> None:
    with later():
        workshop().restore(shown.project, shown.number)
        state.viewing = None
