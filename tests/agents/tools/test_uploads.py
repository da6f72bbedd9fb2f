"""Tools on files that a person sent: found by id or name, read in pieces, put to use; pictures shown to a model that can see."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import pytest
from PIL import Image

from ohm_core.agents import toolset
from ohm_core.agents.turn import Eyes
from ohm_core.errors import BadInput, Locked, Missing, ModelMistake, ProviderDown
from ohm_core.llm.scripted import Scripted, says
from ohm_core.llm.values import End, Usage
from ohm_core.project import history, uploads
from ohm_core.store import versions
from tests.agents.tools.bench import turn, use
from tests.project import files, samples


def send(shelf, project, name: str, data: bytes) -> str:
    return uploads.receive(shelf, project, name, [data]).id


def see(shelf, project, tool: str, arguments: dict, *answers):
    """The outcome of a look with a scripted model, and the model."""
    models = Scripted(*answers)
    return toolset.call(replace(turn(shelf, project, "circuitVerifier"), eyes=Eyes(models, "some/eyes")), tool, arguments), models


def judged(project_nets: list[str], **more) -> str:
    return json.dumps({"usable": True, "verdicts": [{"net": n, "verdict": "matches", "seen": "ok", "confidence": 0.9} for n in project_nets], "criticalIssues": [], "suggestions": ["Use a red wire."], "confidence": 0.7} | more)


NETS = [n.name for n in samples.prototype().circuit.nets]


def test_files_are_listed_and_found_by_id_or_name_the_newest_first(shelf, blinker):
    first, second = send(shelf, blinker, "own.csv", files.OWNED), send(shelf, blinker, "own.csv", b"part,quantity\nled,1\n")
    listed = use(shelf, blinker, "list_uploads").summary
    assert first in listed and second in listed and str(shelf.db.home) not in listed
    assert "flux capacitor" in use(shelf, blinker, "read_upload", {"file": first}).summary
    assert "flux" not in use(shelf, blinker, "read_upload", {"file": "OWN.csv"}).summary
    with pytest.raises(ModelMistake) as error:
        use(shelf, blinker, "read_upload", {"file": "../../etc/passwd"})
    assert "own.csv" in error.value.message


def test_a_pdf_is_read_by_page_or_by_words(shelf, blinker):
    send(shelf, blinker, "s.pdf", files.pdf("Cover", "The supply is 3.3 V", ""))
    assert use(shelf, blinker, "read_upload", {"file": "s.pdf", "page": 2}).summary == "[page 2]\nThe supply is 3.3 V"
    assert "no text" in use(shelf, blinker, "read_upload", {"file": "s.pdf", "page": 3}).summary
    assert use(shelf, blinker, "read_upload", {"file": "s.pdf", "words": "supply"}).summary.index("[page 1]") < use(shelf, blinker, "read_upload", {"file": "s.pdf", "words": "supply"}).summary.index("[page 2]")


def test_what_a_list_says_is_there_is_marked_as_owned_and_the_rest_is_told(shelf, blinker):
    send(shelf, blinker, "own.csv", files.OWNED)
    before = history.current(shelf, blinker).cost.total.amount
    outcome = use(shelf, blinker, "own_parts", {"file": "own.csv"})
    made = history.current(shelf, blinker)
    assert outcome.ok and {x.ref for x in made.bom if x.owned} >= {"U1", "LED1", "R1"} and made.cost.total.amount < before
    assert "flux capacitor" in " ".join(outcome.notes) and "4 lines, 3 known" in outcome.summary
    shelf.lock(blinker)
    with pytest.raises(Locked):
        use(shelf, blinker, "own_parts", {"file": "own.csv"})


def test_what_is_no_list_of_parts_marks_nothing(shelf, blinker):
    send(shelf, blinker, "p.jpg", files.photo())
    send(shelf, blinker, "people.csv", b"name,age\nada,36\n")
    for name in ("p.jpg", "people.csv"):
        with pytest.raises(BadInput):
            use(shelf, blinker, "own_parts", {"file": name})


def test_a_circuit_that_was_sent_is_judged_by_the_rules_and_a_program_against_the_wiring(shelf, blinker):
    send(shelf, blinker, "mine", files.DIAGRAM)
    outcome = use(shelf, blinker, "check_upload", {"file": "mine"})
    assert "error" in outcome.summary and any(f.rule == "led_resistor" for f in outcome.value.report.findings)
    send(shelf, blinker, "wrong.ino", b"void setup() { pinMode(7, OUTPUT); }\nvoid loop() { digitalWrite(7, HIGH); }\n")
    assert any("7" in str(f.subjects) + f.message for f in use(shelf, blinker, "check_upload", {"file": "wrong.ino"}).value.report.findings)


def test_photo_and_drawing_are_parts_of_one_message_and_the_word_is_kept_as_a_models(shelf, blinker):
    photo = send(shelf, blinker, "board.jpg", files.photo(3000, 2000))
    used = Usage("some/eyes", 900, 60, 0.004)
    said = judged(NETS[1:], verdicts=[{"net": NETS[0], "verdict": "differs", "seen": "goes to row 12", "confidence": 0.6}])
    outcome, models = see(shelf, blinker, "inspect_photo", {"file": "board.jpg"}, says(said, used))
    (request,) = models.requests
    system, asked = request.messages
    assert [p.media_type for p in asked.pictures] == ["image/jpeg", "image/png"] and not request.tools
    for picture in asked.pictures:
        with Image.open(io.BytesIO(picture.data)) as seen:
            assert max(seen.size) <= 1568
    assert all(n in asked.text for n in NETS) and str(shelf.db.home) not in asked.text + system.text
    assert "nobody has checked it" in outcome.summary and f"differs: {NETS[0]} must join" in outcome.summary and "goes to row 12" in outcome.summary
    assert [(u.model, u.prompt_tokens) for u in outcome.used] == [("some/eyes", 900)]
    kept = versions.beside(shelf.db, "ann", blinker.id, "inspection", photo)
    assert kept.number == 1 and kept.data["basis"].startswith("a model's word") and kept.data["photo"] == photo and kept.data["version"] == 1 and kept.data["verdicts"][0]["verdict"] == "differs"
    see(shelf, blinker, "inspect_photo", {"file": photo}, says(judged(NETS)))
    assert versions.beside(shelf.db, "ann", blinker.id, "inspection", photo).number == 2
    assert [r.number for r, _ in history.history(shelf, blinker)] == [1]


def test_before_and_after_of_a_change_are_parts_of_one_message(shelf, blinker):
    history.save(shelf, blinker, samples.with_button())
    outcome, models = see(shelf, blinker, "compare_pictures", {}, says(judged(NETS)))
    asked = models.requests[0].messages[-1]
    assert [p.media_type for p in asked.pictures] == ["image/png", "image/png"] and asked.pictures[0].data != asked.pictures[1].data and "BTN1" in asked.text
    assert outcome.ok and versions.beside(shelf.db, "ann", blinker.id, "inspection", "1-2").data["version"] == 2


def test_words_without_the_form_are_kept_as_words_and_judge_nothing(shelf, blinker):
    send(shelf, blinker, "board.jpg", files.photo())
    outcome, _ = see(shelf, blinker, "inspect_photo", {"file": "board.jpg"}, says("Looks good to me!"))
    assert "could not be judged" in outcome.summary and "suggestion: Looks good to me!" in outcome.summary and "0 match" in outcome.summary


def test_a_locked_project_is_looked_at_but_keeps_nothing_new(shelf, blinker):
    photo = send(shelf, blinker, "board.jpg", files.photo())
    shelf.lock(blinker)
    outcome, _ = see(shelf, blinker, "inspect_photo", {"file": "board.jpg"}, says(judged(NETS)))
    assert "not kept" in outcome.summary and versions.beside(shelf.db, "ann", blinker.id, "inspection", photo) is None


def test_without_eyes_a_look_says_what_is_missing(shelf, blinker):
    send(shelf, blinker, "board.jpg", files.photo())
    for tool, arguments in (("inspect_photo", {"file": "board.jpg"}), ("compare_pictures", {})):
        with pytest.raises(Missing) as error:
            use(shelf, blinker, tool, arguments, "circuitVerifier")
        assert "language model that can see" in error.value.message


def test_a_look_that_breaks_off_is_an_error_and_keeps_nothing(shelf, blinker):
    photo = send(shelf, blinker, "board.jpg", files.photo())
    with pytest.raises(ProviderDown):
        see(shelf, blinker, "inspect_photo", {"file": "board.jpg"}, says("{", End("broken", "The line was cut.")))
    assert versions.beside(shelf.db, "ann", blinker.id, "inspection", photo) is None
    with pytest.raises(ModelMistake):
        see(shelf, blinker, "compare_pictures", {}, says("x"))
