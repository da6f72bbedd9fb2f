"""Likelihoods of concepts at each word of a request, from `weights.tsv`: a line a sign, with the concepts it speaks for or against."""

from __future__ import annotations

import itertools
import math
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from zlib import crc32

from ohm_core.catalogue.catalogue import ohm_home
from ohm_core.compiled import compiled
from ohm_core.understand.learned.signs import Words, about, at

WEIGHTS = Path(__file__).parent / "weights.tsv"
NOTHING = "-"
FACTORS = {"s=": 0.25, "k=": 0.25, "n=": 0.5, "~": 0.4}  # how much a sign of a kind counts where it shows
WINDOW = 3  # words over which a likelihood is averaged: one word alone is chance
FORMAT = 2
Rows = Sequence[Sequence[float]]


@dataclass(frozen=True)
class Model:
    """What speaks for which concept; concept 0 is none. `signs` are sorted checksums (CRC-32: of the words people use one in 25,000 is taken for
    another's, and nothing need be unpacked), `starts` where the pairs of each begin: bytes of a concept's number and its weight in tenths plus 128.
    """

    concepts: tuple[str, ...]
    signs: array[int]
    starts: array[int]
    pairs: bytes
    stamp: str

    def likelihoods(self, words: Words) -> list[list[float]]:
        """A row for each word: how likely it is part of a stretch that asks for each concept, together 1."""
        whole = self._added([0.0] * len(self.concepts), about(words))
        return [_softmax(self._added(whole.copy(), at(words, i))) for i in range(len(words))]

    def _added(self, scores: list[float], signs: Iterable[str]) -> list[float]:
        known, starts, pairs = self.signs, self.starts, self.pairs
        for sign in signs:
            key = crc32(sign.encode())
            i = bisect_left(known, key)
            if i < len(known) and known[i] == key:
                for k in range(starts[i], starts[i + 1], 2):
                    scores[pairs[k]] += pairs[k + 1] - 128
        return scores


def factor(sign: str) -> float:
    return next((v for k, v in FACTORS.items() if sign.startswith(k)), 1.0)


def peaks(rows: Rows) -> list[float]:
    """For each concept its highest likelihood over WINDOW words in a row; ROWS has one for each word."""
    if not len(rows):
        return []
    wide = min(WINDOW, len(rows))
    return [max(sum(float(rows[i + j][k]) for j in range(wide)) for i in range(len(rows) - wide + 1)) / wide for k in range(len(rows[0]))]


def _softmax(tenths: list[float]) -> list[float]:
    best = max(tenths)
    e = [math.exp((s - best) / 10) for s in tenths]
    total = sum(e)
    return [x / total for x in e]


@cache
def model() -> Model:
    """What the shipped file holds, from the compiled one where that is there."""
    facts = WEIGHTS.stat()
    return compiled(ohm_home() / "cache" / f"asked-{FORMAT}.{facts.st_size}.{facts.st_mtime_ns}.bin", lambda: _read(WEIGHTS))


def _read(path: Path) -> Model:
    head: dict[str, str] = {}
    signs: dict[int, bytes] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        sign, _, pairs = line.partition("\t")
        if not pairs:
            key, _, value = line.removeprefix("# ").partition(": ")
            head[key] = value
        else:
            signs[crc32(sign.encode())] = bytes(b for pair in pairs.split(" ") for k, _, w in (pair.partition(":"),) for b in (int(k), int(w) + 128))
    keys = sorted(signs)
    starts = itertools.accumulate((len(signs[k]) for k in keys), initial=0)
    return Model(tuple(head["concepts"].split()), array("I", keys), array("I", starts), b"".join(signs[k] for k in keys), head["stamp"])
