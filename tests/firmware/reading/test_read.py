"""Sketches on disk, and OHM's own firmware read back."""

from __future__ import annotations

from pathlib import Path

import pytest

from ohm_core.errors import BadInput
from ohm_core.firmware.reading.facts import SketchFacts
from ohm_core.firmware.reading.read import facts_of, read_sketch
from ohm_core.project.prototype import make
from ohm_core.rules import check

REQUESTS = (
    "water my tomatoes when the soil is dry and show the moisture on an OLED", "a servo opens the lid when a hand comes near",
    "a keypad door lock with an LCD and a buzzer", "a weather station with a BME280 and an SD card",
)


@pytest.mark.parametrize("board", ["arduino-uno-r3", "esp32-devkit-v1", "raspberry-pi-pico-w", "wemos-d1-mini"])
@pytest.mark.parametrize("words", REQUESTS)
def test_ohm_s_own_firmware_fits_its_own_wiring(words: str, board: str) -> None:
    made = make(words, board=board)
    files = {name.removeprefix("firmware/"): body.decode() for name, body in made.files().items() if name.startswith("firmware/") and name.count("/") == 1 and name.endswith((".ino", ".h", ".cpp", ".py"))}
    instance = made.circuit.board_instance()
    assert instance is not None and instance.part.board is not None
    facts = facts_of(files, instance.part.board.family)
    assert facts.pins or facts.buses
    assert [f.message for f in check(made.circuit, facts).findings if f.rule.startswith("sketch_")] == []


def test_a_file_is_read_with_the_headers_beside_it(tmp_path: Path) -> None:
    (tmp_path / "pins.h").write_text("#define LED 7\n")
    (tmp_path / "lamp.ino").write_text('#include "pins.h"\nvoid setup() { pinMode(LED, OUTPUT); }\n')
    (tmp_path / "other.ino").write_text("void setup() { pinMode(3, OUTPUT); }\n")
    assert [u.pin for u in read_sketch(tmp_path / "lamp.ino").pins] == [7]


def test_a_platformio_project_keeps_its_program_in_src(tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "main.cpp").write_text("void setup() { pinMode(5, OUTPUT); }\n")
    assert [u.pin for u in read_sketch(tmp_path).pins] == [5]


@pytest.mark.parametrize(("name", "says"), [("nothing.ino", "There is no sketch"), ("notes.txt", "no sketch that can be read"), ("empty", "holds no sketch")])
def test_what_is_no_sketch_is_refused_in_one_sentence(tmp_path: Path, name: str, says: str) -> None:
    (tmp_path / "notes.txt").write_text("x")
    (tmp_path / "empty").mkdir()
    with pytest.raises(BadInput, match=says):
        read_sketch(tmp_path / name)


def test_a_huge_sketch_is_refused(tmp_path: Path) -> None:
    (tmp_path / "big.ino").write_text("//" + "x" * 2_100_000)
    with pytest.raises(BadInput, match="2,000,000 bytes"):
        read_sketch(tmp_path / "big.ino")


@pytest.mark.parametrize("text", ["", "\x00\x01\x02", "{" * 3000, "(" * 5000, "#if " * 500, "void " * 2000])
def test_text_that_is_no_program_does_no_harm(text: str) -> None:
    assert isinstance(facts_of({"a.ino": text}), SketchFacts)
    assert isinstance(facts_of({"a.py": text}), SketchFacts)
