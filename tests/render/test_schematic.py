"""The schematic: every part once, no words over each other, text escaped, the same each time."""

from __future__ import annotations

import itertools
import xml.etree.ElementTree as ET

import pytest

from ohm_core.catalogue.catalogue import load
from ohm_core.circuit.circuit import resolve
from ohm_core.design.file import design_from
from ohm_core.design.finding import Finding
from ohm_core.render import schematic_svg
from ohm_core.render.labels import name_lines
from ohm_core.render.sheet import compose
from ohm_core.render.sketch import Sketch, dot, wire
from tests.breadboard.circuits import ALL, circuit
from tests.golden.views import made, projects
from tests.render.measures import unclear

GOLDEN = {p.name: p for p in projects()}


@pytest.mark.parametrize("name", ALL)
def test_every_part_stands_in_the_schematic_once(name: str) -> None:
    made = circuit(name)
    said = [op.tag for op in compose(made).ops if op.kind == "words" and op.words.split(" ")[0] == op.tag]
    for ref in made.parts:
        assert said.count(ref) == 1, ref


@pytest.mark.parametrize("name", ALL)
def test_no_words_lie_over_each_other(name: str) -> None:
    boxes = [(op.words, op.box()) for op in compose(circuit(name)).ops if op.kind == "words"]
    for (a, p), (b, q) in itertools.combinations(boxes, 2):
        deep = min(p[2], q[2]) - max(p[0], q[0]), min(p[3], q[3]) - max(p[1], q[1])
        assert deep[0] <= 1.5 or deep[1] <= 2.5, f"{a!r} and {b!r} overlap"


@pytest.mark.parametrize("name", ALL)
def test_every_net_with_a_wire_is_drawn_in_its_own_group(name: str) -> None:
    made = circuit(name)
    root = ET.fromstring(schematic_svg(made))
    drawn = {g.get("data-net") for g in root.iter() if g.get("data-net")}
    assert {n.name for n in made.nets if len(n.pins) > 1} <= drawn


def test_supplies_point_up_and_grounds_point_down() -> None:
    made = circuit("theremin")
    words = {op.words: op.points[0][1] for op in compose(made).ops if op.kind == "words"}
    assert words["5V"] < words["A0"]


def test_the_same_circuit_is_drawn_the_same_way_again() -> None:
    assert schematic_svg(circuit("greenhouse")) == schematic_svg(circuit("greenhouse"))


def test_findings_stand_below_with_sign_and_word() -> None:
    made = circuit("button_led")
    picture = schematic_svg(made, findings=[Finding("r", "warning", ("U1.D13",), "Mind <this>.", "", "", "")])
    assert "Warning: Mind &lt;this&gt;." in picture


def test_a_circuit_without_a_controller_is_drawn() -> None:
    raw = {"format": "ohm-design/1", "title": "Torch", "parts": {"BT1": {"part": "battery-aa-3"}, "R1": {"part": "resistor"}, "LED1": {"part": "led-5mm"}},
           "connections": [["BT1.+", "R1.1"], ["R1.2", "LED1.A"], ["LED1.C", "BT1.-"]]}
    assert "LED1" in schematic_svg(resolve(design_from(raw), load()))


def test_an_empty_circuit_is_an_empty_sheet() -> None:
    raw = {"format": "ohm-design/1", "title": "Nothing", "parts": {}, "connections": []}
    ET.fromstring(schematic_svg(resolve(design_from(raw), load())))


def test_names_of_users_are_escaped() -> None:
    raw = {"format": "ohm-design/1", "title": "<i>", "parts": {"<X>": {"part": "custom", "name": "<b>bold</b>", "pins": {"<P>": {}, "Q": {}, "R": {}}}, "R1": {"part": "resistor"}}, "connections": [["<X>.<P>", "R1.1"]]}
    root = ET.fromstring(schematic_svg(resolve(design_from(raw), load())))
    assert not [e for e in root.iter() if e.tag.endswith("}b") or e.tag.endswith("}i")]


@pytest.mark.parametrize("name", [*GOLDEN, *ALL])
def test_wires_of_two_nets_never_touch_and_every_joint_has_its_dot(name: str) -> None:
    assert unclear(compose(made(GOLDEN[name]).circuit if name in GOLDEN else circuit(name))) == []


def test_a_wire_that_touches_another_net_is_found() -> None:
    assert unclear(Sketch([wire("A", (0, 0), (40, 0)), wire("B", (20, 0), (20, 30))]))
    assert unclear(Sketch([wire("A", (0, 0), (40, 0)), wire("A", (20, 0), (20, 30))]))
    assert not unclear(Sketch([wire("A", (0, 0), (40, 0)), wire("A", (20, 0), (20, 30)), dot("A", (20, 0))]))
    assert not unclear(Sketch([wire("A", (0, 0), (40, 0)), wire("B", (20, -30), (20, 30))]))


def test_a_second_device_on_a_bus_hangs_on_its_lines() -> None:
    station = circuit("weather")
    flags = [op.tag for op in compose(station).ops if op.style == "flag"]
    assert not {n.name for n in station.nets if {"BME1", "OLED1"} <= n.refs() and n.kind == "signal"} & set(flags)


def test_a_motor_between_two_outputs_is_drawn_between_them() -> None:
    flags = [op.tag for op in compose(circuit("zoetrope")).ops if op.style == "flag"]
    assert not [net for net in flags if net.startswith("DRV1_OUT")]


def test_the_lights_of_an_rgb_led_are_drawn() -> None:
    arrows = [op for op in compose(circuit("rgb_lamp")).ops if op.kind == "area" and op.tag == "RGB1" and len(op.points) == 3]
    assert len(arrows) == 9  # three diodes, two arrows each


def test_names_of_parts_are_not_cut() -> None:
    for part in load().parts():
        said = " ".join(name_lines(part.name))
        assert part.name.startswith(said) and (len(said) == len(part.name) or not part.name[len(said)].isalnum()), said
