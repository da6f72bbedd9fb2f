"""Servers that speak MCP, by the official client over stdio and HTTP: their tools are there, their failures are sentences."""

from __future__ import annotations

import shlex
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ohm_core.agents import link, servers, toolset
from ohm_core.errors import BadInput, LimitReached, Locked, Missing
from ohm_core.project import permissions
from ohm_core.project.servers import listed, switch_off, switch_on
from ohm_core.project.shelf import Shelf
from tests.agents.tools.bench import turn, use

WEATHER = Path(__file__).with_name("weather.py")
COMMAND = f"{shlex.quote(sys.executable)} {shlex.quote(str(WEATHER))}"


@pytest.fixture
def shelf(tmp_path) -> Shelf:
    from ohm_core.store.database import open_store

    db = open_store(tmp_path)
    yield Shelf(db)
    servers.close_all()
    db.close()


@pytest.fixture
def address() -> str:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    child = subprocess.Popen([sys.executable, str(WEATHER), str(port)], stderr=subprocess.DEVNULL)
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.1)
    yield f"http://127.0.0.1:{port}/mcp"
    child.kill()
    child.wait()


def weather_tools(shelf, project, agent: str = "conversational") -> set[str]:
    return {n for n in toolset.assemble(turn(shelf, project, agent)).tools if n.startswith("weather__")}


def test_a_command_brings_its_tools_sees_no_secret_and_its_word_is_marked(shelf, blinker, monkeypatch):
    monkeypatch.setenv("WEATHER_SECRET", "hush")
    switch_on(shelf, blinker, "weather", COMMAND)
    assert weather_tools(shelf, blinker) == {"weather__forecast", "weather__fail", "weather__sleep"} and weather_tools(shelf, blinker, "conversationSummarizer") == set()
    told = use(shelf, blinker, "weather__forecast", {"place": "Ulm"})
    assert told.ok and told.summary == "Rain in Ulm. Secret: none, store: none" and "not checked" in told.notes[0]
    schema = next(s for s in toolset.assemble(turn(shelf, blinker)).schemas() if s["name"] == "weather__forecast")
    assert "place" in schema["parameters"]["properties"] and schema["description"].startswith("[weather] Tells")


def test_what_fails_there_is_an_outcome_and_one_that_is_late_a_sentence(shelf, blinker, monkeypatch):
    switch_on(shelf, blinker, "weather", COMMAND)
    failed = use(shelf, blinker, "weather__fail")
    assert not failed.ok and "fail" in failed.summary and not use(shelf, blinker, "weather__forecast", {}).ok
    monkeypatch.setattr(link, "CALL_S", 0.3)
    with pytest.raises(LimitReached, match="did not answer within"):
        use(shelf, blinker, "weather__sleep")


def test_over_http_the_same(shelf, blinker, address):
    switch_on(shelf, blinker, "weather", address)
    assert len(weather_tools(shelf, blinker)) == 3 and "Rain in Ulm" in use(shelf, blinker, "weather__forecast", {"place": "Ulm"}).summary


def test_a_server_that_is_not_there_brings_nothing_and_holds_up_nothing(shelf, blinker):
    switch_on(shelf, blinker, "weather", "no-such-program-at-all")
    switch_on(shelf, blinker, "gone", "http://127.0.0.1:9/mcp")
    began = time.monotonic()
    assert weather_tools(shelf, blinker) == set() and "check" in toolset.assemble(turn(shelf, blinker)).tools and time.monotonic() - began < 12
    with pytest.raises(Missing, match="did not answer"):
        servers.link_to("local", listed(shelf, blinker)[0]).tools()


def test_permissions_flags_and_switching_off_hold_for_them_too(shelf, blinker):
    switch_on(shelf, blinker, "weather", COMMAND)
    permissions.permit(shelf, blinker, "weather__fail", "deny")
    assert "weather__fail" not in weather_tools(shelf, blinker)
    permissions.switch(shelf, blinker, "mcp", False)
    assert weather_tools(shelf, blinker) == set()
    permissions.switch(shelf, blinker, "mcp", True)
    switch_off(shelf, blinker, "weather")
    assert listed(shelf, blinker) == () and weather_tools(shelf, blinker) == set()


@pytest.mark.parametrize(("name", "address", "says"), [("a b", "http://x.org/mcp", "cannot name"), ("x", "", "neither"), ("x", "ftp://x.org", "neither"), ("x", "http://me:pw@x.org", "no name or password"), ("x", '"unclosed', "neither")])
def test_an_address_that_is_none_is_refused(shelf, blinker, name, address, says):
    with pytest.raises(BadInput, match=says):
        switch_on(shelf, blinker, name, address)


def test_only_the_person_at_this_machine_may_name_a_command_or_an_inner_address(shelf):
    bob = Shelf(shelf.db, "bob")
    project = bob.create("B")
    for address in (COMMAND, "http://127.0.0.1:8000/mcp", "http://192.168.1.5/mcp", "http://printer.local/mcp", "http://localhost/mcp", "http://169.254.169.254/x", "http://[::1]/mcp"):
        with pytest.raises(BadInput, match="this machine"):
            switch_on(bob, project, "x", address)
    assert switch_on(bob, project, "x", "https://tools.example.org/mcp").url


def test_a_locked_or_strange_project_takes_no_server(shelf, blinker):
    with pytest.raises(BadInput):
        listed(Shelf(shelf.db, "eve"), blinker)
    shelf.lock(blinker)
    with pytest.raises(Locked):
        switch_on(shelf, blinker, "weather", COMMAND)
