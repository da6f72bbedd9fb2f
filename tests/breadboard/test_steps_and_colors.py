"""Build steps read plainly; every net has one colour everywhere."""

from __future__ import annotations

import re

import pytest

from ohm_core.breadboard import layout, layout_json, net_colors
from ohm_core.breadboard.board import say_hole
from tests.breadboard.circuits import ALL, circuit


def test_holes_are_named_as_they_are_read_off_the_board() -> None:
    assert say_hole("12t.a") == "a12"
    assert say_hole("bb2:3b.j") == "j3 of board 2"
    assert say_hole("tp.5") == "the top + rail"


def test_a_polar_part_says_how_to_tell_its_sides() -> None:
    text = " ".join(s.text for s in layout(circuit("button_led")).steps)
    assert "long leg is the anode" in text


def test_a_resistor_may_go_either_way_round() -> None:
    text = " ".join(s.text for s in layout(circuit("button_led")).steps)
    assert "either way round is right" in text


def test_steps_name_the_holes_of_their_wires() -> None:
    laid = layout(circuit("theremin"))
    for step in laid.steps:
        for wire in (laid.wires[i] for i in step.wires):
            assert all(say_hole(e) in step.text for e in (wire.start, wire.end) if e in laid.field.spots)


def test_the_board_comes_first_and_what_moves_comes_after_the_lights() -> None:
    titles = [s.title for s in layout(circuit("rfid_door")).steps]
    order = [next(i for i, t in enumerate(titles) if t.startswith(ref)) for ref in ("U1", "LED1", "SRV1")]
    assert order == sorted(order)


def test_sentences_have_no_article_mistakes() -> None:
    for name in ALL:
        for step in layout(circuit(name)).steps:
            assert not re.search(r"\ba orange|\ban (red|black|yellow|green|blue)", step.text)


def test_ground_is_black_supplies_are_red_and_signals_are_neither() -> None:
    for name in ALL:
        made = circuit(name)
        colors = net_colors(made)
        for net in made.nets:
            color = colors[net.name].name
            assert (color == "black") == (net.kind == "ground")
            assert (color in ("red", "orangered", "darkred", "crimson", "tomato")) == (net.kind == "supply")


def test_signals_of_a_small_circuit_all_differ() -> None:
    made = circuit("rgb_lamp")
    colors = [net_colors(made)[n.name] for n in made.nets if n.kind == "signal"]
    assert len(set(colors)) == len(colors)


def test_wires_in_the_json_have_their_nets_colour() -> None:
    made = circuit("weather")
    colors = net_colors(made)
    assert all(w["color"] == colors[w["net"]].name for w in layout_json(layout(made), made)["wires"])


def test_a_button_is_tested_in_the_step_that_completes_it() -> None:
    said = next(s.text for s in layout(circuit("button_led")).steps if "BTN1" in s.refs)
    assert "Test: a meter's beeper between U1 D2 and U1 GND sounds while BTN1 is pressed and only then." in said


def test_a_red_led_is_tested_when_its_resistor_is_in() -> None:
    steps = layout(circuit("traffic_light")).steps
    tested = next(i for i, s in enumerate(steps) if "LED1 glows faintly" in s.text)
    seated = {r for s in steps[: tested + 1] for r in s.refs}
    assert {"LED1", "R1", "U1"} <= seated


def test_a_supply_is_tested_before_it_gives_power() -> None:
    text = " ".join(s.text for s in layout(circuit("plant_waterer")).steps)
    assert "Test before BT1 gives power" in text


@pytest.mark.parametrize("name", ALL)
def test_no_test_needs_a_wire_that_is_laid_later(name: str) -> None:
    made = circuit(name)
    laid = layout(made)
    done: set[str] = set()
    for step in laid.steps:
        done |= set(step.refs)
        for said in re.findall(r"Test[^.]*\.", step.text):
            assert {r for r in made.parts if re.search(rf"\b{r}\b", said)} <= done, said


def test_every_polar_part_says_how_to_tell_its_sides() -> None:
    for name in ALL:
        made = circuit(name)
        text = " ".join(s.text for s in layout(made).steps)
        for instance in made.parts.values():
            if instance.part.mechanics.mount == "leads" and any(p.polarity for p in instance.part.pin) and instance.part.sides:
                assert instance.part.sides in text, instance.ref


def test_a_hole_of_a_rail_is_told_by_its_column() -> None:
    laid = layout(circuit("plant_waterer"))
    for step in laid.steps:
        for wire in (laid.wires[i] for i in step.wires):
            for end in (wire.start, wire.end):
                if end in laid.field.spots and end.rpartition(".")[0] in laid.field.rails:
                    assert f"rail{' of board 2' if end.startswith('bb2:') else ''} at column {laid.field.spots[end][0] + 1}" in step.text


def test_lines_of_a_bus_have_the_same_colour_in_every_project() -> None:
    for name, data, clock in (("weather", "D2", "D1"), ("keypad_lock", "GPIO21", "GPIO22"), ("greenhouse", "A4", "A5"), ("clock", "A4", "A5")):
        made = circuit(name)
        colors = {p.pin: net_colors(made)[n.name].name for n in made.nets for p in n.pins if p.ref == "U1"}
        assert (colors[data], colors[clock]) == ("blue", "yellow"), name
