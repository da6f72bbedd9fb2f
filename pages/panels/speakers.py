"""Who answers next: the agent and the model, chosen beside the field; what is not chosen OHM chooses."""

from __future__ import annotations

import streamlit as st

from ohm_core.agents.roles import role, roles
from ohm_core.agents.speaker import BUILTIN
from ohm_core.server.here import workshop
from ohm_core.store.rows import Project
from panels.state import state
from panels.trouble import later

UNSPOKEN = ("orchestrator", "conversationSummarizer")  # they work in the background


def show(project: Project) -> None:
    """Draws the picker; its label says who would answer."""
    with st.container(key="who"), st.popover(label(project), icon=":material/record_voice_over:", type="tertiary", key="speakers"):
        kinds = ["", *(k for k in roles() if k not in UNSPOKEN)]
        chosen = st.selectbox("Agent", kinds, kinds.index(state.agent) if state.agent in kinds else 0, key="agent_pick", format_func=lambda k: role(k).name if k else "Automatic",
                              help="Automatic: what you say decides.")
        if chosen != state.agent:
            state.agent = chosen
            st.rerun()
        if chosen:
            st.caption(role(chosen).description)
        _models(project)


def label(project: Project) -> str:
    """'Automatic · built-in engine'."""
    who = role(state.agent).name if state.agent else "Automatic"
    return f"{who} · {short_name(workshop().turns.speakers.model(workshop().shelf, project, role(state.agent or 'conversational')))}"


def short_name(model: str) -> str:
    """A model's name as people say it."""
    from ohm_core.llm.models import facts

    if model == BUILTIN:
        return "built-in engine"
    known = facts(model)
    return known.name if known else model.rpartition("/")[2]


def names() -> list[str]:
    """The models that a key or an address is there for."""
    from ohm_core.llm.models import models, providers

    usable = {p.id for p in workshop().turns.speakers.gateway.providers() if p.total}
    own = [name for p in providers() if p.own and p.id in usable for name in _served(p.id)]
    return list(dict.fromkeys([*(m.id for m in models() if m.provider in usable), *own]))


@st.cache_data(ttl=60, show_spinner=False)
def _served(provider: str) -> list[str]:
    """The models an address of one's own serves, asked once a minute."""
    return list(workshop().turns.speakers.gateway.served(provider))


def _models(project: Project) -> None:
    if not workshop().turns.speakers.gateway.ready():
        st.caption("No key is set, so the built-in engine answers. Settings says how to add one.")
        return
    thread = next(t for t in workshop().shelf.threads(project) if t.id == project.thread_id)
    known = list(dict.fromkeys(["", BUILTIN, *names(), *([thread.model] if thread.model else [])]))
    st.selectbox("Model in this conversation", known, known.index(thread.model), key=f"model-{thread.id}", format_func=lambda m: short_name(m) if m else "As the settings say",
                 accept_new_options=True, on_change=_choose, args=(project, f"model-{thread.id}"), help="Any name that litellm knows works too: type provider/model.")


def _choose(project: Project, key: str) -> None:
    with later():
        workshop().shelf.set_thread_model(project, project.thread_id, st.session_state[key] or "")
