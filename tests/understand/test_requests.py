"""Everyday requests come to the functions they ask for, no more and no less; talk without hardware comes to none."""

from __future__ import annotations

import pytest

from ohm_core.catalogue.catalogue import Catalogue
from ohm_core.design.behaviour import subjects
from ohm_core.understand import understand
from tests.understand.conftest import differences, table


@pytest.mark.parametrize(("request_", "want"), table("requests.txt"))
def test_a_request_comes_to_what_it_asks_for(request_: str, want: str, catalogue: Catalogue) -> None:
    missing, extra = differences(understand(request_, catalogue), want, catalogue)
    assert not missing and not extra


@pytest.mark.parametrize("talk", [a for a, _ in table("negatives.txt")])
def test_talk_without_hardware_gives_no_wish_and_says_so(talk: str, catalogue: Catalogue) -> None:
    found = understand(talk, catalogue)
    assert not found.wishes
    assert found.unserved


@pytest.mark.parametrize("request_", [a for a, _ in table("requests.txt")])
def test_behaviours_speak_only_of_wishes_and_every_effect_has_one(request_: str, catalogue: Catalogue) -> None:
    found = understand(request_, catalogue)
    ids = {w.id for w in found.wishes} | {"board"}
    spoken = {s.split(".")[0] for b in found.behaviours for part in (b.when, b.do, b.else_) for s in subjects(part)}
    assert spoken <= ids
    assert all(w.id in spoken for w in found.wanted() if w.role in ("act", "show") and not w.conditions.get("onboard"))


@pytest.mark.parametrize("request_", [a for a, _ in table("requests.txt")][:120])
def test_every_character_of_a_word_has_a_fate(request_: str, catalogue: Catalogue) -> None:
    found = understand(request_, catalogue)
    covered = {i for s in found.spans for i in range(s.start, s.end)}
    assert all(i in covered for i, c in enumerate(request_) if c.isalnum())
    assert all(s.why for s in found.spans)
