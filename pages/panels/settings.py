"""The settings of whoever owns these projects. Keys are read from the environment; they are never shown or kept."""

from __future__ import annotations

import streamlit as st

from ohm_core.agents.roles import roles
from ohm_core.agents.speaker import BUILTIN, LIMIT_NAMES, MODEL_OF, set_limit, set_model
from ohm_core.agents.turn import Limits
from ohm_core.project import permissions
from ohm_core.server.here import workshop
from ohm_core.store import settings as rows
from panels import spending
from panels.speakers import names, short_name
from panels.state import state
from panels.table import Column, lines
from panels.trouble import later, pending

LIMITS = {"steps": ("Steps with tools in a turn", ""), "turn_s": ("Seconds a turn may take", "s"), "tokens": ("Tokens a turn may use", ""), "cost_usd": ("US dollars a turn may cost", "$"), "ask_s": ("Seconds an agent waits for your word", "s")}


def show() -> None:
    """Draws the page."""
    pending()
    with st.container(key="settings"):
        st.markdown("## Settings", anchors=False)
        models, limits, allowed, costs = st.tabs(["Models and keys", "Limits", "Permissions", "Usage and cost"])
        with models:
            _keys()
            _agents()
        with limits:
            _limits()
        with allowed:
            _permissions()
        with costs:
            spending.show()


def _keys() -> None:
    st.markdown("#### Keys", anchors=False)
    from ohm_core.llm.models import providers

    found, remedies = workshop().turns.speakers.gateway.providers(), {p.id: p.remedy for p in providers()}
    lines((Column("Provider"), Column("Keys", "right"), Column("Usable now", "right"), Column("To have it")),
          [(p.name, str(p.total) if p.total else "none", str(p.healthy) if p.total else "", "" if p.total else remedies[p.id]) for p in found], key="keys")
    st.caption("Keys come from the environment or from Streamlit's secrets, several of one provider as OHM_KEYS_OPENAI=first,second. Without any the built-in engine answers.")


def _agents() -> None:
    st.markdown("#### Who speaks with which model", anchors=False)
    said, choices = rows.read(workshop().store, workshop().owner), ["", BUILTIN, *names()]
    columns = st.columns(2, gap="medium")
    for number, one in enumerate(r for r in roles().values() if r.tools or r.type in ("orchestrator", "circuitVerifier", "datasheetAnalyzer")):
        now = str(said.get(MODEL_OF + one.type) or "")
        known = list(dict.fromkeys([*choices, *([now] if now else [])]))
        key = f"model-of-{one.type}"
        with columns[number % 2]:
            st.selectbox(one.name, known, known.index(now), key=key, format_func=lambda m: short_name(m) if m else "Automatic", accept_new_options=True, on_change=_set_model, args=(one.type, key))


def _set_model(agent: str, key: str) -> None:
    with later():
        set_model(workshop().shelf, agent, st.session_state[key] or "")


def _limits() -> None:
    said = rows.read(workshop().store, workshop().owner)
    for name, (title, unit) in LIMITS.items():
        usual = getattr(Limits(), name)
        now = said.get(f"limit.{name}")
        kind = LIMIT_NAMES[name]
        st.number_input(f"{title}{f' ({unit})' if unit else ''}", min_value=kind(0), value=kind(now) if now is not None else None, step=kind(1) if kind is int else None, key=f"limit-{name}",
                        placeholder=f"usually {usual:g}" if usual is not None else "no limit", on_change=_set_limit, args=(name,))


def _set_limit(name: str) -> None:
    with later():
        set_limit(workshop().shelf, name, st.session_state[f"limit-{name}"] or None)


def _permissions() -> None:
    project = state.project()
    if project is None:
        st.info("Open a project on the Build page first: what agents may do is set for each project.", icon=":material/info:")
        return
    from ohm_core.agents.tools import tools

    shelf = workshop().shelf
    rules = permissions.rules(shelf, project)
    for waiting in permissions.pending(shelf, project):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{waiting['role']}** asks to use **{waiting['tool']}**")
            st.button("Once", key=f"grant-{waiting['id']}", on_click=_decide, args=(waiting["id"], True))
            st.button("Refuse", key=f"refuse-{waiting['id']}", on_click=_decide, args=(waiting["id"], False))
    st.caption("What agents may do in the open project. *ask*: they wait for your word, here.")
    columns = st.columns(3, gap="medium")
    for number, tool in enumerate(t for t in tools().values() if t.writes):
        with columns[number % 3]:
            st.selectbox(tool.name, permissions.VERDICTS, permissions.VERDICTS.index(rules.verdict("", tool.name)), key=f"may-{project.id}-{tool.name}", help=tool.description,
                         on_change=_permit, args=(tool.name, f"may-{project.id}-{tool.name}"))


def _permit(tool: str, key: str) -> None:
    project = state.project()
    with later():
        if project:
            permissions.permit(workshop().shelf, project, tool, st.session_state[key])


def _decide(request: str, grant: bool) -> None:
    project = state.project()
    with later():
        if project:
            permissions.decide(workshop().shelf, project, request, grant)
