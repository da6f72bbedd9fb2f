"""What agents may do, and whose tools they have, over HTTP; what nobody from elsewhere may name."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import pytest

from ohm_core.agents import allowed, servers
from ohm_core.agents.tools import tools
from tests.agents.tools.bench import turn
from tests.project import samples
from tests.server.test_callers import ADA
from tests.server.test_callers import elsewhere as elsewhere

WEATHER = Path(__file__).parents[1] / "agents" / "tools" / "weather.py"
COMMAND = f"{shlex.quote(sys.executable)} {shlex.quote(str(WEATHER))}"


@pytest.fixture
def project(shop):
    made = shop.create("Blinker")
    shop.save(made, samples.prototype())
    yield made
    servers.close_all()


@pytest.fixture
def at(project) -> str:
    return f"/api/projects/{project.id}"


def has(shop, project, agent: str = "conversational") -> dict[str, str]:
    from ohm_core.agents import toolset

    return {t.name: t.description for t in toolset.assemble(turn(shop.shelf, project, agent)).tools.values()}


def test_rules_features_and_words_hold_for_the_next_run(client, shop, project, at):
    assert client.get(f"{at}/permissions").json()["rules"] == []
    client.put(f"{at}/permissions", json={"tool": "remove_part", "verdict": "deny"})
    told = client.put(f"{at}/permissions", json={"tool": "add_part", "role": "bomGenerator", "verdict": "ask"}).json()
    assert told["rules"] == [{"role": "", "tool": "remove_part", "verdict": "deny"}, {"role": "bomGenerator", "tool": "add_part", "verdict": "ask"}]
    told = client.put(f"{at}/features", json={"feature": "trials", "on": False}).json()
    assert [f["feature"] for f in told["features"] if not f["on"]] == ["trials"]
    client.put(f"{at}/descriptions", json={"tool": "check", "text": "Asks our own checklist."})
    now = has(shop, project)
    assert "remove_part" not in now and "build" not in now and now["check"] == "Asks our own checklist."
    client.put(f"{at}/permissions", json={"tool": "remove_part", "verdict": None})
    client.put(f"{at}/features", json={"feature": "trials", "on": True})
    client.put(f"{at}/descriptions", json={"tool": "check", "text": None})
    now = has(shop, project)
    assert "remove_part" in now and "build" in now and now["check"] == tools()["check"].description


def test_every_feature_of_a_tool_is_one_that_can_be_switched():
    assert {t.feature for t in tools().values()} - {""} <= set(allowed.FEATURES)


@pytest.mark.parametrize(("path", "body", "says"), [
    ("permissions", {"tool": "remov_part", "verdict": "deny"}, "near it are remove_part"), ("permissions", {"tool": "check", "role": "bomgenerator", "verdict": "deny"}, "bomGenerator"),
    ("permissions", {"tool": "check", "verdict": "never"}, "verdict"), ("permissions", {"tool": "check"}, "verdict"), ("features", {"feature": "trails", "on": False}, "trials"),
    ("descriptions", {"tool": "check", "text": " "}, "1 to 2,000"), ("descriptions", {"tool": "chek", "text": "x"}, "check")])
def test_a_slip_of_the_pen_is_named_and_forbids_nothing(client, at, path, body, says):
    answer = client.put(f"{at}/{path}", json=body)
    assert answer.status_code == 400 and says in answer.json()["error"]["message"]
    assert client.get(f"{at}/permissions").json()["rules"] == []


def test_a_locked_project_keeps_its_rules(client, shop, project, at):
    shop.lock(project)
    for path, body in (("permissions", {"tool": "check", "verdict": "deny"}), ("features", {"feature": "sql", "on": False}), ("descriptions", {"tool": "check", "text": "x"})):
        assert client.put(f"{at}/{path}", json=body).status_code == 409
    assert client.post(f"{at}/servers", json={"name": "w", "address": COMMAND}).status_code == 409


def test_a_server_is_added_asked_switched_and_taken_away(client, shop, project, at, monkeypatch):
    monkeypatch.setenv("WEATHER_SECRET", "hush-hush")
    made = client.post(f"{at}/servers", json={"name": "weather", "address": COMMAND, "environment": ["WEATHER_SECRET"]})
    assert made.status_code == 201 and made.json() == {"name": "weather", "kind": "command", "address": made.json()["address"], "environment": ["WEATHER_SECRET"], "on": True}
    told = client.post(f"{at}/servers/weather/test").json()
    assert told["ok"] and "weather__forecast" in [t["name"] for t in told["tools"]] and "weather__forecast" in has(shop, project)
    client.put(f"{at}/permissions", json={"tool": "weather__fail", "verdict": "deny"})
    assert "weather__fail" not in has(shop, project)
    assert client.patch(f"{at}/servers/weather", json={"on": False}).json()["on"] is False and "weather__forecast" not in has(shop, project)
    assert "hush" not in client.get(f"{at}/servers").text
    assert client.delete(f"{at}/servers/weather").json() == [] and client.delete(f"{at}/servers/weather").status_code == 404


def test_a_server_that_does_not_answer_is_one_sentence(client, at):
    client.post(f"{at}/servers", json={"name": "gone", "address": "http://127.0.0.1:9/mcp?key=abcdef123456"})
    told = client.post(f"{at}/servers/gone/test").json()
    assert told["ok"] is False and told["tools"] == [] and told["error"].startswith("The server gone did not answer") and "abcdef" not in told["error"]


def test_nobody_from_elsewhere_makes_this_machine_run_reach_or_tell_anything(elsewhere, shop, monkeypatch):
    monkeypatch.setenv("OHM_TOKENS", "ada:secret-of-ada,local:secret-of-mine")
    for headers in (ADA, {"authorization": "Bearer secret-of-mine"}):  # a token of this machine's own owner makes nobody sit at it
        made = elsewhere.post("/api/agents/chat", json={"message": "a red light"}, headers=headers).headers["x-ohm-project"]
        for body in ({"name": "x", "address": "touch /tmp/owned"}, {"name": "x", "address": "http://127.0.0.1:22/"}, {"name": "x", "address": "https://tools.example.org/mcp", "environment": ["OPENAI_API_KEY"]}):
            answer = elsewhere.post(f"/api/projects/{made}/servers", json=body, headers=headers)
            assert answer.status_code == 403 and answer.json()["error"]["kind"] == "only_here", body
        assert elsewhere.post(f"/api/projects/{made}/servers", json={"name": "x", "address": "https://tools.example.org/mcp"}, headers=headers).status_code == 201
