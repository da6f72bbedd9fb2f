"""Settings in a real browser: rules, features and words of a project, and a real MCP server on loopback: added, tried, switched, taken away."""

from __future__ import annotations

import re
import shlex
import sys

import pytest
from playwright.sync_api import Error, expect

from tests.agents.tools.test_servers import WEATHER
from tests.agents.tools.test_servers import address as address
from tests.browser.test_asking import send


@pytest.fixture
def settings(served, page):
    """The Settings page, with a project whose rules it shows; and how to ask the server for them."""
    made = send(served.address, "POST", "/api/runs", {"text": "a red LED that blinks every second"})
    path = f"/api/projects/{made['projectId']}"
    page.goto(f"{served.address}/settings?project={made['projectId']}")
    yield page, lambda what: send(served.address, "GET", f"{path}/{what}")


def tab(page, name: str) -> None:
    page.get_by_role("tab", name=name).click()


def choose(page, key: str, option: str) -> None:
    wanted = page.get_by_role("option", name=option, exact=True)
    for _ in range(10):  # a page that is still being drawn closes the list again
        page.locator(f".st-key-{key}").get_by_role("combobox").click()
        try:
            wanted.click(timeout=2_000)
            return
        except Error:
            page.keyboard.press("Escape")
    wanted.click()


def eventually(get, good) -> None:
    import time

    for _ in range(100):
        if good(get()):
            return
        time.sleep(0.1)
    assert good(get()), get()


def test_a_real_server_is_added_tried_switched_off_and_taken_away(settings, address):
    page, ask = settings
    tab(page, "MCP servers")
    page.get_by_label("Name").fill("weather")
    page.get_by_label("Address or command").fill(f"{address}?key=abcdef123456")
    page.get_by_role("button", name="Add", exact=True).click()
    card = page.locator(".st-key-server-weather")
    expect(card).to_contain_text("It answers and offers 3 tools")
    expect(card).to_contain_text("weather__forecast")
    assert "abcdef123456" not in page.content()
    card.locator("label").first.click()
    eventually(lambda: ask("servers"), lambda found: [s["on"] for s in found] == [False])
    card.get_by_role("button", name="Remove").click()
    expect(card).to_have_count(0)
    assert ask("servers") == [] and page.problems == []


def test_a_command_works_here_and_what_does_not_answer_says_why(settings):
    page, ask = settings
    tab(page, "MCP servers")
    for name, command, says in (("here", f"{shlex.quote(sys.executable)} {shlex.quote(str(WEATHER))}", "It answers and offers 3 tools"), ("gone", "http://127.0.0.1:9/mcp", "The server gone did not answer")):
        page.get_by_label("Name").fill(name)
        page.get_by_label("Address or command").fill(command)
        page.get_by_role("button", name="Add", exact=True).click()
        expect(page.locator(f".st-key-server-{name}")).to_contain_text(says, timeout=40_000)
    page.get_by_label("Name").fill("a b")
    page.get_by_label("Address or command").fill("x")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_text("cannot name a server")).to_be_visible()
    assert [s["name"] for s in ask("servers")] == ["here", "gone"]


def test_rules_features_and_words_are_set_and_stay(settings):
    page, ask = settings
    tab(page, "Permissions")
    project = re.search(r"project=(\w+)", page.url)[1]
    choose(page, f"may-{project}--remove_part", "ask")
    eventually(lambda: ask("permissions"), lambda t: {"role": "", "tool": "remove_part", "verdict": "ask"} in t["rules"])
    choose(page, "allow_role", "BOM Generator")
    choose(page, f"may-{project}-bomGenerator-remove_part", "deny")
    eventually(lambda: ask("permissions"), lambda t: {"role": "bomGenerator", "tool": "remove_part", "verdict": "deny"} in t["rules"])
    page.get_by_text("Questions to the store in SQL").click()
    eventually(lambda: ask("permissions"), lambda t: [f["feature"] for f in t["features"] if not f["on"]] == ["sql"])
    page.get_by_label("What models are told of it instead").fill("Opens the drawer of our laboratory.")
    page.get_by_label("What models are told of it instead").blur()
    page.get_by_role("button", name="Keep").click()
    eventually(lambda: ask("permissions"), lambda t: list(t["descriptions"].values()) == ["Opens the drawer of our laboratory."])
    page.reload()
    tab(page, "Permissions")
    expect(page.locator(f".st-key-may-{project}--remove_part").get_by_role("combobox")).to_have_value("ask")
    assert page.problems == []
