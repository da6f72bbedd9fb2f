"""What a model said about who should answer a text, so that the same text keeps its answer."""

from __future__ import annotations

import hashlib

from sqlalchemy import delete, insert, select

from ohm_core.store.database import Database
from ohm_core.store.ids import new_id, now
from ohm_core.store.tables import verdicts


def kept(db: Database, owner: str, text: str) -> str:
    """The intent that OWNER's text was given; "" where none is kept."""
    with db.read() as read:
        found = read.execute(select(verdicts.c.intent).where(verdicts.c.owner == owner, verdicts.c.digest == _digest(text)).order_by(verdicts.c.created_at, verdicts.c.id)).first()
    return str(found[0]) if found else ""


def keep(db: Database, owner: str, text: str, intent: str, model: str) -> str:
    """Keeps the intent and the model that gave it, and returns the one that holds: the first, where two came at once. The text
    itself is not stored."""
    with db.write() as write:
        first = write.execute(select(verdicts.c.intent).where(verdicts.c.owner == owner, verdicts.c.digest == _digest(text))).first()
        if first is None:
            write.execute(insert(verdicts).values(id=new_id(), owner=owner, digest=_digest(text), intent=intent, model=model, created_at=now()))
    return str(first[0]) if first else intent


def forget(db: Database, owner: str) -> None:
    """Takes away what is kept of OWNER."""
    with db.write() as write:
        write.execute(delete(verdicts).where(verdicts.c.owner == owner))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
