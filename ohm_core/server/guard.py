"""Who may speak to the server: on loopback, only pages that this server sent (no other site through a rebound name)."""

from __future__ import annotations

import os
from collections.abc import Mapping
from urllib.parse import urlsplit

from ohm_core.errors import BadInput

LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})


def check_host(headers: Mapping[str, str]) -> None:
    """Raises BadInput (kind forbidden_host) when Host or Origin names another place than this machine, or one of the names
    in OHM_HOSTS (comma-separated)."""
    allowed = LOCAL | {h.strip().lower() for h in os.environ.get("OHM_HOSTS", "").split(",") if h.strip()}
    for header in ("host", "origin"):
        value = headers.get(header, "")
        if value and value != "null" and host_of(value) not in allowed:
            raise BadInput(f"This server does not answer for '{host_of(value)[:60]}'; set OHM_HOSTS to allow it.", header, "forbidden_host")
        if value == "null":
            raise BadInput("This server does not answer pages without an address.", header, "forbidden_host")


def host_of(value: str) -> str:
    """'http://localhost:8501' or 'localhost:8501' → 'localhost'."""
    return (urlsplit(value if "//" in value else f"//{value}").hostname or "").lower()
