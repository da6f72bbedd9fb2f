"""Ends of wires in any usual spelling, on a design with boards, sensors and loads."""

from __future__ import annotations

import pytest

from ohm_core.errors import BadInput
from ohm_core.project.proposed.ends import end_of
from tests.project.proposed.samples import waterer


@pytest.mark.parametrize(("text", "pin"), [
    ("U1.GPIO13", "U1.GPIO13"), ("ESP32 GPIO13", "U1.GPIO13"), ("ESP32.D13", "U1.GPIO13"), ("U1:13", "U1.GPIO13"), ("esp32 pin 13", "U1.GPIO13"), ("ESP32-GPIO13", "U1.GPIO13"), ("GPIO21", "U1.GPIO21"), ("D5", "U1.GPIO5"),
    ("ESP32 GPIO 21 (SDA)", "U1.GPIO21"), ("GND", "U1.GND.1"), ("3.3V", "U1.3V3"), ("LED anode (+)", "LED1.A"), ("LED1 long leg", "LED1.A"), ("R1 pin 1", "R1.1"), ("Resistor 1 pin 2", "R1.2"), ("OLED SDA", "OLED1.SDA"),
    ("SSD1306 (VCC)", "OLED1.VCC"), ("Soil sensor AOUT", "SOIL1.AOUT"), ("MOSFET gate", "Q1.G"), ("Water pump +", "PUMP1.+"), ("1N4007 anode", "D1.A"), ("board 3V3", "U1.3V3")])
def test_an_end_is_found(text, pin):
    assert str(end_of(text, waterer().design, waterer().catalogue).pin) == pin


@pytest.mark.parametrize(("text", "says"), [("LED7.A", "names no part"), ("Foo.bar", "names no part"), ("OLED1.SDAA", "nearest: SDA"), ("resistor leg 1", "may be R1.1 or R2.1"), ("", "names no part"), ("....", "names no part")])
def test_an_end_that_means_no_pin_is_refused_with_what_comes_near(text, says):
    with pytest.raises(BadInput, match=says):
        end_of(text, waterer().design, waterer().catalogue)


@pytest.mark.parametrize(("text", "rail"), [("breadboard + rail", "+"), ("Breadboard - rail", "-"), ("breadboard GND rail", "-")])
def test_a_rail_of_the_breadboard_joins_what_meets_on_it(text, rail):
    assert end_of(text, waterer().design, waterer().catalogue).rail == rail
