"""The search for a design that does the same for less money: every board, parts chosen by price."""

from __future__ import annotations

from dataclasses import replace

from ohm_core.budget.owned import Owned
from ohm_core.errors import BadInput
from ohm_core.project.prototype import Prototype, owned_of, with_own


def cheapest(before: Prototype) -> tuple[Prototype, Prototype]:
    """Two searches for the least money that still serves every wish of a design: on boards the person left open, and on any
    board at all. Either may be the design itself, where nothing costs less."""
    from ohm_core.plan.plan import boards_for, plan

    wishes = before.design.requirements
    if wishes is None or not wishes.wishes:
        return before, before
    own, locks = owned_of(before), before.design.locked
    free = replace(wishes, board="")
    best, open_best = before, before
    for board in boards_for(free, before.catalogue):
        for thrifty in (1, 6):
            try:
                design = plan(replace(wishes, board=wishes.board and board.id), before.catalogue, board=board.id, owned=own, locked=locks if board.id == _board_of(before) else (), thrifty=thrifty)
                tried = with_own(Prototype(replace(design, title=before.design.title), before.catalogue, before.currency), [Owned((part,), count) for part, count in own.items()])
            except BadInput:
                continue
            if not _as_good(tried, before):
                continue
            if (board.id == wishes.board or not wishes.board) and tried.cost.total.amount < best.cost.total.amount:
                best = tried
            if tried.cost.total.amount < open_best.cost.total.amount:
                open_best = tried
    return best, open_best


def _board_of(made: Prototype) -> str:
    design = made.circuit.design
    return design.parts[design.board].part if design.board in design.parts else ""


def _as_good(tried: Prototype, before: Prototype) -> bool:
    """True when nothing that BEFORE does is lost, and the rules have no more to say against it."""
    served = len(tried.design.unserved) <= len(before.design.unserved) and len(tried.circuit.design.conflicts) <= len(before.circuit.design.conflicts)
    return served and not tried.cost.unpriced and len(tried.design.behaviours) >= len(before.design.behaviours) and _blame(tried) <= _blame(before)


def _blame(made: Prototype) -> tuple[int, int]:
    """How many errors and warnings the rules find; fewer errors weigh more."""
    return len(made.report.errors()), sum(f.severity == "warning" for f in made.report.findings)
