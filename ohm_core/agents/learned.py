"""Sentences learned from examples: naive Bayes over words, word pairs and letter groups, so that endings and small spelling
mistakes do not matter. Deterministic; learning takes milliseconds, judging a sentence well under one."""

from __future__ import annotations

import itertools
import math
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

UNSEEN = 0.2


class Learned:
    """A classifier made from a table of label → example sentences."""

    def __init__(self, examples: Mapping[str, Iterable[str]]) -> None:
        self._counts = {label: Counter(f for s in sentences for f in features(s)) for label, sentences in examples.items()}
        self._totals = {label: sum(c.values()) for label, c in self._counts.items()}
        self._kinds = len({f for c in self._counts.values() for f in c})

    def judge(self, text: str) -> tuple[str, float]:
        """The likeliest label and how sure that is, 0 to 1; ("", 0) for a text without any word."""
        seen = Counter(features(text))
        if not seen:
            return "", 0.0
        scores = {label: self._score(seen, label) for label in self._counts}
        best = max(scores, key=lambda x: (scores[x], x))
        flatten = 1 + math.log(len(seen))
        return best, 1 / sum(math.exp((s - scores[best]) / flatten) for s in scores.values())

    def distinct(self, text: str, label: str) -> bool:
        """True when something in TEXT was only ever seen with LABEL: what else speaks for it may speak for others too."""
        return any(f in self._counts[label] and not any(f in c for other, c in self._counts.items() if other != label) for f in features(text))

    def _score(self, seen: Mapping[str, int], label: str) -> float:
        """Log-likelihood with a small count for what was never seen (Lidstone)."""
        counts, floor = self._counts[label], self._totals[label] + UNSEEN * self._kinds
        return sum(math.log((counts.get(f, 0) + UNSEEN) / floor) * math.sqrt(n) for f, n in seen.items())


def features(text: str) -> Iterable[str]:
    """Words, neighbouring pairs of them, and the letter groups of the longer ones."""
    words = re.findall(r"[^\W\d_]+|\d+", text.lower()[:2000])
    yield from words
    yield from (f"{a} {b}" for a, b in itertools.pairwise(words))
    yield from (f"#{w[i:i + 4]}" for w in words if len(w) > 4 for i in range(len(w) - 3))


@cache
def learned(name: str) -> Learned:
    """The classifier of one of this room's example files."""
    return Learned(tomllib.loads((Path(__file__).parent / name).read_text(encoding="utf-8")))
