"""Rows of runs (turns, later flows) and of the tools they called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, func, insert, select, update

from ohm_core.store.database import Database
from ohm_core.store.ids import new_id, now
from ohm_core.store.messages import insert_message
from ohm_core.store.projects import change_session
from ohm_core.store.rows import Message, Project, Run, read_row
from ohm_core.store.tables import messages, runs, tool_calls


def begin(db: Database, owner: str, project: Project, text: str, kind: str = "turn", metadata: Mapping[str, Any] | None = None) -> tuple[Run, Message]:
    """Stores the user's message and the run that will answer it, both at once."""
    run_id, at = new_id(), now()
    with db.write() as write:
        said = insert_message(write, owner, project.id, project.thread_id, "user", text, "", "", metadata or {}, run_id)
        run = Run(run_id, project.id, project.thread_id, kind, "running", at, user_message_id=said.id, message_id=new_id(), process=db.process)
        write.execute(insert(runs).values(owner=owner, **vars(run)))
    return run, said


def end(db: Database, owner: str, run: Run, status: str, content: str, agent: str, intent: str, metadata: Mapping[str, Any], error: str = "") -> Message:
    """Stores the answer, how the run ended and who worked on the project, all at once. The answer of a run that ended before and was tried again takes that one's place."""
    with db.write() as write:
        write.execute(update(runs).where(runs.c.id == run.id, runs.c.owner == owner).values(status=status, agent=agent, error=error, ended_at=now()))
        write.execute(delete(messages).where(messages.c.id == run.message_id, messages.c.owner == owner))
        change_session(write, owner, run.project_id, current_agent=agent)
        return insert_message(write, owner, run.project_id, run.thread_id, "assistant", content, agent, intent, {"status": status, **metadata}, run.id, run.message_id)


def get(db: Database, owner: str, run_id: str) -> Run | None:
    with db.read() as read:
        row = read.execute(select(runs).where(runs.c.id == run_id, runs.c.owner == owner)).mappings().first()
    return read_row(Run, row) if row else None


def alone(db: Database, owner: str, project: Project, kind: str) -> Run:
    """A run that answers no message: another program's call."""
    run = Run(new_id(), project.id, project.thread_id, kind, "running", now(), process=db.process)
    with db.write() as write:
        write.execute(insert(runs).values(owner=owner, **vars(run)))
    return run


def close(db: Database, owner: str, run: Run, status: str = "complete") -> None:
    """Ends a run that answers no message."""
    with db.write() as write:
        write.execute(update(runs).where(runs.c.id == run.id, runs.c.owner == owner).values(status=status, ended_at=now()))


def resume(db: Database, owner: str, run: Run) -> None:
    """Marks a run as going on in this process."""
    with db.write() as write:
        write.execute(update(runs).where(runs.c.id == run.id, runs.c.owner == owner).values(status="running", process=db.process, error="", ended_at=None))


def said(db: Database, owner: str, run: Run) -> str:
    """The message that the run is for."""
    with db.read() as read:
        return str(read.execute(select(messages.c.content).where(messages.c.id == run.user_message_id, messages.c.owner == owner)).scalar() or "")


def going(db: Database, owner: str, kind: str) -> int:
    """How many runs of a kind are going."""
    with db.read() as read:
        return int(read.execute(select(func.count()).select_from(runs).where(runs.c.owner == owner, runs.c.kind == kind, runs.c.status == "running")).scalar() or 0)


def going_in(db: Database, owner: str, project_id: str, kind: str) -> Run | None:
    """The newest run of a kind that is going in a project."""
    wanted = select(runs).where(runs.c.owner == owner, runs.c.project_id == project_id, runs.c.kind == kind, runs.c.status == "running").order_by(runs.c.id.desc()).limit(1)
    with db.read() as read:
        row = read.execute(wanted).mappings().first()
    return read_row(Run, row) if row else None


def left_behind(db: Database) -> list[tuple[str, Run]]:
    """Turns of processes that are gone and never ended them, each with its owner. (Flows are taken up, not ended.)"""
    with db.read() as read:
        rows = read.execute(select(runs).where(runs.c.status == "running", runs.c.kind == "turn", runs.c.process != db.process)).mappings().all()
    dead = {p for p in {r["process"] for r in rows} if not db.lives(p)}
    return [(r["owner"], read_row(Run, r)) for r in rows if r["process"] in dead]


def log_tool(db: Database, owner: str, run: Run, call_id: str, agent: str, name: str, arguments: Mapping[str, Any], ok: bool, result: str, error: str, milliseconds: int) -> None:
    """One tool call with what came of it."""
    with db.write() as write:
        write.execute(insert(tool_calls).values(id=call_id, run_id=run.id, project_id=run.project_id, owner=owner, agent=agent, name=name, arguments=dict(arguments),
                                                ok=ok, result=result, error=error, milliseconds=milliseconds, created_at=now()))


def tool_log(db: Database, owner: str, project_id: str) -> list[Mapping[str, Any]]:
    """Every tool call of a project, first one first."""
    with db.read() as read:
        return [dict(r) for r in read.execute(select(tool_calls).where(tool_calls.c.project_id == project_id, tool_calls.c.owner == owner).order_by(tool_calls.c.id)).mappings()]


def begin_again(db: Database, owner: str, old: Run) -> Run:
    """A new run that answers the same message as OLD did not."""
    run = Run(new_id(), old.project_id, old.thread_id, old.kind, "running", now(), user_message_id=old.user_message_id, message_id=new_id(), process=db.process)
    with db.write() as write:
        write.execute(insert(runs).values(owner=owner, **vars(run)))
    return run
