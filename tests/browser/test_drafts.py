"""Two people on one project: what one edits in code, bill or wiring the other sees as a draft while it is typed, and as a version once saved."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.test_dashboard import IDEA, answered, open_drawer, say

ROW, HEAD = 35, 35  # heights of the grid's rows, in pixels


@pytest.fixture
def two(served, page, browser):
    """The same project in two browsers."""
    page.goto(served.address)
    say(page, IDEA)
    answered(page)
    page.wait_for_url("**project=**")
    other = browser.new_context(viewport={"width": 1400, "height": 900}).new_page()
    other.set_default_timeout(20_000)
    other.goto(page.url)
    answered(other)
    yield page, other
    other.context.close()


def edit(page, kind: str) -> None:
    page.locator(f".st-key-edit-{kind} button:visible").click()
    expect(page.locator(".st-key-edit_save button:visible")).to_be_visible()


def fill_cell(page, row: int, x: float, text: str) -> None:
    """Types into a cell of the grid: ROW counts from 0, X is the share of its width."""
    grid = page.locator("[data-testid=stDataFrame] canvas").first
    grid.scroll_into_view_if_needed()
    box = grid.bounding_box()
    page.mouse.dblclick(box["x"] + box["width"] * x, box["y"] + HEAD + ROW * (row + 0.5))
    page.locator(".gdg-input").first.fill(text)
    page.keyboard.press("Enter")


def test_code_that_one_types_the_other_sees_at_once_and_after_saving_as_a_version(two):
    page, other = two
    for one in two:
        open_drawer(one, "code")
    edit(page, "code")
    field = page.locator(".st-key-dock textarea")
    field.press("ControlOrMeta+Home")
    field.press_sequentially("// dimmer for the hall", delay=20)
    expect(other.locator(".st-key-dock")).to_contain_text("edits this; it is not saved")
    expect(other.locator(".st-key-dock [data-testid=stCode]")).to_contain_text("// dimmer for the hall")
    expect(page.locator(".st-key-editing")).to_contain_text("others see it")
    field.press_sequentially("way", delay=20)
    expect(other.locator(".st-key-dock [data-testid=stCode]")).to_contain_text("// dimmer for the hallway")
    expect(other.locator(".st-key-dock_version")).to_contain_text("v1")
    page.locator(".st-key-edit_save button:visible").click()
    for one in two:
        expect(one.locator(".st-key-dock_version")).to_contain_text("v2")
        expect(one.locator(".st-key-dock [data-testid=stCode]")).to_contain_text("// dimmer for the hallway")
        expect(one.locator(".st-key-dock")).not_to_contain_text("it is not saved")
    assert page.problems == []


def test_a_draft_survives_a_reload_and_the_other_may_take_it_up_or_drop_it(two):
    page, other = two
    for one in two:
        open_drawer(one, "code")
    edit(page, "code")
    page.locator(".st-key-dock textarea").press_sequentially("// half a thought", delay=10)
    expect(other.locator(".st-key-dock [data-testid=stCode]")).to_contain_text("// half a thought")
    page.reload()
    expect(page.locator(".st-key-dock [data-testid=stCode]")).to_contain_text("// half a thought")
    edit(other, "code")
    expect(other.locator(".st-key-dock textarea")).to_have_value(re.compile("// half a thought"))
    other.locator(".st-key-dock textarea").press_sequentially("!", delay=10)
    expect(page.locator(".st-key-dock")).to_contain_text("Draft 2")
    other.locator(".st-key-edit_drop button:visible").click()
    for one in two:
        expect(one.locator(".st-key-dock [data-testid=stCode]")).not_to_contain_text("half a thought")
        expect(one.locator(".st-key-dock_version")).to_contain_text("v1")


def test_a_cell_of_the_bill_is_a_draft_for_others_and_changes_the_design_when_saved(two):
    page, other = two
    for one in two:
        open_drawer(one, "bom")
    refs = page.locator(".st-key-bom_table tbody tr")
    row = next(i for i in range(refs.count()) if "330 Ω" in refs.nth(i).inner_text())
    edit(page, "bom")
    fill_cell(page, row, 0.2, "Resistor, 1/4 W 470 Ω")
    expect(other.locator(".st-key-draft_components")).to_contain_text("470 Ω")
    expect(other.locator(".st-key-bom_table")).to_contain_text("330 Ω")  # the version stands until it is saved
    page.locator(".st-key-edit_save button:visible").click()
    for one in two:
        expect(one.locator(".st-key-dock_version")).to_contain_text("v2")
        expect(one.locator(".st-key-bom_table")).to_contain_text("470 Ω")
        expect(one.locator(".st-key-draft_components")).to_have_count(0)


def test_wiring_that_breaks_a_rule_is_not_saved_and_says_why_until_it_is_mended(two):
    page, other = two
    for one in two:
        open_drawer(one, "bom")  # the answer left the wiring open; a click on its own button would close it
        open_drawer(one, "wiring")
        one.get_by_role("tab", name="Wires").click()
    rows = page.locator(".st-key-wires_table tbody tr")
    expect(rows.first).to_be_visible()
    edit(page, "wiring")
    fill_cell(page, 0, 0.75, "U1.GND")  # 5 V to ground
    expect(other.locator(".st-key-draft_connections")).to_contain_text("U1.GND")
    page.locator(".st-key-edit_save button:visible").click()
    expect(page.locator(".st-key-dock")).to_contain_text("Not saved: it would break a rule")
    expect(page.locator(".st-key-draft_findings tbody tr").first).to_contain_text("Error")
    expect(other.locator(".st-key-draft_connections")).to_be_visible()
    page.locator(".st-key-edit_drop button:visible").click()
    for one in two:
        expect(one.locator(".st-key-draft_connections")).to_have_count(0)
        expect(one.locator(".st-key-dock_version")).to_contain_text("v1")


def test_a_locked_project_cannot_be_edited(two):
    page, other = two
    for one in two:
        open_drawer(one, "code")
    edit(other, "code")
    page.locator(".st-key-lock button:visible").click()
    expect(page.locator(".st-key-edit-code button:visible")).to_be_disabled()
    other.locator(".st-key-dock textarea").press_sequentially("// late", delay=10)
    expect(other.locator(".st-key-dock")).to_contain_text("is locked")
