"""Every tool: a schema that is one, a role that knows it, an owner, a lock, and arguments that cannot break it."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from ohm_core.agents import toolset
from ohm_core.agents.events import DrawerOpen, Step
from ohm_core.agents.roles import roles
from ohm_core.agents.tools import tools
from ohm_core.agents.turn import Outcome
from ohm_core.errors import BadInput, Locked, ModelMistake, OhmError
from ohm_core.project import history, uploads
from ohm_core.project.shelf import Shelf
from tests.agents.tools.arguments import BILL, GOOD, WIRES
from tests.agents.tools.bench import turn, use
from tests.project import files

CONTRACT = {
    "update_context": ["context"], "update_mvp": ["mvp"], "update_prd": ["prd"],
    "update_bom": ["project_name", "summary", "components", "totalCost", "powerAnalysis", "warnings", "assemblyNotes"],
    "add_code_file": ["filename", "language", "content", "description", "file_path"], "update_wiring": ["connections", "instructions", "warnings"],
    "update_budget": ["originalCost", "optimizedCost", "recommendations"], "read_file": ["artifact_type", "file_path"],
    "write_file": ["artifact_type", "content", "merge_strategy", "file_path", "language"], **{f"open_{d}_drawer": [] for d in ("context", "bom", "code", "wiring", "budget")},
}
OWNER = {name: next(r.type for r in roles().values() if name in r.tools) for name in tools() if any(name in r.tools for r in roles().values())}


def test_every_tool_belongs_to_a_role():
    assert set(OWNER) == set(tools())


@pytest.mark.parametrize("name", tools())
def test_every_schema_is_valid_and_every_tool_says_what_it_does(name):
    schema = tools()[name].schema()
    Draft202012Validator.check_schema(schema["parameters"])
    assert schema["name"] == name and len(schema["description"]) > 20 and schema["parameters"]["type"] == "object"
    json.dumps(schema)


@pytest.mark.parametrize("name", CONTRACT)
def test_the_tools_of_the_contract_take_exactly_its_arguments(name):
    assert list(tools()[name].schema()["parameters"].get("properties", {})) == CONTRACT[name]


def test_a_bill_has_the_fields_and_required_ones_of_the_contract():
    schema = tools()["update_bom"].schema()["parameters"]
    line = schema["$defs"]["Component"]
    assert list(line["properties"]) == ["name", "partNumber", "quantity", "voltage", "current", "estimatedCost", "supplier", "link", "notes", "alternatives"]
    assert line["required"] == ["name", "partNumber", "quantity"] and schema["required"] == ["project_name", "components", "totalCost"]
    assert list(tools()["update_wiring"].schema()["parameters"]["$defs"]["Connection"]["properties"]) == ["from", "to", "color", "note"]
    assert list(tools()["update_budget"].schema()["parameters"]["$defs"]["Recommendation"]["properties"]) == ["component", "current", "alternative", "savings", "risk", "reason"]


def test_a_bill_is_read_as_models_write_it(shelf, blinker):
    loose = {**BILL, "totalCost": "$30.00", "warnings": "mind the polarity", "assemblyNotes": None, "components": [{**c, "estimatedCost": "4,50 EUR", "voltage": 5, "partNumber": c["partNumber"] if i else None, "alternatives": [{"name": "x"}], "unknown": 1} for i, c in enumerate(BILL["components"])]}
    assert use(shelf, blinker, "update_bom", loose, "bomGenerator").summary.startswith(("Version", "Nothing"))
    assert any(a.endswith("mind the polarity") and "not checked" in a for a in history.current(shelf, blinker).design.assumptions)


def test_roles_have_the_tools_that_are_theirs():
    writing = {n for n, t in tools().items() if t.writes}
    assert {r for r in roles() if writing & set(roles()[r].tools)} == {"projectInitializer", "conversational", "bomGenerator", "codeGenerator", "wiringDiagram", "budgetOptimizer"}
    assert roles()["conversationSummarizer"].tools == ("read_file",) and roles()["orchestrator"].tools == ()
    for agent, mine in {"bomGenerator": "bom", "codeGenerator": "code", "wiringDiagram": "wiring", "budgetOptimizer": "budget"}.items():
        assert {"read_file", "write_file", f"open_{mine}_drawer"} <= set(roles()[agent].tools)
    others = {"update_bom": "bomGenerator", "add_code_file": "codeGenerator", "update_wiring": "wiringDiagram", "update_budget": "budgetOptimizer"}
    assert all([r for r in roles() if tool in roles()[r].tools] == [agent] for tool, agent in others.items())


@pytest.mark.parametrize("name", [n for n in tools() if n not in ("build", "simulate", "inspect_photo", "compare_pictures")])  # these wait for compilers and eyes, and have tests of their own
def test_every_tool_does_its_work(shelf, blinker, name):
    if "file" in tools()[name].schema()["parameters"].get("properties", {}):
        for sent, data in (("own.csv", files.OWNED), ("diagram.json", files.DIAGRAM)):
            uploads.receive(shelf, blinker, sent, [data])
    assert use(shelf, blinker, name, GOOD.get(name), OWNER[name]).ok


@pytest.mark.parametrize("name", tools())
def test_a_strangers_project_is_refused_by_every_tool(shelf, blinker, name):
    with pytest.raises(BadInput) as error:
        use(Shelf(shelf.db, "bob"), blinker, name, GOOD.get(name), OWNER[name])
    assert error.value.kind == "unknown_project"


@pytest.mark.parametrize("name", [n for n, t in tools().items() if t.writes])
def test_a_locked_project_refuses_every_writing_tool_and_says_so(shelf, blinker, name):
    shelf.lock(blinker)
    with pytest.raises(Locked, match="locked"):
        use(shelf, blinker, name, GOOD.get(name), OWNER[name])
    assert len(history.history(shelf, blinker)) == 1


@pytest.mark.parametrize("name", tools())
def test_arguments_that_are_none_are_a_mistake_of_the_model_and_never_a_break(shelf, blinker, name):
    with pytest.raises(ModelMistake):
        use(shelf, blinker, name, {"no_such_argument": 1}, OWNER[name])


@pytest.mark.parametrize(("name", "agent", "drawer"), [("update_bom", "bomGenerator", "bom"), ("update_wiring", "wiringDiagram", "wiring"), ("add_code_file", "codeGenerator", "code"), ("update_budget", "budgetOptimizer", "budget"), ("update_mvp", "conversational", "context")])
def test_an_update_without_its_open_call_opens_the_drawer_and_only_once(shelf, blinker, name, agent, drawer):
    events = []
    one = turn(shelf, blinker, agent, events)
    toolset.call(one, name, GOOD[name])
    toolset.call(one, name, GOOD[name])
    assert [e.drawer for e in events if isinstance(e, DrawerOpen)] == [drawer]


def test_a_result_is_kept_as_long_as_the_version_and_the_arguments_are_the_same(shelf, blinker):
    first = use(shelf, blinker, "cost")
    assert use(shelf, blinker, "cost") is first and use(shelf, blinker, "cost", {"currency": "EUR"}) is not first
    use(shelf, blinker, "add_part", {"part": "button"})
    assert use(shelf, blinker, "cost") is not first and "button" in use(shelf, blinker, "cost").summary


def test_a_slow_tool_tells_what_it_has_as_it_comes(shelf, blinker, monkeypatch):
    import sys

    from ohm_core import jobs
    from ohm_core.firmware.build import BuildResult
    from ohm_core.project import trying

    def compiled(made):
        jobs.run([sys.executable, "-c", "import sys; print('compiling', file=sys.stderr); print('linking', file=sys.stderr)"], __import__("pathlib").Path("."))
        return BuildResult(True, "uno", "compiled")

    monkeypatch.setattr(trying, "build", compiled)
    events = []
    assert use(shelf, blinker, "build", events=events).ok
    assert [(e.status, e.output) for e in events if isinstance(e, Step)] == [("started", ""), ("started", "compiling"), ("started", "linking"), ("completed", "")]


def test_read_file_gives_null_where_there_is_nothing(shelf):
    empty = shelf.create("Empty")
    assert all(use(shelf, empty, "read_file", {"artifact_type": kind}).summary == "null" for kind in ("context", "bom", "code", "conversation_summary"))
    with pytest.raises(ModelMistake, match="artifact_type"):
        use(shelf, empty, "read_file", {"artifact_type": "diary"})


def test_write_file_replaces_appends_and_merges(shelf, blinker):
    def context(content: str, strategy: str) -> str:
        use(shelf, blinker, "write_file", {"artifact_type": "context", "content": content, "merge_strategy": strategy})
        return use(shelf, blinker, "read_file", {"artifact_type": "context"}).summary

    assert context("# P\n\n## Goal\nold\n\n## Place\nhere\n", "replace") == "# P\n\n## Goal\nold\n\n## Place\nhere\n"
    assert context("## Goal\nnew\n\n## Users\nme\n", "merge") == "# P\n\n## Goal\nnew\n\n## Place\nhere\n\n## Users\nme\n"
    assert context("more", "append").endswith("me\n\nmore")
    code = {"artifact_type": "code", "file_path": "a.h", "language": "cpp"}
    for content, strategy in (("// one", "replace"), ("// two", "append"), ("// one", "merge")):
        use(shelf, blinker, "write_file", {**code, "content": content, "merge_strategy": strategy}, "codeGenerator")
    assert use(shelf, blinker, "read_file", {"artifact_type": "code", "file_path": "a.h"}).summary == "// one\n// two"


def test_write_file_takes_bills_and_wiring_the_same_way_as_their_tools(shelf, blinker):
    more = {**BILL, "components": [{"name": "Button", "partNumber": "button", "quantity": 1}]}
    use(shelf, blinker, "write_file", {"artifact_type": "bom", "content": json.dumps(more), "merge_strategy": "append"}, "bomGenerator")
    assert {u.part for u in history.current(shelf, blinker).design.parts.values()} == {"arduino-uno-r3", "led-5mm", "resistor", "button"}
    wire = {"connections": [{"from": "BTN1.1.l", "to": "D2"}, {"from": "BTN1.2.l", "to": "GND"}]}
    use(shelf, blinker, "write_file", {"artifact_type": "wiring", "content": json.dumps(wire), "merge_strategy": "merge"}, "wiringDiagram")
    assert len(history.current(shelf, blinker).design.connections) == 5
    with pytest.raises(ModelMistake, match="JSON"):
        use(shelf, blinker, "write_file", {"artifact_type": "bom", "content": "a table"}, "bomGenerator")


def test_a_draft_becomes_the_version_only_by_the_persons_hand(shelf, blinker):
    told = use(shelf, blinker, "connect", {"from": "5V", "to": "GND"})
    assert any("draft (number 2)" in n for n in use(shelf, blinker, "read_file", {"artifact_type": "wiring"}).notes)
    assert "draft (number 2)" in told.summary and "short_circuit" in told.summary and "U1.5V" in told.summary
    with pytest.raises(ModelMistake, match="draft"):
        use(shelf, blinker, "restore_version", {"version": 2})


def test_recommendations_are_held_against_the_catalogue_and_kept_beside_the_cost(shelf, blinker):
    told = use(shelf, blinker, "update_budget", {"originalCost": 99, "optimizedCost": 5, "recommendations": [
        {"component": "U1", "alternative": "arduino-nano", "savings": 70, "risk": "low"}, {"component": "LED1", "alternative": "Zorbulator", "savings": 1}]}, "budgetOptimizer")
    kept = json.loads(use(shelf, blinker, "read_file", {"artifact_type": "budget"}).summary)
    assert [r["basis"] for r in kept["recommendations"]] == ["computed", "guess"] and float(kept["recommendations"][0]["savings"]) < 70 and "total" in kept
    assert any("99.00" in n for n in told.notes) and any("70.00" in n for n in told.notes) and any("Zorbulator" in n for n in told.notes)


def test_wi_fi_of_a_code_file_that_does_not_fit_the_wiring_is_told(shelf, blinker):
    told = use(shelf, blinker, "add_code_file", {"filename": "blinker.ino", "language": "arduino", "description": "", "content": "void setup() { pinMode(7, OUTPUT); }\nvoid loop() { digitalWrite(7, HIGH); }\n"}, "codeGenerator")
    assert "sketch_pin_open" in told.summary and "7" in told.summary
    with pytest.raises(BadInput, match="leaves its folder"):
        use(shelf, blinker, "add_code_file", {"filename": "../../etc/passwd", "language": "x", "description": "", "content": "x"}, "codeGenerator")


words = st.one_of(st.text(max_size=30), st.sampled_from(["LED1", "U1.GPIO13", "R1.2", "5V", "GND", "Uno D13", "LED anode", "DHT22", "custom:x", "resistor 4k7", "bread board -", "X1.A", "."]))
lines = st.fixed_dictionaries({"name": words, "partNumber": words, "quantity": st.integers(-1, 6)}, optional={"voltage": words, "current": words, "estimatedCost": st.floats(0, 1e7), "notes": words, "extra": st.none()})
QUICK = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def ends_well(shelf, project, name, arguments, agent) -> None:
    """The call has an outcome or raises one plain sentence; the current version has no error the last one had not."""
    try:
        assert isinstance(use(shelf, project, name, arguments, agent), Outcome)
    except OhmError as error:
        assert error.message and "Traceback" not in error.message
    now = history.current(shelf, project)
    assert now is None or not now.report.errors()


@QUICK
@given(st.lists(lines, max_size=5), words, st.floats(-1, 1e6))
def test_any_bill_ends_as_version_draft_or_sentence(shelf, blinker, components, title, total):
    ends_well(shelf, blinker, "update_bom", {"project_name": title, "components": components, "totalCost": total}, "bomGenerator")


@QUICK
@given(st.lists(st.fixed_dictionaries({"from": words, "to": words}, optional={"note": words}), max_size=6))
def test_any_wiring_ends_as_version_draft_or_sentence(shelf, blinker, connections):
    ends_well(shelf, blinker, "update_wiring", {"connections": [*connections, *WIRES["connections"][:1]]}, "wiringDiagram")
