"""The Check page as a person uses it: drop a diagram and a sketch, read why, try the repair."""

from __future__ import annotations

import json
from pathlib import Path

from playwright.sync_api import expect

DIAGRAM = {
    "version": 1, "title": "Two lamps", "parts": [{"type": "wokwi-arduino-uno", "id": "uno"}, {"type": "wokwi-led", "id": "left", "attrs": {"color": "red"}}, {"type": "wokwi-resistor", "id": "r1", "attrs": {"value": "220"}}],
    "connections": [["uno:9", "r1:1", "green", []], ["r1:2", "left:A", "green", []], ["left:C", "uno:GND.1", "black", []]],
}
SKETCH = "void setup() { pinMode(10, OUTPUT); }\nvoid loop() { digitalWrite(10, HIGH); }\n"


def drop(page, served, *files: Path) -> None:
    page.goto(f"{served.address}/check")
    page.locator("[data-testid=stFileUploader] input[type=file]").set_input_files([str(f) for f in files])
    page.locator(".st-key-check_go button:enabled").click()


def test_a_diagram_and_a_sketch_are_checked_explained_and_mended(served, page, tmp_path):
    diagram, sketch = tmp_path / "diagram.json", tmp_path / "sketch.ino"
    diagram.write_text(json.dumps(DIAGRAM))
    sketch.write_text(SKETCH)
    drop(page, served, diagram, sketch)
    expect(page.get_by_text("1 error", exact=False).first).to_be_visible()
    expect(page.locator(".st-key-check_picture img").first).to_be_visible()
    page.locator(".st-key-look-0 button:visible").first.click()
    expect(page.locator(".st-key-finding_open")).to_contain_text("Why.")
    expect(page.locator(".st-key-offer-0")).to_contain_text("Move the wire of r1.1 from uno.9 to uno.D10")
    page.locator(".st-key-mend-0 button:visible").first.click()
    expect(page.get_by_text("No findings", exact=False).first).to_be_visible()
    page.locator(".st-key-check_undo button:visible").first.click()
    expect(page.get_by_text("1 error", exact=False).first).to_be_visible()


def test_what_is_no_circuit_is_one_sentence_and_the_page_goes_on(served, page, tmp_path):
    broken = tmp_path / "diagram.json"
    broken.write_text('{"version": 1, "parts": "none"}')
    drop(page, served, broken)
    expect(page.locator("[data-testid=stAlert]")).to_contain_text('"parts" must be a list')
    expect(page.locator(".st-key-check_go")).to_be_visible()


def test_on_a_phone_the_check_page_is_not_cut_off(served, browser):
    page = browser.new_context(viewport={"width": 390, "height": 844}).new_page()
    page.goto(f"{served.address}/check")
    page.locator(".st-key-check_example button").click()
    expect(page.locator(".st-key-check_list")).to_contain_text("errors")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.context.close()


def test_the_project_s_name_stands_beside_the_pages_not_on_them(served, page):
    page.goto(served.address)
    page.locator("[data-testid=stChatInputTextArea]").fill("a red light that blinks")
    page.keyboard.press("Enter")
    expect(page.locator("[class*=st-key-answer-]")).to_have_count(1, timeout=30_000)
    last = page.get_by_role("link", name="Parts").bounding_box()
    first = page.locator(".st-key-topbar button:visible").first.bounding_box()
    assert last and first and first["x"] >= last["x"] + last["width"]
