"""What is taken back by words that follow it is neither asked for nor brought in by anything else."""

from __future__ import annotations

import pytest

from ohm_core.catalogue.catalogue import Catalogue
from ohm_core.understand import understand
from ohm_core.understand.afterthoughts import broken, refused_after
from ohm_core.understand.tokens import sentence_ends, tokenize


def stretch(text: str, find: object = refused_after) -> str:
    tokens = tokenize(text)
    ends = [e + 1 for e in sentence_ends(text, tokens)]
    sentences = tuple((s, e) for s, e in zip([0, *ends], [*ends, len(tokens)], strict=False) if e > s)
    return " ".join(tokens[j].text for j in sorted(find(tokens, sentences)))  # type: ignore[operator]


@pytest.mark.parametrize(("text", "gone"), [
    ("a lamp, a beep is not needed", "a beep is not needed"),
    ("a lamp. a screen I don't want.", "a screen I don't want"),
    ("a lamp, beeping he hates, people stare", "beeping he hates"),
    ("a pump, feeding we do ourselves, lights too", "feeding we do ourselves lights too"),
    ("sorting them by hand is fine, just count them", "sorting them by hand is fine"),
    ("I bought a doorbell, so I no longer need one", "I bought a doorbell , so I no longer need one")])
def test_a_stretch_that_ends_in_its_own_refusal_is_found(text: str, gone: str) -> None:
    assert stretch(text) == gone


@pytest.mark.parametrize("text", ["a lamp when no light is needed", "I do not need a display but a buzzer", "a button that I press myself", "beep if the plant does not want water", "I want to do it myself with a button"])
def test_what_is_asked_for_is_not_taken_for_a_refusal(text: str) -> None:
    assert stretch(text) == ""


def test_what_broke_is_told_and_not_wished() -> None:
    assert stretch("the old timer died. two buttons", broken) == "the old timer died"
    assert stretch("beep when the wire is broken", broken) == ""


def test_a_refused_effect_is_not_brought_in_by_a_product(catalogue: Catalogue) -> None:
    found = understand("a smart cane that senses obstacles, vibration only, sounds he hates", catalogue)
    assert not [w for w in found.wanted() if w.concept in ("sound", "tone")]
