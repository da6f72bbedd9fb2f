"""Whole designs from a sentence, in C++ on each board: the firmware that OHM writes does in the virtual circuit what was asked for."""

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from ohm_core.circuit.circuit import Circuit, resolve
from ohm_core.firmware.generate import generate
from ohm_core.firmware.simulate import SimulationResult, parse_scenario, simulate
from ohm_core.project.prototype import Prototype, make
from tests.simulate.bench import after, look, put, says, wait
from tests.simulate.hostbench import D1, needs_gcc, on_each_board

pytestmark = needs_gcc
# What was asked for, how it shows, and the part whose wires, cut, must make it fail.
REQUESTS: dict[str, tuple[str, list[Any], str]] = {
    "blink": ("LED that blinks twice a second", [wait("LED1", "on", 1, timeout="2s"), wait("LED1", "on", 0, timeout="1s"), wait("LED1", "on", 1, timeout="1s")], "LED1"),
    "toggle": ("Button that toggles a lamp made of an LED", [after("100ms"), look("LED1", "on", 0), put("BTN1", "pressed", 1), wait("LED1", "on", 1), put("BTN1", "pressed", 0), after("100ms"), put("BTN1", "pressed", 1), wait("LED1", "on", 0)], "BTN1"),
    "near": ("beep when something is closer than 30 cm, with an ultrasonic sensor and a buzzer", [put("DIST1", "distance", 200), after("1s"), look("BZ1", "beeps", 0), put("DIST1", "distance", 12), wait("BZ1", "on", 1)], "DIST1"),
    "climate": ("Show temperature and humidity from a DHT22 on a 16x2 LCD with I2C", [put("DHT1", "temperature", 23.5), put("DHT1", "humidity", 48), after("5s"), look("LCD1", "text", "23.5", contains=True), look("LCD1", "text", "48", contains=True)], "DHT1"),
    "knob": ("a servo that follows a potentiometer", [put("POT1", "position", 0), after("1500ms"), look("SERVO1", "angle", 0, tolerance=3), put("POT1", "position", 1), after("3s"), look("SERVO1", "angle", 180, tolerance=3)], "POT1"),
    "soil": ("switch a relay when the soil is dry", [put("SOIL1", "moisture", 80), after("2s"), look("RELAY1", "closed", 0), put("SOIL1", "moisture", 5), wait("RELAY1", "closed", 1)], "SOIL1"),
    "night": ("night light: LED on when it is dark with an LDR", [put("LDR1", "lux", 2000), after("2s"), look("LED1", "on", 0), put("LDR1", "lux", 0.5), wait("LED1", "on", 1)], "LDR1"),
    "pixels": ("light 8 neopixels red when motion is detected", [after("1s"), look("PIX1", "lit", 0), put("PIR1", "motion", 1), wait("PIX1", "lit", 8), look("PIX1", "color", "0000", contains=True)], "PIX1"),
    "oled": ("show the distance on an OLED", [put("DIST1", "distance", 77), wait("OLED1", "text", "77", contains=True, timeout="70s")], "OLED1"),
}


@cache
def design(name: str, board: str) -> Prototype:
    return make(REQUESTS[name][0], board=board)


def played(circuit: Circuit, folder: Path, steps: list[Any]) -> SimulationResult:
    """The circuit's firmware, in C++, through the steps."""
    for file in generate(circuit, "arduino").files:
        target = folder / "firmware" / file.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(file.content, "utf-8")
    return simulate(circuit, folder / "firmware", parse_scenario(yaml.safe_dump({"steps": steps})))


@on_each_board
@pytest.mark.parametrize("name", REQUESTS)
def test_a_design_from_a_sentence_does_what_it_says(name: str, board: str, tmp_path: Path) -> None:
    result = played(design(name, board).circuit, tmp_path, REQUESTS[name][1])
    assert result.passed, [s for s in result.steps if not s.passed] + [result.serial[-400:], result.notes, result.ended]
    assert not result.notes and not result.not_simulated


@on_each_board
@pytest.mark.parametrize("name", REQUESTS)
def test_without_a_part_s_wires_it_does_not(name: str, board: str, tmp_path: Path) -> None:
    _, steps, ref = REQUESTS[name]
    sound = design(name, board)
    bare = replace(sound.design, connections=tuple(c for c in sound.design.connections if ref not in {end.ref for end in c}))
    firmware = generate(sound.circuit, "arduino")
    for file in firmware.files:
        target = tmp_path / "firmware" / file.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(file.content, "utf-8")
    hasty = [{"wait-pin": {**s["expect-pin"], "timeout": "1ms"}} if "expect-pin" in s else s for s in steps]
    assert not simulate(resolve(bare, sound.catalogue), tmp_path / "firmware", parse_scenario(yaml.safe_dump({"steps": hasty}))).passed


def test_the_program_says_on_its_serial_port_what_it_reads(tmp_path: Path) -> None:
    circuit = design("climate", D1).circuit
    assert played(circuit, tmp_path, [put("DHT1", "temperature", -3.5), says("DHT1.temperature_c=-3.5")]).passed
