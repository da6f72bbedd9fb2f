"""Files sent along with a message: photos reach a model as image parts, the rest as text that is material; what cannot be seen is said."""

from __future__ import annotations

import io
import json

import pytest
from PIL import Image

from ohm_core.agents import sent
from ohm_core.agents.builtin import Builtin
from ohm_core.agents.events import AgentSelected, Text
from ohm_core.agents.modelled import Modelled
from ohm_core.agents.turns import Turns
from ohm_core.errors import BadInput, ProviderDown
from ohm_core.llm.scripted import Scripted, fails, says
from ohm_core.project import reading, uploads
from tests.project import files

LINES = "\n".join(f"Register {i:#04x} holds nothing of note." for i in range(40))


def talk(shop, project, *answers, text="what is this?", attached=(), agent="", model="some/model"):
    """Events of one turn with a scripted model, and the model."""
    models = Scripted(*answers)
    turns = Turns(shop.store, Modelled(models, model, Builtin()))
    return list(turns.events(shop.shelf, turns.start(shop.shelf, project, text, agent, attached=attached), 0)), models


def send(shop, project, name, data) -> str:
    return shop.upload(project, name, [data]).id


def said(events) -> str:
    return "".join(e.content for e in events if isinstance(e, Text))


def test_a_photo_reaches_the_model_upright_and_small_as_a_part_of_one_message(shop):
    project = shop.create()
    photo = send(shop, project, "board.jpg", files.photo(4000, 2000, orientation=6))
    events, models = talk(shop, project, says("A board."), text="is it right?", attached=[photo])
    last = models.requests[0].messages[-1]
    assert last.role == "user" and last.text.startswith("is it right?") and f"board.jpg, photo, file {photo}" in last.text
    (picture,) = last.pictures
    with Image.open(io.BytesIO(picture.data)) as seen:
        assert picture.media_type == "image/jpeg" and seen.size == (784, 1568) and not seen.getexif()
    assert said(events) == "A board." and str(shop.store.home) not in last.text


def test_what_was_sent_is_kept_with_the_message_and_counted_by_the_router(shop):
    project = shop.create()
    list(shop.chat(project, "a red light"))
    photo = send(shop, project, "p.jpg", files.photo())
    events, _ = talk(shop, project, says("I see."), text="here you are", attached=[photo])
    kept = shop.messages(project)[-2]
    assert kept.metadata["attachments"] == [{"id": photo, "name": "p.jpg", "kind": "photo", "mediaType": "image/jpeg", "size": len(files.photo())}]
    assert next(e for e in events if isinstance(e, AgentSelected)).kind == "circuitVerifier"
    assert shop.route("here you are").intent != "CIRCUIT_VERIFY"


def test_a_file_alone_is_a_message(shop):
    project = shop.create()
    _, models = talk(shop, project, says("A list."), text="  ", attached=[send(shop, project, "own.csv", files.OWNED)])
    assert shop.messages(project)[0].content == "" and models.requests[0].messages[-1].text.startswith("[sent along: own.csv, CSV table")
    _, again = talk(shop, project, says("Yes."), text="and now?")
    assert "[sent along: own.csv" in again.requests[0].messages[-3].text
    with pytest.raises(BadInput):
        shop.say(project, "  ")


def test_a_model_that_cannot_see_gets_a_plain_line_and_the_person_is_told(shop):
    project = shop.create()
    photo = send(shop, project, "p.jpg", files.photo())
    events, models = talk(shop, project, says("I can't see it."), attached=[photo], model="deepseek/deepseek-v4-pro")
    last = models.requests[0].messages[-1]
    assert last.pictures == () and "You cannot see pictures" in last.text
    assert "cannot look at pictures" in said(events) and "p.jpg" in said(events)


def test_an_unlisted_model_that_refuses_pictures_is_asked_again_without(shop):
    project = shop.create()
    photo = send(shop, project, "p.jpg", files.photo())
    events, models = talk(shop, project, fails(ProviderDown("No images here.", kind="refused")), says("Tell me more."), attached=[photo])
    assert len(models.requests[0].messages[-1].pictures) == 1 and models.requests[1].messages[-1].pictures == ()
    assert "cannot look at pictures" in said(events) and said(events).endswith("Tell me more.")


def test_a_pdfs_pages_reach_the_model_by_what_the_message_asks_and_as_material(shop):
    project = shop.create()
    sheet = send(shop, project, "bme280.pdf", files.pdf("BME280 combined humidity and pressure sensor", *(LINES,) * 30, "The supply voltage VDD is 1.71 V to 3.6 V", LINES))
    _, models = talk(shop, project, says("3.6 V."), text="what supply voltage?", attached=[sheet])
    text = models.requests[0].messages[-1].text
    assert "[page 1]\nBME280" in text and "[page 32]\nThe supply voltage VDD is 1.71 V to 3.6 V" in text and "no order" in text and "more pages" in text
    assert len(text) < sent.MOST_TEXT + 1000
    assert json.loads((shop.store.home / "uploads" / sheet / reading.PAGES).read_text())["32"].startswith("The supply")


def test_a_scanned_pdf_is_said_to_have_no_text(shop):
    project = shop.create()
    _, models = talk(shop, project, says("?"), attached=[send(shop, project, "scan.pdf", files.pdf("", ""))])
    assert "may be scanned" in models.requests[0].messages[-1].text


def test_long_tables_are_cut_and_files_share_the_room(shop):
    project = shop.create()
    table, code = send(shop, project, "a.csv", b"part,quantity\n" + b"led,1\n" * 20_000), send(shop, project, "b.ino", b"int x;\n" * 20_000)
    _, models = talk(shop, project, says("Long."), attached=[table, code])
    text = models.requests[0].messages[-1].text
    assert text.count("… (cut;") == 2 and len(text) < sent.MOST_TEXT + 1000


def test_a_file_that_is_gone_is_told_as_such_and_ends_nothing(shop):
    project = shop.create()
    photo, table = send(shop, project, "p.jpg", files.photo()), send(shop, project, "a.csv", files.OWNED)
    talk(shop, project, says("I see."), attached=[photo, table])
    uploads.delete(shop.shelf, project, photo)
    first = shop.messages(project)[0]
    models = Scripted(says("Again."))
    turns = Turns(shop.store, Modelled(models, "some/model", Builtin()))
    assert list(turns.events(shop.shelf, turns.retry(shop.shelf, project, first.run_id), 0))
    last = models.requests[0].messages[-1]
    assert last.pictures == () and "a.csv" in last.text and "p.jpg" not in last.text


def test_the_verifier_is_shown_the_last_photo_again_and_others_are_not(shop):
    project = shop.create()
    talk(shop, project, says("I see."), attached=[send(shop, project, "p.jpg", files.photo())])
    _, verifier = talk(shop, project, says("It is red."), text="and the left wire?", agent="circuitVerifier")
    _, guide = talk(shop, project, says("Hello."), text="thank you", agent="conversational")
    assert len(verifier.requests[0].messages[-1].pictures) == 1 and "[shown again: p.jpg" in verifier.requests[0].messages[-1].text
    assert all(not m.pictures for m in guide.requests[0].messages)


def test_unknown_files_and_too_many_are_refused_and_nothing_is_stored(shop):
    project, other = shop.create(), shop.create()
    elsewhere = send(shop, other, "a.csv", files.OWNED)
    for ids in (["none"], [elsewhere], [str(i) for i in range(9)]):
        with pytest.raises(BadInput):
            shop.say(project, "look", attached=ids)
    assert shop.messages(project) == []


def test_a_pdf_that_was_read_once_is_found_by_later_questions(shop):
    project, other = shop.create(), shop.create()
    talk(shop, project, says("A sensor."), attached=[send(shop, project, "bme280.pdf", files.pdf("BME280 sensor", "The zirconium coating endures 1200 hours"))])
    _, models = talk(shop, project, says("1200 hours."), text="how long does the zirconium coating endure?")
    assert "bme280.pdf (page 2): The zirconium coating" in models.requests[0].messages[0].text
    _, models = talk(shop, other, says("Unknown."), text="how long does the zirconium coating endure?")
    assert "1200" not in models.requests[0].messages[0].text


def test_a_document_alone_is_answered_too(shop):
    project = shop.create()
    list(shop.chat(project, "a red light"))
    events, _ = talk(shop, project, says("A datasheet."), text="", attached=[send(shop, project, "s.pdf", files.pdf("BME280"))], agent="datasheetAnalyzer")
    assert said(events) == "A datasheet."
