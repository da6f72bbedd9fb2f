"""Drawings of boards: pins lie on the board, and what is drawn leaves their names to be read."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from ohm_core.breadboard.outline import outline
from ohm_core.catalogue.catalogue import load
from ohm_core.catalogue.schema import Part
from ohm_core.render import part_svg

SVG = "{http://www.w3.org/2000/svg}"
BOARDS = [i for i in load().ids() if load().part(i).board is not None]


def buttons(part: Part) -> list[tuple[float, float]]:
    """The middles of the round caps that a drawing has for buttons, in millimetres."""
    return [(float(c.get("cx", 0)), float(c.get("cy", 0))) for c in ET.fromstring(part_svg(part)).iter(f"{SVG}circle") if c.get("fill") == "#E9E4D6"]


@pytest.mark.parametrize("name", BOARDS)
def test_the_pins_of_a_board_lie_on_it(name: str) -> None:
    part = load().part(name)
    form = outline(part)
    legs = 1.0 if form.height < 12 else 0.0  # a chip's legs stand out beside it
    rows = [p for p in form.pads.values() if p.side in ("top", "bottom")]
    assert all(0 <= p.x <= form.width and -legs <= p.y <= form.height + legs for p in rows)


@pytest.mark.parametrize("form", ["30-pin", "38-pin"])
def test_no_button_of_an_esp32_lies_on_the_name_of_a_pin(form: str) -> None:
    part = load().variants("esp32-devkit-v1")[form]
    shape = outline(part)
    found = buttons(part)
    assert len(found) == 2
    for x, y in found:
        near = [p for p in shape.pads.values() if p.side in ("top", "bottom") and abs(p.x - x) < 2.5]
        assert all(abs(p.y - y) > 6.5 for p in near)


@pytest.mark.parametrize("name", ["fader-10k", "digits-7segment", "ili9341-display", "eink-2in9-display", "neopixel-matrix-8x8", "a4988-module"])
def test_a_part_of_its_own_look_is_not_drawn_as_any_module(name: str) -> None:
    from ohm_core.render.art import art_of
    from ohm_core.render.art.generic import module
    from ohm_core.render.art.small import knob

    assert art_of(load().part(name)) not in (module, knob)
