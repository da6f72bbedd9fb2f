"""Every driver in a small circuit of its own: the firmware compiles, and does in the simulator what was asked for."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.firmware.bench import built, circuit, plays
from tests.firmware.stations import STATIONS, Station

needs_avr = pytest.mark.skipif(shutil.which("avr-g++") is None, reason="needs gcc-avr and arduino-core-avr (apt)")
needs_gcc = pytest.mark.skipif(shutil.which("g++") is None, reason="needs g++ (apt)")
PICO = ("led blinks", "button toggles led", "knob turns servo", "dht22", "bme280", "distance beeps", "pixels", "oled", "rfid", "stepper")


def name(station: Station) -> str:
    return station.name


@needs_avr
@pytest.mark.parametrize("station", STATIONS, ids=name)
def test_on_an_uno_the_compiled_program_does_what_was_asked(station: Station, tmp_path: Path) -> None:
    plays(circuit(station.parts, station.wires, station.behaviours), tmp_path, station.steps)


@pytest.mark.parametrize("station", [s for s in STATIONS if "esp32-devkit-v1" in s.boards and s.python], ids=name)
def test_on_an_esp32_the_micropython_program_does_what_was_asked(station: Station, tmp_path: Path) -> None:
    plays(circuit(station.parts, station.wires, station.behaviours, "esp32-devkit-v1"), tmp_path, station.steps, "micropython")


@pytest.mark.parametrize("station", [s for s in STATIONS if s.name in PICO], ids=name)
def test_on_a_pico_the_micropython_program_does_what_was_asked(station: Station, tmp_path: Path) -> None:
    plays(circuit(station.parts, station.wires, station.behaviours, "raspberry-pi-pico-w"), tmp_path, station.steps, "micropython")


@needs_gcc
@pytest.mark.parametrize("board", ["esp32-devkit-v1", "raspberry-pi-pico-w"])
@pytest.mark.parametrize("station", STATIONS, ids=name)
def test_in_cpp_each_other_board_s_program_is_free_of_errors(station: Station, board: str, tmp_path: Path) -> None:
    result = built(circuit(station.parts, station.wires, station.behaviours, board), tmp_path, "arduino")
    assert result.ok and result.messages == (), [str(m) for m in result.messages]
