"""Hours of the day as a condition, from the words to the running program: on the chip itself and in MicroPython."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from ohm_core.firmware.generate import generate
from ohm_core.firmware.simulate import SimulationResult, parse_scenario, simulate
from ohm_core.project.prototype import make
from tests.simulate.bench import after, look, needs_avr, put, wait

WAYS = [pytest.param("arduino-uno-r3", "arduino", marks=needs_avr, id="AVR"), pytest.param("raspberry-pi-pico-w", "micropython", id="MicroPython")]
NIGHT = "With a DS3231: a white LED lights while the button is held, but only between 22:00 and 6:00."
NOON = "With a DS3231: while the button is held a white LED lights, never between 13:00 and 15:00."


def run(text: str, board: str, language: str, steps: list[Any], folder: Path) -> SimulationResult:
    made = make(text, board=board)
    firmware = generate(made.circuit, language)
    assert not firmware.unsupported
    for file in firmware.files:
        target = folder / file.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(file.content, "utf-8")
    return simulate(made.circuit, folder, parse_scenario(yaml.safe_dump({"steps": [dict(s) for s in steps]}, sort_keys=False)))


def clock(time: str) -> list[Any]:
    return [put("RTC1", "time", f"2026-03-01T{time}"), after("1500ms")]


@pytest.mark.parametrize(("board", "language"), WAYS)
def test_by_day_the_button_does_nothing_and_at_night_it_lights_over_midnight(board: str, language: str, tmp_path: Path) -> None:
    play = [*clock("12:00:00"), put("BTN1", "pressed", 1), after("400ms"), look("LED1", "on", 0), put("RTC1", "time", "2026-03-01T21:59:57"), after("1s"), look("LED1", "on", 0), wait("LED1", "on", 1, timeout="4s"),
            put("BTN1", "pressed", 0), wait("LED1", "on", 0, timeout="400ms"), *clock("01:30:00"), put("BTN1", "pressed", 1), wait("LED1", "on", 1, timeout="400ms"),
            put("RTC1", "time", "2026-03-02T05:59:57"), after("1s"), look("LED1", "on", 1), wait("LED1", "on", 0, timeout="4s")]
    result = run(NIGHT, board, language, play, tmp_path)
    assert result.passed, [s for s in result.steps if not s.passed]


@pytest.mark.parametrize(("board", "language"), WAYS)
def test_never_between_two_hours_is_the_rest_of_the_day(board: str, language: str, tmp_path: Path) -> None:
    play = [*clock("09:00:00"), put("BTN1", "pressed", 1), wait("LED1", "on", 1, timeout="400ms"), *clock("13:00:10"), look("LED1", "on", 0), *clock("14:59:57"), look("LED1", "on", 0), wait("LED1", "on", 1, timeout="4s")]
    result = run(NOON, board, language, play, tmp_path)
    assert result.passed, [s for s in result.steps if not s.passed]


def test_without_the_hours_the_light_would_be_on_by_day(tmp_path: Path) -> None:
    play = [*clock("12:00:00"), put("BTN1", "pressed", 1), after("400ms"), look("LED1", "on", 0)]
    assert not run(NIGHT.replace(", but only between 22:00 and 6:00", ""), "raspberry-pi-pico-w", "micropython", play, tmp_path).passed
