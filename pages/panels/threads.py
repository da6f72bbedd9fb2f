"""The conversations of a project: which one is open, a new one, emptying and taking away."""

from __future__ import annotations

import streamlit as st

from ohm_core.project.documents import inline
from ohm_core.server.here import workshop
from ohm_core.store.rows import Project
from panels.trouble import later


def show(project: Project) -> None:
    """Draws them, in the popover of the project."""
    shelf = workshop().shelf
    known = shelf.threads(project)
    st.caption("Conversations")
    for thread in known:
        st.button(inline(thread.title), key=f"thread-{thread.id}", type="tertiary", icon=":material/chat:" if thread.id == project.thread_id else ":material/chat_bubble_outline:",
                  disabled=thread.id == project.thread_id, on_click=_do, args=(shelf.choose_thread, project, thread.id))
    with st.container(horizontal=True, gap="xsmall"):
        st.button("New", icon=":material/add:", key="new_thread", type="tertiary", on_click=_do, args=(shelf.new_thread, project))
        st.button("Clear", icon=":material/mop:", key="clear_thread", type="tertiary", help="Empties this conversation; the design stays.", on_click=_do, args=(shelf.clear_thread, project, project.thread_id))
        st.button("Remove", icon=":material/delete:", key="remove_thread", type="tertiary", help="Takes this conversation away; the design stays.", disabled=len(known) < 2,
                  on_click=_do, args=(shelf.delete_thread, project, project.thread_id))
    here = next(t for t in known if t.id == project.thread_id)
    st.text_input("Name of this conversation", here.title, key=f"thread-title-{here.id}", max_chars=200, on_change=_rename, args=(project, here.id))


def _do(act, *arguments) -> None:  # type: ignore[no-untyped-def]
    with later():
        act(*arguments)


def _rename(project: Project, thread_id: str) -> None:
    with later():
        workshop().shelf.rename_thread(project, thread_id, st.session_state[f"thread-title-{thread_id}"])
