"""The stretches of one request that likely ask for something."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from ohm_core.understand.learned.model import NOTHING, model, peaks
from ohm_core.understand.learned.signs import Words
from ohm_core.understand.page import Page

SURE = 0.4  # from here on a stretch is taken to ask for a concept (docs/figures.md: precision .8 on people never learned from)
EDGE = 0.5  # part of the highest likelihood down to which words belong to a stretch


@dataclass(frozen=True)
class Heard:
    """Words [start, end) that likely ask for a concept ("none": for what no part can do)."""

    start: int
    end: int
    concept: str
    sure: float


class Ear:
    """The likelihoods of one request."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @cached_property
    def rows(self) -> list[list[float]]:
        return model().likelihoods(Words(self.page.tokens, self.page.items))

    @cached_property
    def highest(self) -> dict[str, float]:
        """For each concept how likely some stretch of the request asks for it."""
        return {c: p for c, p in zip(model().concepts, peaks(self.rows), strict=False) if c != NOTHING}

    def somewhere(self, concepts: Collection[str]) -> float:
        """How likely the likeliest single word asks for one of CONCEPTS."""
        columns = [k for k, c in enumerate(model().concepts) if c in concepts]
        return max((sum(row[k] for k in columns) for row in self.rows), default=0.0)

    def stretches(self, least: float = SURE) -> list[Heard]:
        """What is asked for with at least this likelihood, in the order of the text."""
        found = [self._stretch(c, p) for c, p in self.highest.items() if p >= least]
        return sorted(found, key=lambda h: (h.start, -h.sure))

    def _stretch(self, concept: str, sure: float) -> Heard:
        k = model().concepts.index(concept)
        column = [row[k] for row in self.rows]
        top = max(range(len(column)), key=column.__getitem__)
        start = end = top
        while start > 0 and column[start - 1] >= EDGE * column[top]:
            start -= 1
        while end + 1 < len(column) and column[end + 1] >= EDGE * column[top]:
            end += 1
        return Heard(start, end + 1, concept, sure)
