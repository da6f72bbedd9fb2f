"""What a project allows, switches and words reaches the model itself: real HTTP through litellm, a real MCP server, the loop, the store."""

from __future__ import annotations

import json
import shlex
import sys
import threading
import time

import pytest

from ohm_core.agents import servers
from ohm_core.agents.events import PermissionAsked, PermissionDecided, ToolResult
from ohm_core.store import runs
from tests.agents.test_faults import say as say
from tests.agents.test_faults import turns as turns
from tests.agents.tools.test_servers import WEATHER
from tests.llm.conftest import asked as asked
from tests.llm.conftest import server as server
from tests.llm.fault_server import FaultServer, asks, text


@pytest.fixture
def project(shop):
    made = shop.create("Lamp")
    yield made
    servers.close_all()


def offered(server: FaultServer) -> dict[str, str]:
    return {t["function"]["name"]: t["function"]["description"] for t in server.calls[-1].body["tools"]}


def test_a_model_is_offered_what_the_project_allows_in_its_own_words(say, server: FaultServer, shop, project, monkeypatch):
    server.when(text("Well then."))
    say("explain it to me", project)
    before = offered(server)
    shop.describe_tool(project, "update_context", "Writes down what the school wants.")
    shop.permit(project, "write_file", "deny")
    shop.permit(project, "update_prd", "deny", "bomGenerator")
    shop.switch_feature(project, "trials", False)
    say("explain it to me", project)
    after = offered(server)
    assert after["update_context"] == "Writes down what the school wants." != before["update_context"]
    assert {"write_file", "build", "simulate"} <= set(before) and set(before) - set(after) == {"write_file", "build", "simulate"}
    say("explain it to me")  # another project has its own
    assert offered(server) == before
    monkeypatch.setenv("OHM_FEATURES_OFF", "trials")
    say("explain it to me")
    assert set(before) - set(offered(server)) == {"build", "simulate"}


def test_a_tool_of_a_real_server_is_called_by_the_model_and_its_word_is_marked(say, server: FaultServer, shop, project):
    shop.add_server(project, "weather", f"{shlex.quote(sys.executable)} {shlex.quote(str(WEATHER))}")
    server.when(asks(("weather__forecast", '{"place": "Ulm"}')), text("Take a coat."))
    seen = say("explain it to me", project)
    assert seen.text == "Take a coat." and offered(server)["weather__forecast"].startswith("[weather]")
    said = server.calls[1].messages[-1]["content"]
    assert "Rain in Ulm" in said and "OHM has not checked it" in said
    assert [(r["name"], r["ok"]) for r in runs.tool_log(shop.store, "local", project.id)] == [("weather__forecast", True)]
    shop.switch_server(project, "weather", False)
    server.forget()
    say("explain it to me", project)
    assert not any("__" in name for name in offered(server))


@pytest.mark.parametrize(("grant", "ok", "told"), [(True, True, "context"), (False, False, "The person refused update_context")])
def test_a_question_to_the_person_is_waited_for_and_the_model_told_the_answer(say, server: FaultServer, shop, project, grant, ok, told):
    shop.permit(project, "update_context", "ask")
    server.when(asks(("update_context", json.dumps({"context": "# Goal\nlight"}))), text("Done with that."))

    def answer() -> None:
        while not shop.tool_requests(project):
            time.sleep(0.05)
        shop.decide(project, shop.tool_requests(project)[0]["id"], grant)

    threading.Thread(target=answer, daemon=True).start()
    seen = say("explain it to me", project)
    kinds = [type(e) for e in seen.events if isinstance(e, PermissionAsked | PermissionDecided | ToolResult)]
    assert kinds == [PermissionAsked, PermissionDecided, ToolResult] and [e.ok for e in seen.events if isinstance(e, ToolResult)] == [ok]
    assert told in server.calls[1].messages[-1]["content"] and seen.text == "Done with that."
    assert (shop.snapshot(project) is not None) is grant
