"""Rows of projects and their sessions."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, RowMapping, Select, insert, select, update

from ohm_core.errors import BadInput
from ohm_core.store.database import Database
from ohm_core.store.ids import new_id, now
from ohm_core.store.rows import Project, read_row
from ohm_core.store.tables import projects, sessions, threads


def create(db: Database, owner: str, title: str) -> Project:
    """A new project with its first conversation and its session."""
    project, thread, at = new_id(), new_id(), now()
    with db.write() as write:
        write.execute(insert(projects).values(id=project, owner=owner, title=title, created_at=at, updated_at=at))
        write.execute(insert(threads).values(id=thread, project_id=project, owner=owner, title="Conversation", created_at=at))
        write.execute(insert(sessions).values(id=new_id(), project_id=project, thread_id=thread, owner=owner, locked=False, phase="idea", last_active_at=at))
    return get(db, owner, project)


def get(db: Database, owner: str, project_id: str) -> Project:
    """The project of this id. Raises BadInput when this owner has none such (another's does not exist)."""
    def ask(read: Connection) -> Project | None:
        row = read.execute(_with_session(owner).where(projects.c.id == project_id)).mappings().first()
        return _project(row) if row else None

    found = db.remembered(("project", owner, project_id), (projects, sessions), ask)
    if found is None:
        raise BadInput(f"There is no project '{project_id[:60]}'.", "project", "unknown_project")
    return found


def of_chat(db: Database, owner: str, chat: str) -> Project | None:
    """The project of this id, or the one whose session says that it is CHAT."""
    with db.read() as read:
        row = read.execute(_with_session(owner).where((projects.c.id == chat) | (sessions.c.metadata == {"chat": chat}))).mappings().first()
    return _project(row) if row else None


def listed(db: Database, owner: str) -> list[Project]:
    """All projects of the owner, the one last worked on first."""
    with db.read() as read:
        rows = read.execute(_with_session(owner).order_by(projects.c.updated_at.desc(), projects.c.id.desc())).mappings().all()
    return [_project(r) for r in rows]


def _with_session(owner: str) -> Select[Any]:
    keep = (sessions.c.thread_id, sessions.c.locked, sessions.c.phase, sessions.c.current_agent, sessions.c.budget_target, sessions.c.currency)
    joined = projects.outerjoin(sessions, sessions.c.project_id == projects.c.id)
    return select(projects, *keep).select_from(joined).where(projects.c.owner == owner, projects.c.deleted_at.is_(None))


def _project(row: RowMapping) -> Project:
    return read_row(Project, row)


def rename(db: Database, owner: str, project_id: str, title: str) -> None:
    with db.write() as write:
        write.execute(update(projects).where(projects.c.id == project_id, projects.c.owner == owner).values(title=title, updated_at=now()))


def delete(db: Database, owner: str, project_id: str) -> None:
    """Marks the project as deleted; its rows stay until a person clears the store."""
    with db.write() as write:
        write.execute(update(projects).where(projects.c.id == project_id, projects.c.owner == owner).values(deleted_at=now()))


def set_session(db: Database, owner: str, project_id: str, **changes: Any) -> None:
    """Changes columns of the project's session and notes that the project was worked on."""
    with db.write() as write:
        change_session(write, owner, project_id, **changes)


def change_session(write: Connection, owner: str, project_id: str, **changes: Any) -> None:
    """The same inside a transaction that is already open."""
    at = now()
    write.execute(update(sessions).where(sessions.c.project_id == project_id, sessions.c.owner == owner).values(last_active_at=at, **changes))
    write.execute(update(projects).where(projects.c.id == project_id, projects.c.owner == owner).values(updated_at=at))
