"""Which texts lie near some words in meaning: vectors made by somebody else, kept and compared in the store; and how two rankings become one."""

from __future__ import annotations

import logging
import statistics
from collections.abc import Hashable, Mapping, Sequence
from typing import Protocol, TypeVar

from ohm_core.errors import OhmError
from ohm_core.store import vectors
from ohm_core.store.database import Database

log = logging.getLogger("ohm.project")
PIECE = 1200  # characters of a passage that gets a vector of its own
MOST = 2000  # passages of a project's own in one search
# How many standard deviations above the usual nearness of this search a text must lie. Models differ in what cosine unrelated texts have, so
# no fixed cosine would do; among hundreds of texts chance alone leaves about one in 160 above this (normal distribution).
OUTSTANDING = 2.5
# Cormack, Clarke and Buettcher, "Reciprocal Rank Fusion", SIGIR 2009.
RRF = 60
Item = TypeVar("Item", bound=Hashable)


class Meaning(Protocol):
    """Somebody who gives vectors. `model` names what made them: those of different models are not compared."""

    @property
    def model(self) -> str: ...

    def vectors(self, texts: Sequence[str]) -> Mapping[str, Sequence[float]]:
        """Vectors by text, of those that got one in time; {} where nothing came. Raises nothing."""
        ...


def nearest(db: Database, owner: str, meaning: Meaning, words: str, texts: Sequence[str]) -> list[int]:
    """The places of those TEXTS that stand out as near to WORDS, the nearest first; [] where there are no vectors. Asks only for vectors that
    OWNER's store does not have yet."""
    digests = [vectors.digest(t) for t in texts]
    wanted = vectors.digest(words)
    try:
        _complete(db, owner, meaning, {wanted: words} | dict(zip(digests, texts, strict=True)))
        scores = vectors.near(db, owner, meaning.model, wanted, set(digests))
    except OhmError as error:  # the store is busy or full: what is found by words is found all the same
        log.warning("no search by meaning: %s", error.message)
        return []
    floor = _floor(scores) if scores else 0.0
    found = [i for i, d in enumerate(digests) if scores.get(d, -2.0) > floor]
    return sorted(found, key=lambda i: (-scores[digests[i]], i))


def _complete(db: Database, owner: str, meaning: Meaning, texts: Mapping[str, str]) -> None:
    known = vectors.kept(db, owner, meaning.model, texts)
    missing = {d: t for d, t in texts.items() if d not in known and t.strip()}
    if missing:
        came = meaning.vectors(list(missing.values()))
        vectors.keep(db, owner, meaning.model, {d: came[t] for d, t in missing.items() if t in came})


def _floor(scores: Mapping[str, float]) -> float:
    usual = list(scores.values())
    return statistics.fmean(usual) + OUTSTANDING * statistics.pstdev(usual)


def fused(rankings: Sequence[Sequence[Item]]) -> list[Item]:
    """One ranking of several: each gives an item 1 / (RRF + rank). With a single one that holds anything it stays as it is."""
    scores: dict[Item, float] = {}
    for ranking in rankings:
        for rank, item in enumerate(ranking, 1):
            scores[item] = scores.get(item, 0.0) + 1 / (RRF + rank)
    return sorted(scores, key=lambda item: -scores[item])


def pieces(text: str) -> list[str]:
    """TEXT in passages of at most PIECE characters, parted at ends of lines where there are any."""
    found, piece = [], ""
    for line in text.splitlines(keepends=True):
        for part in (line[i:i + PIECE] for i in range(0, len(line), PIECE)):
            if len(piece) + len(part) > PIECE:
                found.append(piece)
                piece = ""
            piece += part
    return [p.strip() for p in (*found, piece) if p.strip()]
