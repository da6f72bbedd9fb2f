"""Building and checking: real compilers, wrong calls found, plain words, safe folders."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ohm_core.errors import BadInput, Missing
from ohm_core.firmware import avr, ino
from ohm_core.firmware.build import build
from ohm_core.firmware.pins import pin_code
from ohm_core.firmware.stubs import stubs_folder
from ohm_core.project.prototype import make

FQBN = {"avr": "arduino:avr:uno", "esp32": "esp32:esp32:esp32doit-devkit-v1", "esp8266": "esp8266:esp8266:d1_mini", "rp2040": "rp2040:rp2040:rpipicow"}
needs_avr = pytest.mark.skipif(shutil.which("avr-g++") is None, reason="needs gcc-avr and arduino-core-avr (apt)")
needs_gcc = pytest.mark.skipif(shutil.which("g++") is None, reason="needs g++ (apt)")


def sketch(folder: Path, family: str, body: str, top: str = "") -> Path:
    (folder / "firmware.ino").write_text(f"{top}\nvoid setup() {{\n  {body}\n}}\n\nvoid loop() {{}}\n")
    (folder / "sketch.yaml").write_text(f"default_fqbn: {FQBN[family]}\n")
    return folder


# What a person brings over from an older core or another board, and what must not pass.
WRONG = [
    ("avr", 'Serial.printf("%d", 1);', ""), ("avr", "dacWrite(3, 5);", ""), ("avr", "String s = analogRead(A0) + digital(3);", ""), ("avr", "pinMode(3);", ""),
    ("esp32", "ledcSetup(0, 5000, 8);", ""), ("esp32", "ledcAttachPin(5, 0);", ""), ("esp32", "ledcDetachPin(5);", ""), ("esp32", "hallRead();", ""),
    ("esp32", "analogWriteFreq(1000);", ""), ("esp32", "analogWriteFrequency(1000);", ""), ("esp32", "timerBegin(0, 80, true);", ""), ("esp32", "Wire.setSDA(4);", "#include <Wire.h>"),
    ("esp32", 'Serial.printf("%s", 5);', ""), ("esp8266", "ledcAttach(5, 5000, 8);", ""), ("esp8266", "dacWrite(5, 1);", ""), ("esp8266", "touchRead(4);", ""),
    ("esp8266", "pinMode(D1, INPUT_PULLDOWN);", ""), ("esp8266", "", "#include <WiFi.h>"), ("esp8266", 'HTTPClient http; http.begin("http://x");', "#include <ESP8266HTTPClient.h>"),
    ("rp2040", "dacWrite(5, 1);", ""), ("rp2040", "ledcAttach(5, 5000, 8);", ""), ("rp2040", "analogWriteFrequency(5, 1000);", ""), ("rp2040", "Wire.begin(4, 5);", "#include <Wire.h>"),
    ("rp2040", "int x = undeclared;", ""), ("rp2040", 'WiFi.begin(5, "x");', "#include <WiFi.h>"), ("esp32", "analogRead(A0)", ""),
]
RIGHT = [
    ("avr", 'Serial.println(F("hi"));', ""), ("esp32", "ledcAttach(5, 5000, 8); ledcWrite(5, 128);", ""), ("esp32", 'Serial.printf("%d", 5);', ""), ("esp32", "analogWriteFrequency(5, 1000);", ""),
    ("esp32", "dacWrite(25, 100); touchRead(4);", ""), ("esp8266", "analogWriteFreq(1000); analogWrite(D5, 100);", ""), ("rp2040", "analogWriteFreq(1000); Wire.setSDA(4);", "#include <Wire.h>"),
    ("esp32", 'String s = String("a") + 5; Serial.println(s);', ""), ("esp8266", "WiFi.mode(WIFI_STA);", "#include <ESP8266WiFi.h>"),
]


@needs_avr
@needs_gcc
@pytest.mark.parametrize(("family", "body", "top"), WRONG, ids=lambda x: str(x)[:40])
def test_a_call_that_the_board_does_not_have_fails(family: str, body: str, top: str, tmp_path: Path) -> None:
    result = build(sketch(tmp_path, family, body, top))
    bad = not result.ok or any(m.severity == "warning" for m in result.messages)
    assert bad, "it passed"


@needs_avr
@needs_gcc
@pytest.mark.parametrize(("family", "body", "top"), RIGHT, ids=lambda x: str(x)[:40])
def test_a_call_that_the_board_has_passes(family: str, body: str, top: str, tmp_path: Path) -> None:
    result = build(sketch(tmp_path, family, body, top))
    assert result.ok, [str(m) for m in result.messages]


@needs_avr
def test_a_mistake_is_told_with_file_line_and_plain_words(tmp_path: Path) -> None:
    result = build(sketch(tmp_path, "avr", "ledPin = 3;"))
    assert not result.ok
    first = result.messages[0]
    assert (first.file, first.line) == ("firmware.ino", 3)
    assert "'ledPin' is not known here" in first.text


@needs_avr
def test_the_memory_used_is_given_with_the_board_s_limits(tmp_path: Path) -> None:
    result = build(sketch(tmp_path, "avr", "Serial.begin(9600);"))
    assert result.flash and result.ram and 400 < result.flash.used < 4000 and result.flash.limit == 32256 and result.ram.limit == 2048
    assert result.artefacts[0].suffix == ".hex" and result.artefacts[0].read_text().startswith(":")


@needs_avr
def test_a_prototype_on_a_mega_compiles_with_its_servo_and_its_sixteen_analogue_pins(tmp_path: Path) -> None:
    made = make("A servo follows a knob, and a buzzer beeps when the button is pressed.", board="arduino-mega-2560")
    for name, content in made.files().items():
        if name.startswith("firmware/") and "bringup" not in name:
            (tmp_path / Path(name).relative_to("firmware")).write_bytes(content)
    result = build(tmp_path)
    assert result.ok, [str(m) for m in result.messages]
    assert result.target == "arduino:avr:mega" and result.flash and result.flash.limit == 253952
    assert pin_code("avr", "A15") == "A15"


@needs_avr
def test_a_program_too_large_for_the_board_is_an_error(tmp_path: Path) -> None:
    result = build(sketch(tmp_path, "avr", "Serial.println((char *)big);", "char big[3000] = {1};"))
    assert not result.ok and "RAM" in result.messages[-1].text


def test_prototypes_are_added_as_the_arduino_tools_do() -> None:
    text = """struct Point { int x; };
enum Mode { A, B };
#define SQUARE(x) { (x) * (x) }
const char *names[] = {"a{", "b"};
void setup() { helper(1, 'x'); }
static int helper(int a, char b = '{', Point p = Point()) { return a; }
Point make() { return Point(); }
template <typename T> T twice(T x) { return x; }
int Thing::method() { return 1; }
ISR(TIMER1_COMPA_vect) { }
"""
    assert list(ino.prototypes_of(text)) == ["void setup();", "static int helper(int a, char b, Point p);", "Point make();"]


@needs_avr
def test_tabs_are_joined_and_functions_may_be_used_before_they_stand(tmp_path: Path) -> None:
    sketch(tmp_path, "avr", "other(helper());")
    (tmp_path / "b_tab.ino").write_text("int helper() { return 1; }\n")
    (tmp_path / "a_tab.ino").write_text("void other(int x) { Serial.println(x); }\n")
    assert build(tmp_path).ok


@pytest.mark.parametrize("line", ['#include "/etc/passwd"', '#include "../outside.h"', '#  include <../../x>'])
def test_an_include_that_climbs_out_is_refused(line: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="outside the firmware folder"):
        build(sketch(tmp_path, "avr", "", line))


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret.h").write_text("x")
    inner = tmp_path / "inner"
    inner.mkdir()
    sketch(inner, "avr", "")
    (inner / "secret.h").symlink_to(tmp_path / "secret.h")
    with pytest.raises(BadInput, match="link that leads out"):
        build(inner)


def test_a_folder_without_a_program_or_board_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="There is no program"):
        build(tmp_path)
    (tmp_path / "firmware.ino").write_text("void setup() {}\nvoid loop() {}\n")
    with pytest.raises(BadInput, match="which board"):
        build(tmp_path)


def test_a_missing_compiler_names_the_command_that_installs_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("OHM_ARDUINO_CORE", "/usr/share/arduino/hardware/arduino/avr")
    with pytest.raises(Missing, match="apt-get install"):
        avr.compilers()
    monkeypatch.setenv("OHM_ARDUINO_CORE", str(tmp_path))
    with pytest.raises(Missing, match="arduino-core-avr"):
        avr.core_folder()


def micropython(folder: Path, text: str) -> Path:
    (folder / "main.py").write_text(text)
    (folder / "config.py").write_text('BOARD = "esp32"\n')
    return folder


def test_a_syntax_error_in_micropython_has_its_line(tmp_path: Path) -> None:
    result = build(micropython(tmp_path, "x = 1\ndef f(:\n    pass\n"))
    assert not result.ok and (result.messages[0].file, result.messages[0].line) == ("main.py", 2)


@pytest.mark.skipif(stubs_folder("esp32") is None, reason="needs MicroPython's stubs: python -m ohm_core.firmware.stubs")
@pytest.mark.parametrize("line", ["Pin(2).toggle_it()", "PWM(Pin(2), frequency=50)", "I2C(0).read_all()", "from machine import Servo", "undefined_thing()"])
def test_a_wrong_micropython_call_fails(line: str, tmp_path: Path) -> None:
    result = build(micropython(tmp_path, f"from machine import I2C, PWM, Pin\n{line}\n"))
    assert not result.ok and result.messages[0].line == 2
