"""Who asks. On this machine itself everything belongs to `local`; from anywhere else a token says whose projects are meant.

Tokens stand in OHM_TOKENS ("ada:long-secret,ben:another") or, hashed, in OHM_HOME/tokens.toml, which `ohm token NAME` writes.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import HTTPConnection

from ohm_core.errors import BadInput, OhmError
from ohm_core.server.guard import LOCAL, host_of

OWNER = "local"
FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip")


@dataclass(frozen=True)
class Caller:
    """Whose projects a request is about, and under which name it is counted."""

    owner: str
    name: str


class TokenNeeded(OhmError):
    """The caller must say who they are."""

    kind = "token_needed"


def caller_of(request: HTTPConnection) -> Caller:
    """The caller of a request. Raises TokenNeeded for one from elsewhere without a token that is known."""
    said = request.headers.get("authorization", "")
    token = said[7:].strip() if said[:7].lower() == "bearer " else ""
    if token:
        owner = owner_of(token)
        if owner:
            return Caller(owner, f"token:{owner}")
        raise TokenNeeded("This token is not known; ask for a new one.", "authorization")
    if is_here(request):
        return Caller(OWNER, OWNER)
    raise TokenNeeded("A token is needed: send it as 'Authorization: Bearer …'; `ohm token NAME` makes one.", "authorization")


def is_here(request: HTTPConnection) -> bool:
    """True when the request comes from this machine itself: from loopback, to a name of loopback, and passed on by nobody."""
    return from_here(request.client.host if request.client else "", request.headers)


def from_here(peer: str, headers: Mapping[str, str]) -> bool:
    """The same for a peer's address and its headers."""
    return peer in LOCAL and host_of(headers.get("host", "")) in LOCAL and not any(h in headers for h in FORWARDED)


def owner_of(token: str) -> str:
    """The owner of a token, "" for one that nobody has. Takes as long for a wrong one as for a right one."""
    found, seen = "", digest(token)
    for owner, known in {**_from_environment(), **_from_file(tokens_file())}.items():
        if hmac.compare_digest(known, seen):
            found = owner
    return found


def digest(token: str) -> str:
    """What is kept of a token; tokens are long and random, so a plain hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_token(owner: str) -> str:
    """A new token for OWNER, kept as its hash; the old one of that owner is void. Raises BadInput for a name that is none."""
    if not re.fullmatch(r"[a-z][a-z0-9_-]{0,39}", owner):
        raise BadInput(f"'{owner[:40]}' is no owner's name; use small letters, digits, - and _.", "name")
    token, path = secrets.token_urlsafe(32), tokens_file()
    known = {**_from_file(path), owner: digest(token)}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f'{name} = "{kept}"\n' for name, kept in known.items()), encoding="utf-8")
    path.chmod(0o600)
    return token


def tokens_file() -> Path:
    """Where hashes of tokens are kept."""
    return Path(os.environ.get("OHM_HOME") or Path.home() / ".ohm") / "tokens.toml"


def _from_environment() -> Mapping[str, str]:
    pairs = (p.partition(":") for p in os.environ.get("OHM_TOKENS", "").split(",") if ":" in p)
    return {name.strip(): digest(token.strip()) for name, _, token in pairs if name.strip() and token.strip()}


def _from_file(path: Path) -> Mapping[str, str]:
    try:
        return {k: v for k, v in tomllib.loads(path.read_text(encoding="utf-8")).items() if isinstance(v, str)}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError):
        raise OhmError(f"{path.name} cannot be read; make a new token with `ohm token NAME`.", "tokens.toml", "bug") from None
