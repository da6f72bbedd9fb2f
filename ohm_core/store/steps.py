"""Rows of a flow's steps: one for each name in a run, with what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, insert, select, update

from ohm_core.store.database import Database
from ohm_core.store.ids import new_id, now
from ohm_core.store.rows import Run, Step, read_row
from ohm_core.store.tables import steps


def begin(db: Database, owner: str, run: Run, name: str, position: int) -> None:
    """Marks a step as started; an earlier try of it is replaced."""
    with db.write() as write:
        write.execute(delete(steps).where(steps.c.run_id == run.id, steps.c.owner == owner, steps.c.name == name))
        write.execute(insert(steps).values(id=new_id(), run_id=run.id, project_id=run.project_id, owner=owner, name=name, position=position, status="started", error="", started_at=now()))


def end(db: Database, owner: str, run: Run, name: str, status: str, output: Mapping[str, Any] | None, error: str = "") -> None:
    """Keeps how a step ended: completed with its output, or failed with why."""
    with db.write() as write:
        write.execute(update(steps).where(steps.c.run_id == run.id, steps.c.owner == owner, steps.c.name == name).values(status=status, output=output, error=error, ended_at=now()))


def output(db: Database, owner: str, run_id: str, name: str) -> dict[str, Any] | None:
    """What a completed step gave; None while it is not completed."""
    found = next((s for s in listed(db, owner, run_id) if s.name == name and s.status == "completed"), None)
    return dict(found.output or {}) if found else None


def listed(db: Database, owner: str, run_id: str) -> list[Step]:
    """The steps of a run that were begun, in their order."""
    with db.read() as read:
        return [read_row(Step, r) for r in read.execute(select(steps).where(steps.c.run_id == run_id, steps.c.owner == owner).order_by(steps.c.position)).mappings()]
