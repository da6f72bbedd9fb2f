"""How OHM is: the store, the models, the work that runs, and the programs it can use on this machine."""

from __future__ import annotations

import streamlit as st

from ohm_core.cli.doctor import examine
from ohm_core.server.health import health_of
from ohm_core.server.here import workshop
from panels.table import Column, lines

SIGNS = {True: "● there", False: "○ missing"}
AI = {"up": "a language model answers", "builtin": "no key: the built-in engine answers", "down": "no key works now: the built-in engine answers"}


def show() -> None:
    """Draws the page."""
    found = health_of(workshop())
    services = found["services"]
    with st.container(key="health"):
        st.markdown("## Health", anchors=False)
        good = found["status"] == "healthy"
        (st.success if good else st.warning)("Everything that must run runs." if good else "Something needs care; see below.", icon=":material/check_circle:" if good else ":material/warning:")
        lines((Column("What"), Column("How it is")), [
            ("Project store", "● up" if services["database"] == "up" else "✕ down"), ("Answers", AI[services["ai_api"]]),
            ("Keys", f"{services['keys']['healthy']} of {services['keys']['total']} usable" if services["keys"]["total"] else "none set"),
            ("Work in steps", f"{found['flows']['running']} running"), ("Version", found["version"])], key="services")
        st.markdown("#### Programs on this machine", anchors=False)
        lines((Column("Program"), Column("For"), Column("State"), Column("How to get it")), [(t.name, t.needed_for, SIGNS[t.found], "" if t.found else t.remedy) for t in examine()], key="programs")
        st.caption("Programs read the same at /api/health.")
