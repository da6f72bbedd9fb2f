"""Learns who should answer a message from the example sentences, and writes what was learned to ohm_core/agents/intents/weights.tsv.

    python scripts/train_router.py [--report]

Multinomial logistic regression (numpy): the loss is convex, so that the same sentences give the same weights. How sure the router
is, and below which it counts as unsure, come from sentences held out. --report prints what the held-out sentences got wrong.
"""

from __future__ import annotations

import hashlib
import itertools
import os
import random
import re
import sys
import tomllib
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # short vectors: more threads only wait for each other
import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from ohm_core.agents.intent import FOLDER, INTENTS, WEIGHTS  # noqa: E402
from ohm_core.agents.signs import signs  # noqa: E402

Array = np.ndarray[Any, Any]
FEWEST = 3  # texts of a sentence with choices or subjects in it
FOLDS = 3
SHRINK = 0.03  # weight of the squared weights in the loss, by cross-validation
RARE = 2  # a sign counts when it shows in so many sentences (or their translations)
STEP = 10  # weights are kept in tenths
AIM = 0.9   # of the messages the router is sure of, so many were right among those held out


@dataclass(frozen=True)
class Example:
    """One message to learn from. `group` is its sentence (translations of one share it), `weight` its share in that sentence."""

    text: str
    attached: tuple[str, ...]
    intent: str
    language: str
    group: str
    weight: float


def examples() -> list[Example]:
    """Every example sentence with its choices made, the same each time."""
    slots = tomllib.loads((FOLDER / "slots.toml").read_text(encoding="utf-8"))
    made = []
    for path in sorted(FOLDER.glob("??.toml")):
        fill = {**slots["all"], **slots[path.stem]}
        for intent, sentences in tomllib.loads(path.read_text(encoding="utf-8")).items():
            for at, sentence in enumerate(sentences):
                made += _variants(sentence, intent, path.stem, f"{intent} {at}", fill)
    return made


def _variants(sentence: str, intent: str, language: str, group: str, fill: dict[str, str]) -> Iterator[Example]:
    """As many texts as the longest choice of a sentence has ways, and at least FEWEST where it has any: each way is gone."""
    attached, bare = re.fullmatch(r"(?:\[(photo|pdf|code|file)\] ?)?(.*)", sentence).groups()  # type: ignore[union-attr]
    pick = random.Random(zlib.crc32(f"{language}{sentence}".encode()))
    pieces = [_ways(p, fill, pick) for p in re.split(r"(\([^()]*\|[^()]*\)|\{\w+\})", bare)]
    count = max(FEWEST, *(len(ways) for ways, all_ in pieces if all_), 1)
    plain = dict.fromkeys(" ".join("".join(ways[i % len(ways)] for ways, _ in pieces).split()) for i in range(count))
    texts = [_framed(text, fill, pick) for text in plain]
    for text in texts:
        yield Example(text, (attached,) if attached else (), intent, language, group, len(texts) ** -0.5)


def _framed(text: str, fill: dict[str, str], pick: random.Random) -> str:
    """TEXT, now and then with a greeting before it or a please after it, which say nothing of what is wanted."""
    before, after = (pick.choice(fill[name].split("|")) if text and pick.random() < 0.2 else "" for name in ("before", "after"))
    return f"{before} {text} {after}".strip()


def _ways(piece: str, fill: dict[str, str], pick: random.Random) -> tuple[list[str], bool]:
    """What a piece of a sentence may be, in an order of its own; and whether all of them are wanted, as of a choice."""
    if piece.startswith("{"):
        ways = fill[piece[1:-1]].split("|")
    elif "|" in piece:
        ways = [re.sub(r"\{(\w+)\}", lambda m: pick.choice(fill[m[1]].split("|")), w) for w in piece[1:-1].split("|")]
    else:
        return [piece], False
    pick.shuffle(ways)
    return ways, not piece.startswith("{")


@dataclass(frozen=True)
class Table:
    """Examples as rows of signs: row, column and value of every cell, and their labels and weights."""

    rows: Array
    columns: Array
    values: Array
    labels: Array
    weights: Array
    width: int

    def scores(self, theta: Array) -> Array:
        """A row for each intent, as `theta` has."""
        return np.stack([np.bincount(self.rows, self.values * one[self.columns], len(self.labels)) for one in theta])

    def back(self, wrong: Array) -> Array:
        """What each column adds to the slope of the loss."""
        return np.stack([np.bincount(self.columns, self.values * one[self.rows], self.width) for one in wrong])


def shown(made: Sequence[Example]) -> list[dict[str, float]]:
    return [{**signs(e.text, e.attached), "bias": 1.0} for e in made]


def known(made: Sequence[Example], seen: Sequence[dict[str, float]]) -> dict[str, int]:
    """The signs that are learned, with their column."""
    sentences: Counter[str] = Counter()
    for _, both in itertools.groupby(sorted(zip((f"{e.group} {e.language}" for e in made), range(len(made)), strict=True)), lambda p: p[0]):
        sentences.update({s for _, i in both for s in seen[i]})
    return {s: i for i, s in enumerate(sorted(s for s, n in sentences.items() if n >= RARE))}


def table(made: Sequence[Example], seen: Sequence[dict[str, float]], columns: dict[str, int]) -> Table:
    cells = [(i, columns[s], v) for i, found in enumerate(seen) for s, v in found.items() if s in columns]
    rows, where, values = (np.array(x) for x in zip(*cells, strict=True))
    return Table(rows, where, values, np.array([INTENTS.index(e.intent) for e in made]), _balanced(made), len(columns))


def _balanced(made: Sequence[Example]) -> Array:
    """How much each example counts: as its share in its sentence, so that all intents together count the same in a language."""
    total: Counter[tuple[str, str]] = Counter()
    for e in made:
        total[e.intent, e.language] += e.weight  # type: ignore[assignment]
    mean = {e.language: sum(v for (_, lang), v in total.items() if lang == e.language) / len(INTENTS) for e in made}
    return np.array([e.weight * (mean[e.language] / total[e.intent, e.language]) ** 0.5 for e in made])


def learned(data: Table, shrink: float = SHRINK) -> Array:
    """The weights with the least loss, a row for each intent."""
    hot = np.eye(len(INTENTS))[:, data.labels]

    def loss(flat: Array) -> tuple[float, Array]:
        theta = flat.reshape(len(INTENTS), -1)
        p = likelihoods(data.scores(theta))
        value = -(data.weights * np.log((p * hot).sum(0) + 1e-300)).sum() + shrink / 2 * (theta ** 2).sum()
        return float(value), (data.back(data.weights * (p - hot)) + shrink * theta).ravel()

    return least(loss, np.zeros(data.width * len(INTENTS))).reshape(len(INTENTS), -1)


def likelihoods(scores: Array) -> Array:
    e = np.exp(scores - scores.max(0))
    return e / e.sum(0)  # type: ignore[no-any-return]


def least(of: Callable[[Array], tuple[float, Array]], x: Array, rounds: int = 120, memory: int = 8) -> Array:
    """Where a smooth convex function is least: L-BFGS (Nocedal and Wright, Numerical Optimization, algorithm 7.4) with halved steps."""
    value, slope = of(x)
    past: list[tuple[Array, Array]] = []
    for _ in range(rounds):
        way, kept = slope.copy(), []
        for s, y in reversed(past):
            a = s @ way / (s @ y)
            way -= a * y
            kept.append(a)
        way *= past[-1][0] @ past[-1][1] / (past[-1][1] @ past[-1][1]) if past else 1 / max(1.0, np.abs(slope).max())
        for (s, y), a in zip(past, reversed(kept), strict=True):
            way += s * (a - y @ way / (s @ y))
        step = 1.0
        while (then := of(x - step * way))[0] > value - 1e-4 * step * (slope @ way) and step > 1e-8:
            step /= 2
        moved = -step * way
        past = [*past, (moved, then[1] - slope)][-memory:]
        x, value, slope = x + moved, *then
        if np.abs(slope).max() < 2e-3:
            break
    return x


def held_out(made: Sequence[Example], seen: Sequence[dict[str, float]], shrink: float = SHRINK) -> Array:
    """Scores of every example by weights learned without its sentence."""
    folds = np.array([zlib.crc32(e.group.encode()) % FOLDS for e in made])
    scores = np.zeros((len(INTENTS), len(made)))
    for fold in range(FOLDS):
        rest, part = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
        few = [made[i] for i in rest], [seen[i] for i in rest]
        columns = known(*few)
        theta = learned(table(*few, columns), shrink)
        scores[:, part] = table([made[i] for i in part], [seen[i] for i in part], columns).scores(theta)
    return scores


def sharpness(scores: Array, data: Table) -> float:
    """The factor on scores whose likelihoods fit held-out examples best (temperature scaling, Guo et al. 2017)."""
    def loss(t: float) -> float:
        return float(-(data.weights * np.log(likelihoods(scores * t)[data.labels, np.arange(len(data.labels))] + 1e-12)).sum())

    return min((t / 20 for t in range(5, 100)), key=loss)


def threshold(sure: Array, right: Array) -> float:
    """The least confidence from which on AIM of the held-out examples are right."""
    return next((float(c) for c in np.arange(0.2, 0.96, 0.01) if right[sure >= c].mean() >= AIM), 0.95)


def stamp(made: Sequence[Example], seen: Sequence[dict[str, float]]) -> str:
    """A digest of all that is learned from: it differs as soon as a sentence or what shows in it does."""
    return hashlib.sha256("\n".join(f"{e.intent} {e.weight:.3f} {' | '.join(sorted(s))}" for e, s in zip(made, seen, strict=True)).encode()).hexdigest()[:16]


def main(report: bool = False) -> None:
    made = examples()
    seen = shown(made)
    columns = known(made, seen)
    data = table(made, seen, columns)
    scores = held_out(made, seen)
    sharp = sharpness(scores, data)
    p = likelihoods(scores * sharp)
    right, sure = p.argmax(0) == data.labels, p.max(0)
    unsure = threshold(sure, right)
    theta = learned(data) * sharp
    _write(columns, theta, {"stamp": stamp(made, seen), "unsure": f"{unsure:.2f}", "held-out": f"{right.mean():.3f}", "sentences": str(len({(e.group, e.language) for e in made}))})
    print(f"{len(made)} examples, {len(columns)} signs, sharpness {sharp}, unsure below {unsure:.2f} ({(sure < unsure).mean():.1%} of them)")
    for language in sorted({e.language for e in made}):
        mine = np.array([e.language == language for e in made])
        print(f"held out, {language}: {right[mine].mean():.3f}")
    if report:
        for i in np.flatnonzero(~right):
            print(f"{made[i].intent:15}{INTENTS[p[:, i].argmax()]:15}{sure[i]:.2f}  {made[i].attached or ''} {made[i].text}")


def _write(columns: dict[str, int], theta: Array, head: dict[str, str]) -> None:
    lines = [f"# {k}: {v}" for k, v in head.items()] + ["\t".join(["sign", *INTENTS])]
    for sign, at in columns.items():
        row = np.rint(theta[:, at] * STEP).astype(int)
        if np.abs(row).max() >= 2:
            lines.append("\t".join([sign, *map(str, row)]))
    WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main("--report" in sys.argv)
