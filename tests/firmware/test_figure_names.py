"""Sentences that tell what to change name constants that the configuration really has."""

from __future__ import annotations

import re

import pytest

from ohm_core.design.values import SourceFile
from ohm_core.firmware.figure_names import figures, with_real_names
from ohm_core.project.prototype import make

CONFIG = (SourceFile("config.h", "cpp", "constexpr float PUMP_ON_MOISTURE_PCT = 30;\nconstexpr uint32_t LOG_EVERY_MS = 60000;\nconstexpr float LAMP_LIGHT_PCT = 30;\n"),)


@pytest.mark.parametrize(("line", "real"), [
    ("Dry means below 30 % soil moisture; change DRY_PCT.", "Dry means below 30 % soil moisture; change PUMP_ON_MOISTURE_PCT."),
    ("Dark means below 30 % light; change DARK_PCT.", "Dark means below 30 % light; change LAMP_LIGHT_PCT."),
    ("Values are sent once a minute; change SEND_EVERY_S.", "Values are sent once a minute; change LOG_EVERY_MS."),
    ("Hot means above 28 °C; change HOT_C.", "Hot means above 28 °C."),
    ("It is so; change LOG_EVERY_MS.", "It is so; change LOG_EVERY_MS."),
    ("The button switches the light.", "The button switches the light."),
])
def test_the_constant_that_holds_the_figure_is_named(line: str, real: str) -> None:
    assert with_real_names([line], CONFIG) == (real,)


@pytest.mark.parametrize("request_", [
    "Water my tomatoes when the soil is dry and beep when the tank is empty", "A fan turns on when it is too hot, in MicroPython on a Pico", "Beep when it is too dark", "Send me the soil moisture over wifi",
    "Keep the room warm with a heater", "An alarm goes when it is loud"])
def test_every_name_in_the_guide_is_in_the_firmware(request_: str) -> None:
    made = make(request_)
    named = {n for line in made.design.assumptions for n in re.findall(r"change ((?:[A-Z0-9_]+(?: and )?)+)", line) for n in n.split(" and ")}
    assert named and named <= set(figures(made.firmware)), named
