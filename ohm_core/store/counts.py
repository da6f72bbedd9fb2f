"""How much is kept: rows of everybody, for figures."""

from __future__ import annotations

from sqlalchemy import func, select

from ohm_core.store.database import Database
from ohm_core.store.tables import artifacts, journal, messages


def counted(db: Database) -> dict[str, int]:
    """Messages, artifacts and opened drawers in the store."""
    queries = {"messages": select(func.count()).select_from(messages), "artifacts": select(func.count()).select_from(artifacts),
               "drawers": select(func.count()).select_from(journal).where(journal.c.type == "drawer_open")}
    with db.read() as read:
        return {what: int(read.execute(query).scalar() or 0) for what, query in queries.items()}
