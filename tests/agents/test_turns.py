"""A turn from message to answer: events in the contract's form and order, stored, stoppable, one at a time."""

from __future__ import annotations

import threading
import time

import pytest

from ohm_core.agents.events import AgentSelected, ArtifactChanged, DrawerOpen, Failed, Metadata, Step, Text, ToolCall, ToolResult, event_from
from ohm_core.agents.turn import Call, Say
from ohm_core.agents.turns import MOST_WAITING, Turns
from ohm_core.errors import BadInput
from ohm_core.store import runs


def kinds(events) -> list[str]:
    return list(dict.fromkeys(e.as_json()["type"] for e in events))


def test_a_first_message_becomes_a_design_with_every_event_in_its_place(shop):
    project = shop.create()
    events = list(shop.chat(project, "a red light that blinks"))
    assert isinstance(events[0], AgentSelected) and events[0].kind == "projectInitializer"
    assert kinds(events) == ["agent_selected", "tool_call", "step", "artifact_changed", "tool_result", "drawer_open", "text", "metadata"]
    assert {e.artifact for e in events if isinstance(e, ArtifactChanged)} == {"context", "bom", "wiring", "code", "budget"}
    assert [e.step for e in events if isinstance(e, Step) and e.status == "completed"] == ["understand", "parts", "check", "wiring", "firmware", "budget"]
    assert events[-1].status == "complete" and events[-1].ready
    assert shop.open(project).title == "Blinker"


def test_the_answer_is_stored_as_it_was_streamed(shop):
    project = shop.create()
    events = list(shop.chat(project, "a red light"))
    said, answer = shop.messages(project)
    assert (said.role, said.content, answer.role) == ("user", "a red light", "assistant")
    assert answer.content == "".join(e.content for e in events if isinstance(e, Text))
    assert answer.id == events[-1].message_id and answer.metadata["artifacts"]["bom"] == 1


def test_events_survive_their_json_form(shop):
    events = list(shop.chat(shop.create(), "a red light"))
    assert [event_from(e.as_json()) for e in events] == events


def test_a_follow_up_is_understood_together_with_what_was_said_before(shop):
    project = shop.create()
    list(shop.chat(project, "a red light that blinks"))
    events = list(shop.chat(project, "add a button"))
    call = next(e for e in events if isinstance(e, ToolCall))
    assert call.name == "revise_design" and shop.prototype(project).design.requirements.text == "a red light that blinks. add a button."
    assert "BTN1" in shop.prototype(project).design.parts
    assert "BTN1" in "".join(e.content for e in events if isinstance(e, Text))


class Slow:
    """Says a word every 10 ms for 10 s, and counts how many answer at once."""

    name = "slow"

    def __init__(self):
        self.go, self.now, self.most, self.heard = threading.Event(), 0, 0, []

    def answer(self, turn):
        self.heard.append((turn.text, [m.content for m in turn.history if m.role == "user"]))
        self.now += 1
        self.most = max(self.most, self.now)
        try:
            for i in range(1000):
                yield Say(f"word{i} ")
                self.go.set()
                time.sleep(0.01)
        finally:
            self.now -= 1


def test_a_message_sent_while_an_answer_is_running_waits_and_is_answered_next(shop):
    slow, project = Slow(), shop.create()
    turns = Turns(shop.store, slow)
    first = turns.start(shop.shelf, project, "hello")
    slow.go.wait(5)
    second = turns.start(shop.shelf, project, "and this?")
    assert [m.content for m in shop.messages(project)] == ["hello", "and this?"] and [r.id for r in turns.waiting(project.id)] == [second.id]
    assert turns.stop(project)
    reader = turns.entries(shop.shelf, second, turns.before("local", second))
    assert next(reader).type == "agent_selected"
    while not turns.stop(project):
        time.sleep(0.005)
    assert list(reader)[-1].type == "metadata" and turns.waiting(project.id) == ()
    assert [m.content.split("word")[0] or m.run_id for m in shop.messages(project)] == ["hello", first.id, "and this?", second.id]
    assert slow.most == 1 and slow.heard == [("hello", []), ("and this?", ["hello"])]


def test_too_many_waiting_messages_are_refused_and_not_stored(shop):
    slow, project = Slow(), shop.create()
    turns = Turns(shop.store, slow)
    turns.start(shop.shelf, project, "hello")
    for number in range(MOST_WAITING):
        turns.start(shop.shelf, project, f"more {number}")
    with pytest.raises(BadInput, match="wait for an answer already") as error:
        turns.start(shop.shelf, project, "one too many")
    assert error.value.kind == "busy" and "one too many" not in [m.content for m in shop.messages(project)]
    turns.halt()


def test_stop_keeps_what_came(shop):
    slow, project = Slow(), shop.create()
    turns = Turns(shop.store, slow)
    run = turns.start(shop.shelf, project, "hello")
    slow.go.wait(5)
    assert turns.stop(project)
    turns.wait(project.id)
    answer = shop.messages(project)[-1]
    assert answer.metadata["status"] == "stopped" and answer.content.startswith("word0 ")
    assert runs.get(shop.store, "local", run.id).status == "stopped"


def test_an_engine_that_breaks_is_one_sentence_and_the_next_turn_works(shop, caplog):
    class Broken:
        name = "broken"

        def answer(self, turn):
            yield Say("so far ")
            raise ZeroDivisionError("secret detail")

    project = shop.create()
    turns = Turns(shop.store, Broken())
    events = list(turns.events(shop.shelf, turns.start(shop.shelf, project, "x"), 0))
    assert any(isinstance(e, Failed) and "secret" not in e.message for e in events) and events[-1].status == "failed"
    assert "secret detail" in caplog.text
    assert shop.messages(project)[-1].content == "so far "
    assert list(shop.chat(project, "a red light"))[-1].status == "complete"


def test_a_tool_that_fails_or_is_not_the_roles_does_not_end_the_turn(shop):
    class Wrong:
        name = "wrong"

        def answer(self, turn):
            for name, arguments in (("no_such_tool", {}), ("add_code_file", {}), ("propose_design", {"text": 5}), ("restore_version", {"version": 9})):
                outcome = yield Call(name, arguments)
                yield Say(f"{outcome.ok} ")

    project = shop.create()
    turns = Turns(shop.store, Wrong())
    events = list(turns.events(shop.shelf, turns.start(shop.shelf, project, "x"), 0))
    assert "".join(e.content for e in events if isinstance(e, Text)) == "False False False False "
    assert [e.ok for e in events if isinstance(e, ToolResult)] == [False] * 4
    assert [t["ok"] for t in runs.tool_log(shop.store, "local", project.id)] == [False] * 4


def test_an_endless_tool_loop_is_stopped_and_said_so(shop):
    class Endless:
        name = "endless"

        def answer(self, turn):
            while True:
                yield Call("open_context_drawer")

    project = shop.create()
    turns = Turns(shop.store, Endless())
    events = list(turns.events(shop.shelf, turns.start(shop.shelf, project, "x"), 0))
    assert len([e for e in events if isinstance(e, DrawerOpen)]) == 10
    assert any(isinstance(e, Failed) and e.kind == "steps" for e in events)


def test_a_turn_of_a_killed_process_stands_as_incomplete_and_can_be_answered_again(shop):
    project = shop.create()
    run, _ = runs.begin(shop.store, "local", project, "a red light")
    dead = Turns(shop.store)
    dead.journal.emit("local", project.id, run.id, AgentSelected("projectInitializer", "Project Initializer", "x", "CHAT").as_json())
    dead.journal.emit("local", project.id, run.id, Text("I got this far").as_json())
    dead.journal.flush("local", project.id)
    shop.store.process = "the next one"
    assert Turns(shop.store).recover() == 1
    left = shop.messages(project)[-1]
    assert (left.content, left.metadata["status"]) == ("I got this far", "incomplete")
    again = shop.retry(project, run.id)
    shop.turns.wait(project.id)
    assert [m.role for m in shop.messages(project)] == ["user", "assistant", "assistant"]
    assert shop.messages(project)[-1].run_id == again.id and shop.prototype(project) is not None


def test_a_locked_project_answers_but_does_not_change(shop):
    project = shop.create()
    list(shop.chat(project, "a red light"))
    shop.lock(project)
    text = "".join(e.content for e in shop.chat(project, "add a button") if isinstance(e, Text))
    assert "is locked" in text and "BTN1" not in shop.prototype(project).design.parts
    assert "R1" in "".join(e.content for e in shop.chat(project, "what does R1 do?") if isinstance(e, Text))


@pytest.mark.parametrize(("text", "kind"), [("", "empty"), (" \n\t", "empty"), ("\x00\x01", "empty"), ("x" * 10_001, "too_long")])
def test_unusable_messages_are_refused_and_nothing_is_stored(shop, text, kind):
    project = shop.create()
    with pytest.raises(BadInput) as error:
        shop.say(project, text)
    assert error.value.kind == kind and shop.messages(project) == []


def test_a_reader_may_begin_anywhere(shop):
    project = shop.create()
    run = shop.say(project, "a red light")
    shop.turns.wait(project.id)
    entries = list(shop.turns.entries(shop.shelf, run, 0))
    assert list(shop.turns.entries(shop.shelf, run, entries[9].sequence)) == entries[10:]
    assert isinstance(event_from(entries[-1].data), Metadata)
