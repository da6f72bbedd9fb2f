"""Rows of what agents may do in a project: verdicts by role and tool, tools described anew, and requests that wait for the person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, delete, insert, select, update

from ohm_core.store.database import Database
from ohm_core.store.ids import new_id, now
from ohm_core.store.tables import tool_requests, tool_rules

VERDICT, DESCRIPTION, FEATURE = "verdict", "description", "feature"


def rules(db: Database, owner: str, project_id: str) -> tuple[Mapping[str, Any], ...]:
    """Every rule of the project: `kind` verdict, description or feature; `role` "" means every role."""
    wanted = select(tool_rules).where(tool_rules.c.project_id == project_id, tool_rules.c.owner == owner).order_by(tool_rules.c.id)
    return db.remembered(("rules", owner, project_id), (tool_rules,), lambda read: tuple(dict(r) for r in read.execute(wanted).mappings()))


def put(db: Database, owner: str, project_id: str, kind: str, name: str, value: str | None, role: str = "") -> None:
    """Sets one rule; VALUE None takes it away."""
    same = (tool_rules.c.project_id == project_id, tool_rules.c.owner == owner, tool_rules.c.kind == kind, tool_rules.c.name == name, tool_rules.c.role == role)
    with db.write() as write:
        write.execute(delete(tool_rules).where(*same))
        if value is not None:
            write.execute(insert(tool_rules).values(id=new_id(), project_id=project_id, owner=owner, kind=kind, name=name, role=role, value=value, created_at=now()))


def request(db: Database, owner: str, project_id: str, role: str, tool: str, arguments: Mapping[str, Any], run_id: str) -> str:
    """A request that waits for the person; gives its id. One for the same call that waits already is that one."""
    same = (*_same(owner, project_id, role, tool, arguments), tool_requests.c.status == "pending")
    with db.write() as write:
        if there := write.execute(select(tool_requests.c.id).where(*same)).scalar():
            return str(there)
        made = new_id()
        write.execute(insert(tool_requests).values(id=made, project_id=project_id, owner=owner, run_id=run_id, role=role, tool=tool, arguments=dict(arguments), status="pending", created_at=now()))
    return made


def requests(db: Database, owner: str, project_id: str, status: str = "pending") -> list[Mapping[str, Any]]:
    """The project's requests of this status, the oldest first."""
    wanted = select(tool_requests).where(tool_requests.c.project_id == project_id, tool_requests.c.owner == owner, tool_requests.c.status == status).order_by(tool_requests.c.id)
    with db.read() as read:
        return [dict(r) for r in read.execute(wanted).mappings()]


def decide(db: Database, owner: str, project_id: str, request_id: str, status: str) -> Mapping[str, Any] | None:
    """Ends a request that waits: granted or refused. Gives it as it was; None where it does not wait."""
    mine = (tool_requests.c.id == request_id, tool_requests.c.project_id == project_id, tool_requests.c.owner == owner, tool_requests.c.status == "pending")
    with db.write() as write:
        row = write.execute(select(tool_requests).where(*mine)).mappings().first()
        if row is not None:
            write.execute(update(tool_requests).where(*mine).values(status=status, decided_at=now()))
    return dict(row) if row is not None else None


def status(db: Database, owner: str, project_id: str, request_id: str) -> str:
    """How a request stands; "" where there is none."""
    wanted = select(tool_requests.c.status).where(tool_requests.c.id == request_id, tool_requests.c.project_id == project_id, tool_requests.c.owner == owner)
    with db.read() as read:
        return str(read.execute(wanted).scalar() or "")


def _same(owner: str, project_id: str, role: str, tool: str, arguments: Mapping[str, Any]) -> tuple[ColumnElement[bool], ...]:
    """What makes two calls the same one."""
    t = tool_requests.c
    return t.project_id == project_id, t.owner == owner, t.role == role, t.tool == tool, t.arguments == dict(arguments)


def use(db: Database, owner: str, project_id: str, role: str, tool: str, arguments: Mapping[str, Any]) -> bool:
    """Takes one grant for this very call; False where there is none."""
    mine = (*_same(owner, project_id, role, tool, arguments), tool_requests.c.status == "granted")
    with db.write() as write:
        found = write.execute(select(tool_requests.c.id).where(*mine).order_by(tool_requests.c.id).limit(1)).scalar()
        if found is not None:
            write.execute(update(tool_requests).where(tool_requests.c.id == found).values(status="used"))
    return found is not None
