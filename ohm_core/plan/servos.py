"""Servos on a servo board (PCA9685): two wires of I2C to the board, the servos' own supply at V+, each servo at an output."""

from __future__ import annotations

from ohm_core.catalogue.schema import SupplyInput
from ohm_core.design.values import PinRef
from ohm_core.design.wishes import Requirements
from ohm_core.plan.attach import attach
from ohm_core.plan.draft import Draft
from ohm_core.plan.supply import connect, feed


def servo_boards(draft: Draft, wishes: Requirements) -> list[str]:
    """Adds the servo board that the words ask for and joins the draft's servos to it; they count as joined. Sentences on what failed."""
    wish = next((w for w in wishes.wanted() if w.role == "drive" and w.concept == "servo_drive"), None)
    able = [p for p, _ in draft.catalogue.providers("drive", "servo_drive")] if wish else []
    part = next((p for p in able if wish and p.id.startswith(wish.part)), None)
    servos = [r for r in draft.parts if draft.part(r).driver == "servo"]
    if wish is None or part is None or not servos:
        return []
    outputs = [p.name for p in part.pin if p.type == "output"]
    ref = draft.add(part.id, serves=(wish.said,) if wish.said else (), owned=wish.status == "owned")
    problems: list[str] = []
    for servo, output in zip(servos, outputs, strict=False):
        problems += _servo(draft, ref, servo, output)
        draft.mated.add(servo)
    draft.mated.add(ref)
    return problems + attach(draft, ref)


def _servo(draft: Draft, board: str, servo: str, output: str) -> list[str]:
    """One servo: signal from the board's output, supply as it needs it; the first supply found is the board's V+ too."""
    part, power = draft.part(servo), PinRef(board, "V+")
    signal = next(p.name for p in part.pin if p.connect == "pwm.out")
    draft.wire(PinRef(board, output), PinRef(servo, signal))
    for pin in (p for p in part.pin if p.connect == "ground"):
        draft.wire(draft.ground, PinRef(servo, pin.name))
    supply: SupplyInput = part.supply[0]
    source = feed(draft, servo, supply, follow_logic=False)
    if source is None:
        return [f"No supply in the catalogue fits the {part.name}."]
    if power not in draft.fed:
        connect(draft, power, source)
    return []
