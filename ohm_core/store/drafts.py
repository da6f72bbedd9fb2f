"""Rows of drafts: one for each artifact that somebody edits, or edited. The newest snapshot stands in it; a closed one keeps its number,
so that a snapshot that comes late does not open it again."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, insert, select, update

from ohm_core.store.database import Database
from ohm_core.store.ids import new_id, now
from ohm_core.store.rows import Draft, read_row
from ohm_core.store.tables import drafts as table


def get(db: Database, owner: str, project_id: str, kind: str, path: str = "") -> Draft | None:
    """The draft of an artifact, open or closed; None where nobody ever edited it."""
    with db.read() as read:
        return _get(read, owner, project_id, kind, path)


def opened(db: Database, owner: str, project_id: str) -> list[Draft]:
    """Every open draft of a project, by type and path."""
    wanted = select(table).where(table.c.project_id == project_id, table.c.owner == owner, table.c.state == "open").order_by(table.c.type, table.c.path)
    with db.read() as read:
        return [read_row(Draft, r) for r in read.execute(wanted).mappings()]


def put(db: Database, owner: str, project_id: str, kind: str, path: str, version: int, editor: str, content: Any, base: int) -> tuple[Draft, bool]:
    """Keeps a snapshot whose VERSION is above the kept one's. Gives the draft as it stands then, and whether the snapshot is it; the same
    one sent twice is."""
    with db.write() as write:
        old = _get(write, owner, project_id, kind, path)
        if old is not None and version <= old.version:
            return old, old.open and (old.version, old.editor, old.content) == (version, editor, content)
        made = Draft(old.id if old else new_id(), project_id, kind, path, version, editor, now(), content, old.base if old and old.open else base)
        if old is not None:
            write.execute(update(table).where(table.c.id == old.id).values(**vars(made)))
        else:
            write.execute(insert(table).values(owner=owner, **vars(made)))
        return made, True


def close(db: Database, owner: str, project_id: str, kind: str, path: str, version: int, state: str, saved: int = 0) -> tuple[Draft | None, bool]:
    """Ends the open draft whose newest snapshot is VERSION, as saved or dropped. Gives the draft as it stands then, and whether it was
    ended; a newer snapshot keeps it open."""
    with db.write() as write:
        old = _get(write, owner, project_id, kind, path)
        if old is None or not old.open or old.version != version:
            return old, False
        write.execute(update(table).where(table.c.id == old.id).values(state=state, saved=saved, content=None, updated_at=now()))
        return _get(write, owner, project_id, kind, path), True


def _get(read: Connection, owner: str, project_id: str, kind: str, path: str) -> Draft | None:
    same: tuple[ColumnElement[bool], ...] = (table.c.project_id == project_id, table.c.owner == owner, table.c.type == kind, table.c.path == path)
    row = read.execute(select(table).where(*same)).mappings().first()
    return read_row(Draft, row) if row else None
