"""Follow-up messages on a design, through the whole turn: what is said, what is kept, who answers."""

from __future__ import annotations

import pytest

from ohm_core.agents.events import AgentSelected, Failed, Text
from ohm_core.workshop import Workshop

WATERER = "Water my tomatoes when the soil is dry and beep when the tank is empty"


@pytest.fixture
def shop(tmp_path):
    made = Workshop(tmp_path)
    yield made
    made.turns.halt()
    made.store.close()


@pytest.fixture
def project(shop):
    made = shop.create()
    list(shop.chat(made, WATERER))
    return made


def ask(shop, project, text: str) -> str:
    events = list(shop.chat(project, text))
    assert not [e for e in events if isinstance(e, Failed)]
    return "".join(e.content for e in events if isinstance(e, Text)).replace("\\", "")


def test_a_limit_in_percent_is_no_budget(shop, project):
    ask(shop, project, "make it beep below 20 percent")
    assert shop.open(project).budget_target is None or not shop.open(project).budget_target
    assert any("< 20" in f.content.replace("WATER", "") or "20" in f.content for f in shop.prototype(project).firmware if f.path == "config.h")


def test_undo_goes_back_step_by_step_and_redo_forward(shop, project):
    ask(shop, project, "make it beep below 20 percent")
    ask(shop, project, "make it beep above 30 instead")
    assert "Version 2 is the newest again" in ask(shop, project, "undo that")
    assert "Version 1 is the newest again" in ask(shop, project, "undo")
    assert "Version 4 is the newest again" in ask(shop, project, "redo")


def test_cheaper_says_what_changed_and_what_was_saved(shop, project):
    said = ask(shop, project, "make it cheaper")
    assert "saved" in said and "Arduino Uno R3 →" in said
    assert len(shop.prototype(project).design.behaviours) == 2
    assert "no cheaper set of parts" in ask(shop, project, "make it cheaper")


def test_euros_stay_euros_and_the_conversion_is_told(shop, project):
    said = ask(shop, project, "keep it under 30 euros")
    assert "under the budget of €30.00" in said and "0.92 EUR for 1 USD" in said and "estimate" in said
    assert (shop.open(project).budget_target, shop.open(project).currency) == ("30.00", "EUR")
    assert "€" in ask(shop, project, "what does it cost?")
    assert shop.prototype(project).cost.total.currency == "EUR"


def test_a_question_about_euros_shows_them_and_changes_nothing(shop, project):
    assert "€" in ask(shop, project, "what does it cost in euros?") and len(shop.versions(project)) == 1


def test_a_budget_that_cannot_be_met_is_said_with_ways_out(shop, project):
    said = ask(shop, project, "my budget is 10 dollars")
    assert "over the budget" in said and "Ways out" in said


def test_an_unclear_message_is_asked_about_and_the_short_answer_understood(shop, project):
    assert ask(shop, project, "set the threshold to 40 percent").rstrip().endswith("?")
    assert len(shop.versions(project)) == 1
    assert "SOIL1 moisture is below 40 %" in ask(shop, project, "the soil one")


def test_a_change_that_the_role_has_no_tool_for_is_handed_on_before_any_word(shop, project):
    events = list(shop.chat(project, "add a button", agent="circuitVerifier"))
    roles = [e.kind for e in events if isinstance(e, AgentSelected)]
    assert roles == ["circuitVerifier", "conversational"] and "BTN1" in shop.prototype(project).design.parts
    assert not any("has no tool" in str(e.as_json()) for e in events)


@pytest.mark.parametrize(("question", "fact"), [
    ("which pin is the pump on?", "driven from U1."),
    ("which pin is the moisture sensor on?", "SOIL1.AOUT joins U1.A"),
    ("why an arduino uno?", "Nobody named a board"),
    ("why do I need the diode?", "catches the kick"),
    ("what does it cost?", "$"),
    ("does it have wifi?", "has no wifi"),
    ("is there a buzzer in it?", "Yes: Active buzzer"),
    ("is there a display in it?", "No, there is no display"),
    ("how many parts are there?", "15 parts"),
    ("can it run from a battery?", "make it battery powered"),
    ("check my photo", "can't look at photos"),
])
def test_questions_are_answered_from_the_design_and_change_nothing(shop, project, question, fact):
    assert fact in ask(shop, project, question)
    assert len(shop.versions(project)) == 1


def test_a_repeated_message_makes_no_second_version(shop, project):
    ask(shop, project, "add a button that starts the pump")
    said = ask(shop, project, "add a button that starts the pump")
    assert "already" in said and len(shop.versions(project)) == 2


def test_what_the_person_has_is_no_cost(shop, project):
    ask(shop, project, "I have an ESP32 already")
    made = shop.prototype(project)
    assert next(x for x in made.bom if x.ref == "U1").owned and made.bom[0].part == "esp32-devkit-v1"
