"""Who takes a message: the first goes to the initializer, a role chosen by hand is honoured, else its intent decides.

What a message wants is learned (`intent.py`); where that is in doubt and a model is there, `consult.py` asks it.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from ohm_core.agents.intent import learned_intents
from ohm_core.agents.roles import FIRST, Role, by_intent, role, roles
from ohm_core.agents.signs import pieces
from ohm_core.errors import BadInput


@dataclass(frozen=True)
class Route:
    """The verdict on one message; `confidence` 0 to 1. `doubtful`: among messages judged so unsurely too many are misjudged."""

    intent: str
    agent: Role
    confidence: float
    milliseconds: float
    by: str = "builtin"
    doubtful: bool = False

    def as_json(self) -> dict[str, object]:
        return {"intent": self.intent, "agent": self.agent.type, "confidence": round(self.confidence, 3), "milliseconds": round(self.milliseconds, 3), "by": self.by}


def route(text: str, *, first: bool = False, chosen: str = "", attached: Sequence[str] = ()) -> Route:
    """Who answers TEXT with the files ATTACHED (names, media types or kinds). Raises BadInput for a chosen role that does not exist."""
    known = roles()
    if chosen and chosen not in known:
        raise BadInput(f"There is no agent '{chosen[:40]}'; there are {', '.join(known)}.", "agent")
    learned = learned_intents()  # what it has learned is read once, on the first message of a process; that is not a message's time
    began = time.perf_counter()
    intent, confidence = classify(text, attached)
    settled = bool(chosen or first)
    agent = role(chosen) if chosen else role(FIRST) if first else by_intent(intent)
    return Route(intent, agent, confidence, (time.perf_counter() - began) * 1000, doubtful=not settled and confidence < learned.unsure)


def classify(text: str, attached: Sequence[str] = ()) -> tuple[str, float]:
    """The likeliest intent and how sure that is. Deterministic; a text without any word and file is CHAT."""
    if not attached and not pieces(text):
        return "CHAT", 1.0
    likely = learned_intents().judge(text, attached)
    intent = max(likely, key=lambda x: likely[x])
    return intent, likely[intent]
