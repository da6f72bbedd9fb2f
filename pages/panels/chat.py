"""The conversation: what was said, the answer as it comes, and the field to write in. It only reads the journal, so a click
or a reload never disturbs an answer, and two browsers see the same one."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from ohm_core.agents.events import DRAWER_OF
from ohm_core.agents.roles import role
from ohm_core.errors import OhmError
from ohm_core.project.documents import inline
from ohm_core.project.drafts import EVENT as DRAFT
from ohm_core.server.here import workshop
from ohm_core.store.rows import Message, Project
from panels import asking, editing, files, speakers
from panels.live import Live, live
from panels.speakers import short_name
from panels.state import state
from panels.text import plain, safe
from panels.trouble import later, sentences

NAMES = {"context": "Context", "bom": "BOM", "wiring": "Wiring", "code": "Code", "budget": "Budget"}
ICONS = {"context": ":material/article:", "bom": ":material/receipt_long:", "wiring": ":material/cable:", "code": ":material/code:", "budget": ":material/savings:"}
HIDDEN = {"complete": "", "stopped": "stopped", "incomplete": "interrupted before it was complete", "failed": "not finished"}


def show(project: Project) -> None:
    """Draws the conversation and its field."""
    with st.container(key="chat"):
        messages = workshop().messages(project)
        for message in messages:
            with sentences():
                _message(project, message, message is messages[-1])
        if not workshop().going(project):
            asking.show(project)
        _going(project)
    _field(project)


def _message(project: Project, message: Message, newest: bool) -> None:
    if message.role == "user":
        with st.container(key=f"said-{message.id}"), st.chat_message("user", avatar=":material/person:"):
            files.show(project, message)
            st.markdown(plain(message.content))
            if message.run_id in {run.id for run in workshop().turns.waiting(project.id)}:
                st.caption("Waits for the answer before it.")
        return
    who = role(message.agent)
    with st.container(key=f"answer-{message.id}"), st.chat_message("assistant", avatar=f":material/{who.icon}:"):
        _name(who.name, message.metadata.get("usage", {}).get("model", ""))
        st.markdown(safe(message.content))
        status = message.metadata.get("status", "complete")
        if error := message.metadata.get("error"):
            st.error(inline(error["message"]), icon=":material/error:")
        elif status != "complete":
            st.caption(f"This answer was {HIDDEN.get(status, status)}.")
        _chips(message)
        if status in ("incomplete", "failed") and newest:
            st.button("Try again", icon=":material/refresh:", key=f"retry-{message.id}", on_click=_retry, args=(project, message.run_id))


def _name(name: str, model: str = "") -> None:
    """Who speaks, and which model did where one did."""
    by = f' <span class="ohm-model">{html.escape(short_name(model))}</span>' if model else ""
    st.html(f'<div class="ohm-agent">{name}{by}</div>')


def _chips(message: Message) -> None:
    """What the answer brought: artifacts with their version, and how many findings."""
    changed = {DRAWER_OF[kind]: number for kind, number in message.metadata.get("artifacts", {}).items() if kind in DRAWER_OF}
    findings = message.metadata.get("findings", {})
    if not changed:
        return
    with st.container(key=f"chips-{message.id}", horizontal=True, gap="xsmall"):
        for drawer, number in sorted(changed.items(), key=lambda item: list(NAMES).index(item[0])):
            st.button(f"{NAMES[drawer]} v{number}", icon=ICONS[drawer], key=f"chip-{drawer}-{message.id}", on_click=_look, args=(drawer,))
        for severity, sign in (("error", "error"), ("warning", "warning")):
            if count := findings.get(severity):
                st.button(f"{count} {severity}{'s' if count > 1 else ''}", icon=f":material/{sign}:", key=f"chip-{severity}-{message.id}", on_click=_look, args=("bom",))


def _look(drawer: str) -> None:
    state.drawer = drawer


def _retry(project: Project, run_id: str) -> None:
    with later():
        workshop().retry(project, run_id)


def _going(project: Project) -> None:
    """The answer that is being given, redrawn as it comes; when none is, a quiet look now and then at what others do."""
    run = workshop().going(project)
    st.fragment(_live if run else _watch, run_every=0.2 if run else 2.0)(project)


def _live(project: Project) -> None:
    run = workshop().going(project)
    now = live(run) if run else None
    if now is None or now.drawer_after(state.seen):
        _catch_up(project, now)
        st.rerun()
    who = role(now.agent)
    with st.container(key="live"), st.chat_message("assistant", avatar=f":material/{who.icon}:"):
        _name(who.name)
        if now.text:
            st.markdown(safe(now.text) + " ▍")
        else:
            st.html(_steps_html(now))
    if now.asked:
        asking.show(project, waits=True)
    with st.container(key="stop", horizontal=True, horizontal_alignment="center"):
        st.button("Stop", icon=":material/stop:", key="stop_now", on_click=workshop().stop, args=(project,))


def _steps_html(now: Live) -> str:
    signs = {"started": "◐", "completed": "●", "failed": "✕"}
    bits = [f"<span>{signs[s]} {name}</span>" for name, s in now.steps.items() if name.isalnum()]
    return f'<div class="ohm-steps" role="status">{"".join(bits) or "<span>thinking …</span>"}</div>'


def _watch(project: Project) -> None:
    """Redraws the page when another browser, the command line or a program did something in this project."""
    if workshop().going(project) or _news(project):
        _catch_up(project, None)
        st.rerun()


def _news(project: Project) -> bool:
    """Whether something happened that the page must be drawn anew for."""
    last = workshop().turns.journal.last(workshop().owner, project.id)
    if last <= state.seen:
        return False
    entries = workshop().turns.journal.read(workshop().owner, project.id, state.seen)
    if all(e.type == DRAFT for e in entries) and not editing.news(project, (e.data for e in entries)):
        state.seen = last
        return False
    return True


def _catch_up(project: Project, now: Live | None) -> None:
    """Opens the drawer the answer asked for, and remembers how far this browser is."""
    entries = workshop().turns.journal.read(workshop().owner, project.id, state.seen)
    wanted = [str(e.data["drawer"]) for e in entries if e.type == "drawer_open"]
    changed = [str(e.data["artifact"]) for e in entries if e.type == "artifact_changed"]
    for entry in entries:
        if entry.type == "key_rotation":
            _rotated(entry.data["event"])
    if wanted or changed:
        state.viewing = None
        state.drawer = wanted[-1] if wanted else state.drawer
    if entries:
        state.seen = entries[-1].sequence if now is None else max((e.sequence for e in entries if e.type == "drawer_open"), default=state.seen)


def _rotated(event: Mapping[str, Any]) -> None:
    """A short note that another key is used, or that none is left and what to do."""
    if event["type"] == "all_keys_exhausted":
        st.toast(inline(event.get("whatToDo") or "No key works now; the built-in engine answers."), icon=":material/key_off:", duration="long")
    else:
        st.toast(f"Key {event['failedKeyIndex'] + 1} did not work; key {event['newKeyIndex'] + 1} does ({event['remainingKeys']} left).", icon=":material/key:")


def _field(project: Project) -> None:
    said, dropped = files.field("Say what to change, ask about it, or drop a file", "say", takes_files=not project.locked)
    if said or dropped:
        with later(keep=said), files.kept(project, dropped) as attached:
            workshop().say(project, said, state.agent, attached=attached)
        st.rerun()
    speakers.show(project)


def first_words() -> tuple[str, Sequence[Any]]:
    """The field of the empty page: what was said, and the files beside it."""
    return files.field("What do you want to build?", "first")


def begin(text: str, dropped: Sequence[Any] = ()) -> None:
    """A new project from a first message and its files. Raises OhmError; then there is none."""
    from ohm_core.agents.turns import check_message

    said = check_message(text, bool(dropped))
    project = workshop().create()
    try:
        with files.kept(project, dropped) as attached:
            workshop().say(project, said, attached=attached)
    except OhmError:
        workshop().delete(project)
        raise
    state.open(project.id, new=True)
