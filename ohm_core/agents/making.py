"""Making a design in sight of the person: each stage told as it begins and ends, every artifact that changed announced."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from ohm_core.agents.events import DRAWER_OF, ArtifactChanged, Step
from ohm_core.agents.turn import Outcome, Turn
from ohm_core.errors import ModelMistake, OhmError
from ohm_core.project import history
from ohm_core.project.prototype import Prototype

Made = TypeVar("Made")


def finish(stages: Stages, make: Callable[[Callable[[str], None]], tuple[Prototype, Made]]) -> tuple[Prototype, Made]:
    """What MAKE gives, with the prototype's layout, firmware and cost computed, and a step event for each stage."""
    try:
        prototype, rest = make(stages.begin)
    except OhmError as error:
        stages.end(error)
        raise
    for stage, view in (("wiring", "layout"), ("firmware", "firmware"), ("budget", "cost")):
        stages.begin(stage)
        try:
            getattr(prototype, view)
        except OhmError as error:  # one view that cannot be had does not hide the others
            stages.end(error)
    stages.end()
    return prototype, rest


class Stages:
    """The stages of one making, told as step events; a stage that is told twice is shown once."""

    def __init__(self, turn: Turn) -> None:
        self._turn, self._running, self._told = turn, "", set[str]()

    def begin(self, stage: str) -> None:
        if stage not in self._told:
            self.end()
            self._told.add(stage)
            self._running = stage
            self._turn.emit(Step(self._turn.run_id, stage, "started"))

    def end(self, error: OhmError | None = None) -> None:
        if self._running:
            self._turn.emit(Step(self._turn.run_id, self._running, "failed" if error else "completed", error=error.message if error else ""))
        self._running = ""


def announced(turn: Turn, saved: history.Saved) -> Outcome:
    """Tells every reader which artifacts changed."""
    changed = {DRAWER_OF[v.type]: v.number for v in saved.versions if v.type in DRAWER_OF}
    for artifact, number in changed.items():
        turn.emit(ArtifactChanged(artifact, number))
    return Outcome(True, saved.revision.summary, saved)


def current(turn: Turn) -> Prototype:
    found = history.current(turn.shelf, turn.project)
    if found is None:
        raise ModelMistake("The project has no design yet; call propose_design first.", "project")
    return found
