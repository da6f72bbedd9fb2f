"""The context drawer: what the project is for, the smallest thing that works, the requirements; the files that were sent."""

from __future__ import annotations

import streamlit as st

from panels import files
from panels.shown import Shown
from panels.text import safe

TABS = {"context": "Context", "mvp": "MVP", "prd": "PRD"}


def show(shown: Shown) -> None:
    """Draws the three texts, and the files that were sent."""
    assert shown.snapshot is not None
    for tab, kind in zip(st.tabs(list(TABS.values()), key="context_tabs"), TABS, strict=True):
        with tab:
            text = shown.snapshot.text(kind)
            if text:
                st.markdown(safe(text), anchors=False)
                st.download_button("Save as Markdown", text, file_name=f"{kind}.md", mime="text/markdown", icon=":material/download:", key=f"save-{kind}", type="tertiary", on_click="ignore")
            else:
                st.caption(f"No {TABS[kind]} yet.")
    files.drawer(shown.project)
