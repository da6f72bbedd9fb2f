"""Libraries of Arduino's own forms compile as Arduino's tools compile them; what is missing or too large is said in plain words."""

import re
from pathlib import Path

import pytest

from ohm_core.errors import BadInput
from ohm_core.firmware.messages import libraries_by_header, missing_header
from ohm_core.firmware.simulate import parse_scenario, simulate
from tests.simulate.bench import after, circuit, needs_avr, says
from tests.simulate.hostbench import ESP, joined, needs_gcc, on_each_board
from tests.simulate.hostbench import passes as host_passes


def _write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


def _says(tmp_path: Path, sketch: str, word: str) -> bool:
    path = _write(tmp_path / "hello", {"hello.ino": sketch}) / "hello.ino"
    libraries = tmp_path / "libraries"
    libraries.mkdir(exist_ok=True)
    return simulate(circuit({}, []), path, parse_scenario(f"steps:\n- wait-serial: {word}"), libraries=libraries).passed


@needs_avr
def test_a_source_that_a_library_includes_like_a_header_is_found(tmp_path: Path) -> None:
    """As Adafruit GFX includes its font, glcdfont.c."""
    _write(tmp_path / "libraries" / "Letters", {"Letters.h": "#pragma once\nconst char *letter();\n", "Letters.cpp": '#include "Letters.h"\n#include "font.c"\nconst char *letter() { return font; }\n',
                                                "font.c": '#ifndef FONT\n#define FONT\nstatic const char font[] = "drawn";\n#endif\n'})
    assert _says(tmp_path, "#include <Letters.h>\nvoid setup() { Serial.begin(9600); Serial.println(letter()); }\nvoid loop() {}\n", "drawn")


@needs_avr
def test_two_libraries_may_have_a_source_of_the_same_name(tmp_path: Path) -> None:
    for name in ("One", "Two"):
        _write(tmp_path / "libraries" / name, {f"{name}.h": f"#pragma once\nint from{name}();\n", "utility/tools.cpp": f"int from{name}() {{ return {len(name) + ord(name[0])}; }}\n"})
    assert _says(tmp_path, "#include <One.h>\n#include <Two.h>\nvoid setup() { Serial.begin(9600); Serial.println(fromOne() + fromTwo()); }\nvoid loop() {}\n", str(6 + ord("O") + ord("T")))


@needs_avr
def test_sources_beside_a_flat_library_are_not_compiled(tmp_path: Path) -> None:
    """Arduino's specification: without src only the top and utility count; a port for a PC stands beside them."""
    _write(tmp_path / "libraries" / "Flat", {"Flat.h": "#pragma once\n#define WORD \"flat\"\n", "linux/port.cpp": "#error not for a board\n", "examples/x.cpp": "#error an example\n"})
    assert _says(tmp_path, "#include <Flat.h>\nvoid setup() { Serial.begin(9600); Serial.println(WORD); }\nvoid loop() {}\n", "flat")


@needs_avr
@pytest.mark.parametrize(("header", "says"), [
    ("DHT.h", r"hello\.ino:2: .*the library 'DHT sensor library' brings it"), ("Keyboard.h", "speaks USB itself"), ("ESP8266WiFi.h", "boards with a radio"), ("mine.h", "the sketch needs it beside it"),
])
def test_a_missing_header_says_where_and_which_library_brings_it(tmp_path: Path, header: str, says: str) -> None:
    with pytest.raises(BadInput, match=says):
        _says(tmp_path, f"\n#include <{header}>\nvoid setup() {{}}\nvoid loop() {{}}\n", "x")


@needs_avr
def test_a_program_that_needs_more_ram_or_flash_than_the_board_has_is_refused_with_both_figures(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"need [\d,]+ bytes of RAM; the board has 2,048"):
        _says(tmp_path, "char many[4000];\nvoid setup() { Serial.begin(9600); for (char &c : many) c = Serial.read(); }\nvoid loop() { Serial.print(many[millis() % 4000]); }\n", "x")
    with pytest.raises(BadInput, match=r"flash"):
        _says(tmp_path, "const char many[] PROGMEM = {" + "1," * 32700 + "};\nvoid setup() { Serial.begin(9600); Serial.println(pgm_read_byte(many + millis())); }\nvoid loop() {}\n", "x")


@needs_avr
def test_the_result_says_what_the_program_takes_of_the_boards_memory(tmp_path: Path) -> None:
    path = _write(tmp_path / "hello", {"hello.ino": "char many[900];\nvoid setup() { for (char &c : many) c = analogRead(A0); Serial.begin(9600); }\nvoid loop() { Serial.print(many[millis() % 900]); }\n"})
    memory = simulate(circuit({}, []), path, parse_scenario("steps:\n- delay: 10ms")).memory
    assert (memory["flash_of"], memory["ram_of"]) == (32256, 2048)
    assert 900 < memory["ram"] < 1400
    assert 1000 < memory["flash"] < 8000


def test_the_table_of_headers_names_libraries_and_every_header_gives_a_sentence() -> None:
    for header, library in libraries_by_header().items():
        assert re.fullmatch(r"[\w+.-]+\.h", header)
        assert f"'{library}'" in missing_header(header)


LIBRARY = {
    "Panel.h": "#pragma once\n#include <Print.h>\n#include <Stream.h>\n#include <HardwareSerial.h>\nclass Panel : public Print {\n public:\n  size_t write(uint8_t c) override;\n  using Print::write;\n};\n",
    "Panel.cpp": '#include "Panel.h"\n#include <SPI.h>\n#include <pgmspace.h>\n#include <pins_arduino.h>\nstatic const uint8_t mask[] PROGMEM = {B00000111, B1};\nBitOrder order = MSBFIRST;\n'
                 "size_t Panel::write(uint8_t c) { return Serial.write(c & ~(pgm_read_byte_near(mask) * 0)) * (order == MSBFIRST); }\n",
}


@needs_gcc
@on_each_board
def test_a_library_with_the_headers_of_the_cores_runs_on_other_chips(board: str, tmp_path: Path) -> None:
    _write(tmp_path / "libraries" / "Panel", LIBRARY)
    sketch = '#include <Panel.h>\nPanel panel;\nvoid setup() { Serial.begin(115200); panel.println("through a library"); }\nvoid loop() { delay(10); }\n'
    host_passes(board, joined(board, {}, []), sketch, [says("through a library")], libraries=tmp_path / "libraries")


@needs_gcc
def test_a_library_that_takes_hold_of_port_registers_is_noted() -> None:
    sketch = "void setup() { volatile uint32_t *port = portOutputRegister(digitalPinToPort(13)); *port |= digitalPinToBitMask(13); }\nvoid loop() { delay(10); }\n"
    result = host_passes(ESP, joined(ESP, {}, []), sketch, [after("50ms")])
    assert any("registers" in note.text for note in result.notes)
