"""What one clause asks for, as a value while it is put together."""

from __future__ import annotations

from dataclasses import dataclass, field

from ohm_core.design.behaviour import Action, Behaviour, Condition


@dataclass
class Deed:
    """What one clause asks for: actions under the rule's condition, behaviours of their own, and a condition it names itself."""

    actions: list[Action] = field(default_factory=list)
    behaviours: list[Behaviour] = field(default_factory=list)
    trigger: Condition | None = None
    trigger_said: str = ""
    said: str = ""
