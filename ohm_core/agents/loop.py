"""The loop: one turn from a message to its end. Engines propose, this decides, runs the tools and writes every event."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from ohm_core.agents.calling import Record, run_calls
from ohm_core.agents.events import AgentSelected, Event, Failed, KeyRotation, Metadata, Text
from ohm_core.agents.roles import Role, role
from ohm_core.agents.router import Route
from ohm_core.agents.turn import Call, Engine, Hand, Move, Outcome, Say, Stopped, Tell, Together, Turn, Used
from ohm_core.errors import LimitReached, OhmError
from ohm_core.project import history
from ohm_core.project.mission import ready_to_lock
from ohm_core.store import runs, usage
from ohm_core.store.rows import Run

log = logging.getLogger("ohm.agents")
GRACE_S = 1.0  # a model that is stopped may say its last words, and what it took
CUT_SHORT = ("broken", "steps", "time", "tokens", "cost")


@dataclass
class Answer:
    """What a turn has brought so far."""

    texts: list[str] = field(default_factory=list)
    calls: list[dict[str, Any]] = field(default_factory=list)
    changed: dict[str, int] = field(default_factory=dict)
    used: list[Used] = field(default_factory=list)
    steps: int = 0
    sequence: int = 0
    rotation: KeyRotation | None = None
    status: str = "complete"
    error: OhmError | None = None
    role: Role | None = None


def run_turn(engine: Engine, turn: Turn, run: Run, route: Route, write: Callable[[Event], None]) -> Answer:
    """Answers one message and stores the answer, whatever way it ends. Never raises for what an engine or tool did."""
    answer = Answer()
    try:
        turn.emit(AgentSelected(turn.role.type, turn.role.name, turn.role.icon, turn.intent))
        _converse(engine, turn, run, answer)
    except Stopped:
        answer.status = "stopped"
    except OhmError as error:
        answer.status, answer.error = "incomplete" if error.kind in CUT_SHORT else "failed", error
    except Exception:  # the outermost border of a turn: logged with its trace, one sentence for the person
        log.exception("turn %s failed", run.id)
        answer.status, answer.error = "failed", OhmError("Something in OHM broke while answering; the log has the details. Try again, or put it another way.", kind="bug")
    _finish(engine, replace(turn, role=answer.role or turn.role), run, route, answer, write)
    return answer


def _converse(engine: Engine, turn: Turn, run: Run, answer: Answer) -> None:
    moves, outcome = engine.answer(turn), None
    try:
        while True:
            move = moves.send(outcome) if outcome is not None else next(moves)
            if not isinstance(move, Used):  # what was taken counts, however late it is told
                _in_time(turn, GRACE_S if isinstance(move, Say) else 0.0)
            if isinstance(move, Hand):
                turn, outcome = _handed(turn, move, answer), None
            else:
                outcome = _done(turn, run, move, answer)
    except StopIteration:
        _in_time(turn)
        if turn.stopped():
            raise Stopped from None
    finally:
        moves.close()


def _done(turn: Turn, run: Run, move: Move, answer: Answer) -> Outcome | None:
    """One move carried out; calls have an outcome."""
    match move:
        case Say(text):
            answer.texts.append(text)
            turn.emit(Text(text))
        case Call():
            return _called(turn, run, (move,), answer)[0]
        case Together(calls):
            outcomes = _called(turn, run, calls, answer)
            return Outcome(all(o.ok for o in outcomes), f"{len(outcomes)} calls", outcomes)
        case Tell(event):
            answer.rotation = event if isinstance(event, KeyRotation) else answer.rotation
            turn.emit(event)
        case Used():
            _spent(turn, run, move, answer)
            _affordable(turn, answer)
    return None


def _spent(turn: Turn, run: Run, used: Used, answer: Answer) -> None:
    answer.used.append(used)
    usage.log(turn.shelf.db, turn.shelf.owner, run, turn.role.type, vars(used))


def _handed(turn: Turn, move: Hand, answer: Answer) -> Turn:
    answer.role = role(move.role)
    turn = replace(turn, role=answer.role)
    turn.emit(AgentSelected(turn.role.type, turn.role.name, turn.role.icon, turn.intent))
    return turn


def _called(turn: Turn, run: Run, calls: tuple[Call, ...], answer: Answer) -> tuple[Outcome, ...]:
    if answer.steps >= turn.limits.steps:
        raise LimitReached(f"The answer stopped after {turn.limits.steps} steps with tools; what they did is kept.", kind="steps")
    answer.steps += 1

    def record(done: Record) -> None:
        if done.outcome.ok and isinstance(done.outcome.value, history.Saved):
            answer.changed |= {v.type: v.number for v in done.outcome.value.versions}
        answer.calls.append({"id": done.id, "name": done.call.tool, "ok": done.outcome.ok})
        runs.log_tool(turn.shelf.db, turn.shelf.owner, run, done.id, turn.role.type, done.call.tool, done.call.arguments, done.outcome.ok, done.outcome.summary[:4000],
                      "" if done.outcome.ok else done.outcome.summary, done.milliseconds)

    outcomes = run_calls(turn, calls, record)
    for used in (u for o in outcomes for u in o.used):
        _spent(turn, run, used, answer)
    _affordable(turn, answer)
    return outcomes


def _in_time(turn: Turn, grace_s: float = 0.0) -> None:
    if turn.late(grace_s):
        raise LimitReached(f"The answer stopped after {turn.limits.turn_s:g} seconds; what came is kept.", kind="time")


def _affordable(turn: Turn, answer: Answer) -> None:
    tokens = sum(u.prompt_tokens + u.completion_tokens for u in answer.used)
    if turn.limits.tokens is not None and tokens > turn.limits.tokens:
        raise LimitReached(f"The answer stopped after {tokens:,} tokens; the limit of a turn is {turn.limits.tokens:,} (Settings).", kind="tokens")
    cost = sum(u.cost_usd or 0.0 for u in answer.used)
    if turn.limits.cost_usd is not None and cost > turn.limits.cost_usd:
        raise LimitReached(f"The answer stopped after ${cost:.3f}; the limit of a turn is ${turn.limits.cost_usd:g} (Settings).", kind="cost")


def _finish(engine: Engine, turn: Turn, run: Run, route: Route, answer: Answer, write: Callable[[Event], None]) -> None:
    """Stores the answer first, then tells the readers: who sees the end finds everything in the store."""
    prototype = history.current(turn.shelf, turn.project)
    findings = [f.severity for f in prototype.report.findings] if prototype and answer.changed else []
    used = usage_of(engine, answer)
    details = {"artifacts": answer.changed, "findings": {s: findings.count(s) for s in dict.fromkeys(findings)}, "calls": answer.calls,
               "error": answer.error.as_json() if answer.error else None, "confidence": round(route.confidence, 3), "usage": used}
    stored = runs.end(turn.shelf.db, turn.shelf.owner, run, answer.status, "".join(answer.texts), turn.role.type, turn.intent, details, answer.error.message if answer.error else "")
    if answer.error:
        write(Failed(answer.error.kind, answer.error.message))
    agent = {"type": turn.role.type, "name": turn.role.name, "icon": turn.role.icon, "intent": turn.intent}
    answer.sequence = stored.sequence
    log.info("turn ended", extra={"project": turn.project.id, "turn": run.id, "agent": turn.role.type, "status": answer.status, "milliseconds": round((time.monotonic() - turn.began) * 1000),
                                  "steps": answer.steps, "tokens": used["tokens"], "model": used.get("model", "builtin")})
    ready = bool(prototype and ready_to_lock(turn.shelf, turn.project, prototype))
    write(Metadata(run.message_id, agent, answer.status, ready, tuple(answer.calls), used, answer.rotation.body() if answer.rotation else None))


def usage_of(engine: Engine, answer: Answer) -> dict[str, Any]:
    """What the answer took: engine, model and tokens; `costUsd` None where a price is not known, `counted` False where tokens are estimated."""
    if not answer.used:
        return {"engine": engine.name if engine.name != "model" else "builtin", "tokens": 0}
    costs = [u.cost_usd for u in answer.used]
    told = {"promptTokens": sum(u.prompt_tokens for u in answer.used), "completionTokens": sum(u.completion_tokens for u in answer.used)}
    return {"engine": "model", "model": answer.used[-1].model, "tokens": sum(told.values()), **told,
            "costUsd": None if None in costs else round(sum(c or 0.0 for c in costs), 6), "counted": all(u.counted for u in answer.used)}
