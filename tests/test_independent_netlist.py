"""Designs of the planner, judged by a checker that shares no code with the rules; and that checker, judged by broken designs."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest

from ohm_core.catalogue.catalogue import data_dir, load
from ohm_core.circuit.circuit import resolve
from ohm_core.design.file import design_from, design_json
from ohm_core.design.wishes import PowerWish, Requirements, Wish
from ohm_core.plan.plan import plan
from ohm_core.rules import check
from tests.netlist_check import problems

BOARDS = ("arduino-uno-r3", "arduino-nano", "esp32-devkit-v1", "raspberry-pi-pico-w", "wemos-d1-mini")
WISHES: dict[str, list[tuple[str, str]]] = {
    "a light and a button": [("show", "illumination"), ("input", "press")],
    "distance on a beeper": [("sense", "distance"), ("act", "sound")],
    "plant waterer": [("sense", "soil_moisture"), ("act", "water_flow")],
    "weather on a display": [("sense", "temperature"), ("sense", "humidity"), ("show", "graphic_display")],
    "motion alarm": [("sense", "motion"), ("act", "sound"), ("show", "illumination")],
    "knob turns a servo": [("input", "knob"), ("act", "angle")],
    "coloured pixels": [("show", "pixel_light"), ("input", "press")],
    "door lock by tag": [("identify", "identity_tag"), ("act", "angle")],
    "a motor that spins": [("act", "spin"), ("input", "toggle_switch")],
    "a stepper": [("act", "exact_turns"), ("input", "press")],
    "a clock with text": [("time", "wall_clock"), ("show", "text_display")],
    "a scale": [("sense", "weight"), ("show", "text_display")],
    "light level to a fan": [("sense", "light"), ("act", "air_flow")],
}


def planned(board: str, wishes: list[tuple[str, str]], power: str = "") -> dict[str, Any]:
    asked = tuple(Wish(f"w{i}", role, concept) for i, (role, concept) in enumerate(wishes))
    return design_json(plan(Requirements(text="test", wishes=asked, power=PowerWish(kind=power)), load(), board=board))


@pytest.mark.parametrize("board", BOARDS)
@pytest.mark.parametrize("name", WISHES)
def test_a_planned_design_stands_before_two_judges(board: str, name: str) -> None:
    design = planned(board, WISHES[name])
    assert problems(design, Path(data_dir())) == []
    assert [f.message for f in check(resolve(design_from(design), load())).errors()] == []


@pytest.mark.parametrize("board", BOARDS)
def test_a_design_on_a_battery_stands_before_two_judges(board: str) -> None:
    design = planned(board, WISHES["a light and a button"], "battery")
    assert problems(design, Path(data_dir())) == []
    assert [f.message for f in check(resolve(design_from(design), load())).errors()] == []


def broken(design: dict[str, Any], part: str, change: str) -> dict[str, Any]:
    """The design without the wires of a part's pin, or with a resistor bridged."""
    body = copy.deepcopy(design)
    ref = next(r for r, u in body["parts"].items() if u["part"].startswith(part))
    if change == "bridge":
        body["connections"].append([f"{ref}.1", f"{ref}.2"])
    else:
        body["connections"] = [w for w in body["connections"] if f"{ref}.{change}" not in w]
    return body


@pytest.mark.parametrize(("board", "name", "part", "change", "says"), [
    ("arduino-uno-r3", "motion alarm", "pir", "VCC", "reaches no supply"),
    ("arduino-uno-r3", "motion alarm", "pir", "GND", "does not reach the board's ground"),
    ("esp32-devkit-v1", "plant waterer", "diode", "A", "no flyback diode"),
    ("arduino-uno-r3", "a light and a button", "resistor", "bridge", "no series resistor"),
])
def test_both_judges_see_what_is_broken(board: str, name: str, part: str, change: str, says: str) -> None:
    design = broken(planned(board, WISHES[name]), part, change)
    assert any(says in p for p in problems(design, Path(data_dir())))
    assert check(resolve(design_from(design), load())).errors()
