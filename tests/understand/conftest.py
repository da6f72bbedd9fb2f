"""What the tests of understanding share: the catalogue, and how a request's wishes are compared with what they must be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from ohm_core.catalogue.catalogue import Catalogue, load
from ohm_core.design.wishes import Requirements
from ohm_core.understand import lexicon as lexicons
from ohm_core.understand.names import names_of

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Expected:
    """One thing a request must come to: alternatives of (concept, count, colour); `optional` things may be absent."""

    options: tuple[tuple[str, int, str], ...]
    optional: bool


def expected(text: str) -> list[Expected]:
    """"press*2 light|motion display?" → what is expected, required things first."""
    found = []
    for word in text.split():
        options = []
        for option in word.rstrip("?").split("|"):
            match = re.fullmatch(r"([a-z_0-9]+)(?:\*(\d+))?(?::(\w+))?", option.rstrip("?"))
            assert match, f"not an expectation: {option}"
            options.append((match[1], int(match[2] or 1), match[3] or ""))
        found.append(Expected(tuple(options), word.endswith("?")))
    return sorted(found, key=lambda e: e.optional)


def table(name: str) -> list[tuple[str, str]]:
    """(request, expectation) of every line of a table beside this file."""
    lines = [line for line in (HERE / name).read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return [(a.strip(), b.strip()) for a, _, b in (line.rpartition("=>") if "=>" in line else (line, "", "") for line in lines)]


def differences(found: Requirements, want: str, catalogue: Catalogue) -> tuple[list[str], list[str]]:
    """What is missing and what is too much. What the catalogue cannot do yet counts as there when it is shown as unserved."""
    lexicon, names = lexicons.load(), names_of(catalogue)
    left = [[w, w.count, False] for w in found.wanted() if not w.conditions.get("onboard")]
    missing = []
    for one in expected(want):
        done = False
        for concept, count, color in one.options:
            need = count
            for slot in left:
                wish = slot[0]
                serves = lexicon.is_a(wish.concept, concept) or wish.part and concept in names.concepts_of(wish.part) or concept == "display" and lexicon.is_a(wish.concept, "display")
                said = str(wish.conditions.get("color", ""))
                if serves and slot[1] and need and (not color or said in (color, "") or lexicon.is_a(wish.concept, "colored_light")):
                    taken = min(need, slot[1])
                    need, slot[1], slot[2] = need - taken, slot[1] - taken, True
            shared = any(s[2] and s[0].part and concept in names.concepts_of(s[0].part) for s in left)
            if need <= 0 or shared or any(concept.replace("_", " ") in u.why for u in found.unserved):
                done = True
                break
        if not done and not one.optional:
            missing.append("|".join(o[0] for o in one.options))
    return missing, [f"{s[0].concept} x{s[1]} ({s[0].said})" for s in left if s[1]]


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load()
