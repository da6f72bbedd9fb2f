"""An owner's settings: small JSON values by name. What the names mean is said where they are used."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, insert, select

from ohm_core.store.database import Database
from ohm_core.store.ids import new_id, now
from ohm_core.store.tables import settings


def read(db: Database, owner: str) -> dict[str, Any]:
    """Every setting of OWNER."""
    wanted = select(settings).where(settings.c.owner == owner)
    return dict(db.remembered(("settings", owner), (settings,), lambda read: {r["name"]: r["value"] for r in read.execute(wanted).mappings()}))


def put(db: Database, owner: str, name: str, value: Any) -> None:
    """Keeps VALUE under NAME; None takes the setting away."""
    with db.write() as connection:
        connection.execute(delete(settings).where(settings.c.owner == owner, settings.c.name == name))
        if value is not None:
            connection.execute(insert(settings).values(id=new_id(), owner=owner, name=name, value=value, updated_at=now()))
