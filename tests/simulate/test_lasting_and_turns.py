"""A state that must last before it counts, and one of a list after the other: the same behaviours on the chip itself, on the host and in MicroPython."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from ohm_core.design.behaviour import Action, Behaviour, Event, Held, Reading
from ohm_core.firmware.generate import generate
from ohm_core.firmware.simulate import SimulationResult, parse_scenario, simulate
from ohm_core.project.prototype import Prototype, make
from tests.simulate.bench import after, look, needs_avr, put, wait
from tests.simulate.hostbench import D1, needs_gcc

WAYS = [pytest.param("arduino-uno-r3", "arduino", marks=needs_avr, id="AVR"), pytest.param(D1, "arduino", marks=needs_gcc, id="host"), pytest.param("raspberry-pi-pico-w", "micropython", id="MicroPython")]
COLORS = ("red", "green", "blue")


def run(board: str, language: str, behaviours: tuple[Behaviour, ...], steps: list[Any], folder: Path) -> SimulationResult:
    """A button and an RGB LED with these behaviours, through the steps."""
    base = make("A button toggles an RGB LED", board=board)
    made = Prototype.from_design(base.design.with_(behaviours=behaviours, firmware=()), base.catalogue)
    firmware = generate(made.circuit, language)
    assert not firmware.unsupported
    for file in firmware.files:
        target = folder / file.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(file.content, "utf-8")
    return simulate(made.circuit, folder, parse_scenario(yaml.safe_dump({"steps": [dict(s) for s in steps]}, sort_keys=False)))


def press(seconds: str = "120ms") -> list[Any]:
    return [put("BTN1", "pressed", 1), after(seconds), put("BTN1", "pressed", 0), after("120ms")]


def only(color: str) -> list[Any]:
    return [look("RGB1", c, min=50) if c == color else look("RGB1", c, max=2) for c in COLORS]


def turn(number: int, color: str) -> Action:
    return Action("RGB1", "color", (("color", color),), None, number)


@pytest.mark.parametrize(("board", "language"), WAYS)
def test_every_press_is_one_step_of_the_list_and_it_begins_again(board: str, language: str, tmp_path: Path) -> None:
    steps = Behaviour("mood", Event("BTN1.pressed"), (*(turn(n, c) for n, c in enumerate(COLORS, 1)), Action("RGB1", "off", (), None, 4)))
    play = [after("300ms"), look("RGB1", "on", 0), *press(), *only("red"), *press("1s"), *only("green"), *press(), *only("blue"), *press(), look("RGB1", "on", 0), *press(), *only("red")]
    result = run(board, language, (steps,), play, tmp_path)
    assert result.passed, [s for s in result.steps if not s.passed]


@pytest.mark.parametrize(("board", "language"), WAYS)
def test_a_state_counts_only_when_it_has_lasted_without_a_break(board: str, language: str, tmp_path: Path) -> None:
    held = Behaviour("long", Held(Reading("BTN1.pressed", "==", 1), 2.0), (Action("RGB1", "on"),), (Action("RGB1", "off"),))
    play = [after("200ms"), *press("1500ms"), *press("1500ms"), look("RGB1", "on", 0), put("BTN1", "pressed", 1), after("1800ms"), look("RGB1", "on", 0), wait("RGB1", "on", 1, timeout="400ms"),
            after("3s"), look("RGB1", "on", 1), put("BTN1", "pressed", 0), wait("RGB1", "on", 0, timeout="200ms")]
    result = run(board, language, (held,), play, tmp_path)
    assert result.passed, [s for s in result.steps if not s.passed]


def test_without_its_turns_the_list_stands_still(tmp_path: Path) -> None:
    steps = Behaviour("mood", Event("BTN1.pressed"), tuple(replace(turn(n, c), turn=None) for n, c in enumerate(COLORS, 1)))
    assert not run("raspberry-pi-pico-w", "micropython", (steps,), [after("300ms"), *press(), *only("red"), *press(), *only("green")], tmp_path).passed
