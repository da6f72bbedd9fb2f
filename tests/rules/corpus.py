"""The own corpus: everyday circuits on every board of the catalogue, one file a board in corpus/, and the right circuits of the rules' cases.

`python scripts/write_rule_corpus.py` wrote the files; they stay as they are until somebody runs it again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.rules.bench import cases, design, report
from tests.rules.faults import Rate, rates

FOLDER = Path(__file__).parent / "corpus"


@dataclass(frozen=True)
class Circuit:
    """A right circuit: the board's id, the words it was made from, its text."""

    board: str
    words: str
    text: str


@cache
def corpus() -> tuple[Circuit, ...]:
    """Every circuit of every board."""
    return tuple(_circuits())


def _circuits() -> Iterator[Circuit]:
    for path in sorted(FOLDER.glob("*.txt")):
        for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
            head, _, text = block.partition("\n")
            yield Circuit(path.stem, head.removeprefix("# "), text)


@cache
def measured() -> tuple[Rate, ...]:
    """Catch rates by kind of fault over the corpus and the right cases."""
    return tuple(rates([design(c.text) for c in corpus()] + [design(c.circuit) for c in cases() if c.good]))


@cache
def alarms() -> tuple[int, int]:
    """Errors and warnings on the right circuits of both."""
    found = [f.severity for text in (*(c.text for c in corpus()), *(c.circuit for c in cases() if c.good)) for f in report(text).findings]
    return found.count("error"), found.count("warning")
