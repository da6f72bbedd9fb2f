"""In a real browser: a photo dropped beside the words reaches a model as an image part, and is there after a reload; what is refused is one sentence."""

from __future__ import annotations

import base64
import io
import json
from pathlib import Path

from PIL import Image
from playwright.sync_api import expect

from tests.browser.test_speakers import with_model as with_model
from tests.llm.conftest import server as server
from tests.llm.fault_server import asks, text
from tests.project import files

WAIT = 120_000  # litellm loads with the first answer, which takes a while on a busy machine
FILE_INPUT = "[data-testid=stChatInput] input[type=file]"


def attach(page, *sent: tuple[str, bytes]) -> None:
    """Drops files on the field once the page stands still: one that is still being drawn may lose them."""
    still(page)
    page.locator(FILE_INPUT).first.set_input_files([{"name": name, "mimeType": "application/octet-stream", "buffer": data} for name, data in sent])
    for name, _ in sent:
        expect(page.get_by_role("button", name=f"Remove {name}")).to_be_visible()


def say(page, words: str) -> None:
    """Sends the words; while a file is still on its way the field sends nothing, so it is asked again until it is empty."""
    field = page.get_by_test_id("stChatInput").locator("textarea")
    field.fill(words)
    for _ in range(12):
        field.press("Enter")
        try:
            expect(field).to_have_value("", timeout=5_000)
            return
        except AssertionError:
            continue
    raise AssertionError("the field sent nothing for a minute")


def answers(page):
    return page.locator("[class*=st-key-answer-]")


def test_a_photo_beside_the_words_reaches_the_model_and_is_there_after_a_reload(with_model, server, page):
    server.when(text("I see a red half and a blue half."))
    page.goto(with_model.address)
    attach(page, ("board.jpg", files.photo(3000, 2000, orientation=6)))
    say(page, "is it wired right?")
    expect(answers(page)).to_contain_text("a red half", timeout=WAIT)
    part = next(p for p in server.calls[-1].messages[-1]["content"] if p["type"] == "image_url")
    head, _, body = part["image_url"]["url"].partition(",")
    with Image.open(io.BytesIO(base64.b64decode(body))) as seen:
        assert head == "data:image/jpeg;base64" and seen.size == (1045, 1568) and not seen.getexif()
    assert str(with_model.home) not in json.dumps(server.calls[-1].body)
    for _ in range(2):
        shown = page.locator("[class*=st-key-files-] img")
        expect(shown).to_be_visible()
        assert shown.evaluate("i => i.naturalHeight > i.naturalWidth")
        page.reload()
    assert page.problems == []


def test_a_picture_check_stands_under_the_photo_as_a_models_word(with_model, server, page):
    word = {"usable": True, "verdicts": [{"net": "GND", "verdict": "differs", "seen": "the black wire ends in row 9", "confidence": 0.8}], "criticalIssues": [], "suggestions": ["Move <b>it</b>."], "confidence": 0.6}
    server.when(text(json.dumps(word)), said="Nets of the design").when(asks(("inspect_photo", '{"file": "board.jpg"}')), said="check my photo")
    server.when(asks(("propose_design", '{"text": "a red LED that blinks"}')), said="a red LED that blinks").when(text("Done."))
    page.goto(with_model.address)
    say(page, "a red LED that blinks")
    expect(answers(page)).to_contain_text("Done.", timeout=WAIT)
    attach(page, ("board.jpg", files.photo(800, 600)))
    say(page, "check my photo: is the circuit on it wired right?")
    expect(answers(page)).to_have_count(2, timeout=WAIT)
    page.reload()
    page.get_by_role("button", name="A model's word: 1 differs").click(timeout=WAIT)
    shown = page.get_by_test_id("stPopoverBody")
    expect(shown).to_contain_text("tiny looked at it beside version 1. Nobody has checked what it says.")
    expect(shown.locator("tr", has_text="GND")).to_contain_text("the black wire ends in row 9")
    expect(shown).to_contain_text("Move <b>it</b>.")
    assert page.problems == []


def test_a_refused_file_is_one_sentence_and_the_words_are_not_lost(served, page):
    page.goto(served.address)
    attach(page, ("half.jpg", files.photo()[:900]))
    say(page, "a red light that blinks")
    expect(page.get_by_text("half.jpg is broken or only part of a picture; send it again.")).to_be_visible()
    expect(page.locator("[data-testid=stCode]")).to_contain_text("a red light that blinks")
    say(page, "a red light that blinks")
    expect(answers(page)).to_have_count(1, timeout=WAIT)
    attach(page, ("x.zip", b"PK\x03\x04" + bytes(50)))
    say(page, "and this")
    expect(page.get_by_text("x.zip is a zip")).to_be_visible()
    expect(answers(page)).to_have_count(1)
    assert page.problems == []


def still(page) -> None:
    """Waits until the page is drawn: a click between two drawings is lost."""
    expect(page.locator("[data-testid=stApp][data-test-script-state=notRunning]")).to_be_visible(timeout=WAIT)
    page.wait_for_timeout(1_000)


def test_other_files_stand_by_their_name_can_be_saved_and_taken_away(served, page):
    page.goto(served.address)
    attach(page, ("own.csv", files.OWNED), ("bme280.pdf", files.pdf("BME280", "Supply 1.71 V to 3.6 V")))
    say(page, "a red light that blinks")
    expect(answers(page)).to_have_count(1, timeout=WAIT)
    still(page)
    with page.expect_download(timeout=WAIT) as saved:
        page.get_by_role("button", name="own.csv").click()
    assert saved.value.suggested_filename == "own.csv" and Path(saved.value.path()).read_bytes() == files.OWNED
    expect(page.get_by_role("button", name="bme280.pdf · 2 pages")).to_be_visible()
    page.locator(".st-key-bar-context button:visible").first.click()
    still(page)
    page.locator("[class*=st-key-kept-]", has_text="own.csv").get_by_role("button", name="Take away").click()
    page.get_by_role("button", name="Take it away").click()
    expect(page.get_by_text("own.csv was taken away.")).to_be_visible()
    assert page.problems == []


def test_on_a_phone_files_fit_the_screen(served, page):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(served.address)
    attach(page, ("board.jpg", files.photo()), ("own.csv", files.OWNED))
    say(page, "here is what I have")
    expect(answers(page)).to_contain_text("4 lines, 3 of them known", timeout=WAIT)
    expect(page.locator("[class*=st-key-files-] img")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth") and page.problems == []
