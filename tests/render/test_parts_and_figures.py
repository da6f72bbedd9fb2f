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
