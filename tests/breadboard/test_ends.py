"""Jumpers end where their wires lie shortest and cross least, and join what they joined before."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from ohm_core.breadboard import Layout, layout, trials
from ohm_core.breadboard.bench import Bench
from ohm_core.breadboard.beside import BETWEEN, apart
from ohm_core.breadboard.ends import Settling
from ohm_core.breadboard.joints import twin_pins
from ohm_core.breadboard.routes import ways
from ohm_core.breadboard.scene import scene_of
from ohm_core.breadboard.steps import end_text
from ohm_core.breadboard.task import task_of
from ohm_core.breadboard.tastes import PLAIN
from ohm_core.breadboard.wiring import Run
from ohm_core.catalogue.catalogue import load
from ohm_core.circuit.circuit import Circuit, resolve
from ohm_core.design.file import design_from
from ohm_core.design.values import PinRef
from tests.breadboard.circuits import ALL, circuit, design
from tests.breadboard.reader import faults
from tests.render.measures import crossings

DENSE = ("plant_waterer", "rgb_lamp", "lcd_pot", "shift_leds", "stepper", "segment")


def laid(parts: dict[str, str], wires: str) -> tuple[Circuit, Layout]:
    made = resolve(design_from(design("Ends", parts, wires)), load())
    return made, layout(made)


def price() -> float:
    """What the wires of the dense circuits cost: their length, 45 pitches for each, 16 for a crossing."""
    total = 0.0
    for made, found in ((c, layout(c)) for c in map(circuit, DENSE)):
        paths = ways(found, scene_of(made, found)).paths
        total += 45 * len(paths) + 16 * crossings(paths) + sum(abs(a[0] - b[0]) + abs(a[1] - b[1]) for path in paths for a, b in itertools.pairwise(path))
    return total


def test_wires_cross_less_and_are_shorter_than_between_the_first_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trials, "TASTES", (PLAIN,))
    moved = price()

    def leave(_: Settling, looks: float, rounds: int = 1) -> float:
        return 0.0

    monkeypatch.setattr(Settling, "settle", leave)
    assert moved < price() - 200


def test_the_placing_is_taken_whose_wires_cross_least_and_are_shortest(monkeypatch: pytest.MonkeyPatch) -> None:
    best = price()
    monkeypatch.setattr(trials, "TASTES", (PLAIN,))
    assert best < price() - 100


def test_parts_beside_the_board_stand_where_they_want_unless_they_would_touch() -> None:
    assert apart([0, 20], [5, 5]) == [0, 20]
    left, right = apart([10, 10], [6, 4])
    assert right - left == pytest.approx(6 + BETWEEN)
    assert left + (right - (6 + BETWEEN)) == pytest.approx(2 * (10 - (6 + BETWEEN) / 2))  # both give way alike
    assert apart([], []) == []


def test_a_motor_stands_at_the_side_of_the_board_where_its_driver_has_its_outputs() -> None:
    _, found = laid({"U1": "arduino-nano", "DRV1": "drv8833-module", "M1": "dc-motor-130", "BTN1": "button"},
                    "U1.D5--DRV1.IN1 U1.D6--DRV1.IN2 DRV1.OUT1--M1.1 DRV1.OUT2--M1.2 DRV1.GND--U1.GND BTN1.1--U1.D2 BTN1.2--U1.GND")
    below = found.places["DRV1"].spots["OUT1"][1] > found.field.bottom_y / 2
    assert found.places["M1"].band == ("bottom" if below else "top")


def test_a_display_beside_an_uno_takes_the_i2c_pins_that_face_the_breadboard() -> None:
    made, found = laid({"U1": "arduino-uno-r3", "OLED1": "oled-ssd1306-128x64"}, "OLED1.VCC--U1.5V OLED1.GND--U1.GND OLED1.SDA--U1.A4 OLED1.SCL--U1.A5")
    ends = {e for w in found.wires for e in (w.start, w.end)}
    assert {"U1.A4.2", "U1.A5.2"} <= ends
    assert end_text(made, found, "U1.A4.2") == "U1 SDA"


def test_a_button_is_wired_at_the_half_where_its_pin_of_the_board_is() -> None:
    made, found = laid({"U1": "raspberry-pi-pico-w", "BTN1": "button"}, "U1.GP14--BTN1.1 U1.GP16--BTN1.2")
    assert faults(found, made) == []
    for wire in found.wires:
        assert wire.start[-3] == wire.end[-3], wire  # "12t.a": both ends in the same half


def test_no_part_but_a_board_is_what_joins_two_jumpers() -> None:
    for name in ALL:
        made = circuit(name)
        found = layout(made)
        wired = {e.rpartition(".")[0] for w in found.wires for e in (w.start, w.end) if e in found.field.spots}
        for ref, place in found.places.items():
            twins: dict[str, set[str]] = {}
            for pin, hole in place.holes.items():
                twins.setdefault(pin.partition(".")[0], set()).add(hole.rpartition(".")[0])
            if not made.parts[ref].is_board:
                for strips in twins.values():
                    lonely = {s for s in strips & wired if len(found.legs[s]) == 1}
                    assert len(strips) < 2 or len(lonely) < 2, (name, ref)


def test_the_minus_of_a_converter_s_input_is_not_swapped_for_that_of_its_output() -> None:
    made, _ = laid({"U1": "arduino-uno-r3", "CONV1": "buck-lm2596-module"}, "CONV1.OUT+--U1.5V U1.GND--CONV1.IN-")
    assert [*twin_pins(made, PinRef("CONV1", "IN-"), [])] == []
    assert [*twin_pins(made, PinRef("U1", "A4"), [])] == [PinRef("U1", "A4.2")]


def test_a_picture_takes_the_paths_that_were_found_with_the_ends_and_leads_changed_wires_anew() -> None:
    made = circuit("greenhouse")
    found = layout(made)
    assert ways(found, scene_of(made, found)).seen == 0
    other = replace(found, wires=found.wires[1:])
    assert ways(other, scene_of(made, other)).seen > 0


def test_a_part_beside_the_board_may_hang_on_the_usb_socket_of_a_board_in_its_holes() -> None:
    made, found = laid({"U1": "arduino-nano", "M1": "dc-motor-130"}, "U1.USB--M1.1 M1.2--U1.GND")
    assert faults(found, made) == []
    assert any({w.start, w.end} == {"U1.USB", "M1.1"} for w in found.wires)


def test_a_jumper_between_what_is_joined_without_it_keeps_its_two_ends() -> None:
    made = circuit("weather")
    found = layout(made)
    bench = Bench(task_of(made), found.field, found.rails)
    rail = next(r for r, net in found.rails.items() if net == "GND")
    spots = bench.free(rail)
    runs = [Run("GND", spots[0], spots[5]), Run("GND", spots[1], spots[4])]
    for at in (*spots[:2], *spots[4:6]):
        bench.used[at] = "wire"
    Settling(bench, scene_of(made, found), runs).settle(1e6, 2)
    assert [(r.start, r.end) for r in runs] == [(spots[0], spots[5]), (spots[1], spots[4])]
