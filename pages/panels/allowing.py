"""What agents may do in a project: a verdict a tool and role, features, and the project's own words for a tool."""

from __future__ import annotations

import streamlit as st

from ohm_core.agents.allowed import FEATURES, OTHERS
from ohm_core.agents.roles import roles
from ohm_core.agents.tools import tools
from ohm_core.project import permissions
from ohm_core.project.permissions import EVERY, Rules
from ohm_core.server.here import workshop
from ohm_core.store.rows import Project
from panels import asking, toolservers
from panels.state import state
from panels.topbar import short
from panels.trouble import later

AS_ALL = "as every agent"


def chosen(key: str) -> Project | None:
    """The project these settings are for: the open one, unless another is chosen; says what to do where there is none."""
    known = {p.id: p for p in workshop().projects()}
    if not known:
        st.info("Begin a project on the Build page first: this is set for each project.", icon=":material/info:")
        return None
    now = state.project()
    ids = list(known)
    picked = st.selectbox("Project", ids, ids.index(now.id) if now and now.id in known else 0, key=key, format_func=lambda i: short(known[i].title, 60))
    return known[picked]


def show() -> None:
    """Draws the table."""
    project = chosen("allow_project")
    if project is None:
        return
    if project.locked:
        st.info("This project is locked; unlock it to change what agents may do in it.", icon=":material/lock:")
    asking.show(project)
    rules = workshop().tool_rules(project)
    _verdicts(project, rules)
    st.markdown("#### Features", anchors=False)
    for name, about in FEATURES.items():
        key = f"feature-{project.id}-{name}"
        st.toggle(about, rules.on(name), key=key, disabled=project.locked, on_change=_switch, args=(project, name, key))
    _words(project, rules)


def _verdicts(project: Project, rules: Rules) -> None:
    kinds = {"": "Every agent", **{r.type: r.name for r in roles().values() if r.tools}, **OTHERS}
    role = st.selectbox("Who", list(kinds), key="allow_role", format_func=lambda k: kinds[k])
    st.caption("allow: at once. ask: you are asked in the chat, and the answer waits for your word. deny: the agent does not have the tool. What is set for one agent goes before what is set for every agent.")
    own = list(roles()[role].tools) if role in roles() else list(tools())
    foreign = [t for t in {*toolservers.names(project), *(tool for _, tool in rules.verdicts)} if t not in tools() and t != EVERY]
    columns = st.columns(3, gap="medium")
    for number, tool in enumerate([EVERY, *own, *sorted(foreign)]):
        with columns[number % 3]:
            _verdict(project, rules, role, tool)


def _verdict(project: Project, rules: Rules, role: str, tool: str) -> None:
    said, key = rules.verdicts.get((role, tool)), f"may-{project.id}-{role}-{tool}"
    choices = [*([AS_ALL] if role else []), *permissions.VERDICTS]
    now = said or (AS_ALL if role else rules.verdict("", tool))
    about = tools()[tool].description if tool in tools() else ""
    st.selectbox("all the others" if tool == EVERY else tool, choices, choices.index(now), key=key, help=about or None, disabled=project.locked, on_change=_permit, args=(project, tool, role, key))


def _words(project: Project, rules: Rules) -> None:
    st.markdown("#### In the project's own words", anchors=False)
    names = [*tools(), *toolservers.names(project)]
    tool = st.selectbox("Tool", names, key="words_tool", format_func=lambda t: f"{t} ✎" if t in rules.descriptions else t)
    if tool in tools():
        st.caption(tools()[tool].description)
    text = st.text_area("What models are told of it instead", rules.descriptions.get(tool, ""), key=f"words-{project.id}-{tool}", max_chars=permissions.LONGEST, disabled=project.locked)
    with st.container(horizontal=True):
        st.button("Keep", key="words_keep", on_click=_describe, args=(project, tool, text), disabled=project.locked or not text.strip())
        st.button("Its own words again", key="words_drop", on_click=_describe, args=(project, tool, None), disabled=project.locked or tool not in rules.descriptions)


def _permit(project: Project, tool: str, role: str, key: str) -> None:
    word = st.session_state[key]
    with later():
        workshop().permit(project, tool, None if word == AS_ALL or (word == "allow" and not role and tool == EVERY) else word, role)


def _switch(project: Project, feature: str, key: str) -> None:
    with later():
        workshop().switch_feature(project, feature, st.session_state[key])


def _describe(project: Project, tool: str, text: str | None) -> None:
    with later():
        workshop().describe_tool(project, tool, text)
    if text is None:
        st.session_state.pop(f"words-{project.id}-{tool}", None)
