"""One try on one board, while it is made: the draft, which pieces serve which wishes, the pins found or what collides."""

from __future__ import annotations

from dataclasses import dataclass, field

from ohm_core.design.wishes import Unserved
from ohm_core.plan.choose import Pick
from ohm_core.plan.draft import Draft
from ohm_core.plan.pins import Assignment


@dataclass
class Attempt:
    """One try on one board: the draft, who serves what, pins or what collides."""

    draft: Draft
    refs: dict[str, list[str]]
    picks: list[Pick]
    unserved: list[Unserved] = field(default_factory=list)
    powered: bool = True
    pins: Assignment = field(default_factory=lambda: Assignment({}))
