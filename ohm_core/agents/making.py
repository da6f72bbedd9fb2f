"""What tools do in sight of the person: stages told as they begin and end, changed artifacts announced, proposals kept and answered."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeVar

from ohm_core.agents.events import DRAWER_OF, ArtifactChanged, Step
from ohm_core.agents.turn import Outcome, Turn
from ohm_core.design.finding import Finding
from ohm_core.errors import ModelMistake, OhmError
from ohm_core.project import history
from ohm_core.project.proposed.keep import Kept, base, keep
from ohm_core.project.proposed.proposal import Proposal
from ohm_core.project.prototype import Prototype

Made = TypeVar("Made")
MOST_FINDINGS = 15


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
    """The project's newest design. Raises ModelMistake where there is none yet."""
    found = history.current(turn.shelf, turn.project)
    if found is None:
        raise ModelMistake("The project has no design yet; call propose_design first.", "project")
    return found


def working(turn: Turn) -> Prototype:
    """What a change builds on: the newest draft, else the newest design. Raises ModelMistake where there is none yet."""
    found = base(turn.shelf, turn.project)
    if found is None:
        raise ModelMistake("The project has no design yet; call propose_design first, or update_bom with the parts.", "project")
    return found


def proposed(turn: Turn, proposal: Proposal) -> Outcome:
    """A proposal kept as the next version or as a draft, and what a model has to know of it."""
    return answered(turn, proposal, keep(turn.shelf, turn.project, proposal, message_id=turn.message_id, summary="; ".join(proposal.done)[:400]))


def answered(turn: Turn, proposal: Proposal, kept: Kept) -> Outcome:
    """The outcome of a proposal that was kept."""
    done, notes = "; ".join(proposal.done)[:1500], (*proposal.flags, *proposal.notes, *kept.notes)
    if kept.saved is not None:
        outcome = announced(turn, kept.saved)
        first = f"Version {kept.saved.revision.number}: {done}."
    else:
        outcome = Outcome(True, "")
        number = kept.revision.number if kept.revision else 0
        first = f"Kept as a draft (number {number}), not as the current version, because it breaks rules: {done}. Mend what the errors name and call again." if kept.draft else f"Nothing changed: {done}."
    told_ = told(outcome, first, *finding_lines(kept.findings))
    return replace(told_, notes=tuple(dict.fromkeys(notes)))


def finding_lines(findings: Iterable[Finding]) -> list[str]:
    """Findings as lines for a model: what is wrong, where, what to do, and on whose word."""
    every = list(findings)
    lines = [f"{f.severity} {f.rule} ({', '.join(f.subjects[:6])}): {f.message} {f.remedy} [{f.source}]" for f in every[:MOST_FINDINGS]]
    return lines + ([f"… and {len(every) - MOST_FINDINGS} more; check shows all."] if len(every) > MOST_FINDINGS else [])


def told(outcome: Outcome, *lines: str) -> Outcome:
    """The outcome with these lines as its summary."""
    return replace(outcome, summary="\n".join(x for x in lines if x))
