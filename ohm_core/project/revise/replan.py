"""Changed requirements → a new prototype that keeps what the person fixed: board, pins, parts that are there."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from ohm_core.budget.owned import Owned
from ohm_core.design.wishes import Requirements
from ohm_core.errors import BadInput
from ohm_core.project.prototype import Prototype, owned_of, planned, silent
from ohm_core.project.revise.revise import Revision
from ohm_core.units import Money


def replan(before: Prototype, revision: Revision, *, currency: str, budget: Money | None = None, own: Iterable[Owned] = (), progress: Callable[[str], None] = silent) -> tuple[Prototype, tuple[str, ...]]:
    """The prototype of a revision, and what had to be given up for it, in words. Raises BadInput where nothing can be planned."""
    wishes = replace(revision.requirements, budget=budget if budget is not None else revision.requirements.budget)
    here = before.circuit.board_instance()
    board, notes = revision.board or (here.part.id if here else ""), []
    if not revision.board and not _can(before, board, wishes):
        notes.append(f"The {here.part.name if here else board} cannot do that, so another board is planned.")
        board, wishes = "", replace(wishes, board="", board_said="")
    same = bool(here and here.part.id == board)
    locks = revision.locked if same else ()
    if before.design.locked and not same:
        notes.append("On another board the pins you had fixed are chosen anew.")

    have: list[Owned | tuple[str, int]] = [*own, *((part, count) for part, count in (owned_of(before) | {p: revision.owned.count(p) for p in revision.owned}).items())]

    def make(on: str, fixed: tuple[str, ...]) -> Prototype:
        return planned(wishes, board=on, currency=currency, own=have, locked=fixed, progress=progress, catalogue=before.catalogue)

    try:
        made = make(board, locks)
    except BadInput:
        if not locks or locks != before.design.locked:
            raise
        notes.append("A pin you had fixed belonged to a part that is gone; the pins are chosen anew.")
        made = make(board, ())
    if _worse(made, before) and not wishes.board:
        other = make("", ())
        if not _worse(other, before):
            notes.append(f"The {here.part.name if here else board} has no room for all of it, so another board is planned.")
            made = other
    title = before.design.title if before.design.title and before.design.requirements else made.circuit.design.title
    return Prototype(replace(made.circuit.design, title=title), made.catalogue, made.currency), tuple(notes)


def _can(before: Prototype, board: str, wishes: Requirements) -> bool:
    """False where the board lacks a radio or language that is wanted."""
    if board not in before.catalogue:
        return True
    facts = before.catalogue.part(board).board
    if facts is None:
        return True
    radio = [k for k in ("wifi", "bluetooth") if wishes.features.get(k)]
    return all(k in facts.wireless or k == "bluetooth" and "ble" in facts.wireless for k in radio) and (wishes.language != "micropython" or "micropython" in facts.languages)


def _worse(made: Prototype, before: Prototype) -> bool:
    """True when wishes collide that did not before; a budget that is not met is no matter of the board alone."""
    def pins(p: Prototype) -> int:
        return sum(not any(w.startswith("at most ") for w in c.wishes) for c in p.circuit.design.conflicts)

    return pins(made) > pins(before)
