"""Editing by hand: an artifact is taken up, each change goes to everybody as a numbered snapshot, saving makes it a version. Who only reads
sees the draft grow, marked as somebody's."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import streamlit as st

from ohm_core.design.finding import Finding
from ohm_core.project.documents import inline
from ohm_core.project.drafts import Stale
from ohm_core.server.here import workshop
from ohm_core.store.rows import Draft, Project
from panels import table
from panels.shown import Shown
from panels.state import Editing, state
from panels.table import Cell, Column, Detail, Row
from panels.text import plain
from panels.trouble import later, sentences

LOOK_SECONDS = 1.0
SEEN, KNOWN = "ohm_draft_seen", "ohm_drafts_known"
WORDS = {"error": "Error", "warning": "Warning", "info": "Note"}


def mine(kind: str, path: str = "") -> Editing | None:
    """What this browser edits, where it is this artifact."""
    now = state.editing
    return now if now is not None and (now.kind, now.path) == (kind, path) else None


def watched(shown: Shown, kind: str, path: str, draw: Callable[[Draft | None], None]) -> None:
    """Draws the artifact for a reader by DRAW and the button that takes it up; where somebody's draft is open, that is looked at again each
    second. That one was begun or ended is seen by the conversation's own look (`news`), which has the page drawn anew."""
    if shown.old:
        draw(None)
    else:
        st.fragment(_watched, run_every=LOOK_SECONDS if standing(shown.project, kind, path) else None)(shown.project, kind, path, draw)


def _watched(project: Project, kind: str, path: str, draw: Callable[[Draft | None], None]) -> None:
    if mine(kind, path):
        st.rerun()  # taken up a moment ago: the whole page shows it
    with sentences():
        draft = standing(project, kind, path)
        with st.container(key=f"draft-{kind}", horizontal=True, vertical_alignment="center"):
            if draft:
                st.markdown(f":orange-badge[Draft {draft.version}] {plain(draft.editor)} edits this; it is not saved.", width="stretch")
            words = ("Go on from here", "Take this draft up and edit it yourself.") if draft else ("Edit", "Change it by hand. Others see what you change at once; it counts when you save it.")
            st.button(words[0], icon=":material/edit:", key=f"edit-{kind}", type="tertiary", disabled=project.locked, help="The project is locked." if project.locked else words[1],
                      on_click=_take, args=(project, kind, path, draft))
        draw(draft)


def elsewhere(shown: Shown, kind: str, but: str = "-") -> None:
    """Says, above a drawer, who edits something of this kind that is not shown (BUT is); where it is shown the draft itself stands."""
    others = [d for d in workshop().drafts(shown.project) if d.type == kind and d.path != but and d.editor != state.me] if not shown.old else []
    if others:
        st.caption(" · ".join(f"{inline(d.editor)} edits {f'`{inline(d.path)}`' if d.path else 'the wires'}" for d in others))


def look(project: Project) -> None:
    """Notes which drafts the page shows as open from now on."""
    st.session_state[KNOWN] = (project.id, {(d.type, d.path) for d in workshop().drafts(project)})


def news(project: Project, events: Iterable[Mapping[str, Any]]) -> bool:
    """Whether these events of drafts want the page drawn anew: one was ended, or begun by another since `look`. One that grows does not."""
    at, known = st.session_state.get(KNOWN, ("", set()))
    return any(e["state"] != "open" or (at == project.id and e["by"] != state.me and (e["artifact"], e["path"]) not in known) for e in events)


def standing(project: Project, kind: str, path: str) -> Draft | None:
    """The open draft; asked of the store only when something happened in the project."""
    last = workshop().turns.journal.last(workshop().owner, project.id)
    kept = st.session_state.get(SEEN)
    if kept is None or kept[0] != (project.id, kind, path, last):
        found = workshop().draft(project, kind, path)
        kept = st.session_state[SEEN] = ((project.id, kind, path, last), found)
    found = kept[1]
    return found if found and found.open else None


def _take(project: Project, kind: str, path: str, draft: Draft | None) -> None:
    with later():
        known = workshop().draft(project, kind, path)
        begun = draft.content if draft else workshop().beginning(project, kind, path)
        state.editing = Editing(kind, path, begun, secrets.token_hex(4), known.version if known else 0, sent=begun)


def desk(project: Project, now: Editing, content: Callable[[], Any], field: Callable[[Callable[[], None]], None]) -> None:
    """Draws what is edited: the buttons, FIELD (given what to call at a change), what others do, and how saving went. CONTENT is what
    stands in the field."""
    def changed() -> None:
        _send(project, now, content())

    with st.container(key="editing", horizontal=True, vertical_alignment="center"):
        st.button("Save", icon=":material/save:", key="edit_save", type="primary", on_click=_save, args=(project, now, content), help="Makes this the next version; the rules are asked first.")
        st.button("Discard", key="edit_drop", on_click=_drop, args=(project, now), help="Leaves everything as it was.")
        st.fragment(_beside, run_every=LOOK_SECONDS)(project, now)
    st.fragment(_field)(now, field, changed)


def _field(now: Editing, field: Callable[[Callable[[], None]], None], changed: Callable[[], None]) -> None:
    if now.trouble:
        st.error(inline(now.trouble), icon=":material/error:")
    if now.answer is not None:
        _refused(now.answer.findings)
    field(changed)


def _beside(project: Project, now: Editing) -> None:
    """Whether others see it, and who else writes."""
    with sentences():
        draft = standing(project, now.kind, now.path)
        if draft is None:
            st.caption("Nothing changed yet." if now.sent == now.begun else "Saved or dropped by somebody else meanwhile; what you type next begins a new draft.", width="stretch")
        elif draft.editor == state.me:
            st.caption(f"Draft {draft.version}: others see it.", width="stretch")
        else:
            st.caption(f"{plain(draft.editor)} wrote draft {draft.version}; what you type next takes its place.", width="stretch")


def _send(project: Project, now: Editing, content: Any) -> None:
    """A snapshot above whatever stands."""
    if content is None or content == now.sent:
        return
    now.trouble, now.answer = "", None
    with later():
        try:
            draft = workshop().put_draft(project, now.kind, now.path, now.version + 1, content, state.me)
        except Stale as error:  # somebody wrote meanwhile; the last to write stands
            draft = workshop().put_draft(project, now.kind, now.path, error.draft.version + 1, content, state.me)
        now.version, now.sent = draft.version, content
    now.trouble, state.trouble = state.trouble, ""


def _save(project: Project, now: Editing, content: Callable[[], Any]) -> None:
    _send(project, now, content())
    if now.trouble:
        return
    if now.sent == now.begun and not _open(project, now):
        state.editing = None
        return
    with later():
        try:
            done = workshop().save_draft(project, now.kind, now.path, now.version)
        except Stale as error:
            now.version = error.draft.version
            raise
        if done.broken:
            now.answer = done
        else:
            state.editing = None
            for note in done.notes[:3]:
                st.toast(plain(note), icon=":material/info:")
            st.toast(f"Saved as version {done.version}." if done.version else "Nothing was different.", icon=":material/check:")
    now.trouble, state.trouble = state.trouble, ""


def _open(project: Project, now: Editing) -> bool:
    draft = workshop().draft(project, now.kind, now.path)
    return bool(draft and draft.open and draft.version == now.version)


def _drop(project: Project, now: Editing) -> None:
    state.editing = None
    with later():
        draft = workshop().draft(project, now.kind, now.path)
        if draft and draft.open and draft.editor == state.me:
            workshop().drop_draft(project, now.kind, now.path, draft.version)


def _refused(findings: tuple[Finding, ...]) -> None:
    errors = [f for f in findings if f.severity == "error"]
    st.error("Not saved: it would break a rule. It stays a draft.", icon=":material/error:")
    rows = [Row(f"d{i}", (Cell(WORDS[f.severity], f.severity), Cell(f.message)), (Detail("Where", ", ".join(f.subjects)), Detail("What to do", f.remedy), Detail("Source", f.source))) for i, f in enumerate(errors)]
    table.show((Column(""), Column("Finding")), rows, key="draft_findings")
