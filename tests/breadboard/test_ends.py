"""Jumpers end where their wires lie shortest and cross least, and join what they joined before."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ohm_core.breadboard import Layout, layout
from ohm_core.breadboard.ends import Settling
from ohm_core.breadboard.joints import twin_pins
from ohm_core.breadboard.routes import Path, ways
from ohm_core.breadboard.scene import scene_of
from ohm_core.breadboard.steps import end_text
from ohm_core.catalogue.catalogue import load
from ohm_core.circuit.circuit import Circuit, resolve
from ohm_core.design.file import design_from
from ohm_core.design.values import PinRef
from tests.breadboard.circuits import ALL, circuit, design
from tests.breadboard.reader import faults
from tests.render.measures import crossings

DENSE = ("rgb_lamp", "keypad_lock", "lcd_pot", "zoetrope", "shift_leds", "stepper")


def laid(parts: dict[str, str], wires: str) -> tuple[Circuit, Layout]:
    made = resolve(design_from(design("Ends", parts, wires)), load())
    return made, layout(made)


def test_wires_cross_less_often_than_between_the_first_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    def crossed() -> int:
        return sum(crossings(ways(found, scene_of(made, found)).paths) for made, found in ((c, layout(c)) for c in map(circuit, DENSE)))

    moved = crossed()

    def leave(_: Settling) -> tuple[Path, ...]:
        return ()

    monkeypatch.setattr(Settling, "settle", leave)
    assert moved < 0.75 * crossed()


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
