"""A web front end of somebody else: the npm package `ai` reads our stream through its own transport."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from starlette.applications import Starlette

from ohm_core.agents.turn import Say
from ohm_core.firmware.simulate.tools import node
from ohm_core.server.routes import routes
from tests.needs import needed
from tests.project import files

HERE = Path(__file__).parent
HOME = Path(os.environ.get("OHM_HOME") or Path.home() / ".ohm") / "cache" / "foreign" / "aisdk"


@pytest.fixture
def base(shop) -> Iterator[str]:
    """The address of a real server on loopback."""
    server = uvicorn.Server(uvicorn.Config(Starlette(routes=routes(lambda: shop)), host="127.0.0.1", port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(5)


@pytest.fixture
def client(base) -> Callable[..., Any]:
    needed(HOME / "node_modules" / "ai", "scripts/foreign.py")

    def run(case: str, chat: str, *more: str) -> Any:
        done = subprocess.run([str(node()), str(HERE / "aisdk_client.mjs"), str(HOME), base, case, chat, *more], capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return run


def test_text_tools_and_data_arrive_as_parts_of_one_message(client, shop):
    project = shop.create()
    got = client("say", project.id)
    answer = shop.messages(project)[-1]
    assert got["errors"] == [] and got["id"] == answer.id
    assert "".join(p["text"] for p in got["parts"] if p["type"] == "text") == answer.content
    tools = [p for p in got["parts"] if p["type"] == "dynamic-tool"]
    assert [(t["toolName"], t["state"]) for t in tools] == [("propose_design", "output-available"), ("open_wiring_drawer", "output-available")]
    assert {"data-agent_selected", "data-step", "data-artifact_changed", "data-drawer_open", "data-metadata"} <= {p["type"] for p in got["parts"]}


def test_a_chat_that_the_client_named_itself_becomes_a_project_and_stays_it(client, shop):
    client("say", "chat-of-their-own")
    client("again", "chat-of-their-own")
    assert len(shop.projects()) == 1 and len([m for m in shop.messages(shop.projects()[0]) if m.role == "assistant"]) == 2


def test_an_answer_that_is_going_is_taken_up_from_its_beginning(client, shop):
    class Slow:
        name = "slow"

        def answer(self, turn):
            for number in range(40):
                yield Say(f"{number} ")
                time.sleep(0.1)

    project = shop.create()
    shop.turns.engine = Slow()
    shop.say(project, "count")
    time.sleep(1.0)
    got = client("resume", project.id)
    assert "".join(p["text"] for p in got["parts"] if p["type"] == "text") == "".join(f"{n} " for n in range(40))
    assert client("resume", project.id) == {"running": False}


def test_a_file_of_the_clients_own_making_is_kept_with_the_message(client, shop):
    got = client("file", "chat-of-files", base64.b64encode(files.photo(200, 100, "PNG")).decode())
    project = shop.projects()[0]
    (kept,) = shop.uploads(project)
    assert got["errors"] == [] and (kept.name, kept.media_type, kept.facts) == ("board.png", "image/png", {"width": 200, "height": 100})
    first = shop.messages(project)[0]
    assert first.content == "a red light that blinks" and first.metadata["attachments"][0]["id"] == kept.id
