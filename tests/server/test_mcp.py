"""Other assistants use OHM's tools: the official client over HTTP and over stdio."""

from __future__ import annotations

import asyncio
import os
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from mcp import Client
from mcp.client.stdio import StdioServerParameters
from starlette.applications import Starlette

from ohm_core.agents.tools import tools
from ohm_core.server import mcp as server_mcp
from ohm_core.server.mcp import Mounted
from ohm_core.server.routes import routes
from ohm_core.server.shops import Shops
from ohm_core.store import runs
from tests.server.finished import finished

ROOT = Path(__file__).parents[2]


@pytest.fixture
def base(shop) -> Iterator[str]:
    """The address of a real server on loopback."""
    made: list[Mounted] = []

    async def served() -> None:
        made.append(Mounted(Shops(lambda: shop)))
        await server.serve()
        await made[0].close()

    server = uvicorn.Server(uvicorn.Config(lambda: Starlette(routes=routes(lambda: shop, made[0])), factory=True, host="127.0.0.1", port=0, log_level="error"))
    thread = threading.Thread(target=lambda: asyncio.run(served()), daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(5)


def text_of(result) -> str:
    return "".join(c.text for c in result.content)


def test_the_official_client_lists_and_calls_tools_over_http(base, shop):
    async def talk():
        async with Client(f"{base}/mcp") as client:
            listed = await client.list_tools()
            made = await client.call_tool("propose_design", {"text": "a red light that blinks"})
            project = shop.projects()[0]
            read = await client.call_tool("read_file", {"project": project.id, "artifact_type": "bom"})
            wrong = await client.call_tool("read_file", {"project": project.id, "artifact_type": 7})
            nobody = await client.call_tool("read_file", {"project": "no such", "artifact_type": "bom"})
            return listed, made, read, wrong, nobody

    listed, made, read, wrong, nobody = finished(talk())
    assert {t.name for t in listed.tools} == set(tools()) and all("project" in t.input_schema["properties"] for t in listed.tools)
    project = shop.projects()[0]
    assert not made.is_error and f"Project: {project.id}" in text_of(made) and shop.prototype(project) is not None
    assert not read.is_error and "led-5mm" in text_of(read)
    assert wrong.is_error and nobody.is_error and "There is no project" in text_of(nobody)
    log = runs.tool_log(shop.store, "local", project.id)
    assert [(c["name"], c["agent"], c["ok"]) for c in log] == [("propose_design", "assistant", True), ("read_file", "assistant", True), ("read_file", "assistant", False)]


def test_readers_of_the_project_see_what_another_program_changed(base, shop):
    project = shop.create()

    async def talk():
        async with Client(f"{base}/mcp") as client:
            await client.call_tool("propose_design", {"project": project.id, "text": "a red light"})

    finished(talk())
    assert {"artifact_changed", "step"} <= {e.type for e in shop.turns.journal.read("local", project.id)}


def test_a_locked_project_refuses_another_programs_change(base, shop):
    project = shop.create()
    list(shop.chat(project, "a red light"))
    shop.lock(project)

    async def talk():
        async with Client(f"{base}/mcp") as client:
            return await client.call_tool("update_context", {"project": project.id, "context": "x"})

    refused = finished(talk())
    assert refused.is_error and "locked" in text_of(refused)


def test_a_stranger_is_refused_before_anything_is_read(shop, monkeypatch):
    from starlette.testclient import TestClient

    monkeypatch.setenv("OHM_HOSTS", "ohm.example")
    outside = TestClient(Starlette(routes=routes(lambda: shop)), base_url="http://ohm.example", client=("203.0.113.9", 5))
    assert outside.post("/mcp", json={}).status_code == 401
    assert outside.post("/mcp", json={}, headers={"host": "evil.example"}).status_code == 403


def stdio(home: Path) -> StdioServerParameters:
    return StdioServerParameters(command=sys.executable, args=["-m", "ohm_core", "mcp"], cwd=str(ROOT), env={**os.environ, "OHM_HOME": str(home), "PYTHONPATH": str(ROOT)})


def test_the_official_client_lists_and_calls_tools_over_stdio(tmp_path):
    async def talk():
        async with Client(stdio(tmp_path)) as client:
            listed = await client.list_tools()
            found = await client.call_tool("search_parts", {"words": "thermometer"})
            return listed, found

    listed, found = finished(talk())
    assert {t.name for t in listed.tools} == set(tools()) and not found.is_error and "ds18b20" in text_of(found).lower()


def test_on_stdio_the_process_that_holds_the_store_is_asked(base, shop):
    shop.store.announce(base)
    async def talk():
        async with Client(stdio(shop.home)) as client:
            return await client.call_tool("propose_design", {"text": "a red light"})

    env_home = shop.home
    assert env_home is not None
    made = finished(talk())
    assert not made.is_error and len(shop.projects()) == 1


def test_every_schema_is_an_object_that_takes_a_project():
    for tool in server_mcp.told():
        assert tool["parameters"]["type"] == "object" and tool["parameters"]["properties"]["project"]["type"] == "string"
