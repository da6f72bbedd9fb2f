"""A language model answers: its words are streamed, its calls go through the tools, and whatever it does the turn ends well."""

from __future__ import annotations

import json
import time

from ohm_core.agents.builtin import Builtin
from ohm_core.agents.events import AgentSelected, ArtifactChanged, Failed, KeyRotation, Text, ToolCall, ToolResult
from ohm_core.agents.modelled import Modelled, call_of
from ohm_core.agents.prompting import SECTIONS, newest, prompt_of
from ohm_core.agents.roles import roles
from ohm_core.agents.turn import Call, Limits, Say, Used
from ohm_core.agents.turns import Turns
from ohm_core.errors import ProviderDown
from ohm_core.llm.scripted import Answer, Pause, Scripted, asks, asks_raw, fails, says
from ohm_core.llm.values import End, Piece, Rotation, ToolAsk, Usage
from ohm_core.store import runs, usage
from ohm_core.store.rows import Message


def chat(shop, *answers: Answer, text: str = "a red light that blinks", project=None, limits: Limits | None = None, agent: str = ""):
    """The events of one turn with a scripted model, the model, and the project."""
    models = Scripted(*answers)
    project = project or shop.create()
    turns = Turns(shop.store, Modelled(models, "some/model", Builtin()), limits)
    return list(turns.events(shop.shelf, turns.start(shop.shelf, project, text, agent), 0)), models, project


def text_of(events) -> str:
    return "".join(e.content for e in events if isinstance(e, Text))


def test_words_are_streamed_as_they_come_and_stored(shop):
    events, models, project = chat(shop, says("A light that blinks, gladly."))
    assert [e.content for e in events if isinstance(e, Text)] == ["A ", "light ", "that ", "blinks, ", "gladly."]
    assert shop.messages(project)[-1].content == "A light that blinks, gladly."
    assert models.requests[0].messages[-1].text == "a red light that blinks"


def test_the_model_is_told_its_role_the_project_and_only_its_roles_tools(shop):
    _, models, _ = chat(shop, says("Hello."))
    first = models.requests[0]
    assert first.messages[0].role == "system" and "## Mission" in first.messages[0].text and "There is no design yet." in first.messages[0].text
    assert {t["name"] for t in first.tools} == set(roles()["projectInitializer"].tools)


def test_what_the_model_asks_for_is_done_and_the_result_goes_back_to_it(shop):
    events, models, project = chat(shop, says("One moment. ") + asks("propose_design", text="a red light that blinks"), says("It is done."))
    assert text_of(events) == "One moment. It is done."
    assert shop.prototype(project) is not None and {e.artifact for e in events if isinstance(e, ArtifactChanged)} >= {"bom", "code"}
    *_, asked, result = models.requests[1].messages
    assert asked.role == "assistant" and asked.text == "One moment. " and asked.asks[0].name == "propose_design"
    assert result.role == "tool" and result.answers == asked.asks[0].id and not result.text.startswith("Error")


def test_malformed_arguments_go_back_to_the_model_as_an_error(shop):
    events, models, _ = chat(shop, asks_raw("propose_design", '{"text": "a red'), asks("propose_design", text="a red light"), says("Now it works."))
    assert [e.ok for e in events if isinstance(e, ToolResult)] == [False, True]
    assert "not a JSON object" in models.requests[1].messages[-1].text
    assert text_of(events) == "Now it works."


def test_a_tool_that_does_not_exist_and_one_of_another_role_are_errors_for_the_model(shop):
    events, models, _ = chat(shop, asks("melt_the_board"), asks("add_code_file", filename="a", language="b", content="c"), says("Sorry."))
    assert [e.ok for e in events if isinstance(e, ToolResult)] == [False, False]
    assert models.requests[1].messages[-1].text.startswith("Error: ") and "has no tool 'melt_the_board'" in models.requests[1].messages[-1].text


def test_calls_asked_for_at_once_are_one_step_and_answered_in_their_order(shop):
    both = asks("open_context_drawer") + asks("open_wiring_drawer")
    events, models, _ = chat(shop, both, says("Look."))
    assert [e.name for e in events if isinstance(e, ToolCall)] == ["open_context_drawer", "open_wiring_drawer"]
    results = [m for m in models.requests[1].messages if m.role == "tool"]
    assert [m.answers for m in results] == [a.id for a in models.requests[1].messages[-3].asks]


def test_an_endless_tool_loop_ends_after_ten_steps_and_says_so(shop):
    events, models, project = chat(shop, asks("open_context_drawer").always())
    assert len(models.requests) == 11
    assert any(isinstance(e, Failed) and e.kind == "steps" and "10 steps" in e.message for e in events)
    assert events[-1].status == "incomplete" and len(runs.tool_log(shop.store, "local", project.id)) == 10


def test_a_turn_that_takes_too_long_ends_and_keeps_what_came(shop):
    began = time.monotonic()
    events, _, project = chat(shop, Answer((Piece("I think "), Pause(20.0), Piece("for ever"))), limits=Limits(turn_s=0.4))
    assert time.monotonic() - began < 5 and text_of(events) == "I think "
    assert any(isinstance(e, Failed) and e.kind == "time" for e in events)
    assert shop.messages(project)[-1].content == "I think "


class Lingering:
    """An engine that tells what it took only after its time."""

    name = "model"

    def answer(self, turn):
        yield Say("I think ")
        time.sleep(0.4)
        yield Say("so")
        yield Used("some/model", 30, 4)
        yield Call("check")


def test_what_a_turn_took_counts_though_its_time_is_over(shop):
    project = shop.create()
    turns = Turns(shop.store, Lingering(), limits=Limits(turn_s=0.2))
    events = list(turns.events(shop.shelf, turns.start(shop.shelf, project, "a red light"), 0))
    assert events[-1].status == "incomplete" and events[-1].usage["tokens"] == 34
    assert shop.messages(project)[-1].content == "I think so" and not runs.tool_log(shop.store, "local", project.id)


def test_stop_ends_a_silent_model_within_a_second(shop):
    models, project = Scripted(Answer((Piece("Well, "), Pause(30.0), Piece("never")))), shop.create()
    turns = Turns(shop.store, Modelled(models, "some/model", Builtin()))
    run = turns.start(shop.shelf, project, "a red light")
    seen = turns.events(shop.shelf, run, 0)
    while not isinstance(next(seen), Text):
        pass
    began = time.monotonic()
    turns.stop(project)
    rest = list(seen)
    assert time.monotonic() - began < 1.0 and rest[-1].status == "stopped"
    assert shop.messages(project)[-1].content == "Well, "


def test_tokens_and_cost_are_kept_for_each_stretch_and_summed(shop):
    one, two = Usage("some/model", 100, 20, 0.001), Usage("some/model", 150, 30, 0.002)
    events, _, project = chat(shop, Answer((*asks("open_context_drawer").gives, one)), says("Done.", two))
    assert events[-1].usage == {"engine": "model", "model": "some/model", "tokens": 300, "promptTokens": 250, "completionTokens": 50, "costUsd": 0.003, "counted": True}
    assert usage.summed(shop.store, "local", "agent") == [{"key": "projectInitializer", "promptTokens": 250, "completionTokens": 50, "costUsd": 0.003, "answers": 1}]
    assert usage.summed(shop.store, "local", "day")[0]["answers"] == 1 and usage.summed(shop.store, "stranger", "model") == []
    assert shop.messages(project)[-1].metadata["usage"]["tokens"] == 300


def test_a_limit_of_tokens_stops_the_turn_and_names_itself(shop):
    greedy = Answer((*asks("open_context_drawer").gives, Usage("some/model", 900, 200, None)), again=True)
    events, models, _ = chat(shop, greedy, limits=Limits(tokens=2000))
    assert len(models.requests) == 2 and any(isinstance(e, Failed) and e.kind == "tokens" and "2,200" in e.message for e in events)


def test_a_stream_that_broke_leaves_what_came_marked_incomplete(shop):
    events, _, project = chat(shop, Answer((Piece("Half an "), End("broken", "The connection was cut."))))
    assert events[-1].status == "incomplete" and shop.messages(project)[-1].content == "Half an "
    assert any(isinstance(e, Failed) and e.kind == "broken" for e in events)


def test_where_no_provider_answers_the_built_in_engine_does_and_says_so(shop):
    out = Rotation("all_keys_exhausted", 0, None, 0, "Add a key in Settings.")
    events, _, project = chat(shop, Answer((out, ProviderDown("Every key of OpenAI is used up.", kind="quota"))))
    assert text_of(events).startswith("*Every key of OpenAI is used up. The built-in engine answers instead.*")
    assert events[-1].status == "complete" and shop.prototype(project) is not None
    assert [e.kind for e in events if isinstance(e, KeyRotation)] == ["all_keys_exhausted"]
    assert events[-1].rotation == {"type": "all_keys_exhausted", "failedKeyIndex": 0, "newKeyIndex": None, "remainingKeys": 0, "whatToDo": "Add a key in Settings."}


def test_a_provider_that_fails_after_tools_have_run_ends_the_turn_and_keeps_what_they_did(shop):
    events, _, project = chat(shop, asks("propose_design", text="a red light"), fails(ProviderDown("The provider does not answer.", kind="unreachable")))
    assert shop.prototype(project) is not None and events[-1].status == "failed"
    assert any(isinstance(e, Failed) and e.kind == "unreachable" for e in events)


def test_a_locked_project_refuses_what_the_model_wants_to_write(shop):
    project = shop.create()
    list(shop.chat(project, "a red light"))
    shop.lock(project)
    events, models, _ = chat(shop, asks("update_context", context="x"), says("It is locked."), text="write this down", project=project, agent="conversational")
    assert [e.ok for e in events if isinstance(e, ToolResult)] == [False] and "locked" in models.requests[1].messages[-1].text
    assert "locked: every change is refused" in models.requests[0].messages[0].text


def test_a_chosen_agent_is_honoured_and_shown(shop):
    project = shop.create()
    list(shop.chat(project, "a red light"))
    events, models, _ = chat(shop, says("Cheap already."), text="hello", project=project, agent="budgetOptimizer")
    assert isinstance(events[0], AgentSelected) and events[0].kind == "budgetOptimizer"
    assert models.requests[0].messages[0].text.startswith(prompt_of("budgetOptimizer"))


def test_arguments_that_are_no_object_are_kept_as_they_came():
    assert call_of(ToolAsk("1", "check", "")).arguments == {}
    for wrong in ("[1]", "nonsense", "3", "{" * 100_000):
        assert call_of(ToolAsk("1", "check", wrong)).unreadable == wrong
    assert call_of(ToolAsk("1", "check", json.dumps({"a": 1}))).arguments == {"a": 1}


def test_every_role_has_a_prompt_with_its_five_sections_in_order():
    for kind in roles():
        heads = [line[3:] for line in prompt_of(kind).splitlines() if line.startswith("## ")]
        assert tuple(heads) == SECTIONS, kind


def test_old_messages_are_left_out_newest_kept():
    from datetime import datetime

    many = tuple(Message(str(i), "p", "t", i, "user", f"message {i} " + "x" * 3000, datetime(2026, 1, 1)) for i in range(1, 41))
    kept = newest(many)
    assert kept[-1].sequence == 40 and sum(len(m.content) for m in kept) <= 24_000 and [m.sequence for m in kept] == list(range(41 - len(kept), 41))


def test_an_artifact_written_into_the_text_takes_the_path_of_its_tool_and_a_broken_one_hides_nothing(shop):
    text = "So: <CONTEXT_CONTAINER># Goal</CONTEXT_CONTAINER> and <MVP_CONTAINER>{\"mvp\": 5}</MVP_CONTAINER> and <PRD_CONTAINER>{\"prd\": \"p\"}</PRD_CONTAINER> done."
    events, models, project = chat(shop, says(text), says(" I see."))
    assert text_of(events) == "So:  and  and  done. I see."
    assert [(e.name) for e in events if isinstance(e, ToolCall)] == ["update_context", "update_mvp", "update_prd"] and [e.ok for e in events if isinstance(e, ToolResult)] == [True, False, True]
    assert shop.snapshot(project).text("context") == "# Goal" and shop.snapshot(project).text("prd") == "p"
    assert models.requests[1].messages[-1].role == "user" and "update_mvp: Error" in models.requests[1].messages[-1].text


def test_a_draft_is_mended_by_the_model_in_the_same_turn(shop):
    project = shop.create()
    chat(shop, says("x") + asks("propose_design", text="a red light that blinks"), says("Made."), project=project)
    bad = {"connections": [{"from": "Uno D13", "to": "LED anode"}, {"from": "LED cathode", "to": "GND"}]}
    good = {"connections": [{"from": "Uno D13", "to": "R1.1"}, {"from": "R1.2", "to": "LED anode"}, {"from": "LED cathode", "to": "GND"}]}
    _, models, _ = chat(shop, asks("update_wiring", **bad), asks("update_wiring", **good), says("Mended."), text="wire it", project=project, agent="wiringDiagram")
    assert "draft" in models.requests[1].messages[-1].text and "led_resistor" in models.requests[1].messages[-1].text
    assert "led_resistor" not in models.requests[2].messages[-1].text and not shop.prototype(project).report.errors()
    assert [r.state for r, _ in shop.versions(project)][:2] == ["kept", "draft"]
