"""The line above everything: which project, how far it is, lock and share."""

from __future__ import annotations

import html

import streamlit as st

from ohm_core.formats.files import archive
from ohm_core.project.documents import inline
from ohm_core.project.mission import MissionStep
from ohm_core.server.here import workshop
from ohm_core.store.rows import Project
from panels import threads
from panels.shown import Shown
from panels.state import state
from panels.text import plain
from panels.trouble import later

MOST = 30


def show(shown: Shown | None) -> None:
    """Draws it; without a project only the picker."""
    with st.container(key="topbar", horizontal=True, vertical_alignment="center", gap="medium"):
        _picker(shown.project if shown else None)
        if shown:
            st.html(steps_html(shown.mission()), width="stretch")
            _whole(shown)
            _lock(shown.project)
            _share(shown)


def steps_html(steps: tuple[MissionStep, ...]) -> str:
    """The mission as marks with words; why a step is not done is its title."""
    bits = [f'<span class="{s.state}" title="{html.escape(s.why or "done")}">{s.name}<i aria-hidden="true">{s.sign}</i></span>' for s in steps]
    return f'<div class="ohm-mission">{"".join(bits)}</div>'


def _picker(project: Project | None) -> None:
    with st.popover(short(project.title) if project else "Projects", icon=":material/folder_open:", type="tertiary", key="picker"):
        if st.button("New project", icon=":material/add:", key="new_project", type="tertiary"):
            state.open("")
            st.rerun()
        with st.container(key="projects", gap=None):
            for other in workshop().projects()[:MOST]:
                st.button(short(other.title, 60), key=f"open-{other.id}", type="tertiary", icon=":material/lock:" if other.locked else None,
                          disabled=bool(project and other.id == project.id), on_click=_open, args=(other.id,))
        if project:
            st.divider()
            threads.show(project)
            st.divider()
            _name(project)


def _name(project: Project) -> None:
    title = st.text_input("Title", project.title, key=f"title-{project.id}", max_chars=200)
    with st.container(horizontal=True):
        st.button("Rename", key="rename", on_click=_rename, args=(project, title), disabled=title == project.title)
        if st.session_state.get("sure") == project.id:
            st.button("Really delete it", key="delete_now", type="primary", on_click=_delete, args=(project,))
        else:
            st.button("Delete", key="delete", on_click=lambda: st.session_state.update(sure=project.id))


def _open(project_id: str) -> None:
    state.open(project_id)


def _rename(project: Project, title: str) -> None:
    with later():
        workshop().rename(project, title)


def _delete(project: Project) -> None:
    with later():
        workshop().delete(project)
        state.open("")


def _lock(project: Project) -> None:
    label, icon = ("Locked", ":material/lock:") if project.locked else ("Lock", ":material/lock_open:")
    why = "Nothing in this project changes until you unlock it." if project.locked else "Keep this project exactly as it is."
    st.button(label, icon=icon, key="lock", type="tertiary", help=why, on_click=_toggle, args=(project,))


def _toggle(project: Project) -> None:
    with later():
        (workshop().unlock if project.locked else workshop().lock)(project)


def _whole(shown: Shown) -> None:
    """Everything once through: compiled, run, costed, told."""
    if shown.prototype is None or shown.project.locked:
        return
    st.button("Run all", icon=":material/rule:", key="whole", type="tertiary", on_click=_make_whole, args=(shown.project,), disabled=workshop().going(shown.project) is not None,
              help="Goes through all of it step by step: parts, wiring, firmware compiled and run, cost, guide. It goes on when you close this page.")


def _make_whole(project: Project) -> None:
    with later():
        workshop().make_whole(project)


def _share(shown: Shown) -> None:
    if shown.prototype is None:
        return
    with st.popover("Share", icon=":material/ios_share:", type="tertiary", key="share"):
        st.markdown(plain(shown.project.title))
        st.download_button("Everything as a zip", data=lambda: archive(shown.prototype.files() if shown.prototype else {}), file_name=f"{slug(shown.project.title)}.zip", mime="application/zip",
                           icon=":material/folder_zip:", key="zip", on_click="ignore", help="Design, BOM, pictures, guide and firmware.")
        st.download_button("Build guide", data=lambda: shown.prototype.guide() if shown.prototype else "", file_name=f"{slug(shown.project.title)}-guide.md", mime="text/markdown",
                           icon=":material/menu_book:", key="guide", on_click="ignore")


def slug(title: str) -> str:
    """A file name from a title."""
    import re

    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:60] or "project"


def short(title: str, most: int = 32) -> str:
    """A title that fits a button, every character of it shown as it is."""
    return inline(title if len(title) <= most else title[: most - 1] + "…")
