"""Who takes a message: the first goes to the initializer, a role chosen by hand is honoured, else its intent decides.

The intent is learned from the sentences of `intents.toml` by naive Bayes over words and the letter groups in them (so that
endings and small spelling mistakes do not matter); it takes well under a millisecond once learned.
"""

from __future__ import annotations

import math
import re
import time
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

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
    seen = Counter(features(text))
    if not seen:
        return "CHAT", 1.0
    scores = {intent: _score(seen, model) for intent, model in _models().items()}
    best = max(scores, key=lambda i: (scores[i], i))
    spread = [math.exp((s - scores[best]) / (1 + math.log(len(seen)))) for s in scores.values()]
    return best, 1 / sum(spread)


def features(text: str) -> Iterable[str]:
    """Words, neighbouring pairs of them, and the letter groups of the longer ones."""
    words = re.findall(r"[a-zäöüßéèàçñ]+|\d+", text.lower()[:2000])
    yield from words
    yield from (f"{a} {b}" for a, b in zip(words, words[1:], strict=False))
    yield from (f"#{w[i:i + 4]}" for w in words if len(w) > 4 for i in range(len(w) - 3))


@dataclass(frozen=True)
class _Model:
    counts: Mapping[str, int]
    total: int
    kinds: int


def _score(seen: Mapping[str, int], model: _Model) -> float:
    """Log-likelihood with a small count for what was never seen (Lidstone, 0.2)."""
    return sum(math.log((model.counts.get(f, 0) + 0.2) / (model.total + 0.2 * model.kinds)) * math.sqrt(n) for f, n in seen.items())


@cache
def _models() -> Mapping[str, _Model]:
    raw = tomllib.loads((Path(__file__).parent / "intents.toml").read_text(encoding="utf-8"))
    counted = {intent: Counter(f for s in sentences for f in features(s)) for intent, sentences in raw.items()}
    kinds = len({f for c in counted.values() for f in c})
    return {intent: _Model(c, sum(c.values()), kinds) for intent, c in counted.items()}
