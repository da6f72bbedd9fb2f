"""Finished examples: designs in data/examples that a person or model may start from, found by name or by words."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ohm_core.catalogue.catalogue import data_dir
from ohm_core.design.file import design_from, parse_json
from ohm_core.design.values import Design
from ohm_core.errors import BadInput

LIGHT = frozenset("a an the and or with for to of in on at is it my i want need that when then by from as be this some".split())


@dataclass(frozen=True)
class Example:
    """A finished design by its name; `request` are the words it was made from."""

    name: str
    request: str
    path: Path

    def design(self) -> Design:
        return design_from(parse_json(self.path.read_bytes(), self.path.name), self.path.name)


@cache
def examples(folder: Path | None = None) -> tuple[Example, ...]:
    """Every example, by name."""
    root = folder or data_dir() / "examples"
    told = {k: v for name in ("requests.toml", "golden.toml") if (root / name).exists() for k, v in tomllib.loads((root / name).read_text("utf-8")).items()}
    texts = {name: said if isinstance(said, str) else said["text"] for name, said in told.items()}
    return tuple(Example(p.stem, texts.get(p.stem, ""), p) for p in sorted(root.glob("*.json")))


def example(name: str) -> Example:
    """The example of this name. Raises BadInput with the names there are."""
    found = next((e for e in examples() if e.name == name), None)
    if found is None:
        raise BadInput(f"There is no example '{name[:60]}'; the examples are {', '.join(e.name for e in examples())}.", "example", "not_found")
    return found


def like(words: str, most: int = 5) -> list[tuple[Example, float]]:
    """The examples whose name, words and parts share most with WORDS, rare words counting more; each with its score above 0."""
    wanted, texts = _stems(words), {e.name: _stems(_text(e)) for e in examples()}
    spread = {w: sum(w in t for t in texts.values()) for w in wanted}
    scored = [(e, sum(1 / spread[w] for w in wanted if w in texts[e.name])) for e in examples()]
    return sorted(((e, s) for e, s in scored if s > 0), key=lambda pair: (-pair[1], pair[0].name))[:most]


@cache
def _text(one: Example) -> str:
    design = one.design()
    return " ".join([one.name.replace("-", " "), one.request, design.title, *(u.part.replace("-", " ") for u in design.parts.values())])


def _stems(text: str) -> set[str]:
    words = set(re.findall(r"[a-z0-9]+", text.lower())) - LIGHT
    return {re.sub(r"(?:ing|ers|er|ed|s)$", "", w) if len(w) > 4 else w for w in words}
