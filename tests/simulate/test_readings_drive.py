"""Every limit that a request names, crossed and crossed back: exactly the actuators named change, and change back (or their time ends)."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from ohm_core.firmware.generate import generate
from ohm_core.firmware.simulate import SimulationResult, parse_scenario, simulate
from ohm_core.project.prototype import Prototype, make
from tests.simulate.bench import needs_avr
from tests.simulate.driving import driven
from tests.simulate.hostbench import D1, needs_gcc

AVR = ["Water the plants when the soil is dry, but not when it rains.", "Blue LED if it is colder than 18, red LED if it is hotter than 25, green in between."]
HOST = ["Too hot: fan on. Too cold: heater on.", "The RGB LED is blue when cold, green when comfortable and red when hot.", "Red LED while the door is open, green LED while it is shut.",
        "Show \"OPEN\" on the LCD when the door is open, else show \"CLOSED\".", "Alarm when someone comes within 50 cm: buzzer, red light and the distance on the OLED.", "Light the staircase with a strip when someone walks by.",
        "When the light is below 40 % the servo goes to 120 degrees, otherwise it goes to 20 degrees.", "Turn on a relay at 2 kg on the scale."]
PYTHON = ["Run the pump when the tank is low, except when the rain sensor is wet.", "When gas is detected sound a buzzer and show GAS on the display.", "Four LEDs for the tank: 25 %, 50 %, 75 %, 90 %."]
WAYS = [*(pytest.param(r, "arduino-uno-r3", "arduino", marks=needs_avr, id=f"AVR: {r[:40]}") for r in AVR), *(pytest.param(r, D1, "arduino", marks=needs_gcc, id=f"host: {r[:40]}") for r in HOST),
        *(pytest.param(r, "raspberry-pi-pico-w", "micropython", id=f"MicroPython: {r[:40]}") for r in PYTHON)]


def played(made: Prototype, run: Prototype, language: str, folder: Path) -> SimulationResult:
    """MADE's limits driven, with the firmware of RUN."""
    firmware = generate(run.circuit, language)
    assert not firmware.unsupported
    for file in firmware.files:
        target = folder / file.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(file.content, "utf-8")
    return simulate(made.circuit, folder, parse_scenario(json.dumps({"steps": driven(made)})))


@pytest.mark.parametrize(("request_", "board", "language"), WAYS)
def test_a_limit_crossed_changes_what_is_named_and_nothing_else(request_: str, board: str, language: str, tmp_path: Path) -> None:
    made = make(request_, board=board)
    result = played(made, made, language, tmp_path)
    assert result.passed, [s for s in result.steps if not s.passed] + [result.serial[-300:], result.ended]
    assert not result.not_simulated


@pytest.mark.parametrize("request_", [HOST[0], HOST[2], PYTHON[2]])
def test_firmware_that_does_less_or_the_contrary_does_not_pass(request_: str, tmp_path: Path) -> None:
    made = make(request_, board="raspberry-pi-pico-w")
    rules = made.design.behaviours
    never_off = (replace(rules[0], else_=()), *rules[1:])
    contrary = (replace(rules[0], do=rules[0].else_, else_=rules[0].do), *rules[1:])
    for n, wrong in enumerate((rules[1:], never_off, contrary)):
        other = Prototype.from_design(made.design.with_(behaviours=wrong, firmware=()), made.catalogue)
        assert not played(made, other, "micropython", tmp_path / str(n)).passed
