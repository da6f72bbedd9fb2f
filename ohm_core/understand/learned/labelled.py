"""Requests with what their words ask for: lines like "when [the hens roost](light|motion) [the hatch shuts](angle)".

Concepts joined by | would serve equally well, the usual one first; by + all of them are asked for; "none" is what no part can do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ohm_core.catalogue.catalogue import Catalogue, data_dir
from ohm_core.errors import BadInput
from ohm_core.understand import lexicon as lexicons
from ohm_core.understand.learned.signs import Words
from ohm_core.understand.names import names_of
from ohm_core.understand.understanding import page_of

FOLDER = data_dir() / "requests"
_MARK = re.compile(r"\[([^\]]*)\]\(([a-z0-9_|+]+)\)")


@dataclass(frozen=True)
class Asked:
    """Words [start, end) and what they ask for: each of `concepts` is one need, its alternatives in order."""

    start: int
    end: int
    concepts: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Labelled:
    """A request, the line it was read from, its words and what they ask for."""

    line: str
    text: str
    words: Words
    asks: tuple[Asked, ...]


def labelled(line: str, catalogue: Catalogue) -> Labelled:
    """The request that LINE holds. Raises BadInput for a label outside the form or a concept there is not."""
    text, stretches = "", []
    at = 0
    for mark in _MARK.finditer(line):
        text += line[at : mark.start()]
        stretches.append((len(text), len(text) + len(mark[1]), tuple(tuple(g.split("|")) for g in mark[2].split("+"))))
        text, at = text + mark[1], mark.end()
    text += line[at:]
    lexicon = lexicons.load()
    if wrong := sorted({c for _, _, groups in stretches for g in groups for c in g} - set(lexicon.concepts) - {"none"}) or re.findall(r"\]\(", text):
        raise BadInput(f"'{line[:60]}': {wrong[0]} is no concept of data/concepts.", "requests")
    page = page_of(text, lexicon, names_of(catalogue))
    asks = []
    for start, end, groups in stretches:
        inside = [i for i, t in enumerate(page.tokens) if t.start < end and t.end > start]
        if inside:
            asks.append(Asked(inside[0], inside[-1] + 1, groups))
    return Labelled(line, text, Words(page.tokens, page.items), tuple(asks))
