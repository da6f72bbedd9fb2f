"""Tools of the MCP servers that a project switched on. What such a tool says is the server's word: OHM has not checked it, and
says so; it reaches no project but through tools of ours."""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from pydantic import ConfigDict

from ohm_core.agents.link import Link
from ohm_core.agents.toolbox import Arguments, Tool
from ohm_core.agents.turn import Outcome, Turn
from ohm_core.errors import OhmError
from ohm_core.project.servers import Server, of

log = logging.getLogger("ohm.agents")
PLANS = "propose_design"  # who plans may ask others too
MOST = 40
_links: dict[tuple[str, Server], Link] = {}
_lock = threading.Lock()


@dataclass(frozen=True)
class Offered:
    """A tool of a server: its name among a run's tools, and the server's own words."""

    name: str
    description: str


def tool_name(server: Server, name: str) -> str:
    """The name of a server's tool among a run's: 'weather__forecast'."""
    return re.sub(r"[^A-Za-z0-9_-]", "_", f"{server.name}__{name}")[:64]


class Foreign(Arguments):
    """Arguments that the server checks by its own schema."""

    model_config = ConfigDict(extra="allow", frozen=True)


def server_tools(turn: Turn) -> Iterator[Tool]:
    """The tools of every server of the turn's project, asked side by side; one that does not answer brings none, and is logged."""
    servers = [s for s in of(turn.shelf, turn.project) if s.on] if PLANS in turn.role.tools else []
    if not servers:
        return
    with ThreadPoolExecutor(len(servers)) as pool:
        for tools in pool.map(lambda s: _offered(turn.shelf.owner, s), servers):
            yield from tools


def link_to(owner: str, server: Server) -> Link:
    """The one connection of an owner to a server."""
    with _lock:
        return _links.setdefault((owner, server), Link(server))


def offered(server: Server) -> list[Offered]:
    """The tools a server offers, asked over a connection of its own that ends at once. Raises Missing or LimitReached: one sentence that says
    why it does not answer."""
    link = Link(server)
    try:
        return [Offered(tool_name(server, one.name), str(one.description or "")[:2000]) for one in link.tools()[:MOST]]
    finally:
        link.close()


def close_all() -> None:
    """Ends every session, for a process that is about to end."""
    for link in list(_links.values()):
        link.close()


def _offered(owner: str, server: Server) -> list[Tool]:
    link = link_to(owner, server)
    try:
        offered = link.tools()[:MOST]
    except OhmError as error:
        log.warning("%s", error.message)
        return []
    return [_tool(link, one) for one in offered]


def _tool(link: Link, one: Any) -> Tool:
    name = tool_name(link.server, one.name)
    hints = getattr(one, "annotations", None)
    schema = one.input_schema if isinstance(one.input_schema, dict) and one.input_schema.get("type") == "object" else {"type": "object", "properties": {}}
    return Tool(name, f"[{link.server.name}] {one.description or one.name}"[:2000], Foreign, _caller(link, one.name), pure=bool(hints and hints.read_only_hint), feature="mcp", source=link.server.name, parameters=schema)


def _caller(link: Link, name: str) -> Callable[[Turn, Any], Outcome]:
    def run(turn: Turn, arguments: Any) -> Outcome:
        said, ok = link.call(name, arguments.model_dump())
        return Outcome(ok, said or "nothing", None, (f"This is the word of the server {link.server.name}; OHM has not checked it.",))

    return run
