"""A tool that needs the person's word, in a real browser: the question stands in the chat, the answer is held for it, and goes on by what they click."""

from __future__ import annotations

import json
import re
import urllib.request

import pytest
from playwright.sync_api import expect

from tests.browser.test_speakers import say
from tests.browser.test_speakers import server as server
from tests.browser.test_speakers import with_model as with_model
from tests.llm.fault_server import asks, text

CONTEXT = json.dumps({"context": "# Goal\nA lamp for the stairs"})


def send(address: str, method: str, path: str, body: object = None) -> object:
    made = urllib.request.Request(f"{address}{path}", json.dumps(body).encode() if body is not None else None, {"content-type": "application/json"}, method=method)
    return json.loads(urllib.request.urlopen(made, timeout=20).read())


@pytest.fixture
def asked(with_model, server, page):
    """A project in which writing the context needs the person's word, and a model that wants to."""
    server.when(text("Hello."), said="hello")
    page.goto(with_model.address)
    say(page, "hello there")
    expect(page.locator("[class*=st-key-answer-]")).to_contain_text("Hello.", timeout=60_000)
    project = re.search(r"project=(\w+)", page.url)[1]
    send(with_model.address, "PUT", f"/api/projects/{project}/permissions", {"tool": "update_context", "verdict": "ask"})
    server.forget()
    server.when(asks(("update_context", CONTEXT)), text("So be it."))
    say(page, "thank you, that helps")  # clear enough that no model is asked who answers
    expect(page.get_by_text("asks to use")).to_be_visible(timeout=60_000)
    return project


def test_a_yes_in_the_chat_lets_the_agent_go_on(with_model, server, page, browser, asked):
    expect(page.locator("[class*=st-key-ask-] [data-testid=stCode]").first).to_contain_text("A lamp for the stairs")
    other = browser.new_context().new_page()
    other.goto(page.url)
    expect(other.get_by_text("asks to use")).to_be_visible(timeout=60_000)  # whoever looks may answer
    page.get_by_role("button", name="Once").click()
    expect(page.locator("[class*=st-key-answer-]").nth(1)).to_contain_text("So be it.", timeout=60_000)
    for one in (page, other):
        expect(one.get_by_text("asks to use")).to_have_count(0)
    expect(page.locator(".st-key-dockhead h3")).to_have_text("Context")
    expect(page.locator(".st-key-dock")).to_contain_text("A lamp for the stairs")
    other.context.close()


def test_without_a_word_the_answer_ends_and_the_question_stays(with_model, server, page, asked):
    page.locator(".st-key-stop_now button").first.click()
    expect(page.locator("[class*=st-key-answer-]").nth(1)).to_contain_text("stopped", timeout=30_000)
    expect(page.get_by_text("It went on without your word")).to_be_visible()
    expect(page.get_by_role("button", name="Never")).to_have_count(1)  # what stood in the live answer is gone
    page.get_by_role("button", name="Never").click()
    expect(page.get_by_text("asks to use")).to_have_count(0)
    rules = send(with_model.address, "GET", f"/api/projects/{asked}/permissions")["rules"]
    assert [r["verdict"] for r in rules if r["role"]] == ["deny"]
