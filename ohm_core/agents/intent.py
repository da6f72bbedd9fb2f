"""What was learned about intents, read from `intents/weights.tsv`, and its verdict on a message. `scripts/train_router.py` writes
the file from the example sentences beside it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ohm_core.agents.signs import signs

INTENTS = ("BOM", "CODE", "WIRING", "CIRCUIT_VERIFY", "DATASHEET", "BUDGET", "CHAT")
ALWAYS = "always:"  # the sign that every message has
FOLDER = Path(__file__).parent / "intents"
WEIGHTS = FOLDER / "weights.tsv"


@dataclass(frozen=True)
class Learned:
    """What each sign of a message says for each intent, in tenths. A verdict less sure than `unsure` is one to doubt; `stamp`
    tells which sentences it was learned from."""

    weights: Mapping[str, tuple[int, ...]]
    unsure: float
    stamp: str

    def judge(self, text: str, attached: Iterable[str] = ()) -> dict[str, float]:
        """The likelihood of every intent, together 1."""
        scores = [w / 10 for w in self.weights[ALWAYS]]
        for sign, length in signs(text, attached).items():
            if found := self.weights.get(sign):
                for at, weight in enumerate(found):
                    scores[at] += weight * length / 10
        best = max(scores)
        odds = [math.exp(s - best) for s in scores]
        return {intent: o / sum(odds) for intent, o in zip(INTENTS, odds, strict=True)}


@cache
def learned_intents() -> Learned:
    """What the shipped file holds."""
    head, weights = {}, {}
    for line in WEIGHTS.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            key, value = line[2:].split(": ")
            head[key] = value
        else:
            sign, *numbers = line.split("\t")
            if sign != "sign":
                weights[sign] = tuple(map(int, numbers))
    signs("any word")  # reads the names and classes it knows, so that the first message need not
    return Learned(weights, float(head["unsure"]), head["stamp"])
