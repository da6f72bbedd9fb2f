"""The breadboard picture: well formed, complete, small, the same each time; words of users are never markup."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from ohm_core.breadboard import layout
from ohm_core.catalogue.catalogue import load
from ohm_core.circuit.circuit import resolve
from ohm_core.design.file import design_from
from ohm_core.design.finding import Finding
from ohm_core.errors import BadInput
from ohm_core.render import breadboard_svg, png
from tests.breadboard.circuits import ALL, circuit

SVG = "{http://www.w3.org/2000/svg}"
NASTY = "<script>alert('x')</script> & \"quoted\" \x07 \ud800"


def finding(*subjects: str, message: str = "Too much current.") -> Finding:
    return Finding("pin-current", "error", subjects, message, "why", "remedy", "source")


@pytest.mark.parametrize("name", ALL)
def test_every_part_and_wire_is_in_the_picture(name: str) -> None:
    made = circuit(name)
    laid = layout(made)
    root = ET.fromstring(breadboard_svg(made, laid))
    assert {g.get("data-ref") for g in root.iter(f"{SVG}g") if g.get("class") == "part"} == set(laid.places)
    nets = [g.get("data-net") for g in root.iter(f"{SVG}g") if g.get("class") == "wire"]
    assert sorted(map(str, nets)) == sorted(w.net for w in laid.wires)


@pytest.mark.parametrize("name", ALL)
def test_pictures_stay_under_300_kilobytes(name: str) -> None:
    made = circuit(name)
    assert len(breadboard_svg(made, layout(made)).encode()) < 300_000


def test_the_same_layout_is_drawn_the_same_way_again() -> None:
    made = circuit("greenhouse")
    laid = layout(made)
    assert breadboard_svg(made, laid) == breadboard_svg(made, laid)


def test_wires_end_where_the_layout_says() -> None:
    from ohm_core.breadboard.routes import routes
    from ohm_core.breadboard.scene import scene_of

    for name in ALL:
        made = circuit(name)
        laid = layout(made)
        scene = scene_of(made, laid)
        for wire, path in zip(laid.wires, routes(laid, scene), strict=True):
            for end, at in ((wire.start, path[0]), (wire.end, path[-1])):
                ref, _, pin = end.partition(".")
                assert at == pytest.approx(laid.field.spots[end] if end in laid.field.spots else scene.sprites[ref].at(pin))


def test_legs_are_drawn_over_their_holes() -> None:
    from ohm_core.breadboard.scene import scene_of

    for name in ALL:
        made = circuit(name)
        laid = layout(made)
        scene = scene_of(made, laid)
        for ref, place in laid.places.items():
            for pin, spot in place.spots.items():
                assert scene.sprites[ref].pins[pin] == spot


def test_a_step_shows_what_is_there_and_hides_what_comes_later() -> None:
    made = circuit("rgb_lamp")
    laid = layout(made)
    first = ET.fromstring(breadboard_svg(made, laid, step=2))
    last = ET.fromstring(breadboard_svg(made, laid, step=len(laid.steps)))
    shown = [sum(g.get("class") == "part" for g in root.iter(f"{SVG}g")) for root in (first, last)]
    assert shown[0] < shown[1] == len(laid.places)
    assert any(g.get("opacity") for g in last.iter(f"{SVG}g") if g.get("class") == "part")


def test_a_step_names_its_holes() -> None:
    made = circuit("button_led")
    laid = layout(made)
    index = next(i for i, s in enumerate(laid.steps, 1) if "LED1.A" in s.pins)
    hole = laid.places["LED1"].holes["A"]
    said = hole[-1] + hole.split("t")[0].split("b")[0]
    assert f">{said}</text>" in breadboard_svg(made, laid, step=index)


def test_a_step_that_is_not_there_is_refused() -> None:
    made = circuit("button_led")
    with pytest.raises(BadInput, match="no step 99"):
        breadboard_svg(made, layout(made), step=99)


def test_an_unknown_theme_is_refused() -> None:
    made = circuit("button_led")
    with pytest.raises(BadInput, match="light or dark"):
        breadboard_svg(made, layout(made), theme="pink")


def test_a_finding_lights_its_net_and_says_its_sentence() -> None:
    made = circuit("button_led")
    laid = layout(made)
    plain, lit = breadboard_svg(made, laid), breadboard_svg(made, laid, findings=[finding("U1.D13", "R1")])
    assert "Too much current." in lit and "Too much current." not in plain
    assert 'data-rule="pin-current"' in lit


def test_a_finding_about_something_not_there_is_still_said() -> None:
    made = circuit("button_led")
    assert "Too much current." in breadboard_svg(made, layout(made), findings=[finding("GHOST.1")])


def test_words_of_users_never_become_markup() -> None:
    raw = {"format": "ohm-design/1", "title": NASTY, "parts": {f"X{NASTY[:40]}".replace(".", "_"): {"part": "custom", "name": NASTY, "pins": {"<b>": {}, "GND": {}}}, "R1": {"part": "resistor"}},
           "connections": [[f"X{NASTY[:40]}.<b>".replace("..", "."), "R1.1"]]}
    made = resolve(design_from(raw), load())
    picture = breadboard_svg(made, layout(made), findings=[finding("R1.1", message=NASTY)])
    root = ET.fromstring(picture)
    assert not list(root.iter(f"{SVG}script")) and "<script" not in picture
    assert not list(root.iter(f"{SVG}b"))


def test_a_picture_becomes_a_png() -> None:
    made = circuit("button_led")
    data = png(breadboard_svg(made, layout(made)), 1)
    assert data[:8] == b"\x89PNG\r\n\x1a\n"


def test_a_png_that_would_be_too_large_is_refused() -> None:
    made = circuit("button_led")
    with pytest.raises(BadInput, match="too large"):
        png(breadboard_svg(made, layout(made)), 200)


def test_a_layout_with_a_changed_wire_is_drawn_as_it_is() -> None:
    made = circuit("button_led")
    laid = layout(made)
    less = replace(laid, wires=laid.wires[:-1])
    assert breadboard_svg(made, less).count('class="wire"') == len(laid.wires) - 1
