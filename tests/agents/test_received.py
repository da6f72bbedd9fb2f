"""Without a key: what the built-in engine does with files, and what it says plainly that it cannot."""

from __future__ import annotations

import pytest

from ohm_core.agents import received
from ohm_core.agents.events import AgentSelected, ToolCall
from ohm_core.agents.tools import designing
from tests.agents.conftest import plan
from tests.project import files

BOM = b"ref,part,name,quantity,unit_price,currency\nU1,arduino-uno,Uno,1,20,USD\nD1,LED red,LED,2,0.10,USD\nX1,flux capacitor,,1,,USD\n"
OFFERS = b"part,supplier,sku,unit_price\nled-5mm,Mouser,X1,0.10\n"


def talk(shop, project, text: str, *sent: tuple[str, bytes]):
    """Events of a turn with these files, and the answer as it is stored."""
    ids = [shop.upload(project, name, [data]).id for name, data in sent]
    events = list(shop.chat(project, text, attached=ids))
    return events, shop.messages(project)[-1].content


def called(events) -> list[str]:
    return [e.name for e in events if isinstance(e, ToolCall)]


@pytest.fixture
def lamp(shop):
    project = shop.create("Lamp")
    list(shop.chat(project, "a red light that blinks"))
    return project


def test_a_list_of_owned_parts_is_put_to_use(shop, lamp):
    events, said = talk(shop, lamp, "here is what I have", ("own.csv", files.OWNED))
    assert "own_parts" in called(events) and "4 lines, 3 known" in said and "flux capacitor" in said
    assert all(x.owned for x in shop.prototype(lamp).bom if x.ref in ("U1", "LED1", "R1"))


def test_what_a_first_message_brings_counts_as_there_when_the_design_is_made(shop, monkeypatch):
    given = []

    def seen(text, **options):
        given.extend(options.pop("own"))
        return plan(text, **options)

    monkeypatch.setattr(designing, "make", seen)
    project = shop.create()
    events, said = talk(shop, project, "a red LED that blinks", ("own.csv", files.OWNED))
    assert called(events)[0] == "propose_design" and len(given) == 3 and "counts as yours" in said and shop.prototype(project) is not None


def test_a_list_sent_before_any_wish_is_remembered(shop, monkeypatch):
    given = []
    monkeypatch.setattr(designing, "make", lambda text, **options: (given.extend(options.pop("own")), plan(text, **options))[1])
    project = shop.create()
    events, said = talk(shop, project, "these are my parts", ("own.csv", files.OWNED))
    assert called(events) == [] and "3 of them known" in said and shop.prototype(project) is None
    list(shop.chat(project, "a red LED that blinks"))
    assert len(given) == 3


def test_a_circuit_is_checked_with_the_program_beside_it(shop):
    project = shop.create()
    events, said = talk(shop, project, "please check this", ("diagram.json", files.DIAGRAM), ("blink.ino", b"void setup() { pinMode(13, OUTPUT); }\nvoid loop() { digitalWrite(13, HIGH); }\n"))
    assert called(events) == ["check_upload"] and "checked with" in said and "error" in said and "resistor" in said
    assert shop.prototype(project) is None


@pytest.mark.parametrize(("name", "data", "word"), [
    ("board.jpg", files.photo(), "needs a language model that can see"), ("note.txt", b"Just some words.\nAnd more.", "Without a language model I don't read it"), ("bom.csv", BOM, "bill of 3 lines"),
    ("offers.csv", OFFERS, "holds offers"), ("people.csv", b"name,age\nada,36\n", "columns part and quantity"), ("x.ino", b"void setup() {}\nvoid loop() {}", "no design yet"), ("scan.pdf", files.pdf(""), "may be scanned")])
def test_of_every_other_file_it_says_what_it_can_and_cannot_do(shop, name, data, word):
    project = shop.create()
    events, said = talk(shop, project, "what is this?", (name, data))
    assert word in said and name in said.replace("\\", "") and "Traceback" not in said and shop.prototype(project) is None
    assert events[-1].status == "complete"


def test_a_pdf_is_quoted_with_the_page_where_the_words_stand(shop):
    project = shop.create()
    _, said = talk(shop, project, "what is the supply voltage?", ("bme280.pdf", files.pdf("BME280 sensor", "The supply voltage is 1.71 V to 3.6 V", "Ordering")))
    assert "page 2: “The supply voltage is 1.71 V to 3.6 V”" in said and "page 3" not in said


def test_a_change_said_beside_a_photo_is_still_made(shop, lamp):
    _, said = talk(shop, lamp, "add a button", ("board.jpg", files.photo()))
    assert "needs a language model that can see" in said and "BTN1" in shop.prototype(lamp).design.parts


def test_a_role_without_the_tool_hands_the_file_on(shop, lamp):
    ids = [shop.upload(lamp, "own.csv", [files.OWNED]).id]
    events = list(shop.chat(lamp, "here", "datasheetAnalyzer", attached=ids))
    assert [e.kind for e in events if isinstance(e, AgentSelected)] == ["datasheetAnalyzer", "conversational"] and "own_parts" in called(events)


def test_words_that_want_nothing_are_no_request_for_a_design():
    assert not any(received.wants_something(t) for t in ("please check this", "is it right?", "here you are", ""))
    assert received.wants_something("a red LED that blinks")
