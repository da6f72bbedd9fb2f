"""Every way a provider fails, through the whole path: real HTTP, real litellm, the loop, the journal, the store.

For each: what the person sees, what is stored, and that the project goes on afterwards.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest

from ohm_core.agents import consult as consulting
from ohm_core.agents import turns as turns_room
from ohm_core.agents.events import AgentSelected, Event, Failed, KeyRotation, Metadata, Text, ToolResult
from ohm_core.agents.roles import role
from ohm_core.agents.router import Route
from ohm_core.agents.speaker import Speakers, set_limit, set_model
from ohm_core.agents.turns import Turns
from ohm_core.store import runs, versions
from tests.llm.asking import Asked, K
from tests.llm.conftest import asked as asked  # a gateway with two keys at the server
from tests.llm.conftest import server as server
from tests.llm.fault_server import FaultServer, asks, drop, error_event, garbage, rest_of, status, text, tokens, wait
from tests.project import files

SAID = "First the resistor, then the LED."


@dataclass
class Seen:
    """One answered message: its events, the answer as stored, and the project."""

    events: list[Event]
    stored: Any
    project: Any

    @property
    def text(self) -> str:
        return "".join(e.content for e in self.events if isinstance(e, Text))

    @property
    def end(self) -> Metadata:
        last = self.events[-1]
        assert isinstance(last, Metadata)
        return last

    @property
    def error(self) -> str:
        return next((e.kind for e in self.events if isinstance(e, Failed)), "")

    @property
    def rotations(self) -> list[tuple[str, int, int | None]]:
        return [(e.kind, e.failed, e.new) for e in self.events if isinstance(e, KeyRotation)]


@pytest.fixture
def turns(shop, asked: Asked) -> Turns:
    made = Turns(shop.store)
    made.speakers = Speakers(asked.gateway)
    return made


@pytest.fixture
def say(shop, turns):
    def said(words: str = "explain it to me", project: Any = None) -> Seen:
        project = project or shop.create()
        events = list(turns.events(shop.shelf, turns.start(shop.shelf, project, words, model="compatible/m"), 0))
        return Seen(events, shop.messages(project)[-1], project)

    return said


def test_an_answer_is_streamed_stored_and_signed_by_its_model(say, server: FaultServer):
    server.when(text(SAID, pause=0.02))
    seen = say()
    assert seen.text == seen.stored.content == SAID and seen.end.status == "complete"
    assert seen.end.usage["model"] == "compatible/m" and seen.end.usage["promptTokens"] == 7
    assert sum(isinstance(e, Text) for e in seen.events) > 2


def test_streamed_and_parallel_tool_calls_are_done(say, server: FaultServer, shop):
    server.when(asks(("open_context_drawer", "{}"), ("propose_design", '{"text": "a red light that blinks"}')), text("There it is."))
    seen = say()
    assert [e.ok for e in seen.events if isinstance(e, ToolResult)] == [True, True] and seen.text == "There it is."
    assert shop.prototype(seen.project) is not None
    assert [m["role"] for m in server.calls[1].messages[-3:]] == ["assistant", "tool", "tool"]


@pytest.mark.parametrize("code", [401, 402, 429, 500, 503])
def test_a_refused_key_costs_the_person_nothing_but_a_note(say, server: FaultServer, code: int):
    server.when(status(code), key=K[0]).when(text(SAID))
    seen = say()
    assert (seen.text, seen.end.status) == (SAID, "complete") and seen.rotations == [("key_rotated", 0, 1)]
    assert seen.end.rotation is not None and seen.end.rotation["newKeyIndex"] == 1
    assert not any(k in str([e.as_json() for e in seen.events]) for k in K)


def test_with_all_keys_exhausted_the_built_in_engine_answers_and_a_new_key_brings_the_model_back(say, server: FaultServer, asked: Asked, shop):
    server.when(status(401), key=K[0]).when(status(402), key=K[1]).when(text(SAID), key=K[2])
    seen = say("a red light that blinks")
    assert "The built-in engine answers instead." in seen.text and shop.prototype(seen.project) is not None
    assert seen.rotations[-1][0] == "all_keys_exhausted" and seen.end.rotation is not None and seen.end.rotation["whatToDo"]
    asked.environ["OHM_KEYS_COMPATIBLE"] = ",".join(K)
    assert say("and now?", seen.project).text == SAID


def test_silence_before_the_first_token_is_not_waited_for(say, server: FaultServer):
    server.when(wait(30) + text(SAID), key=K[0]).when(text(SAID))
    began = time.monotonic()
    seen = say()
    assert seen.text == SAID and time.monotonic() - began < 10


def test_a_stream_that_is_cut_is_continued_without_a_word_twice(say, server: FaultServer):
    server.when(text("First the resistor, ") + wait(0.2) + drop(), rest_of(SAID))
    seen = say()
    assert seen.text == SAID and seen.end.status == "complete" and seen.stored.content == SAID


@pytest.mark.parametrize("fault", [drop, lambda: error_event("overloaded"), garbage])
def test_a_stream_that_breaks_for_good_stays_as_incomplete_with_what_came(say, server: FaultServer, fault):
    server.when(text("First the resistor, ") + wait(0.2) + fault())
    seen = say()
    assert seen.text.startswith("First the ") and seen.end.status == "incomplete" and seen.error == "broken"
    assert seen.stored.content == seen.text and seen.stored.metadata["status"] == "incomplete"


def test_an_interrupted_answer_can_be_had_again(say, server: FaultServer, shop, turns):
    server.when(text("First ") + drop(), drop(), drop(), text(SAID))
    seen = say()
    again = list(turns.events(shop.shelf, turns.retry(shop.shelf, seen.project, shop.messages(seen.project)[-1].run_id), 0))
    assert "".join(e.content for e in again if isinstance(e, Text)).endswith("LED.")


def test_an_unknown_tool_and_broken_arguments_are_told_to_the_model(say, server: FaultServer):
    server.when(asks(("melt", "{}"), ("read_file", '{"artifact_type": "bo')), text("I see."))
    seen = say()
    assert [e.ok for e in seen.events if isinstance(e, ToolResult)] == [False, False] and seen.text == "I see."
    told = [m["content"] for m in server.calls[1].messages if m["role"] == "tool"]
    assert "has no tool 'melt'" in told[0] and "not a JSON object" in told[1]


def test_an_endless_tool_loop_ends_at_its_limit_and_keeps_its_steps(say, server: FaultServer, shop):
    server.when(asks(("open_context_drawer", "{}")))
    seen = say()
    assert seen.error == "steps" and seen.end.status == "incomplete"
    assert len(runs.tool_log(shop.store, "local", seen.project.id)) == 10


def test_a_huge_answer_arrives_whole(say, server: FaultServer):
    server.when(tokens(20_000))
    seen = say()
    assert seen.text == seen.stored.content == "".join(f"t{i} " for i in range(20_000))


def test_the_limits_of_the_settings_hold_and_the_models_of_agents_too(say, server: FaultServer, shop):
    server.when(asks(("open_context_drawer", "{}")))
    set_limit(shop.shelf, "steps", 2)
    seen = say()
    assert "after 2 steps" in next(e.message for e in seen.events if isinstance(e, Failed))
    set_model(shop.shelf, "projectInitializer", "compatible/other")
    project = shop.create()
    list(shop.turns.events(shop.shelf, shop.turns.start(shop.shelf, project, "hi"), 0))  # no key in the environment: the built-in engine
    assert shop.messages(project)[-1].metadata["usage"]["engine"] == "builtin"


def test_what_breaks_in_one_project_does_not_touch_another(say, server: FaultServer, shop):
    server.when(text("First ") + drop())
    broken = say()
    server.when(text(SAID))
    assert shop.messages(broken.project)[-1].metadata["status"] == "incomplete"
    assert shop.shelf.get(broken.project.id).locked is False and len(shop.projects()) == 1
    assert list(shop.chat(shop.create(), "a red light"))[-1].status == "complete"


def test_the_model_of_a_conversation_is_the_one_chosen_for_it(shop, turns, server: FaultServer):
    server.when(text(SAID))
    project = shop.create()
    shop.shelf.set_thread_model(project, project.thread_id, "compatible/chosen")
    list(turns.events(shop.shelf, turns.start(shop.shelf, project, "hi"), 0))
    assert server.calls[0].model == "chosen"
    shop.shelf.set_thread_model(project, project.thread_id, "builtin")
    list(turns.events(shop.shelf, turns.start(shop.shelf, project, "a red light"), 0))
    assert len(server.calls) == 1


def test_a_doubtful_message_is_settled_by_the_model_and_its_verdict_kept(shop, turns, server: FaultServer, monkeypatch):
    project = shop.create()
    list(shop.chat(project, "a red light"))
    doubtful = Route("CHAT", role("conversational"), 0.1, 0.0, doubtful=True)
    for room in (turns_room, consulting):
        monkeypatch.setattr(room, "route", lambda text, **more: doubtful)
    monkeypatch.setattr(turns_room, "consult", partial(consulting.consult, seconds=30.0))  # a busy machine may need longer than a person waits
    server.when(text("BUDGET"), text("Cheap."), text("Cheap again."))
    for answer in ("Cheap.", "Cheap again."):
        events = list(turns.events(shop.shelf, turns.start(shop.shelf, project, "hm"), 0))
        assert "".join(e.content for e in events if isinstance(e, Text)) == answer
        assert isinstance(events[0], AgentSelected) and events[0].kind == "budgetOptimizer"
    assert len(server.calls) == 3


def images(message: dict[str, Any]) -> list[str]:
    """The media types of a message's image parts as they went over the wire."""
    content = message["content"] if isinstance(message["content"], list) else []
    return [p["image_url"]["url"].partition(";")[0] for p in content if p["type"] == "image_url"]


def test_a_picture_check_goes_through_the_whole_path_as_two_image_parts_of_one_message(shop, turns, server: FaultServer):
    project = shop.create()
    list(shop.chat(project, "a red light that blinks"))
    photo = shop.upload(project, "board.jpg", [files.photo(3000, 2000)]).id
    nets = [n.name for n in shop.prototype(project).circuit.nets]
    word = json.dumps({"usable": True, "verdicts": [{"net": n, "verdict": "matches", "seen": "ok", "confidence": 0.9} for n in nets], "criticalIssues": [], "suggestions": [], "confidence": 0.8})
    server.when(text(word), said="Nets of the design").when(asks(("inspect_photo", json.dumps({"file": "board.jpg"}))), text("It matches, as far as a model can tell."))
    events = list(turns.events(shop.shelf, turns.start(shop.shelf, project, "is it right?", "circuitVerifier", "compatible/m", [photo]), 0))
    asked, looked, told = server.calls
    assert images(asked.messages[-1]) == ["data:image/jpeg"] and images(looked.messages[-1]) == ["data:image/jpeg", "data:image/png"] and looked.tools == []
    assert f"{len(nets)} match" in told.messages[-1]["content"] and not any(images(m) for m in told.messages if m["role"] == "tool")
    assert [e.ok for e in events if isinstance(e, ToolResult)] == [True] and events[-1].status == "complete"
    assert events[-1].usage["promptTokens"] == 21  # the look is counted with the turn: three answers of seven
    kept = versions.beside(shop.store, "local", project.id, "inspection", photo)
    assert kept.data["model"] == "compatible/m" and {v["verdict"] for v in kept.data["verdicts"]} == {"matches"}
