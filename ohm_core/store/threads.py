"""Rows of conversations: a project has at least one, and its session names the one it was last talked in."""

from __future__ import annotations

from sqlalchemy import insert, select, update

from ohm_core.errors import BadInput
from ohm_core.store.database import Database
from ohm_core.store.ids import new_id, now
from ohm_core.store.rows import Project, Thread, read_row
from ohm_core.store.tables import sessions, threads


def listed(db: Database, owner: str, project: Project) -> list[Thread]:
    """The project's conversations, the oldest first."""
    wanted = select(threads).where(threads.c.project_id == project.id, threads.c.owner == owner, threads.c.deleted_at.is_(None)).order_by(threads.c.id)
    return list(db.remembered(("threads", owner, project.id), (threads,), lambda read: [read_row(Thread, r) for r in read.execute(wanted).mappings()]))


def get(db: Database, owner: str, project: Project, thread_id: str) -> Thread:
    """One conversation of the project. Raises BadInput."""
    found = next((t for t in listed(db, owner, project) if t.id == thread_id), None)
    if found is None:
        raise BadInput(f"The project has no conversation '{thread_id[:60]}'.", "thread", "unknown_thread")
    return found


def create(db: Database, owner: str, project: Project, title: str) -> Thread:
    """A new, empty conversation."""
    made = Thread(new_id(), project.id, title, now())
    with db.write() as write:
        write.execute(insert(threads).values(id=made.id, project_id=project.id, owner=owner, title=title, created_at=made.created_at))
    return made


def change(db: Database, owner: str, thread_id: str, **values: str) -> None:
    """Changes title or model of a conversation."""
    with db.write() as write:
        write.execute(update(threads).where(threads.c.id == thread_id, threads.c.owner == owner).values(**values))


def choose(db: Database, owner: str, project: Project, thread_id: str) -> None:
    """Makes a conversation the one that the project opens with."""
    with db.write() as write:
        write.execute(update(sessions).where(sessions.c.project_id == project.id, sessions.c.owner == owner).values(thread_id=thread_id))


def delete(db: Database, owner: str, thread_id: str) -> None:
    """Marks a conversation as deleted; its rows stay until a person clears the store."""
    with db.write() as write:
        write.execute(update(threads).where(threads.c.id == thread_id, threads.c.owner == owner).values(deleted_at=now()))
