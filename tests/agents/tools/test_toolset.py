"""The tools of a run: the role's, the parts', a server's; by permission, flag and the project's own words."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from ohm_core.agents import toolset
from ohm_core.agents.events import PermissionAsked, event_from
from ohm_core.agents.prompting import SECTIONS, prompt_of
from ohm_core.agents.roles import roles
from ohm_core.agents.toolbox import NoArguments, Tool
from ohm_core.agents.tools import tools
from ohm_core.agents.turn import Outcome
from ohm_core.errors import BadInput, Locked, ModelMistake
from ohm_core.project import history, permissions
from ohm_core.project.shelf import Shelf
from tests.agents.tools.bench import turn, use

ROOT = Path(__file__).resolve().parents[3]


def names(shelf, project, agent: str = "conversational") -> set[str]:
    return set(toolset.assemble(turn(shelf, project, agent)).tools)


def test_the_page_of_the_tools_is_current():
    script = runpy.run_path(str(ROOT / "scripts" / "write_tools_doc.py"))
    assert (ROOT / "docs" / "tools.md").read_text(encoding="utf-8") == script["text"](), "run scripts/write_tools_doc.py"


@pytest.mark.parametrize("agent", roles())
def test_a_prompt_has_its_sections_and_names_only_tools_of_its_role(agent):
    prompt = prompt_of(agent)
    assert re.findall(r"^## (\w+)", prompt, re.M) == list(SECTIONS)
    said = {n for n in re.findall(r"`([a-z]+(?:_[a-z]+)*)`", prompt) if n in tools() or "_" in n}
    assert said <= set(roles()[agent].tools)


def test_parts_with_values_bring_a_tool_each_whose_schema_is_the_catalogues(shelf, blinker):
    made = toolset.assemble(turn(shelf, blinker)).tools
    color = made["set_LED1"].schema()["parameters"]
    Draft202012Validator.check_schema(color)
    assert "red" in str(color["properties"]["color"]) and {"set_LED1", "set_R1"} <= set(made) and "set_U1" not in made
    use(shelf, blinker, "set_LED1", {"color": "green"})
    assert history.current(shelf, blinker).design.parts["LED1"].attrs["color"] == "green"
    for wrong in ({"color": "mauve"}, {"resistance_ohm": 3}, {}):
        with pytest.raises(ModelMistake):
            use(shelf, blinker, "set_LED1", wrong)
    with pytest.raises(ModelMistake):
        use(shelf, blinker, "set_R1", {"resistance_ohm": -5})


def test_only_roles_that_may_replace_parts_get_them(shelf, blinker):
    assert not any(n.startswith("set_") for agent in ("circuitVerifier", "conversationSummarizer", "orchestrator", "dataAnalyst") for n in names(shelf, blinker, agent))


def test_a_source_brings_tools_but_never_in_the_place_of_ours(shelf, blinker, monkeypatch):
    def server(_):
        yield Tool("weather", "Tells the weather.", NoArguments, lambda t, a: Outcome(True, "rain"), source="weather server", parameters={"type": "object", "properties": {}})
        yield Tool("check", "Says all is well.", NoArguments, lambda t, a: Outcome(True, "fine"), source="weather server")

    monkeypatch.setattr(toolset, "SOURCES", [server])
    made = toolset.assemble(turn(shelf, blinker)).tools
    assert made["weather"].source == "weather server" and made["check"].source == "ohm" and use(shelf, blinker, "weather").summary == "rain"
    assert "weather" not in names(shelf, blinker, "orchestrator")


def test_what_is_denied_is_not_there_by_role_tool_or_all(shelf, blinker):
    permissions.permit(shelf, blinker, "remove_part", "deny")
    permissions.permit(shelf, blinker, permissions.EVERY, "deny", "bomGenerator")
    permissions.permit(shelf, blinker, "check", "allow", "bomGenerator")
    assert "remove_part" not in names(shelf, blinker) and names(shelf, blinker, "bomGenerator") == {"check"}
    with pytest.raises(ModelMistake, match="not allowed in this project"):
        use(shelf, blinker, "remove_part", {"ref": "R1"})
    permissions.permit(shelf, blinker, "remove_part", None)
    assert "remove_part" in names(shelf, blinker) and names(shelf, shelf.create("Other"), "bomGenerator") > {"check"}


def test_a_tool_that_asks_waits_for_the_persons_word_and_uses_it_once(shelf, blinker):
    permissions.permit(shelf, blinker, "add_part", "ask")
    events = []
    for _ in range(2):
        with pytest.raises(Locked) as error:
            use(shelf, blinker, "add_part", {"part": "button"}, events=events)
        assert error.value.kind == "ask" and "waits for the person" in error.value.message
    (request,) = permissions.pending(shelf, blinker)
    assert (request["tool"], request["role"], request["arguments"]) == ("add_part", "conversational", {"part": "button"})
    asked = [e for e in events if isinstance(e, PermissionAsked)]
    assert {e.request for e in asked} == {request["id"]} and event_from(asked[0].as_json()) == asked[0]
    permissions.decide(shelf, blinker, request["id"], grant=True)
    assert use(shelf, blinker, "add_part", {"part": "button"}).ok and permissions.pending(shelf, blinker) == []
    with pytest.raises(Locked):
        use(shelf, blinker, "add_part", {"part": "button"})


def test_write_file_is_no_way_round_what_the_project_forbids(shelf, blinker):
    permissions.permit(shelf, blinker, "update_context", "deny")
    with pytest.raises(ModelMistake, match="not allowed"):
        use(shelf, blinker, "write_file", {"artifact_type": "context", "content": "x"})
    permissions.permit(shelf, blinker, "update_mvp", "ask")
    with pytest.raises(Locked, match="waits for the person"):
        use(shelf, blinker, "write_file", {"artifact_type": "mvp", "content": "x"})
    permissions.decide(shelf, blinker, permissions.pending(shelf, blinker)[0]["id"], True)
    assert use(shelf, blinker, "write_file", {"artifact_type": "mvp", "content": "x"}).ok


def test_a_word_for_always_needs_no_other_and_a_refusal_for_always_takes_the_tool_away(shelf, blinker):
    for tool, grant in (("add_part", True), ("remove_part", False)):
        permissions.permit(shelf, blinker, tool, "ask")
        with pytest.raises(Locked):
            use(shelf, blinker, tool, {"part": "button"} if grant else {"ref": "R1"})
        permissions.decide(shelf, blinker, permissions.pending(shelf, blinker)[0]["id"], grant, always=True)
    assert use(shelf, blinker, "add_part", {"part": "button"}).ok and "remove_part" not in names(shelf, blinker)
    with pytest.raises(BadInput, match="no such request"):
        permissions.decide(shelf, blinker, "0" * 32, True)


def test_another_owner_sees_and_sets_nothing(shelf, blinker):
    bob = Shelf(shelf.db, "bob")
    for deed in (lambda: permissions.rules(bob, blinker), lambda: permissions.permit(bob, blinker, "check", "deny"), lambda: permissions.pending(bob, blinker), lambda: permissions.decide(bob, blinker, "x", True), lambda: permissions.describe(bob, blinker, "check", "x"), lambda: permissions.switch(bob, blinker, "sql", False)):
        with pytest.raises(BadInput) as error:
            deed()
        assert error.value.kind == "unknown_project"
    assert permissions.rules(shelf, blinker) == permissions.Rules()


def test_features_are_switched_off_in_a_project_or_everywhere(shelf, blinker, monkeypatch):
    permissions.switch(shelf, blinker, "trials", False)
    assert not {"build", "simulate"} & names(shelf, blinker) and "build" in names(shelf, shelf.create("Other"))
    with pytest.raises(ModelMistake, match="switched off"):
        use(shelf, blinker, "build")
    permissions.switch(shelf, blinker, "trials", True)
    monkeypatch.setenv("OHM_FEATURES_OFF", "part_tools, sql")
    assert "build" in names(shelf, blinker) and "set_LED1" not in names(shelf, blinker) and names(shelf, blinker, "dataAnalyst") == set()


def test_a_project_may_describe_a_tool_in_its_own_words(shelf, blinker):
    permissions.describe(shelf, blinker, "search_parts", "Look here first: the school's cupboard.")
    told = {s["name"]: s["description"] for s in toolset.assemble(turn(shelf, blinker)).schemas()}
    assert told["search_parts"].startswith("Look here first") and told["check"] == tools()["check"].description
    permissions.describe(shelf, blinker, "search_parts", None)
    assert toolset.assemble(turn(shelf, blinker)).tools["search_parts"].description == tools()["search_parts"].description
    with pytest.raises(BadInput):
        permissions.describe(shelf, blinker, "search_parts", " ")


def test_a_toolset_is_put_together_once_a_run(shelf, blinker):
    one = turn(shelf, blinker)
    before = toolset.of(one)
    permissions.permit(shelf, blinker, "check", "deny")
    assert toolset.of(one) is before and "check" in before.tools and "check" not in toolset.of(turn(shelf, blinker)).tools
