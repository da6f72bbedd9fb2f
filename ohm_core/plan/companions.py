"""What a part cannot work without beside the board: the speaker and the card of a music player, the cell of a clock."""

from __future__ import annotations

from collections.abc import Set

from ohm_core.catalogue.schema import Need
from ohm_core.design.values import PinRef
from ohm_core.plan.draft import Draft


def companions(draft: Draft, commanded: Set[str]) -> None:
    """Adds and joins the companions that parts of the draft name among their needs; what cannot be bought here becomes an assumption.

    A part that is there already serves as one, unless it is COMMANDED on its own.
    """
    for ref in list(draft.parts):
        for need in draft.part(ref).needs:
            if need.kind == "companion" and need.to in draft.catalogue:
                _joined(draft, ref, need, commanded)
            elif need.kind == "companion":
                draft.assumptions.append(f"{ref}: {need.when}.")


def _joined(draft: Draft, ref: str, need: Need, commanded: Set[str]) -> None:
    free = (r for r, use in draft.parts.items() if use.part == need.to and r not in draft.mated and r not in commanded)
    mate = next(free, "") or draft.add(need.to, serves=(need.when,) if need.when else (f"{ref} needs it",))
    draft.mated.add(mate)
    for mine, theirs in need.joins.items():
        draft.wire(PinRef(ref, mine), PinRef(mate, theirs))
