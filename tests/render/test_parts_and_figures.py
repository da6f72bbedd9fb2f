"""Small pictures of every part, figures, and display in notebooks."""

from __future__ import annotations

import subprocess
import sys
import xml.etree.ElementTree as ET

import pytest

from ohm_core.catalogue.catalogue import load
from ohm_core.render import Picture, Table, budget_figure, cost_by_group_figure, part_svg, power_figure
from ohm_core.render.art.legs import BANDS, GOLD_BAND, bands_of
from ohm_core.render.type import fit, width_of, wrap


def test_every_part_of_the_catalogue_has_a_picture() -> None:
    for part in load().parts():
        for theme in ("light", "dark"):
            ET.fromstring(part_svg(part, theme))


def test_variants_have_pictures_too() -> None:
    catalogue = load()
    for part_id in catalogue.ids():
        for variant in catalogue.variants(part_id).values():
            ET.fromstring(part_svg(variant))


@pytest.mark.parametrize(("ohm", "digits"), [(220, (2, 2, 1)), (10_000, (1, 0, 3)), (4_700, (4, 7, 2)), (1_000_000, (1, 0, 5)), (330, (3, 3, 1)), (47, (4, 7, 0))])
def test_resistors_wear_the_bands_of_their_value(ohm: float, digits: tuple[int, int, int]) -> None:
    assert bands_of(ohm) == [BANDS[d] for d in digits] + [GOLD_BAND]


def test_a_resistor_below_ten_ohms_has_a_gold_multiplier() -> None:
    assert bands_of(4.7) == [BANDS[4], BANDS[7], GOLD_BAND, GOLD_BAND]


def test_the_budget_figure_says_in_its_title_whether_it_fits() -> None:
    assert "Yes" in budget_figure(31.2, 40, [("Board", 12), ("Sensor", 19.2)]).layout.title.text
    assert "No" in budget_figure(45, 40).layout.title.text


def test_amounts_carry_their_currency() -> None:
    assert "€5.00" in cost_by_group_figure([("Boards", 3), ("LEDs", 2)], "EUR").layout.title.text


def test_the_power_figure_says_when_the_supply_is_too_weak() -> None:
    assert "more than" in power_figure([("U1", 0.1), ("P1", 0.6)], limit_a=0.5).layout.title.text


def test_labels_in_figures_are_no_markup() -> None:
    figure = cost_by_group_figure([("<b>x</b>", 1)])
    assert "<b>" not in figure.data[0].hovertext[0]


def test_importing_the_room_loads_no_plotly_and_no_resvg() -> None:
    code = "import sys, ohm_core.render; sys.exit(any(m in sys.modules for m in ('plotly', 'resvg_py', 'pandas')))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_table_escapes_and_puts_numbers_right() -> None:
    html = Table(("part", "n"), [("<b>", 3)])._repr_html_()
    assert "&lt;b&gt;" in html and "text-align:right" in html


def test_a_picture_shows_itself_and_saves(tmp_path: object) -> None:
    picture = Picture(part_svg(load().part("led-5mm")))
    assert picture._repr_svg_().startswith("<svg")
    assert picture.save(f"{tmp_path}/led.png").endswith("led.png")


def test_text_is_never_wider_than_it_was_given() -> None:
    words = "The pump gets six volts but takes three to five; it will not live long at this level."
    assert all(width_of(line, 11) <= 120 for line in wrap(words, 11, 120))
    assert width_of(fit(words, 11, 100), 11) <= 100


def printed_on(part_id: str) -> set[str]:
    """The words in a part's picture, without its title."""
    root = ET.fromstring(part_svg(load().part(part_id)))
    return {"".join(e.itertext()) for e in root.iter() if e.tag.endswith("}text")}


@pytest.mark.parametrize("part_id", ["oled-ssd1306-128x64", "oled-ssd1306-128x32", "lcd1602", "lcd1602-i2c", "lcd2004-i2c", "tm1637-4digit"])
def test_a_display_shows_nothing_that_the_firmware_did_not_write(part_id: str) -> None:
    assert printed_on(part_id) <= {p.name for p in load().part(part_id).pin}


def test_nothing_is_printed_under_the_crystal_of_an_ultrasonic_sensor() -> None:
    root = ET.fromstring(part_svg(load().part("hc-sr04")))
    at = {"".join(e.itertext()): (float(e.get("x", "nan")), float(e.get("y", "nan"))) for e in root.iter() if e.tag.endswith("}text")}
    crystal = at.pop("4.000")
    assert all(abs(x - crystal[0]) > 4.5 or abs(y - crystal[1]) > 2 for word, (x, y) in at.items() if word in ("T", "R", "HC-SR04"))
    assert {"T", "R", "HC-SR04"} <= set(at)
