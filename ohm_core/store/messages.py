"""Rows of conversations: messages, numbered without a gap in their thread."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, func, insert, select

from ohm_core.store.database import Database
from ohm_core.store.ids import new_id, now
from ohm_core.store.rows import Message, Project, read_row
from ohm_core.store.tables import messages


def add(db: Database, owner: str, project: Project, role: str, content: str, *, agent: str = "", intent: str = "",
        metadata: Mapping[str, Any] | None = None, run_id: str = "", message_id: str = "") -> Message:
    """Stores a message at the end of the project's conversation; it is on disk when this returns."""
    with db.write() as write:
        return insert_message(write, owner, project.id, project.thread_id, role, content, agent, intent, metadata or {}, run_id, message_id)


def insert_message(write: Connection, owner: str, project_id: str, thread_id: str, role: str, content: str, agent: str, intent: str,
                   metadata: Mapping[str, Any], run_id: str, message_id: str = "") -> Message:
    """The same inside a transaction that is already open."""
    last = write.execute(select(func.max(messages.c.sequence)).where(messages.c.thread_id == thread_id)).scalar()
    made = Message(message_id or new_id(), project_id, thread_id, (last or 0) + 1, role, content, now(), agent, intent, dict(metadata), run_id)
    write.execute(insert(messages).values(owner=owner, **vars(made)))
    return made


def listed(db: Database, owner: str, project: Project) -> list[Message]:
    """The conversation, first message first."""
    wanted = select(messages).where(messages.c.thread_id == project.thread_id, messages.c.owner == owner).order_by(messages.c.sequence)
    with db.read() as read:
        return [read_row(Message, r) for r in read.execute(wanted).mappings()]


def count(db: Database, owner: str, project: Project) -> int:
    with db.read() as read:
        return int(read.execute(select(func.count()).select_from(messages).where(messages.c.thread_id == project.thread_id, messages.c.owner == owner)).scalar() or 0)
