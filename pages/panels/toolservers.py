"""The MCP servers of a project: listed, added, tried, switched, taken away. Secrets are named, never typed here."""

from __future__ import annotations

import streamlit as st

from ohm_core.agents.scrub import scrubbed
from ohm_core.errors import LimitReached, Missing
from ohm_core.project.documents import inline
from ohm_core.project.servers import Server
from ohm_core.server.callers import from_here
from ohm_core.server.here import workshop
from ohm_core.store.rows import Project
from panels import table
from panels.table import Column
from panels.text import plain
from panels.trouble import later

SEEN = "ohm_server_tools"  # (project, server) → its tools, or the sentence why it does not answer


def names(project: Project) -> list[str]:
    """The tools of the project's servers, as far as they were asked in this browser."""
    kept = st.session_state.get(SEEN, {})
    return [tool for s in workshop().servers(project) for tool, _ in kept.get((project.id, s.name), ()) if not isinstance(kept.get((project.id, s.name)), str)]


def show(project: Project) -> None:
    """Draws the servers and the form for another."""
    if project.locked:
        st.info("This project is locked; unlock it to change its servers.", icon=":material/lock:")
    found = workshop().servers(project)
    if not found:
        st.caption("No server yet. A server that speaks MCP brings its own tools to the agents that plan; what it says is marked as unchecked.")
    for server in found:
        _server(project, server)
    _form(project)


def _server(project: Project, server: Server) -> None:
    with st.container(key=f"server-{server.name}", border=True, gap="small"):
        with st.container(horizontal=True, vertical_alignment="center"):
            key = f"server-on-{project.id}-{server.name}"
            st.toggle(server.name, server.on, key=key, disabled=project.locked, on_change=_switch, args=(project, server.name, key))
            st.button("Test", icon=":material/cable:", key=f"server-test-{server.name}", on_click=_try, args=(project, server.name))
            st.button("Remove", key=f"server-remove-{server.name}", type="tertiary", disabled=project.locked, on_click=_remove, args=(project, server.name))
        st.markdown(("runs " if server.command else "") + f"`{inline(scrubbed(server.address)).replace('`', '')}`" + (f", with {plain(', '.join(server.environment))}" if server.environment else ""))
        told = st.session_state.get(SEEN, {}).get((project.id, server.name))
        if isinstance(told, str):
            st.error(inline(told), icon=":material/error:")
        elif told is not None:
            st.success(f"It answers and offers {len(told)} tool{'s' if len(told) != 1 else ''}.", icon=":material/check_circle:")
            table.lines((Column("Tool", mono=True), Column("In its own words")), told, key=f"server-tools-{server.name}")


def _form(project: Project) -> None:
    with st.form("server_new", clear_on_submit=False):
        st.markdown("##### Add a server")
        st.text_input("Name", key="server_name", max_chars=20, placeholder="weather")
        st.text_input("Address or command", key="server_address", max_chars=1000, placeholder="https://tools.example.org/mcp, or: uvx some-mcp-server")
        st.text_input("Variables it may have", key="server_variables", max_chars=300, placeholder="WEATHER_TOKEN",
                      help="Names of environment variables of this machine, never values. A command sees them; an HTTP server gets the first one's value as its bearer token.")
        st.form_submit_button("Add", key="server_add", icon=":material/add:", disabled=project.locked, on_click=_add, args=(project,))
    st.caption("A command runs on this machine, so it can only be named here, at the machine itself.")


def _add(project: Project) -> None:
    here = from_here(st.context.ip_address or "127.0.0.1", st.context.headers)
    with later():
        variables = tuple(v for v in st.session_state["server_variables"].replace(",", " ").split() if v)
        made = workshop().add_server(project, st.session_state["server_name"].strip(), st.session_state["server_address"], variables, here=here)
        for key in ("server_name", "server_address", "server_variables"):
            st.session_state[key] = ""
        _try(project, made.name)


def _try(project: Project, name: str) -> None:
    kept = st.session_state.setdefault(SEEN, {})
    with later():
        try:
            kept[(project.id, name)] = [(t.name, t.description) for t in workshop().try_server(project, name)]
        except (Missing, LimitReached) as error:
            kept[(project.id, name)] = scrubbed(error.message)


def _switch(project: Project, name: str, key: str) -> None:
    with later():
        workshop().switch_server(project, name, st.session_state[key])


def _remove(project: Project, name: str) -> None:
    with later():
        workshop().remove_server(project, name)
        st.session_state.get(SEEN, {}).pop((project.id, name), None)
