"""The way of a person: types a project, sees the answer, opens each drawer, restarts the server, finds everything again."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

IDEA = "a night light with a red LED that comes on when it is dark"


def say(page, text: str) -> None:
    page.locator("[data-testid=stChatInputTextArea]").fill(text)
    page.keyboard.press("Enter")


def answered(page, count: int = 1) -> None:
    expect(page.locator("[class*=st-key-answer-]")).to_have_count(count, timeout=30_000)
    expect(page.locator(".st-key-stop")).to_have_count(0)


def open_drawer(page, drawer: str) -> None:
    page.locator(f".st-key-bar-{drawer} button:visible").first.click()
    expect(page.locator(".st-key-dockhead h3")).to_have_text({"context": "Context", "bom": "Parts", "wiring": "Wiring", "code": "Code", "budget": "Budget", "versions": "Versions"}[drawer])


def test_a_project_from_words_to_every_drawer_and_back_after_a_restart(served, page):
    page.goto(served.address)
    expect(page.get_by_text("Say what you want to build")).to_be_visible()
    say(page, IDEA)
    expect(page.locator("[class*=st-key-said-]")).to_contain_text(IDEA)
    answered(page)
    expect(page.locator("[class*=st-key-answer-]")).to_contain_text("Checked with")
    expect(page.locator(".st-key-dockhead h3")).to_have_text("Wiring")  # opened by itself
    expect(page.locator(".st-key-dock img").first).to_be_visible()

    open_drawer(page, "context")
    expect(page.locator(".st-key-dock blockquote").first).to_contain_text("night light")
    open_drawer(page, "bom")
    rows = page.locator(".st-key-bom_table tr.opens")
    expect(rows.first).to_be_visible()
    rows.first.click()
    expect(page.locator(".st-key-bom_table tr.more dd small").first).to_be_visible()  # a fact with its source
    open_drawer(page, "code")
    expect(page.locator(".st-key-dock [data-testid=stCode]")).to_contain_text("setup")
    open_drawer(page, "budget")
    expect(page.locator(".st-key-dock [data-testid=stPlotlyChart]").first).to_be_visible()
    open_drawer(page, "versions")
    expect(page.locator(".st-key-history_table")).to_contain_text("v1")

    address = page.url
    assert "project=" in address
    served.stop()
    served.start()
    page.goto(address)
    answered(page)
    expect(page.locator("[class*=st-key-said-]")).to_contain_text(IDEA)
    open_drawer(page, "wiring")
    expect(page.locator(".st-key-dock img").first).to_be_visible()
    assert page.problems == []


def test_steps_lead_through_the_board(served, page):
    page.goto(served.address)
    say(page, IDEA)
    answered(page)
    before = page.locator(".st-key-dock img").first.get_attribute("src")
    page.locator(".st-key-step_on button:visible").first.click()
    expect(page.locator(".st-key-dock img").first).not_to_have_attribute("src", before or "")
    page.get_by_role("tab", name="Wires").click()
    expect(page.locator(".st-key-wires_table tbody tr").first).to_be_visible()


def test_a_second_browser_sees_what_the_first_does(served, page, browser):
    page.goto(served.address)
    say(page, IDEA)
    answered(page)
    page.wait_for_url("**project=**")
    other = browser.new_context().new_page()
    other.goto(page.url)
    expect(other.locator("[class*=st-key-answer-]")).to_have_count(1, timeout=20_000)
    say(page, "thanks")
    answered(page, 2)
    expect(other.locator("[class*=st-key-answer-]")).to_have_count(2, timeout=20_000)
    other.context.close()


def test_a_killed_server_loses_nothing_that_was_shown(served, page):
    page.goto(served.address)
    say(page, IDEA)
    answered(page)
    text = page.locator("[class*=st-key-answer-]").inner_text()
    address = page.url
    served.stop(kill=True)
    served.start()
    page.goto(address)
    answered(page)
    assert page.locator("[class*=st-key-answer-]").inner_text() == text


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone_nothing_is_cut_off_and_the_dock_is_a_sheet(served, browser, scheme):
    page = browser.new_context(viewport={"width": 390, "height": 844}, color_scheme=scheme).new_page()
    page.goto(served.address)
    expect(page.get_by_text("Night light", exact=True)).to_be_visible(timeout=20_000)
    say(page, IDEA)
    answered(page)
    expect(page.locator(".st-key-dock")).to_be_visible()
    box = page.locator(".st-key-dock").bounding_box()
    assert box["x"] == 0 and box["width"] == 390 and box["y"] > 100
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator(".st-key-dock_close button:visible").first.click()
    expect(page.locator(".st-key-dock")).to_have_count(0)
    page.context.close()


def test_a_second_dashboard_on_the_same_store_says_who_holds_it(served):
    import os
    import subprocess
    import sys

    from tests.browser.conftest import ROOT, SERVE

    done = subprocess.run([sys.executable, "-c", SERVE, "0"], env={**os.environ, "OHM_HOME": str(served.home), "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, timeout=60)
    assert served.address in done.stderr and "in use" in done.stderr


LEFT_RUNNING = """
import sys
from pathlib import Path
from ohm_core import Workshop
from ohm_core.agents.events import AgentSelected, Text
from ohm_core.store import runs
shop = Workshop(Path(sys.argv[1]))
project = shop.create("Cut off")
run, _ = runs.begin(shop.store, "local", project, "a red LED that blinks every second")
for event in (AgentSelected("projectInitializer", "Project Initializer", "rocket_launch", "CHAT"), Text("I had got this far")):
    shop.turns.journal.emit("local", project.id, run.id, event.as_json())
shop.turns.journal.flush("local", project.id)
print(project.id)
"""


def test_an_answer_cut_off_by_a_kill_stands_as_interrupted_and_can_be_tried_again(served, page):
    import os
    import subprocess
    import sys

    from tests.browser.conftest import ROOT

    served.stop()
    made = subprocess.run([sys.executable, "-c", LEFT_RUNNING, str(served.home)], env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, timeout=60)
    served.start()
    page.goto(f"{served.address}/?project={made.stdout.strip()}")
    expect(page.locator("[class*=st-key-answer-]")).to_contain_text("I had got this far")
    expect(page.locator("[class*=st-key-answer-]")).to_contain_text("interrupted before it was complete")
    page.get_by_role("button", name="Try again").click()
    answered(page, 2)
    expect(page.locator("[class*=st-key-answer-]").nth(1)).to_contain_text("Checked with")
    expect(page.locator("[class*=st-key-said-]")).to_have_count(1)
