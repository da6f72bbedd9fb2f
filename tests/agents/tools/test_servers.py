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
from ohm_core.project.servers import add, listed, remove, switch
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
    add(shelf, blinker, "weather", COMMAND)
    assert weather_tools(shelf, blinker) == {"weather__forecast", "weather__fail", "weather__sleep"} and weather_tools(shelf, blinker, "conversationSummarizer") == set()
    told = use(shelf, blinker, "weather__forecast", {"place": "Ulm"})
    assert told.ok and told.summary == "Rain in Ulm. Secret: none, store: none" and "not checked" in told.notes[0]
    schema = next(s for s in toolset.assemble(turn(shelf, blinker)).schemas() if s["name"] == "weather__forecast")
    assert "place" in schema["parameters"]["properties"] and schema["description"].startswith("[weather] Tells")


def test_what_fails_there_is_an_outcome_and_one_that_is_late_a_sentence(shelf, blinker, monkeypatch):
    add(shelf, blinker, "weather", COMMAND)
    failed = use(shelf, blinker, "weather__fail")
    assert not failed.ok and "fail" in failed.summary and not use(shelf, blinker, "weather__forecast", {}).ok
    monkeypatch.setattr(link, "CALL_S", 0.3)
    with pytest.raises(LimitReached, match="did not answer within"):
        use(shelf, blinker, "weather__sleep")


def test_over_http_the_same(shelf, blinker, address):
    add(shelf, blinker, "weather", address)
    assert len(weather_tools(shelf, blinker)) == 3 and "Rain in Ulm" in use(shelf, blinker, "weather__forecast", {"place": "Ulm"}).summary


def test_a_server_that_is_not_there_brings_nothing_and_holds_up_nothing(shelf, blinker):
    add(shelf, blinker, "weather", "no-such-program-at-all")
    add(shelf, blinker, "gone", "http://127.0.0.1:9/mcp")
    began = time.monotonic()
    assert weather_tools(shelf, blinker) == set() and "check" in toolset.assemble(turn(shelf, blinker)).tools and time.monotonic() - began < 12
    with pytest.raises(Missing, match="did not answer"):
        servers.link_to("local", listed(shelf, blinker)[0]).tools()


def test_permissions_flags_and_switching_off_hold_for_them_too(shelf, blinker):
    add(shelf, blinker, "weather", COMMAND)
    permissions.permit(shelf, blinker, "weather__fail", "deny")
    assert "weather__fail" not in weather_tools(shelf, blinker)
    permissions.switch(shelf, blinker, "mcp", False)
    assert weather_tools(shelf, blinker) == set()
    permissions.switch(shelf, blinker, "mcp", True)
    remove(shelf, blinker, "weather")
    assert listed(shelf, blinker) == () and weather_tools(shelf, blinker) == set()


@pytest.mark.parametrize(("name", "address", "says"), [("a b", "http://x.org/mcp", "cannot name"), ("x", "", "neither"), ("x", "ftp://x.org", "neither"), ("x", "http://me:pw@x.org", "no name or password"), ("x", '"unclosed', "neither")])
def test_an_address_that_is_none_is_refused(shelf, blinker, name, address, says):
    with pytest.raises(BadInput, match=says):
        add(shelf, blinker, name, address)


def test_only_the_person_at_this_machine_may_name_a_command_or_an_inner_address(shelf):
    bob = Shelf(shelf.db, "bob")
    project = bob.create("B")
    for address in (COMMAND, "http://127.0.0.1:8000/mcp", "http://192.168.1.5/mcp", "http://printer.local/mcp", "http://localhost/mcp", "http://169.254.169.254/x", "http://[::1]/mcp"):
        with pytest.raises(BadInput, match="this machine"):
            add(bob, project, "x", address)
    assert add(bob, project, "x", "https://tools.example.org/mcp").url


def test_nobody_from_elsewhere_names_a_command_or_a_variable_even_as_the_owner_of_this_machine(shelf, blinker):
    with pytest.raises(BadInput, match="this machine"):
        add(shelf, blinker, "x", COMMAND, here=False)
    for who, project in ((Shelf(shelf.db, "bob"), Shelf(shelf.db, "bob").create("B")), (shelf, blinker)):
        with pytest.raises(BadInput, match="Variables of this machine") as error:  # else its value would be sent to any address
            add(who, project, "x", "https://tools.example.org/mcp", ("OPENAI_API_KEY",), here=False)
        assert error.value.kind == "only_here" and listed(who, project) == ()


def test_a_name_that_leads_inside_is_not_followed_where_it_was_named_from_elsewhere(shelf, blinker, address, monkeypatch):
    bob = Shelf(shelf.db, "bob")
    monkeypatch.setattr("ohm_core.project.servers.is_inside", lambda url: False)  # a name whose text says nothing of where it leads
    for who, project, here in ((bob, bob.create("B"), True), (shelf, blinker, False)):
        with pytest.raises(Missing, match="inside this machine's network"):
            servers.offered(add(who, project, "x", address, here=here))
        assert listed(who, project)[0].abroad
    assert len(servers.offered(add(shelf, blinker, "x", address))) == 3


def test_a_server_switched_off_keeps_its_address_and_brings_no_tools(shelf, blinker):
    add(shelf, blinker, "weather", COMMAND)
    assert not switch(shelf, blinker, "weather", False).on and weather_tools(shelf, blinker) == set()
    assert listed(shelf, blinker)[0].command and switch(shelf, blinker, "weather", True).on and len(weather_tools(shelf, blinker)) == 3
    for act in (lambda: switch(shelf, blinker, "nobody", True), lambda: remove(shelf, blinker, "nobody")):
        with pytest.raises(BadInput, match="no server 'nobody'"):
            act()


def test_keys_in_an_address_are_not_shown_again(shelf, blinker):
    made = add(shelf, blinker, "x", "https://tools.example.org/mcp?apiKey=abcdef123456&mode=a#part")
    assert "abcdef" not in made.address and made.address.startswith("https://tools.example.org/mcp?apiKey=…") and "abcdef123456" in made.url


def test_asking_for_the_tools_says_what_there_is_or_why_nobody_answers(shelf, blinker):
    add(shelf, blinker, "weather", COMMAND)
    assert {t.name: t.description for t in servers.offered(listed(shelf, blinker)[0])}["weather__forecast"] == "Tells tomorrow's weather."
    for address, why in (("no-such-program-at-all", "No such file"), ("http://127.0.0.1:9/mcp", "connect"), (f"{sys.executable} -c pass", "did not answer")):
        add(shelf, blinker, "bad", address)
        with pytest.raises(Missing, match=f"The server bad did not answer: .*{why}|{why}") as error:
            servers.offered(next(s for s in listed(shelf, blinker) if s.name == "bad"))
        assert "\n" not in error.value.message and "Traceback" not in error.value.message


def test_a_locked_or_strange_project_takes_no_server(shelf, blinker):
    with pytest.raises(BadInput):
        listed(Shelf(shelf.db, "eve"), blinker)
    shelf.lock(blinker)
    with pytest.raises(Locked):
        add(shelf, blinker, "weather", COMMAND)
