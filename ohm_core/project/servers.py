"""The MCP servers that a project switched on: an address each, HTTP or a command. Who talks to them is `agents/servers.py`.

A command runs on this machine, so only its own person ("local") may name one, or an address that this machine alone reaches.
"""

from __future__ import annotations

import ipaddress
import json
import re
import shlex
from dataclasses import dataclass
from urllib.parse import urlsplit

from ohm_core.errors import BadInput
from ohm_core.project.shelf import Shelf
from ohm_core.store import permissions as rows
from ohm_core.store.rows import Project

SERVER = "server"
MOST = 8


@dataclass(frozen=True)
class Server:
    """A server by its short name: `url` for HTTP, else `command` with its words. `environment` names the variables that a command may
    see, or one whose value is sent as the bearer token: secrets themselves are never kept."""

    name: str
    url: str = ""
    command: tuple[str, ...] = ()
    environment: tuple[str, ...] = ()


def switch_on(shelf: Shelf, project: Project, name: str, address: str, environment: tuple[str, ...] = ()) -> Server:
    """Switches a server on in a project: ADDRESS is a URL, or a command line. Raises BadInput, Locked."""
    project = shelf.writable(project)
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]{0,19}", name):
        raise BadInput(f"'{name[:30]}' cannot name a server; use 1 to 20 letters, digits, - and _.", "name")
    if any(not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", v) for v in environment):
        raise BadInput("Name environment variables, not their values.", "environment")
    if len(listed(shelf, project)) >= MOST and name not in {s.name for s in listed(shelf, project)}:
        raise BadInput(f"A project has at most {MOST} servers.", "name", "too_many")
    made = _server(name, address.strip(), environment)
    if shelf.owner != "local" and (made.command or _inside(made.url)):
        raise BadInput("A command, or an address inside this machine's network, may only be named by the person at this machine.", "address", "not_allowed")
    rows.put(shelf.db, shelf.owner, project.id, SERVER, name, json.dumps({"url": made.url, "command": made.command, "environment": made.environment}))
    return made


def switch_off(shelf: Shelf, project: Project, name: str) -> None:
    """Switches a server off. Raises Locked."""
    rows.put(shelf.db, shelf.owner, shelf.writable(project).id, SERVER, name, None)


def listed(shelf: Shelf, project: Project) -> tuple[Server, ...]:
    """The servers of a project. Raises BadInput for another owner's."""
    return of(shelf, shelf.get(project.id))


def of(shelf: Shelf, project: Project) -> tuple[Server, ...]:
    """The same for a project that is known to be the owner's."""
    found = rows.rules(shelf.db, shelf.owner, project.id)
    return tuple(Server(r["name"], raw["url"], tuple(raw["command"]), tuple(raw["environment"])) for r in found if r["kind"] == SERVER for raw in (json.loads(r["value"]),))


def _server(name: str, address: str, environment: tuple[str, ...]) -> Server:
    parts = urlsplit(address)
    if parts.scheme in ("http", "https"):
        if not parts.hostname or parts.username or parts.password:
            raise BadInput("The address needs a host, and no name or password in it.", "address")
        return Server(name, url=address, environment=environment)
    try:
        words = tuple(shlex.split(address))
    except ValueError:
        words = ()
    if not words or "://" in words[0]:
        raise BadInput(f"'{address[:60]}' is neither an http(s) address nor a command line.", "address")
    return Server(name, command=words, environment=environment)


def _inside(url: str) -> bool:
    """True for an address of this machine or its own network, as far as its text says."""
    host = urlsplit(url).hostname or ""
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return "." not in host or host.endswith((".local", ".internal", ".localhost"))
