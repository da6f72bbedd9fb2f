"""Learns who should answer a message from the examples (router_examples.py) and writes what was learned to
ohm_core/agents/intents/weights.tsv.

    python scripts/train_router.py [--report]

Multinomial logistic regression (numpy): the loss is convex, so that the same examples give the same weights. How sure the router
is, and below which it counts as unsure, come from files of messages held out whole. --report prints what was held out and got wrong.
"""

from __future__ import annotations

import hashlib
import itertools
import os
import sys
import zlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # short vectors: more threads only wait for each other
import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from ohm_core.agents.intent import ALWAYS, INTENTS, WEIGHTS  # noqa: E402
from ohm_core.agents.signs import signs  # noqa: E402
from scripts.router_examples import Example, examples  # noqa: E402

Array = np.ndarray[Any, Any]
FOLDS = 3
SHRINK = 0.05  # weight of the squared weights in the loss; this and the next two by cross-validation over the files of messages
SENTENCE = 0.3  # what a sentence with choices counts beside a message
OTHER = 0.25  # of a message that other intents would suit too, their part of it
RARE = 2  # a sign counts when it shows in so many sentences and messages
STEP = 10  # weights are kept in tenths
MOST = 34_000  # signs kept, those that say most
EVEN = 6.0  # about the length of a row whose signs are weighed by how telling they are
AIM = 0.9  # of the messages the router is sure of, so many were right among those held out
PLAIN = 40  # one example in so many has its signs in the stamp, beside all texts


@dataclass(frozen=True)
class Table:
    """Examples as rows of signs: row, column and value of every cell, how much they are of each intent (a row for each), and their weights."""

    rows: Array
    columns: Array
    values: Array
    hot: Array
    weights: Array
    width: int

    def scores(self, theta: Array) -> Array:
        """A row for each intent, as `theta` has."""
        return np.stack([np.bincount(self.rows, self.values * one[self.columns], len(self.weights)) for one in theta])

    def back(self, wrong: Array) -> Array:
        """What each column adds to the slope of the loss."""
        return np.stack([np.bincount(self.columns, self.values * one[self.rows], self.width) for one in wrong])


def shown(made: Sequence[Example]) -> list[dict[str, float]]:
    return [{**signs(e.text, e.attached), ALWAYS: 1.0} for e in made]


def known(made: Sequence[Example], seen: Sequence[dict[str, float]]) -> dict[str, tuple[int, float]]:
    """The signs that are learned, with their column and how telling each is: the logarithm of how seldom it shows (inverse document
    frequency, Spärck Jones 1972). A sentence counts once with all its texts, and as little beside a message as it weighs."""
    total: Counter[str] = Counter()
    shows: dict[str, float] = {}
    texts = [(e.text if e.written else f"{e.group} {e.language}", e.written, i) for i, e in enumerate(made)]
    rows = 0.0
    for (_, written), group in itertools.groupby(sorted(texts), lambda t: t[:2]):
        share = 1.0 if written else SENTENCE
        rows += share
        for sign in {s for *_, i in group for s in seen[i]}:
            total[sign] += 1
            shows[sign] = shows.get(sign, 0.0) + share
    return {s: (i, EVEN if s == ALWAYS else float(np.log(1 + rows / shows[s]))) for i, s in enumerate(sorted(s for s, n in total.items() if n >= RARE))}


def table(made: Sequence[Example], seen: Sequence[dict[str, float]], columns: dict[str, tuple[int, float]]) -> Table:
    """Rows of EXAMPLES; values are lengths of signs times how telling they are."""
    cells = [(i, *columns[s], v) for i, found in enumerate(seen) for s, v in found.items() if s in columns]
    rows, where, telling, length = (np.array(x) for x in zip(*cells, strict=True))
    return Table(rows, where, telling * length / EVEN, _shares(made), _balanced(made), len(columns))


def _shares(made: Sequence[Example]) -> Array:
    """How much each example is of each intent."""
    hot = np.zeros((len(INTENTS), len(made)))
    for i, e in enumerate(made):
        hot[INTENTS.index(e.intent), i] = 1 - OTHER if e.also else 1
        for other in e.also:
            hot[INTENTS.index(other), i] += OTHER / len(e.also)
    return hot


def _balanced(made: Sequence[Example]) -> Array:
    """How much each example counts: a message 1, a sentence as its share in it, so that all intents together count the same in a language."""
    total: Counter[tuple[str, str]] = Counter()
    for e in made:
        total[e.intent, e.language] += e.weight  # type: ignore[assignment]
    mean = {e.language: sum(v for (_, lang), v in total.items() if lang == e.language) / len(INTENTS) for e in made}
    return np.array([(1 if e.written else SENTENCE) * e.weight * (mean[e.language] / total[e.intent, e.language]) ** 0.5 for e in made])


def learned(data: Table, shrink: float = SHRINK) -> Array:
    """The weights with the least loss, a row for each intent."""
    def loss(flat: Array) -> tuple[float, Array]:
        theta = flat.reshape(len(INTENTS), -1)
        p = likelihoods(data.scores(theta))
        value = -(data.weights * (data.hot * np.log(p + 1e-300)).sum(0)).sum() + shrink / 2 * (theta ** 2).sum()
        return float(value), (data.back(data.weights * (p - data.hot)) + shrink * theta).ravel()

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
    """Scores of every example by weights learned without its sentence, or without its file of messages."""
    files = sorted({e.group for e in made if e.written})
    folds = np.array([(files.index(e.group) if e.written else zlib.crc32(e.group.encode())) % FOLDS for e in made])
    scores = np.zeros((len(INTENTS), len(made)))
    for fold in range(FOLDS):
        rest, part = np.flatnonzero(folds != fold).tolist(), np.flatnonzero(folds == fold).tolist()
        few = [made[i] for i in rest], [seen[i] for i in rest]
        columns = known(*few)
        theta = learned(table(*few, columns), shrink)
        scores[:, part] = table([made[i] for i in part], [seen[i] for i in part], columns).scores(theta)
    return scores


def sharpness(scores: Array, hot: Array) -> float:
    """The factor on scores whose likelihoods fit messages held out best (temperature scaling, Guo et al. 2017)."""
    return min((t / 20 for t in range(5, 100)), key=lambda t: float(-(hot * np.log(likelihoods(scores * t) + 1e-12)).sum()))


def threshold(sure: Array, right: Array) -> float:
    """The least confidence from which on AIM of the messages held out are right."""
    return next((float(c) for c in np.arange(0.2, 0.96, 0.01) if right[sure >= c].mean() >= AIM), 0.95)


def stamp(made: Sequence[Example]) -> str:
    """A digest of what is learned from: it differs as soon as a text does, or what shows in some of them."""
    told = [f"{e.intent} {e.also} {e.attached} {e.weight:.3f} {e.text}" for e in made]
    return hashlib.sha256("\n".join([*told, *(" | ".join(f"{s} {v:.4f}" for s, v in x.items()) for x in shown(made[::PLAIN]))]).encode()).hexdigest()[:16]


def main(report: bool = False) -> None:
    made = examples()
    seen = shown(made)
    columns = known(made, seen)
    data = table(made, seen, columns)
    scores = held_out(made, seen)
    written = np.array([e.written for e in made])
    sharp = sharpness(scores[:, written], data.hot[:, written])
    p = likelihoods(scores * sharp)
    verdicts = [INTENTS[i] for i in p.argmax(0)]
    exact, right = (np.array([v == e.intent or loose and v in e.also for v, e in zip(verdicts, made, strict=True)]) for loose in (False, True))
    sure = p.max(0)
    unsure = threshold(sure[written], right[written])
    _write(columns, learned(data) * sharp, {"stamp": stamp(made), "unsure": f"{unsure:.2f}", "held-out": f"{right[written].mean():.3f}", "examples": str(len(made))})
    print(f"{len(made)} examples, {len(columns)} signs, sharpness {sharp}, unsure below {unsure:.2f} ({(sure < unsure)[written].mean():.1%} of the messages)")
    for name in sorted({e.group if e.written else e.language for e in made}):
        mine = np.array([name == (e.group if e.written else e.language) for e in made])
        print(f"held out, {name}: {exact[mine].mean():.3f}, with the other intents that would do {right[mine].mean():.3f}")
    for i in np.flatnonzero(~right) if report else ():
        print(f"{made[i].intent:15}{verdicts[i]:15}{sure[i]:.2f}  {made[i].attached or ''} {made[i].text}")


def _write(columns: dict[str, tuple[int, float]], theta: Array, head: dict[str, str]) -> None:
    """The signs that say most, in the order of the alphabet; a sign's weight is told by its length, so that how telling it is lies in it."""
    lines = [f"# {k}: {v}" for k, v in head.items()] + ["\t".join(["sign", *INTENTS])]
    even = theta - theta.mean(0)  # what all intents get alike tells nothing
    told = {s: even[:, at] * telling / EVEN * STEP for s, (at, telling) in columns.items()}
    enough = max(0.5, *sorted((float(np.abs(row).max()) for row in told.values()), reverse=True)[MOST - 1:MOST])
    lines += ["\t".join([s, *(str(round(w)) for w in row)]) for s, row in told.items() if np.abs(row).max() >= enough]
    WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main("--report" in sys.argv)
