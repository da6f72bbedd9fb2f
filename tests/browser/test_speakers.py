"""In a real browser with a language model behind it (a fake one on loopback): who speaks is chosen and shown, the answer goes
on while the person clicks and reloads, stop works, a second browser sees it live; settings and health tell what is there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Served
from tests.llm.conftest import server as server
from tests.llm.fault_server import FaultServer, status, text

KEYS = ("sk-browser-alpha-1111", "sk-browser-bravo-2222")
LONG = " ".join(f"word{n}" for n in range(150))


@pytest.fixture
def with_model(tmp_path: Path, ohm_home: Path, server: FaultServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    """The dashboard of somebody with two keys of an OpenAI-compatible server."""
    monkeypatch.setenv("OHM_OPENAI_BASE", server.url)
    monkeypatch.setenv("OHM_KEYS_COMPATIBLE", ",".join(KEYS))
    monkeypatch.setenv("OHM_MODEL", "compatible/tiny")
    home = tmp_path / "home"
    home.mkdir()
    (home / "cache").symlink_to((ohm_home / "cache").resolve())
    made = Served(home)
    made.start()
    yield made
    made.stop()


def say(page, words: str) -> None:
    field = page.get_by_test_id("stChatInput").locator("textarea")
    field.fill(words)
    field.press("Enter")


def test_a_models_answer_goes_on_through_clicks_and_reloads_and_a_second_browser_sees_it(with_model, server, page, browser):
    server.when(text(LONG, pause=0.1))
    page.goto(with_model.address)
    say(page, "explain resistors to me")
    expect(page.locator(".st-key-live")).to_contain_text("word3 ", timeout=60_000)
    other = browser.new_context().new_page()
    other.goto(page.url)
    expect(other.locator(".st-key-live")).to_contain_text("word3 ", timeout=60_000)
    page.locator(".st-key-bar-budget button").first.click()
    page.reload()
    expect(page.locator("[class*=st-key-answer-]")).to_contain_text("word149", timeout=60_000)
    expect(other.locator("[class*=st-key-answer-]")).to_contain_text("word149", timeout=60_000)
    expect(page.locator(".ohm-model")).to_have_text("tiny")
    assert len(server.calls) == 1 and page.problems == []


def test_stop_ends_a_models_answer_and_keeps_what_came(with_model, server, page):
    server.when(text(LONG, pause=0.2))
    page.goto(with_model.address)
    say(page, "explain resistors to me")
    expect(page.locator(".st-key-live")).to_contain_text("word3 ", timeout=60_000)
    page.locator(".st-key-stop_now button").first.click()
    answer = page.locator("[class*=st-key-answer-]")
    expect(answer).to_contain_text("This answer was stopped.", timeout=30_000)
    expect(answer).to_contain_text("word3")
    expect(answer).not_to_contain_text("word149")


def test_a_key_that_does_not_work_is_told_and_the_next_one_answers(with_model, server, page):
    server.when(status(401), key=KEYS[0]).when(text("Here I am."))
    page.goto(with_model.address)
    say(page, "hello there")
    expect(page.locator("[class*=st-key-answer-]")).to_contain_text("Here I am.", timeout=60_000)
    assert not any(k in page.content() for k in KEYS)
    page.goto(f"{with_model.address}/settings")
    row = page.locator("tr", has_text="OpenAI-compatible")
    expect(row).to_contain_text(re.compile(r"2\s*1"), timeout=30_000)
    assert not any(k in page.content() for k in KEYS)
    page.get_by_text("Usage and cost").click()
    expect(page.get_by_role("cell", name="Project Initializer")).to_be_visible(timeout=30_000)


def test_the_agent_chosen_by_hand_answers(with_model, server, page):
    server.when(text("About money."))
    page.goto(with_model.address)
    say(page, "hello there")
    expect(page.locator("[class*=st-key-answer-]")).to_contain_text("About money.", timeout=60_000)
    page.locator(".st-key-speakers button").first.click()
    page.locator(".st-key-agent_pick").get_by_role("combobox").click()
    page.get_by_role("option", name="Budget Optimizer").click()
    expect(page.locator(".st-key-speakers")).to_contain_text("Budget Optimizer", timeout=30_000)
    page.keyboard.press("Escape")
    say(page, "hello again")
    expect(page.locator(".ohm-agent").last).to_contain_text("Budget Optimizer", timeout=60_000)


def test_health_says_what_runs(served, page):
    page.goto(f"{served.address}/health")
    expect(page.get_by_text("Everything that must run runs.")).to_be_visible(timeout=30_000)
    expect(page.locator("table").first).to_contain_text("the built-in engine answers")
    assert page.problems == []
