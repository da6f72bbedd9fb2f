"""Links to a file or picture of one project: signed, so that nobody makes their own, and good for an hour. Who has one needs no token:
a page can show it as an image. The project is part of the signature; in another's address a link is worth nothing.

The key is made once in OHM_HOME/links.key; OHM_LINK_KEY sets one for several machines over one PostgreSQL.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from itsdangerous import BadData, SignatureExpired, URLSafeTimedSerializer

from ohm_core.errors import BadInput

LASTS_S = 3600
FILE = "links.key"


@dataclass(frozen=True)
class Linked:
    """What a link leads to: `kind` is upload, breadboard or schematic; `id` the upload or the number of the version; `form` the copy
    of it (original, model.jpg, thumb.jpg; svg, png)."""

    owner: str
    kind: str
    id: str
    form: str


@dataclass(frozen=True)
class Links:
    """The links of one store, whose files are in `home`."""

    home: Path

    def to(self, project_id: str, linked: Linked) -> str:
        """A fresh address, without the host."""
        return f"/api/projects/{project_id}/files/{self._signer(project_id).dumps([linked.owner, linked.kind, linked.id, linked.form])}"

    def read(self, project_id: str, token: str) -> Linked:
        """What a link of this project leads to. Raises BadInput (kind bad_link) for one that is wrong, another project's or too old."""
        try:
            body: Any = self._signer(project_id).loads(token, max_age=LASTS_S)
        except SignatureExpired:
            raise BadInput("This link is too old; ask for a new one.", "link", "bad_link") from None
        except BadData:
            raise BadInput("This link is not one of this project's.", "link", "bad_link") from None
        return Linked(*map(str, body))

    def _signer(self, project_id: str) -> URLSafeTimedSerializer:
        return URLSafeTimedSerializer(key(self.home), salt=f"ohm.link.{project_id}", signer_kwargs={"digest_method": hashlib.sha256})


def expires() -> str:
    """Until when a link made now is good."""
    return (datetime.now(UTC) + timedelta(seconds=LASTS_S)).isoformat(timespec="seconds")


def key(home: Path) -> bytes:
    """The secret that links are signed with; made at its first use. Raises BadInput where it can be neither read nor kept."""
    if said := os.environ.get("OHM_LINK_KEY"):
        return said.encode()
    path = home / FILE
    try:
        with suppress(FileNotFoundError):
            return path.read_bytes()
        home.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f".{FILE}-{secrets.token_hex(4)}")
        fresh.touch(mode=0o600)
        fresh.write_bytes(secrets.token_bytes(32))
        with suppress(FileExistsError):
            os.link(fresh, path)  # whoever is first has made it; half a key is never seen
        fresh.unlink()
        return path.read_bytes()
    except OSError as error:
        raise BadInput(f"The key of links cannot be kept in {path}: {error.strerror}.", "OHM_HOME", "not_allowed") from None
