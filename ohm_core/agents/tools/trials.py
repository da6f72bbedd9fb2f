"""Trials: the firmware compiled, and run in its virtual circuit. Both take seconds, so they tell what they have as it comes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager

from pydantic import Field

from ohm_core import jobs
from ohm_core.agents.events import Step
from ohm_core.agents.making import told, working
from ohm_core.agents.toolbox import Arguments, NoArguments, tool
from ohm_core.agents.turn import Outcome, Turn
from ohm_core.errors import OhmError
from ohm_core.project import trying

LONGEST = 400


class Scenario(Arguments):
    scenario: str = Field("", max_length=20_000, description="A Wokwi automation scenario in YAML; empty to watch it run for five seconds")


@tool(pure=True, lasting="version", slow=True, feature="trials")
def build(turn: Turn, arguments: NoArguments) -> Outcome:
    """Compiles the firmware for its board, or checks it where no compiler is to be had; errors with file and line."""
    made = working(turn)
    with streamed(turn, "build"):
        done = trying.build(made)
    lines = [str(m) for m in done.messages[:30]]
    sizes = [f"{name} {m.used:,} of {m.limit:,} bytes" for name, m in (("flash", done.flash), ("memory", done.ram)) if m]
    return told(Outcome(True, "", done), f"{'It builds' if done.ok else 'It does not build'} for {done.target} ({done.method}, {done.seconds:.1f} s).", *sizes, *lines)


@tool(pure=True, lasting="version", slow=True, feature="trials")
def simulate(turn: Turn, arguments: Scenario) -> Outcome:
    """Runs the firmware against the virtual circuit through a scenario: which steps passed, what came over serial, what the circuit suffered."""
    made = working(turn)
    with streamed(turn, "simulate"):
        done = trying.run(made, arguments.scenario or trying.WATCH)
    lines = [f"{'passed' if s.passed else 'failed'} at {s.time_s:g} s: {s.step}; expected {s.expected or 'nothing'}, seen {s.seen or 'nothing'}" for s in done.steps]
    notes = [f"{n.kind} at {n.time_s:g} s: {n.subject}: {n.text}" for n in done.notes[:10]]
    return told(Outcome(True, "", done), f"{'Passed' if done.passed else 'Failed'}: {done.seconds_simulated:g} s simulated in {done.seconds_wall:.1f} s. {done.ended}".strip(), *lines, *notes,
                *([f"not simulated: {', '.join(done.not_simulated)}"] if done.not_simulated else []), f"serial:\n{done.serial[-3000:]}" if done.serial else "")


@contextmanager
def streamed(turn: Turn, name: str) -> Iterator[None]:
    """Tells the work as a step of the turn, with the lines its child processes write."""
    turn.emit(Step(turn.run_id, name, "started"))
    try:
        with jobs.heard(lambda line: _tell(turn, name, line)):
            yield
    except OhmError as error:
        turn.emit(Step(turn.run_id, name, "failed", error=error.message))
        raise
    turn.emit(Step(turn.run_id, name, "completed"))


def _tell(turn: Turn, name: str, line: str) -> None:
    text = line.strip()
    if text.startswith('{"step"'):
        step = json.loads(text)["step"]
        text = f"step {step.get('index', 0) + 1}: {'passed' if step.get('passed') else 'failed'} at {step.get('time_s', 0):g} s"
    elif text.startswith("{"):
        return
    if text:
        turn.emit(Step(turn.run_id, name, "started", output=text[:LONGEST]))
