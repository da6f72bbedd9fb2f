"""What a person fixed: lines like "U1.GPIO13=LED1.A" as pins of signals."""

from __future__ import annotations

from collections.abc import Sequence

from ohm_core.catalogue.catalogue import find_pin
from ohm_core.errors import BadInput
from ohm_core.plan.draft import Draft


def fixed(draft: Draft, locked: Sequence[str]) -> dict[str, str]:
    """Signal id → board pin, from lines like "U1.GPIO13=LED1.A". Raises BadInput for a pin or reference that is not there."""
    found: dict[str, str] = {}
    for line in locked:
        board_pin, _, target = line.partition("=")
        pin = find_pin(draft.board, board_pin.partition(".")[2])
        ref, _, name = target.partition(".")
        if pin is None:
            raise BadInput(f"The lock '{line[:60]}' names no pin of the {draft.board.name}.", "--lock", "unknown_pin")
        if ref not in draft.parts:
            raise BadInput(f"The lock '{line[:60]}' names '{ref[:20]}', which is not in the design; it has {', '.join(r for r in draft.parts if r != draft.board_ref)}.", "--lock", "unknown_reference")
        exact = [x.id for x in draft.signals if any(s == target or s.split(".")[0] == ref and _same(draft, ref, s.partition(".")[2], name) for s in x.serves)]
        near = [x.id for x in draft.signals if any(s.split(".")[0] == ref for s in x.serves)]
        # a load behind a transistor is named by its own pins; it has one signal all the same
        found |= {signal: pin.name for signal in exact or (near if len(near) == 1 else ())}
    return found


def _same(draft: Draft, ref: str, a: str, b: str) -> bool:
    if ref not in draft.parts:
        return False
    one, two = find_pin(draft.part(ref), a), find_pin(draft.part(ref), b)
    return one is not None and two is not None and (one is two or bool(one.joined) and one.joined == two.joined)
