"""A layout can be built, is complete, and is what the circuit says."""

from __future__ import annotations

import pytest

from ohm_core.breadboard import layout, layout_json
from ohm_core.breadboard.board import field_of
from ohm_core.catalogue.catalogue import load
from ohm_core.circuit.circuit import resolve
from ohm_core.design.file import design_from
from ohm_core.errors import BadInput
from tests.breadboard.circuits import ALL, circuit, design, led
from tests.breadboard.reader import faults, nets_read, nets_wanted


@pytest.mark.parametrize("name", ALL)
def test_every_example_can_be_built_and_has_the_nets_of_its_circuit(name: str) -> None:
    made = circuit(name)
    laid = layout(made)
    assert laid.complete
    assert faults(laid, made) == []
    assert nets_read(layout_json(laid, made)["wokwi"], made) == nets_wanted(made)


@pytest.mark.parametrize("name", ["button_led", "rgb_lamp", "plant_waterer", "segment"])
def test_the_same_circuit_is_laid_out_the_same_way_again(name: str) -> None:
    made = circuit(name)
    assert layout_json(layout(made), made) == layout_json(layout(made), made)


@pytest.mark.parametrize("name", ALL)
def test_every_wire_and_every_leg_is_in_exactly_one_step(name: str) -> None:
    laid = layout(circuit(name))
    assert sorted(w for s in laid.steps for w in s.wires) == list(range(len(laid.wires)))
    pins = [p for s in laid.steps for p in s.pins]
    assert sorted(pins) == sorted(f"{r}.{p}" for r, place in laid.places.items() for p in place.holes)


def test_a_button_and_an_led_take_a_mini_and_three_jumpers() -> None:
    laid = layout(circuit("button_led"))
    assert (laid.size, laid.count, len(laid.wires)) == ("mini", 1, 3)


def test_a_circuit_without_legs_needs_no_breadboard() -> None:
    laid = layout(circuit("servo_only"))
    assert laid.count == 0
    assert layout_json(laid, circuit("servo_only"))["breadboard"] == "none"


def test_the_size_asked_for_is_the_size_given() -> None:
    assert layout(circuit("button_led"), "full").size == "full"


def test_what_does_not_fit_the_size_asked_for_is_refused_with_the_next_size() -> None:
    with pytest.raises(BadInput, match="half"):
        layout(circuit("shift_leds"), "mini")


def test_an_unknown_size_is_refused() -> None:
    with pytest.raises(BadInput, match="mini, half or full"):
        layout(circuit("button_led"), "giant")


def test_a_one_inch_module_goes_over_two_joined_boards_with_holes_free_on_both_sides() -> None:
    laid = layout(circuit("plant_waterer"))
    assert (laid.count, laid.joined) == (2, True)
    rows = {h[-1] for h in laid.places["U1"].holes.values()}
    assert rows != {"a", "j"}


def test_no_rail_carries_two_supplies_and_ground_rails_are_joined() -> None:
    made = circuit("plant_waterer")
    laid = layout(made)
    assert len(set(laid.rails.values()) & {"VIN", "3V3", "GND"}) == len(set(laid.rails.values()))
    ground = [r for r, n in laid.rails.items() if n == "GND"]
    between = [w for w in laid.wires if w.net == "GND" and w.start.rpartition(".")[0] in ground and w.end.rpartition(".")[0] in ground]
    assert len(between) == len(ground) - 1


def test_a_placement_in_the_design_is_kept() -> None:
    raw = {**ALL["button_led"], "placements": {"LED1": {"A": "5t.b", "C": "6t.b"}, "R1": {"1": "20b.h"}}}
    laid = layout(resolve(design_from(raw), load()), "half")
    assert dict(laid.places["LED1"].holes) == {"A": "5t.b", "C": "6t.b"}
    assert laid.places["R1"].holes["1"] == "20b.h"


def test_a_placement_in_a_hole_that_is_not_there_is_refused() -> None:
    raw = {**ALL["button_led"], "placements": {"LED1": {"A": "99t.b"}}}
    with pytest.raises(BadInput, match="no hole"):
        layout(resolve(design_from(raw), load()), "half")


def test_a_part_told_to_stay_off_the_board_stays_beside_it() -> None:
    raw = {**ALL["parking"], "placements": {"US1": "off"}}
    made = resolve(design_from(raw), load())
    laid = layout(made)
    assert not laid.places["US1"].on_board
    assert faults(laid, made) == []


def test_an_empty_circuit_is_laid_out_as_nothing() -> None:
    raw = {"format": "ohm-design/1", "title": "Nothing", "parts": {}, "connections": []}
    laid = layout(resolve(design_from(raw), load()))
    assert (laid.count, laid.wires, dict(laid.places)) == (0, (), {})


def test_forty_parts_are_laid_out_whole() -> None:
    parts = {"U1": "arduino-uno-r3", **{f"R{n}": ("resistor", {"resistance_ohm": 220}) for n in range(1, 20)}, **{f"L{n}": led("red") for n in range(1, 20)}}
    wires = " ".join(f"U1.{'D' if n < 14 else 'A'}{n if n < 14 else n - 14}--R{n}.1 R{n}.2--L{n}.A L{n}.C--U1.GND" for n in range(1, 20))
    made = resolve(design_from(design("Many lights", parts, wires)), load())
    laid = layout(made, share=1.0)
    assert faults(laid, made) == []
    assert nets_read(layout_json(laid, made)["wokwi"], made) == nets_wanted(made)


def test_no_search_left_is_told_and_still_complete() -> None:
    made = circuit("shift_leds")
    laid = layout(made, share=0.0)
    assert any("stopped early" in n for n in laid.notes)
    assert nets_read(layout_json(laid, made)["wokwi"], made) == nets_wanted(made)


@pytest.mark.parametrize(("size", "columns", "rail"), [("mini", 17, 0), ("half", 30, 25), ("full", 63, 50)])
def test_boards_have_the_holes_that_wokwi_gives_them(size: str, columns: int, rail: int) -> None:
    field = field_of(size)
    assert len(field.spots) == columns * 10 + rail * 4
    assert f"{columns}b.j" in field.spots and f"{columns + 1}t.a" not in field.spots
    assert (f"bn.{rail}" in field.spots) == bool(rail)


def test_references_with_odd_characters_survive_the_export() -> None:
    raw = {"format": "ohm-design/1", "title": "Odd", "parts": {"my led: 1": {"part": "led-5mm"}, "R 1": {"part": "resistor"}}, "connections": [["my led: 1.A", "R 1.1"]]}
    made = resolve(design_from(raw), load())
    diagram = layout_json(layout(made), made)["wokwi"]
    assert len({p["id"] for p in diagram["parts"]}) == len(diagram["parts"])
    assert all(end.count(":") == 1 for wire in diagram["connections"] for end in wire[:2])
