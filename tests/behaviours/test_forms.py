"""No form of a behaviour without a scenario: the forms come from the code, so a new one fails here until somebody writes down what it must do."""

from __future__ import annotations

from tests.behaviours.case import LANGUAGES, wired
from tests.behaviours.cases import CASES
from tests.behaviours.forms import NOT_MEANT, FormsOf, all_forms


def covered() -> set[str]:
    return {form for case in CASES for way in case.ways for form in FormsOf(wired(case, way), LANGUAGES[way]).found}


def test_every_form_has_a_scenario() -> None:
    missing = sorted(all_forms() - covered())
    assert not missing, f"write a scenario in tests/behaviours for: {', '.join(missing)}"


def test_what_is_said_to_be_impossible_has_no_scenario() -> None:
    assert not covered() & NOT_MEANT.keys()


def test_every_case_looks_at_something() -> None:
    for case in CASES:
        assert sum(bool(s.looks) or s.kind == "serial" for s in case.scenario.steps) >= 2, case.name
