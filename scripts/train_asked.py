#!/usr/bin/env python3
"""Learns what words of a request ask for from the labelled requests in data/requests and writes ohm_core/understand/learned/weights.tsv.

    python scripts/train_asked.py [--without NAME …]

Each word gets a likelihood for every concept and for none by softmax regression over what shows at it (`learned/signs.py`), trained by
AdaGrad (Duchi, Hazan and Singer 2011) in a fixed order, so that the same requests give the same weights. With `--without` nothing is
written: the files named are left out and the measure is told on them, as for requests of people nobody has learned from.
"""

from __future__ import annotations

import hashlib
import os
import random
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from ohm_core.catalogue.catalogue import load as load_catalogue  # noqa: E402
from ohm_core.understand.learned.labelled import FOLDER, Labelled, labelled  # noqa: E402
from ohm_core.understand.learned.model import NOTHING, WEIGHTS, factor, peaks  # noqa: E402
from ohm_core.understand.learned.signs import about, at  # noqa: E402

Array = np.ndarray[Any, Any]
ROUNDS = 8
RATE = 0.25
SHRINK = 6e-3  # how far each weight is drawn to none at each step (FOBOS, Duchi and Singer 2009): most stay none
FEWEST = 2  # requests in which a sign must show
SECOND = 0.25  # share of the alternatives to the usual concept of a stretch
LEAST = 0.25  # weights below are not worth a place in the file


@dataclass(frozen=True)
class Row:
    """One word: columns of what shows, with their factors, and the share of each concept."""

    columns: Array
    values: Array
    wanted: Array


def shown(one: Labelled) -> list[list[str]]:
    whole = list(about(one.words))
    return [[*whole, *at(one.words, i)] for i in range(len(one.words))]


def wanted(one: Labelled, i: int, concepts: dict[str, int]) -> Array:
    share = np.zeros(len(concepts), dtype=np.float32)
    asks = [a for a in one.asks if a.start <= i < a.end]
    for group in [g for a in asks for g in a.concepts] or [(NOTHING,)]:
        for k, concept in enumerate(group):
            share[concepts[concept]] += 1.0 if len(group) == 1 else 1 - SECOND if k == 0 else SECOND / (len(group) - 1)
    return share / share.sum()  # type: ignore[no-any-return]


def known(made: Sequence[list[list[str]]]) -> dict[str, int]:
    seen = Counter(s for signs in made for s in {s for word in signs for s in word})
    return {s: i for i, s in enumerate(sorted(s for s, n in seen.items() if n >= FEWEST))}


def rows_of(one: Labelled, signs: list[list[str]], columns: dict[str, int], concepts: dict[str, int]) -> list[Row]:
    made = []
    for i, word in enumerate(signs):
        found = [(columns[s], factor(s)) for s in word if s in columns]
        made.append(Row(np.array([c for c, _ in found], dtype=np.int64), np.array([v for _, v in found], dtype=np.float32), wanted(one, i, concepts)))
    return made


def learned(rows: Sequence[Row], width: int, height: int) -> Array:
    """The weights, a row for each sign."""
    theta = np.zeros((width, height), dtype=np.float32)
    squares = np.full((width, height), 1e-6, dtype=np.float32)
    order = list(range(len(rows)))
    pick = random.Random(7)
    for _ in range(ROUNDS):
        pick.shuffle(order)
        for i in order:
            row = rows[i]
            here = theta[row.columns]
            scores = row.values @ here
            scores -= scores.max()
            p = np.exp(scores)
            slope = np.outer(row.values, p / p.sum() - row.wanted)
            grown = squares[row.columns] + slope * slope
            squares[row.columns] = grown
            step = RATE / np.sqrt(grown)
            moved = here - step * slope
            theta[row.columns] = np.sign(moved) * np.maximum(np.abs(moved) - step * SHRINK, 0)
    return theta


def likelihoods(rows: Sequence[Row], theta: Array) -> Array:
    scores = np.stack([r.values @ theta[r.columns] for r in rows])
    e = np.exp(scores - scores.max(1, keepdims=True))
    return e / e.sum(1, keepdims=True)  # type: ignore[no-any-return]


def stamp(texts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:16]


def write(theta: Array, columns: dict[str, int], concepts: dict[str, int], mark: str, count: int) -> None:
    names = list(concepts)
    lines = [f"# stamp: {mark}", f"# requests: {count}", "# concepts: " + " ".join(names)]
    for sign, at_ in columns.items():
        row = theta[at_] * factor(sign)
        if kept := [f"{k}:{max(-127, min(127, round(float(row[k]) * 10)))}" for k in np.flatnonzero(np.abs(row) >= LEAST)]:
            lines.append(f"{sign}\t{' '.join(kept)}")
    WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines) - 3} of {len(columns)} signs, {WEIGHTS.stat().st_size / 1e6:.1f} MB")


def measure(ones: Sequence[Labelled], found: Sequence[Array], names: Sequence[str]) -> None:
    """Recall, precision and whole requests right at several likelihoods; concepts as they stand in the labels."""
    for least in (0.2, 0.25, 0.3, 0.35, 0.4, 0.5):
        hit = said = missed = whole = quiet = talk = 0
        for one, p in zip(ones, found, strict=True):
            got = {names[k] for k, v in enumerate(peaks(p)) if v >= least} - {NOTHING, "none"}
            groups = [set(g) for a in one.asks for g in a.concepts if g != ("none",)]
            right, extra = sum(bool(g & got) for g in groups), len(got - set().union(*groups))
            hit, said, missed, whole = hit + right, said + extra, missed + len(groups) - right, whole + (right == len(groups) and not extra)
            talk, quiet = talk + (not one.asks), quiet + (not one.asks and not got)
        print(f"  at least {least}: recall {hit / (hit + missed):.3f} precision {hit / (hit + said):.3f} whole {whole / len(ones):.3f} talk left alone {quiet}/{talk}")


def lines() -> dict[str, list[str]]:
    """The labelled requests of each file."""
    return {p.stem: [line for line in p.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")] for p in sorted(FOLDER.glob("*.txt"))}


def main(without: Sequence[str]) -> None:
    catalogue = load_catalogue()
    ones = {name: [labelled(line, catalogue) for line in many] for name, many in lines().items()}
    train = [o for name, many in ones.items() if name not in without for o in many]
    concepts = {c: i for i, c in enumerate([NOTHING, *sorted({c for o in train for a in o.asks for g in a.concepts for c in g})])}
    signs = [shown(o) for o in train]
    columns = known(signs)
    rows = [r for o, s in zip(train, signs, strict=True) for r in rows_of(o, s, columns, concepts)]
    print(f"{len(train)} requests, {len(rows)} words, {len(columns)} signs, {len(concepts) - 1} concepts", flush=True)
    theta = learned(rows, len(columns), len(concepts))
    if not without:
        write(theta, columns, concepts, stamp(o.line for o in train), len(train))
        return
    for name in without:
        print(name)
        measure(ones[name], [likelihoods(rows_of(o, shown(o), columns, concepts), theta) for o in ones[name]], list(concepts))


if __name__ == "__main__":
    main([a for a in sys.argv[1:] if a != "--without"])
