"""The tools that change a design that is there: by a sentence about it, or to what costs less."""

from __future__ import annotations

from pydantic import Field

from ohm_core.agents.making import Stages, announced, current, finish
from ohm_core.agents.toolbox import Arguments, Tool
from ohm_core.agents.turn import Outcome, Turn
from ohm_core.project import history
from ohm_core.project.cheaper import cheapest
from ohm_core.project.prototype import Prototype
from ohm_core.project.revise import replan, revise
from ohm_core.project.shelf import budget_of
from ohm_core.project.wording import alike
from ohm_core.units import Money


class Revise(Arguments):
    text: str = Field(min_length=1, max_length=10_000, description="What shall be different, in plain words")


class Cheaper(Arguments):
    currency: str = Field("", description="Currency to reckon in; the design's own when empty")


def _revise(turn: Turn, arguments: Revise) -> Outcome:
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
    return Outcome(True, saved.summary, saved.value, (*notes, *revision.asks))


def _cheaper(turn: Turn, arguments: Cheaper) -> Outcome:
    project, start = turn.shelf.writable(turn.project), current(turn)
    before = Prototype.from_design(start.design, start.catalogue, arguments.currency) if arguments.currency and arguments.currency != start.currency else start
    best, free = cheapest(before)
    notes = (further(best, free),) if free is not best and free.cost.total.amount < best.cost.total.amount else ()
    if best is before and before is start:
        return Outcome(True, "nothing cheaper serves every wish", None, notes)
    saved = announced(turn, history.save(turn.shelf, project, best, message_id=turn.message_id))
    return Outcome(True, saved.summary, saved.value, notes)


def further(best: Prototype, free: Prototype) -> str:
    """What another board than the one the person named would save."""
    board = free.circuit.board_instance()
    gap = Money(best.cost.total.amount - free.cost.total.amount, best.cost.total.currency)
    return f"You named the board; on {board.part.name if board else 'another one'} it would cost {gap} less (about {free.cost.total})."


REVISE = Tool("revise_design", "Changes the design as a sentence about it says: adds, removes, replaces, sets limits, times, board, power.", Revise, _revise)
CHEAPER = Tool("find_cheaper", "Looks for boards and parts that serve every wish for less money, and keeps them.", Cheaper, _cheaper)
