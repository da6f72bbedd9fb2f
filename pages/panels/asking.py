"""What agents ask to be allowed, with the buttons that answer it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import streamlit as st

from ohm_core.agents.roles import roles
from ohm_core.agents.tools import tools
from ohm_core.server.here import workshop
from ohm_core.store.rows import Project
from panels.text import plain
from panels.trouble import later

WORDS = (("Once", True, False), ("Always", True, True), ("No", False, False), ("Never", False, True))
HELP = {"Once": "For this very call.", "Always": "For this tool and agent, from now on.", "No": "Not this time.", "Never": "This agent does not get this tool any more."}


def show(project: Project, waits: bool = False) -> None:
    """Draws every question that waits; WAITS: an answer is held for it."""
    for asked in workshop().tool_requests(project):
        with st.container(key=f"ask-{asked['id']}", border=True, gap="small"):
            st.markdown(f":material/help: **{plain(_who(asked['role']))}** asks to use **{plain(str(asked['tool']))}**")
            if asked["tool"] in tools():
                st.caption(plain(tools()[str(asked["tool"])].description))
            if asked["arguments"]:
                st.code(told(asked["arguments"]), language="json", wrap_lines=True)
            with st.container(horizontal=True, gap="small"):
                for word, grant, always in WORDS:
                    st.button(word, key=f"ask-{word}-{asked['id']}", help=HELP[word], type="primary" if word == "Once" else "secondary", on_click=_decide, args=(project, asked["id"], grant, always))
            if not waits:
                st.caption("It went on without your word; a yes holds for the next time it asks the same.")


def told(arguments: Mapping[str, Any]) -> str:
    """What the tool would be given, cut where it is long."""
    text = json.dumps(arguments, ensure_ascii=False, indent=1)
    return text if len(text) <= 1_500 else f"{text[:1_500]} …"


def _who(role: str) -> str:
    known = roles().get(role)
    return known.name if known else "Another program" if role == "assistant" else role


def _decide(project: Project, request: str, grant: bool, always: bool) -> None:
    with later():
        workshop().decide(project, request, grant, always)
