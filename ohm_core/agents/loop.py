"""The loop: one turn from a message to its end. Engines propose, this decides, runs the tools and writes every event."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from ohm_core.agents.events import AgentSelected, Event, Failed, Metadata, Text, ToolCall, ToolResult
from ohm_core.agents.roles import Role, role
from ohm_core.agents.router import Route
from ohm_core.agents.tools import call
from ohm_core.agents.turn import Call, Engine, Hand, Outcome, Stopped, Turn
from ohm_core.errors import LimitReached, OhmError
from ohm_core.project import history
from ohm_core.project.mission import ready_to_lock
from ohm_core.store import runs
from ohm_core.store.ids import new_id
from ohm_core.store.rows import Run

MOST_CALLS = 10
log = logging.getLogger("ohm.agents")


@dataclass
class Answer:
    """What a turn has brought so far."""

    texts: list[str] = field(default_factory=list)
    calls: list[dict[str, Any]] = field(default_factory=list)
    changed: dict[str, int] = field(default_factory=dict)
    status: str = "complete"
    error: OhmError | None = None
    role: Role | None = None


def run_turn(engine: Engine, turn: Turn, run: Run, route: Route, write: Callable[[Event], None]) -> Answer:
    """Answers one message and stores the answer, whatever way it ends. Never raises for what an engine or tool did."""
    answer = Answer()
    try:
        turn.emit(AgentSelected(turn.role.type, turn.role.name, turn.role.icon, turn.intent))
        turn.shelf.note(turn.project, agent=turn.role.type)
        _converse(engine, turn, run, answer)
    except Stopped:
        answer.status = "stopped"
    except OhmError as error:
        answer.status, answer.error = "failed", error
    except Exception:  # the outermost border of a turn: logged with its trace, one sentence for the person
        log.exception("turn %s failed", run.id)
        answer.status, answer.error = "failed", OhmError("Something in OHM broke while answering; the log has the details. Try again, or put it another way.", kind="bug")
    _finish(replace(turn, role=answer.role or turn.role), run, route, answer, write)
    return answer


def _converse(engine: Engine, turn: Turn, run: Run, answer: Answer) -> None:
    moves, outcome = engine.answer(turn), None
    try:
        while True:
            move = moves.send(outcome) if outcome is not None else next(moves)
            outcome = None
            if isinstance(move, Call):
                outcome = _call(turn, run, move, answer)
            elif isinstance(move, Hand):
                answer.role = role(move.role)
                turn = replace(turn, role=answer.role)
                turn.shelf.note(turn.project, agent=turn.role.type)
                turn.emit(AgentSelected(turn.role.type, turn.role.name, turn.role.icon, turn.intent))
            else:
                answer.texts.append(move.text)
                turn.emit(Text(move.text))
    except StopIteration:
        return
    finally:
        moves.close()


def _call(turn: Turn, run: Run, move: Call, answer: Answer) -> Outcome:
    if len(answer.calls) >= MOST_CALLS:
        raise LimitReached(f"The answer stopped after {MOST_CALLS} tool calls; what they did is kept.", kind="steps")
    id_, began = new_id(), time.perf_counter()
    turn.emit(ToolCall(id_, move.tool, move.arguments))
    try:
        outcome = call(turn, move.tool, move.arguments)
    except OhmError as error:
        outcome = Outcome(False, error.message, error)
    if outcome.ok and isinstance(outcome.value, history.Saved):
        answer.changed |= {v.type: v.number for v in outcome.value.versions}
    answer.calls.append({"id": id_, "name": move.tool, "ok": outcome.ok})
    runs.log_tool(turn.shelf.db, turn.shelf.owner, run, id_, turn.role.type, move.tool, move.arguments, outcome.ok, outcome.summary[:4000], "" if outcome.ok else outcome.summary,
                  round((time.perf_counter() - began) * 1000))
    turn.emit(ToolResult(id_, outcome.ok, outcome.summary[:500]))
    return outcome


def _finish(turn: Turn, run: Run, route: Route, answer: Answer, write: Callable[[Event], None]) -> None:
    """Stores the answer first, then tells the readers: who sees the end finds everything in the store."""
    prototype = history.current(turn.shelf, turn.project)
    findings = [f.severity for f in prototype.report.findings] if prototype and answer.changed else []
    details = {"artifacts": answer.changed, "findings": {s: findings.count(s) for s in dict.fromkeys(findings)}, "calls": answer.calls,
               "error": answer.error.as_json() if answer.error else None, "confidence": round(route.confidence, 3)}
    runs.end(turn.shelf.db, turn.shelf.owner, run, answer.status, "".join(answer.texts), turn.role.type, turn.intent, details, answer.error.message if answer.error else "")
    if answer.error:
        write(Failed(answer.error.kind, answer.error.message))
    agent = {"type": turn.role.type, "name": turn.role.name, "icon": turn.role.icon, "intent": turn.intent}
    write(Metadata(run.message_id, agent, answer.status, bool(prototype and ready_to_lock(turn.shelf, turn.project, prototype)), tuple(answer.calls), {"engine": "builtin", "tokens": 0}))
