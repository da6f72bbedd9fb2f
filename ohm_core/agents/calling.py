"""Calls carried out: those that change nothing run side by side, the others one after the other, in the order they were asked for.

A tool runs in a thread of its own, so that stop and the turn's time end the turn within a second whatever the tool does.
"""

from __future__ import annotations

import itertools
import logging
import time
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace

from ohm_core.agents.events import ToolCall, ToolResult
from ohm_core.agents.scrub import scrubbed
from ohm_core.agents.toolset import call as run_tool
from ohm_core.agents.toolset import is_pure
from ohm_core.agents.turn import Call, Outcome, Stopped, Turn
from ohm_core.errors import LimitReached, OhmError
from ohm_core.store.ids import new_id

log = logging.getLogger("ohm.agents")
LOOK_SECONDS = 0.1
SIDE_BY_SIDE = 4
TOLD = 500
POOL = ThreadPoolExecutor(32, thread_name_prefix="tool")


@dataclass(frozen=True)
class Record:
    """A call that ended, under its own id, as it may be logged: without secrets."""

    id: str
    call: Call
    outcome: Outcome
    milliseconds: int


def run_calls(turn: Turn, calls: Iterable[Call], record: Callable[[Record], None]) -> tuple[Outcome, ...]:
    """The outcomes of CALLS in their order; each is told to the readers and handed to RECORD. A failing tool is an outcome.

    Raises Stopped, and LimitReached (kind time) where the turn ends before a tool does.
    """
    outcomes: list[Outcome] = []
    for pure, group in itertools.groupby(calls, lambda c: is_pure(turn, c.tool)):
        for batch in _batches(list(group), SIDE_BY_SIDE if pure else 1):
            outcomes += _batch(turn, batch, record)
    return tuple(outcomes)


def _batches(calls: list[Call], size: int) -> Iterable[list[Call]]:
    return (calls[i:i + size] for i in range(0, len(calls), size))


def _batch(turn: Turn, calls: list[Call], record: Callable[[Record], None]) -> list[Outcome]:
    ids = [new_id() for _ in calls]
    for id_, one in zip(ids, calls, strict=True):
        turn.emit(ToolCall(id_, one.tool, scrubbed(one.arguments)))
    going = [POOL.submit(_timed, turn, one) for one in calls]
    _await(turn, going)
    outcomes = []
    for id_, one, future in zip(ids, calls, going, strict=True):
        outcome, milliseconds = future.result()
        record(Record(id_, replace(one, arguments=scrubbed(one.arguments)), replace(outcome, summary=scrubbed(outcome.summary)), milliseconds))
        log.info("tool ended", extra={"project": turn.project.id, "turn": turn.run_id, "agent": turn.role.type, "tool": one.tool, "status": "ok" if outcome.ok else "failed", "milliseconds": milliseconds})
        turn.emit(ToolResult(id_, outcome.ok, scrubbed(outcome.summary[:TOLD])))
        outcomes.append(outcome)
    return outcomes


def _await(turn: Turn, going: list[Future[tuple[Outcome, int]]]) -> None:
    """Waits until all have ended, or the turn has: then what is still running ends by itself, unseen."""
    while wait(going, LOOK_SECONDS).not_done:
        if turn.stopped():
            raise Stopped
        if turn.late():
            raise LimitReached(f"The answer stopped after {turn.limits.turn_s:g} seconds; what came is kept.", kind="time")


def _timed(turn: Turn, one: Call) -> tuple[Outcome, int]:
    began = time.perf_counter()
    try:
        if one.unreadable:
            outcome = Outcome(False, f"The arguments of {one.tool} are not a JSON object: {one.unreadable[:200]}")
        else:
            outcome = run_tool(turn, one.tool, one.arguments)
    except Stopped:
        raise
    except OhmError as error:
        outcome = Outcome(False, error.message, error)
    except Exception:  # a tool that breaks is our fault, and no reason to end the turn
        log.exception("tool %s broke", one.tool)
        outcome = Outcome(False, f"{one.tool} broke inside OHM; the log has the details. Try something else.")
    return outcome, round((time.perf_counter() - began) * 1000)
