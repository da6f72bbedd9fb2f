"""Why not all wishes can be had on a board, in plain words, with ways out."""

from __future__ import annotations

from ohm_core.design.wishes import Conflict, Requirements, Wish
from ohm_core.plan.attempt import Attempt


def colliding(attempt: Attempt, wishes: Requirements) -> list[Wish]:
    """The wishes behind the signals that collide, in the order they were said."""
    by_id = {s.id: s for s in attempt.draft.signals}
    refs = {serve.split(".")[0] for c in attempt.pins.collide if c in by_id for serve in by_id[c].serves}
    return [w for w in wishes.wishes if set(attempt.refs.get(w.id, ())) & refs]


def conflict(attempt: Attempt, wishes: list[Wish]) -> Conflict:
    kinds = {s.function for s in attempt.draft.signals if s.id in attempt.pins.collide}
    what = {"analog.in": "analogue inputs", "pwm.out": "PWM outputs", "interrupt.in": "interrupt pins"}
    lacking = next((what[k] for k in what if k in kinds), "free pins")
    board = attempt.draft.board.name
    outs = ["use a board with more of them", f"leave out one of these: {', '.join(w.said or w.concept for w in wishes[:4])}"]
    if lacking == "analogue inputs" and attempt.draft.features.get("wifi"):
        outs.insert(0, "read some of them from an ADC module over I2C, or do without Wi-Fi")
    return Conflict(tuple(w.said or w.concept for w in wishes), f"The {board} has too few {lacking} for all of them at once.", tuple(outs))
