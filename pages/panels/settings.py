"""The settings of whoever owns these projects. Keys are read from the environment; they are never shown or kept."""

from __future__ import annotations

import streamlit as st

from ohm_core.agents.roles import roles
from ohm_core.agents.speaker import BUILTIN, LIMIT_NAMES, MODEL_OF, set_limit, set_model
from ohm_core.agents.turn import Limits
from ohm_core.server.here import workshop
from ohm_core.store import settings as rows
from panels import allowing, spending, toolservers
from panels.speakers import names, short_name
from panels.table import Column, lines
from panels.trouble import later, pending, sentences

LIMITS = {"steps": ("Steps with tools in a turn", ""), "turn_s": ("Seconds a turn may take", "s"), "tokens": ("Tokens a turn may use", ""), "cost_usd": ("US dollars a turn may cost", "$"), "ask_s": ("Seconds an agent waits for your word", "s")}


def show() -> None:
    """Draws the page."""
    pending()
    with st.container(key="settings"):
        st.markdown("## Settings", anchors=False)
        models, limits, allowed, servers, costs = st.tabs(["Models and keys", "Limits", "Permissions", "MCP servers", "Usage and cost"])
        with models:
            _keys()
            _agents()
        with limits:
            _limits()
        with allowed, sentences():
            allowing.show()
        with servers, sentences():
            if project := allowing.chosen("servers_project"):
                toolservers.show(project)
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
