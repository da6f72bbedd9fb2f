"""Finished examples: every golden project among them, as the golden files have it, without an error, found by words."""

from __future__ import annotations

import pytest

from ohm_core.errors import BadInput
from ohm_core.project.examples import example, examples, like
from ohm_core.project.prototype import Prototype
from tests.golden.views import projects, wiring


@pytest.mark.parametrize("project", projects(), ids=lambda p: p.name)
def test_each_golden_project_is_an_example_with_its_wiring(project):
    found = example(project.name)
    made = Prototype.from_design(found.design())
    assert found.request == project.request and wiring(made) + "\n" == (project.folder / "wiring.txt").read_text("utf-8"), "run scripts/update_examples.py"


def test_no_example_has_an_error_and_each_has_its_words():
    assert len(examples()) >= 12
    for one in examples():
        assert one.request and not Prototype.from_design(one.design()).report.errors(), one.name


@pytest.mark.parametrize(("words", "first"), [("a waterer for tomatoes", "esp32-tomato-waterer"), ("open a door with an RFID card", "pico-door-lock"), ("blink an LED", "blink"), ("parking aid for the garage with nano", "nano-parking-helper")])
def test_examples_are_found_by_what_is_to_be_built(words, first):
    assert like(words)[0][0].name == first


def test_words_that_no_example_has_find_none_and_an_unknown_name_lists_those_there_are():
    assert like("zzz qqq") == []
    with pytest.raises(BadInput, match="blink"):
        example("no-such")
