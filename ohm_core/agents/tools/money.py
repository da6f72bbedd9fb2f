"""Money: what the design costs, where it can be had for less, and what a model recommends, held against the catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pydantic import BaseModel, ConfigDict, Field

from ohm_core.agents.making import announced, current, finding_lines, told, working
from ohm_core.agents.toolbox import Arguments, tool
from ohm_core.agents.turn import Outcome, Turn
from ohm_core.budget.bom import unit_price
from ohm_core.catalogue.schema import Part
from ohm_core.errors import BadInput
from ohm_core.project import history
from ohm_core.project.cheaper import cheapest
from ohm_core.project.proposed.ends import refs_named
from ohm_core.project.proposed.names import named, near
from ohm_core.project.prototype import Prototype
from ohm_core.project.shelf import budget_of
from ohm_core.units import Money

OFF = Decimal("0.1")


class Recommendation(BaseModel):
    """One way to save. Fields that models add besides are no error."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    component: str = Field(min_length=1, max_length=200, description="Reference or name of the part that is in the design")
    current: str | float = Field("", description="What it costs now")
    alternative: str = Field("", max_length=200, description="A catalogue id or name; empty where the part can go")
    savings: float = Field(0, ge=-1e6, le=1e6, allow_inf_nan=False)
    risk: str = Field("", max_length=200, description="LOW, MEDIUM or HIGH")
    reason: str = Field("", max_length=1_000)


class Budget(Arguments):
    originalCost: float = Field(ge=0, le=1e9, allow_inf_nan=False)
    optimizedCost: float = Field(ge=0, le=1e9, allow_inf_nan=False)
    recommendations: list[Recommendation] = Field(default_factory=list, max_length=40)


class Cheaper(Arguments):
    currency: str = Field("", description="Currency to reckon in; the design's own when empty")


class InCurrency(Arguments):
    currency: str = Field("", max_length=3, description="Currency to reckon in; the design's own when empty")


@tool(writes=True, drawer="budget")
def update_budget(turn: Turn, arguments: Budget) -> Outcome:
    """Keeps recommendations for saving money beside the computed cost. They change no part: replace_part or find_cheaper do. What
    the catalogue says otherwise is told."""
    made = working(turn)
    rows, flags = [], list(_totals(arguments, made))
    for index, one in enumerate(arguments.recommendations):
        row, said = _judged(one, made, f"recommendations[{index}]")
        rows.append(row)
        flags += said
    data = {"originalCost": f"{arguments.originalCost:.2f}", "optimizedCost": f"{arguments.optimizedCost:.2f}", "recommendations": rows, "basis": "a model's word; the computed total stands beside it"}
    saved = announced(turn, history.write_advice(turn.shelf, turn.project, data, turn.message_id))
    return Outcome(True, f"{len(rows)} recommendations kept; the design costs about {made.cost.total} ({made.cost.basis}).", saved.value, tuple(dict.fromkeys(flags)))


def _totals(budget: Budget, made: Prototype) -> Iterator[str]:
    ours = made.cost.total
    if ours.amount and abs(Decimal(str(budget.originalCost)) - ours.amount) > OFF * ours.amount:
        yield f"You say it costs {budget.originalCost:.2f} now; by the catalogue it is about {ours}, which is what counts."
    if budget.optimizedCost > budget.originalCost:
        yield "The optimised cost is higher than the original one."


def _judged(one: Recommendation, made: Prototype, where: str) -> tuple[dict[str, str], list[str]]:
    """A recommendation as it is kept, and what the catalogue says against it. Raises BadInput for what is not in the design."""
    refs = refs_named(one.component, made.design, made.catalogue)
    if not refs:
        raise BadInput(f"{where}.component: '{one.component[:60]}' is not in the design; it has {', '.join(f'{x.ref} {x.part}' for x in made.bom[:20])}.", where, "unknown_reference")
    meant = named(one.alternative, "", made.catalogue) if one.alternative else None
    said, basis = [], "computed"
    if one.alternative and meant is None:
        close = near(one.alternative, "", made.catalogue)
        said.append(f"'{one.alternative[:60]}' is not in the catalogue; it is kept as a guess" + (f" (near: {', '.join(close)})." if close else "."))
    ours = _saves(refs[0], meant.part if meant else None, made) if meant or not one.alternative else None
    if ours is None:
        basis = "guess"
    elif abs(ours.amount - Decimal(str(one.savings))) > max(Decimal("0.5"), OFF * abs(ours.amount)):
        said.append(f"{refs[0]}: you say it saves {one.savings:.2f}; by the catalogue it saves {ours}, which is what counts.")
    row = {"component": refs[0], "current": str(one.current), "alternative": meant.part.id if meant else one.alternative, "savings": ours.text() if ours else f"{one.savings:.2f}", "basis": basis, "risk": one.risk.upper()[:20], "reason": one.reason}
    return row, said


def _saves(ref: str, part: Part | None, made: Prototype) -> Money | None:
    line = next(x for x in made.bom if x.ref == ref)
    price = unit_price(part, made.currency) if part else Money(Decimal(0), made.currency)
    return Money((line.unit_price.amount - price.amount) * line.quantity, made.currency) if line.unit_price and price else None


@tool(pure=True, lasting="version")
def cost(turn: Turn, arguments: InCurrency) -> Outcome:
    """What the design costs, line by line, against the budget; estimates are called estimates, and what nobody has a price for is named."""
    found = current(turn)
    made = Prototype.from_design(found.design, found.catalogue, arguments.currency) if arguments.currency and arguments.currency != found.currency else found
    lines = [f"{x.ref} {x.part}: {x.quantity} × {x.unit_price or 'no price known'} ({'owned' if x.owned else x.price_basis})" for x in made.bom]
    target = budget_of(turn.shelf.get(turn.project.id))
    over = [f"budget {target}: {'over by ' + str(Money(made.cost.total.amount - target.amount, target.currency)) if made.cost.total.amount > target.amount else 'kept'}"] if target and target.currency == made.cost.total.currency else []
    unpriced = [f"nobody has a price for {', '.join(made.cost.unpriced)}"] if made.cost.unpriced else []
    return told(Outcome(True, ""), f"about {made.cost.total} ({made.cost.basis})", *over, *unpriced, *lines)


@tool(writes=True, slow=True)
def find_cheaper(turn: Turn, arguments: Cheaper) -> Outcome:
    """Looks for boards and parts that serve every wish for less money, and keeps them."""
    project, start = turn.shelf.writable(turn.project), current(turn)
    before = Prototype.from_design(start.design, start.catalogue, arguments.currency) if arguments.currency and arguments.currency != start.currency else start
    best, free = cheapest(before)
    notes = (further(best, free),) if free is not best and free.cost.total.amount < best.cost.total.amount else ()
    if best is before and before is start:
        return Outcome(True, "nothing cheaper serves every wish", None, notes)
    saved = announced(turn, history.save(turn.shelf, project, best, message_id=turn.message_id))
    return told(Outcome(True, "", saved.value, notes), saved.summary, f"it costs about {best.cost.total} now", *finding_lines(best.report.findings))


def further(best: Prototype, free: Prototype) -> str:
    """What another board than the one the person named would save."""
    board = free.circuit.board_instance()
    gap = Money(best.cost.total.amount - free.cost.total.amount, best.cost.total.currency)
    return f"You named the board; on {board.part.name if board else 'another one'} it would cost {gap} less (about {free.cost.total})."
