"""What the router learns from, read from ohm_core/agents/intents: sentences with choices in eight languages, and messages as people wrote them."""

from __future__ import annotations

import csv
import random
import re
import sys
import tomllib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from ohm_core.agents.intent import FOLDER

FEWEST = 3  # texts of a sentence with choices or subjects in it


@dataclass(frozen=True)
class Example:
    """One message to learn from; `also` are intents that would do too. `group` is its sentence (translations of one share it) or its
    file of messages, `weight` its share in that sentence."""

    text: str
    attached: tuple[str, ...]
    intent: str
    language: str
    group: str
    weight: float
    also: tuple[str, ...] = ()

    @property
    def written(self) -> bool:
        """Whether it is a message as somebody wrote it, not made from a sentence."""
        return not self.language


def examples() -> list[Example]:
    """Every example, the same each time: sentences with their choices made, then messages."""
    slots = tomllib.loads((FOLDER / "slots.toml").read_text(encoding="utf-8"))
    made: list[Example] = []
    for path in sorted(FOLDER.glob("??.toml")):
        fill = {**slots["all"], **slots[path.stem]}
        for intent, sentences in tomllib.loads(path.read_text(encoding="utf-8")).items():
            for at, sentence in enumerate(sentences):
                made += _variants(sentence, intent, path.stem, f"{intent} {at}", fill)
    return [*made, *messages()]


def messages() -> Iterator[Example]:
    """The messages of messages*.tsv: intent, other intents that would do, files sent along, text."""
    for path in sorted(FOLDER.glob("messages*.tsv")):
        for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
            yield Example(row["text"], tuple(row["files"].split()), row["intent"], "", path.stem, 1.0, tuple(row["also"].split()))


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
