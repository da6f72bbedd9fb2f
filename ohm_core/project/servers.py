"""The MCP servers of a project: an address each, HTTP or a command, switched on or off. Who talks to them is `agents/servers.py`.

A command runs on this machine, and a variable of its environment may hold any of its secrets: only the person at it (the owner "local", asking
from it) may name these, or an address that this machine alone reaches. Anything else would hand the machine to whoever has a token.
"""

from __future__ import annotations

import ipaddress
import json
import re
import shlex
from dataclasses import dataclass, replace
from urllib.parse import urlsplit, urlunsplit

from ohm_core.errors import BadInput
from ohm_core.project.shelf import Shelf
from ohm_core.store import permissions as rows
from ohm_core.store.rows import Project

SERVER = "server"
PERSON = "local"
MOST = 8


@dataclass(frozen=True)
class Server:
    """A server by its short name: `url` for HTTP, else `command` with its words. `environment` names the variables that a command may
    see, or one whose value is sent as the bearer token: secrets themselves are never kept. `abroad`: named from elsewhere, so that
    only addresses of the open network are followed."""

    name: str
    url: str = ""
    command: tuple[str, ...] = ()
    environment: tuple[str, ...] = ()
    on: bool = True
    abroad: bool = False

    @property
    def address(self) -> str:
        """The address as it may be shown: values in its query, where keys often stand, are left out."""
        if self.command:
            return shlex.join(self.command)
        parts = urlsplit(self.url)
        return urlunsplit(parts._replace(query=re.sub(r"=[^&]*", "=…", parts.query), fragment=""))


def add(shelf: Shelf, project: Project, name: str, address: str, environment: tuple[str, ...] = (), *, here: bool = True) -> Server:
    """Adds a server to a project and switches it on: ADDRESS is a URL, or a command line. HERE: who asks sits at this machine. Raises
    BadInput (kind only_here for what only they may name), Locked."""
    project = shelf.writable(project)
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]{0,19}", name):
        raise BadInput(f"'{name[:30]}' cannot name a server; use 1 to 20 letters, digits, - and _.", "name")
    if len(environment) > 10 or any(not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]{0,79}", v) for v in environment):
        raise BadInput("Name at most ten environment variables, not their values.", "environment")
    if len(listed(shelf, project)) >= MOST and name not in {s.name for s in listed(shelf, project)}:
        raise BadInput(f"A project has at most {MOST} servers.", "name", "too_many_servers")
    made = _server(name, address.strip(), environment)
    if not (here and shelf.owner == PERSON):
        _harmless(made)
        made = replace(made, abroad=True)
    _keep(shelf, project, made)
    return made


def switch(shelf: Shelf, project: Project, name: str, on: bool) -> Server:
    """The server, switched on or off in this project. Raises BadInput for one it does not have, Locked."""
    project = shelf.writable(project)
    made = replace(named(shelf, project, name), on=on)
    _keep(shelf, project, made)
    return made


def remove(shelf: Shelf, project: Project, name: str) -> None:
    """Takes a server away. Raises BadInput for one the project does not have, Locked."""
    project = shelf.writable(project)
    rows.put(shelf.db, shelf.owner, project.id, SERVER, named(shelf, project, name).name, None)


def named(shelf: Shelf, project: Project, name: str) -> Server:
    """The server of this name. Raises BadInput."""
    found = next((s for s in listed(shelf, project) if s.name == name), None)
    if found is None:
        raise BadInput(f"The project has no server '{name[:30]}'.", "name", "unknown_server")
    return found


def _harmless(made: Server) -> None:
    """Raises BadInput for what would let a caller from elsewhere run commands here, read this machine's variables, or reach its network."""
    if made.command or is_inside(made.url):
        raise BadInput("A command, or an address inside this machine's network, may only be named by the person at this machine.", "address", "only_here")
    if made.environment:
        raise BadInput("Variables of this machine may only be named by the person at it.", "environment", "only_here")


def _keep(shelf: Shelf, project: Project, made: Server) -> None:
    rows.put(shelf.db, shelf.owner, project.id, SERVER, made.name, json.dumps({"url": made.url, "command": made.command, "environment": made.environment, "on": made.on, "abroad": made.abroad}))


def listed(shelf: Shelf, project: Project) -> tuple[Server, ...]:
    """The servers of a project. Raises BadInput for another owner's."""
    return of(shelf, shelf.get(project.id))


def of(shelf: Shelf, project: Project) -> tuple[Server, ...]:
    """The same for a project that is known to be the owner's."""
    found = rows.rules(shelf.db, shelf.owner, project.id)
    return tuple(Server(r["name"], raw["url"], tuple(raw["command"]), tuple(raw["environment"]), raw.get("on", True), raw.get("abroad", shelf.owner != PERSON)) for r in found if r["kind"] == SERVER for raw in (json.loads(r["value"]),))


def _server(name: str, address: str, environment: tuple[str, ...]) -> Server:
    parts = urlsplit(address)
    if parts.scheme in ("http", "https"):
        if not parts.hostname or parts.username or parts.password or len(address) > 500:
            raise BadInput("The address needs a host, no name or password in it, and at most 500 characters.", "address")
        return Server(name, url=address, environment=environment)
    try:
        words = tuple(shlex.split(address))
    except ValueError:
        words = ()
    if not words or "://" in words[0] or len(address) > 1_000:
        raise BadInput(f"'{address[:60]}' is neither an http(s) address nor a command line.", "address")
    return Server(name, command=words, environment=environment)


def is_inside(url: str) -> bool:
    """True for an address of this machine or its own network, as far as its text says."""
    host = urlsplit(url).hostname or ""
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return "." not in host or host.endswith((".local", ".internal", ".localhost"))
