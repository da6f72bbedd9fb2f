"""The short memory of a conversation: every five messages, from what is new, never in anybody's way."""

from __future__ import annotations

import time

from ohm_core.agents.prompting import block
from ohm_core.agents.roles import role
from ohm_core.agents.summary import KIND, MOST_WORDS, bring_up_to_date, shortened, summary_of
from ohm_core.agents.turn import Turn
from ohm_core.errors import ProviderDown
from ohm_core.llm.scripted import Scripted, fails, says
from ohm_core.store import messages, versions


def talk(shop, project, *texts: str) -> None:
    for text in texts:
        messages.add(shop.store, "local", project, "user", text)


def test_nothing_is_written_before_five_messages(shop):
    project = shop.create()
    talk(shop, project, "one", "two", "three", "four")
    assert bring_up_to_date(shop.shelf, project) is None
    talk(shop, project, "five")
    made = bring_up_to_date(shop.shelf, project)
    assert made is not None and made.count == 5 and "five" in made.text


def test_the_next_one_takes_up_only_what_is_new(shop):
    project = shop.create()
    talk(shop, project, *"abcde")
    models = Scripted(says("They count letters."), says("They count letters and digits."))
    bring_up_to_date(shop.shelf, project, models, "some/model")
    talk(shop, project, *"12345")
    made = bring_up_to_date(shop.shelf, project, models, "some/model")
    told = models.requests[1].messages[-1].text
    assert "They count letters." in told and "user: 1" in told and "user: a" not in told
    assert made is not None and (made.count, made.last_sequence, made.text) == (10, 10, "They count letters and digits.")
    assert summary_of(shop.shelf, project).version == 2


def test_its_parts_files_and_questions_come_from_the_design(shop):
    project = shop.create()
    list(shop.chat(project, "a red light that blinks"))
    list(shop.chat(project, "add a button"))
    talk(shop, project, "thanks")
    made = bring_up_to_date(shop.shelf, project, Scripted(says("A light. It uses an imaginary flux capacitor.")), "m")
    design = shop.prototype(project).design
    assert made is not None and list(made.snapshot["components"]) == [p.part for p in design.parts.values()]
    assert made.snapshot["codeFiles"] and "flux" not in str(made.snapshot)


def test_a_model_that_fails_costs_only_its_words(shop):
    project = shop.create()
    list(shop.chat(project, "a red light that blinks"))
    talk(shop, project, "a", "b", "c")
    made = bring_up_to_date(shop.shelf, project, Scripted(fails(ProviderDown("down"))), "m")
    assert made is not None and made.text.startswith(shop.prototype(project).design.title)


def test_a_failure_leaves_the_old_one_and_the_next_run_catches_up(shop, monkeypatch):
    project = shop.create()
    talk(shop, project, *"abcde")
    with monkeypatch.context() as broken:
        broken.setattr(versions, "append_beside", lambda *a: 1 / 0)
        assert bring_up_to_date(shop.shelf, project) is None
    talk(shop, project, "f")
    assert bring_up_to_date(shop.shelf, project).count == 6


def test_a_locked_project_is_left_alone(shop):
    project = shop.create()
    talk(shop, project, *"abcde")
    shop.lock(project)
    assert bring_up_to_date(shop.shelf, project) is None
    shop.unlock(project)
    assert bring_up_to_date(shop.shelf, project) is not None


def test_a_text_that_is_too_long_is_cut_after_a_sentence():
    long = "This is one sentence of seven words. " * 100
    cut = shortened(long)
    assert len(cut.split()) <= MOST_WORDS and cut.endswith(".")
    assert shortened("short") == "short" and len(shortened("word " * 1000).split()) == MOST_WORDS


def test_it_is_no_version_of_the_project_and_no_gap_in_their_numbers(shop):
    project = shop.create()
    list(shop.chat(project, "a red light that blinks"))
    talk(shop, project, *"abcde")
    bring_up_to_date(shop.shelf, project)
    list(shop.chat(project, "add a button"))
    assert [r.number for r, _ in shop.versions(project)] == [2, 1]
    assert KIND not in {v.type for v in shop.snapshot(project).versions}


def test_a_model_is_told_it_in_a_short_block(shop):
    project = shop.create()
    list(shop.chat(project, "a red light that blinks"))
    talk(shop, project, "a", "b", "c")
    bring_up_to_date(shop.shelf, project, Scripted(says("A light for the door.")), "m")
    said = tuple(shop.messages(project))
    told = block(Turn(shop.shelf, shop.open(project), "r", "m", role("conversational"), "CHAT", "hi", said, lambda e: None))
    assert "(5 messages): A light for the door." in told and "Code files: " in told and "Open questions: 0" in told


def test_a_turn_brings_it_up_to_date_when_five_more_messages_have_been_said(shop):
    project = shop.create()
    for words in ("a red light that blinks", "add a button"):
        list(shop.chat(project, words))
    shop.turns.halt()
    assert summary_of(shop.shelf, project) is None
    list(shop.chat(project, "thanks"))
    for _ in range(100):
        if made := summary_of(shop.shelf, project):
            break
        time.sleep(0.05)
    assert made is not None and made.count == 6
