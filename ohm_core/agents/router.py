"""Who takes a message: the first goes to the initializer, a role chosen by hand is honoured, else its intent decides.

The intent is learned from the sentences of `intents.toml`.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

from ohm_core.agents.learned import learned
from ohm_core.agents.roles import FIRST, GENERAL, Role, by_intent, role, roles
from ohm_core.errors import BadInput

UNSURE = 0.34


@dataclass(frozen=True)
class Route:
    """The verdict on one message; `confidence` 0 to 1."""

    intent: str
    agent: Role
    confidence: float
    milliseconds: float
    by: str = "builtin"

    def as_json(self) -> dict[str, object]:
        return {"intent": self.intent, "agent": self.agent.type, "confidence": round(self.confidence, 3), "milliseconds": round(self.milliseconds, 3), "by": self.by}


def route(text: str, *, first: bool = False, chosen: str = "") -> Route:
    """Who answers TEXT. Raises BadInput for a chosen role that does not exist."""
    began = time.perf_counter()
    if chosen and chosen not in roles():
        raise BadInput(f"There is no agent '{chosen[:40]}'; there are {', '.join(roles())}.", "agent")
    intent, confidence = classify(text)
    agent = role(chosen) if chosen else role(FIRST) if first else by_intent(intent) if confidence >= UNSURE else role(GENERAL)
    return Route(intent if agent.intent or first or chosen else "CHAT", agent, confidence, (time.perf_counter() - began) * 1000)


def classify(text: str) -> tuple[str, float]:
    """The likeliest intent and how sure that is. Deterministic; a text without any word is CHAT."""
    intent, confidence = learned("intents.toml").judge(text)
    return (intent, confidence) if intent else ("CHAT", 1.0)
