"""A tool that needs the person's word: the turn waits for it, goes on by it, without it, or stops; question and answer are kept."""

from __future__ import annotations

import threading
import time

import pytest

from ohm_core.agents import toolset
from ohm_core.agents.events import PermissionAsked, PermissionDecided, event_from
from ohm_core.agents.turn import Limits, Stopped
from ohm_core.errors import BadInput, Locked, ModelMistake
from ohm_core.project import history, permissions
from ohm_core.project.shelf import Shelf
from ohm_core.store.journal import journal_of
from tests.agents.tools.bench import turn
from tests.agents.tools.conftest import blinker as blinker
from tests.agents.tools.conftest import shelf as shelf

BUTTON = {"part": "button"}


def soon(act) -> threading.Thread:
    """ACT once something waits for the person."""
    thread = threading.Thread(target=act, daemon=True)
    thread.start()
    return thread


def answer(shelf, project, grant: bool, always: bool = False):
    def act() -> None:
        for _ in range(200):
            if found := permissions.pending(shelf, project):
                permissions.decide(shelf, project, found[0]["id"], grant, always)
                return
            time.sleep(0.02)

    return soon(act)


@pytest.fixture
def asks(shelf, blinker):
    permissions.permit(shelf, blinker, "add_part", "ask")
    return blinker


def test_the_turn_waits_and_goes_on_with_the_persons_yes(shelf, asks):
    events: list = []
    thread = answer(shelf, asks, True)
    assert toolset.call(turn(shelf, asks, events=events, ask_s=10), "add_part", BUTTON).ok
    thread.join()
    assert "BTN1" in history.working_prototype(shelf, asks).design.parts
    asked = next(e for e in events if isinstance(e, PermissionAsked))
    assert (asked.tool, asked.arguments, asked.seconds) == ("add_part", BUTTON, 10) and event_from(asked.as_json()) == asked
    told = event_from(next(e.data for e in journal_of(shelf.db).read(shelf.owner, asks.id) if e.type == "permission_decided"))
    assert told == PermissionDecided(asked.request, "conversational", "add_part", "granted") and permissions.status(shelf, asks, asked.request) == "used"


def test_a_no_is_told_to_the_model_and_changes_nothing(shelf, asks):
    answer(shelf, asks, False)
    with pytest.raises(ModelMistake, match="The person refused add_part"):
        toolset.call(turn(shelf, asks, ask_s=10), "add_part", BUTTON)
    assert "BTN1" not in history.current(shelf, asks).design.parts and permissions.pending(shelf, asks) == []


def test_always_holds_for_the_same_run_too(shelf, asks):
    one = turn(shelf, asks, ask_s=10)
    answer(shelf, asks, True, always=True)
    assert toolset.call(one, "add_part", BUTTON).ok and toolset.call(one, "add_part", BUTTON).ok
    answer_ = permissions.rules(shelf, asks).verdict("conversational", "add_part")
    assert answer_ == "allow" and permissions.rules(shelf, asks).verdict("bomGenerator", "add_part") == "ask"


def test_never_holds_for_the_same_run_too(shelf, asks):
    one = turn(shelf, asks, ask_s=10)
    answer(shelf, asks, False, always=True)
    for says in ("refused", "not allowed"):
        with pytest.raises(ModelMistake, match=says):
            toolset.call(one, "add_part", BUTTON)


def test_without_an_answer_the_turn_goes_on_and_the_question_stays(shelf, asks):
    events: list = []
    began = time.monotonic()
    with pytest.raises(Locked, match="waits for the person") as error:
        toolset.call(turn(shelf, asks, events=events, ask_s=0.5), "add_part", BUTTON)
    assert error.value.kind == "ask" and 0.5 <= time.monotonic() - began < 3
    assert [e.decision for e in events if isinstance(e, PermissionDecided)] == ["timed_out"]
    (waiting,) = permissions.pending(shelf, asks)
    permissions.decide(shelf, asks, waiting["id"], True)
    assert toolset.call(turn(shelf, asks), "add_part", BUTTON).ok  # a late word holds for the next same call


def test_a_yes_is_for_the_call_that_was_shown_and_no_other(shelf, asks):
    with pytest.raises(Locked):
        toolset.call(turn(shelf, asks), "add_part", BUTTON)
    permissions.decide(shelf, asks, permissions.pending(shelf, asks)[0]["id"], True)
    with pytest.raises(Locked):
        toolset.call(turn(shelf, asks), "add_part", {"part": "led-5mm"})
    assert [r["arguments"] for r in permissions.pending(shelf, asks)] == [{"part": "led-5mm"}]


def test_stop_ends_the_waiting_at_once(shelf, asks):
    from dataclasses import replace

    stop = threading.Event()
    one = replace(turn(shelf, asks, ask_s=30), stopped=stop.is_set)
    threading.Timer(0.3, stop.set).start()
    began = time.monotonic()
    with pytest.raises(Stopped):
        toolset.call(one, "add_part", BUTTON)
    assert time.monotonic() - began < 2


def test_waiting_never_takes_the_turns_last_seconds(shelf, asks):
    from dataclasses import replace

    one = replace(turn(shelf, asks), limits=Limits(turn_s=5.2, ask_s=60))
    began = time.monotonic()
    with pytest.raises(Locked):
        toolset.call(one, "add_part", BUTTON)
    assert time.monotonic() - began < 2


def test_only_so_many_questions_wait_and_nobody_answers_for_another(shelf, asks, monkeypatch):
    monkeypatch.setattr(permissions, "MOST_WAITING", 2)
    for part in ("button", "led-5mm"):
        with pytest.raises(Locked):
            toolset.call(turn(shelf, asks), "add_part", {"part": part})
    with pytest.raises(BadInput, match="2 questions wait"):
        toolset.call(turn(shelf, asks), "add_part", {"part": "resistor"})
    eve = Shelf(shelf.db, "eve")
    with pytest.raises(BadInput, match="no project"):
        permissions.decide(eve, asks, permissions.pending(shelf, asks)[0]["id"], True)


def test_a_locked_project_may_be_answered_but_its_rules_stay(shelf, asks):
    with pytest.raises(Locked):
        toolset.call(turn(shelf, asks), "add_part", BUTTON)
    shelf.lock(asks)
    waiting = permissions.pending(shelf, asks)[0]["id"]
    with pytest.raises(Locked, match="is locked"):
        permissions.decide(shelf, asks, waiting, True, always=True)
    permissions.decide(shelf, asks, waiting, True)
    with pytest.raises(Locked, match="is locked"):
        toolset.call(turn(shelf, asks), "add_part", BUTTON)
