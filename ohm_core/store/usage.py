"""What language models took: a row for each stretch of an answer, summed by agent, model, project and day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Date, cast, func, insert, select

from ohm_core.store.database import Database
from ohm_core.store.ids import new_id, now
from ohm_core.store.rows import Run
from ohm_core.store.tables import usage


def log(db: Database, owner: str, run: Run, agent: str, used: Mapping[str, Any]) -> None:
    """Keeps model, tokens and cost (US dollars, None where no price is known) under the run and its agent."""
    with db.write() as write:
        write.execute(insert(usage).values(id=new_id(), project_id=run.project_id, run_id=run.id, message_id=run.message_id, owner=owner, agent=agent,
                                           created_at=now(), **used))


def summed(db: Database, owner: str, by: str = "model", project_id: str = "") -> list[Mapping[str, Any]]:
    """Tokens and cost of OWNER by `model`, `agent`, `project_id`, `message_id` or `day`, the first key first.

    Each row is {key, promptTokens, completionTokens, costUsd, answers}; costs that are not known count as nothing.
    """
    key = cast(usage.c.created_at, Date) if by == "day" else usage.c[by]
    wanted = select(key.label("key"), func.sum(usage.c.prompt_tokens).label("promptTokens"), func.sum(usage.c.completion_tokens).label("completionTokens"),
                    func.sum(usage.c.cost_usd).label("costUsd"), func.count(func.distinct(usage.c.message_id)).label("answers")).where(usage.c.owner == owner)
    if project_id:
        wanted = wanted.where(usage.c.project_id == project_id)
    with db.read() as read:
        rows = read.execute(wanted.group_by(key).order_by(key)).mappings().all()
    return [{"key": str(r["key"]), "promptTokens": int(r["promptTokens"] or 0), "completionTokens": int(r["completionTokens"] or 0),
             "costUsd": round(float(r["costUsd"] or 0), 6), "answers": int(r["answers"])} for r in rows]
