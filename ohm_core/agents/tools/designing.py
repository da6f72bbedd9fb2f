"""Designing: words become a complete design, and a sentence changes one."""

from __future__ import annotations

from dataclasses import replace

from pydantic import Field

from ohm_core.agents.making import Stages, announced, current, finding_lines, finish, told
from ohm_core.agents.sent import file_of
from ohm_core.agents.toolbox import Arguments, tool
from ohm_core.agents.turn import Outcome, Turn
from ohm_core.project import history
from ohm_core.project.belongings import owned_in
from ohm_core.project.prototype import Prototype, make, owned_of
from ohm_core.project.revise import replan, revise
from ohm_core.project.shelf import budget_of
from ohm_core.project.wording import alike
from ohm_core.units import Money, parse_money

SAID_LIMIT = 10_000


class Propose(Arguments):
    text: str = Field(min_length=1, description="The whole request in plain words, all earlier wishes included")
    budget: str | None = Field(None, description="The most it may cost, as a decimal number")
    currency: str = "USD"
    keep: bool = Field(True, description="Start from the project's present design")
    own: str = Field("", max_length=120, description="Id or name of a CSV that was sent, with what the person has (part, quantity)")


class Revise(Arguments):
    text: str = Field(min_length=1, max_length=SAID_LIMIT, description="What shall be different, in plain words")


@tool(writes=True, slow=True)
def propose_design(turn: Turn, arguments: Propose) -> Outcome:
    """Makes a complete, checked design from plain words and keeps it as the next version."""
    project = turn.shelf.writable(turn.project)
    start = history.current(turn.shelf, project) if arguments.keep else None
    budget = _wanted_budget(turn, arguments)
    listed = owned_in(turn.shelf, file_of(turn, arguments.own)) if arguments.own else None
    have = [*(owned_of(start).items() if start else ()), *(listed.owned if listed else ())]
    prototype, _ = finish(Stages(turn), lambda step: (make(
        arguments.text[-SAID_LIMIT:], budget=budget, currency=budget.currency if budget else turn.project.currency or "USD", own=have,
        start=start.design if start else None, locked=start.design.locked if start else (), progress=step), None))
    if start and alike(start.design, prototype.design):
        missed = tuple(f"“{u.said}”: {u.why}" for u in prototype.design.unserved if u not in start.design.unserved)
        return Outcome(True, "nothing changed", None, missed)
    done = announced(turn, history.save(turn.shelf, project, prototype, message_id=turn.message_id))
    return told(replace(done, notes=listed.notes() if listed else ()), done.summary, *gist(prototype))


@tool(writes=True, slow=True)
def revise_design(turn: Turn, arguments: Revise) -> Outcome:
    """Changes the design as a sentence about it says: adds, removes, replaces, sets limits, times, board, power."""
    project, before = turn.shelf.writable(turn.project), current(turn)
    revision = revise(before, arguments.text)
    if not revision.done:
        return Outcome(True, "nothing changed", None, (*revision.asks, *revision.missed))
    stages, target = Stages(turn), budget_of(project)
    stages.begin("understand")
    prototype, notes = finish(stages, lambda step: replan(before, revision, currency=target.currency if target else project.currency or before.currency, budget=target, progress=step))
    if alike(before.design, prototype.design):
        missed = tuple(f"“{u.said}”: {u.why}" for u in prototype.design.unserved if u not in before.design.unserved)
        return Outcome(True, "nothing changed", None, (*revision.asks, *missed) or ("The design is so already.",))
    saved = announced(turn, history.save(turn.shelf, project, prototype, message_id=turn.message_id))
    return told(Outcome(True, "", saved.value, (*notes, *revision.asks)), saved.summary, *gist(prototype))


def gist(made: Prototype) -> list[str]:
    """What a model has to know of a design to speak about it: parts, wishes not served, questions, cost, findings."""
    design = made.design
    lines = [f"parts: {', '.join(f'{x.ref} {x.part}' for x in made.bom)}", f"cost: about {made.cost.total} ({made.cost.basis})"]
    lines += [f"not in it: “{u.said}”: {u.why}" for u in design.unserved[:6]] + [f"collides: {' and '.join(c.wishes)}: {c.why}" for c in design.conflicts[:4]]
    lines += [f"open question: {q}" for q in design.questions[:3]]
    return [*lines, *finding_lines(made.report.findings)]


def _wanted_budget(turn: Turn, arguments: Propose) -> Money | None:
    return parse_money(arguments.budget, arguments.currency, "budget") if arguments.budget else budget_of(turn.project)
