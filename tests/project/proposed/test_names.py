"""Names and numbers as models write them: the right part, or none, never one that is only alike."""

from __future__ import annotations

import pytest

from ohm_core.catalogue.catalogue import load
from ohm_core.project.proposed.names import named, near


@pytest.mark.parametrize(("name", "number", "part"), [
    ("ESP32 development board", "ESP32-DEVKITC-32E", "esp32-devkit-v1"), ("Temperature sensor", "AM2302", "dht22"), ("whatever", "led-5mm", "led-5mm"), ("Uno", "A000066", "arduino-uno-r3"),
    ("Resistor 220 ohm 1/4 W", "CFR-25JB-52-220R", "resistor"), ("Red LED", "WP7113SRD", "led-5mm"), ("0.96 inch OLED", "SSD1306", "oled-ssd1306-128x64"), ("Jumper wires", "", "jumper-wires")])
def test_a_part_is_found_by_id_alias_number_or_what_the_words_mean(name, number, part):
    found = named(name, number, load())
    assert found is not None and found.part.id == part


@pytest.mark.parametrize(("name", "number", "close"), [("Pressure sensor", "BMP581", "bmp280-module"), ("servo motor", "MG996R", "servo-sg90"), ("Temperature sensor TMP117", "TMP117", "tmp36")])
def test_another_model_is_never_taken_for_one_that_is_alike_but_offered(name, number, close):
    assert named(name, number, load()) is None and close in near(name, number, load())


def test_values_in_a_name_become_attributes_and_an_unlisted_number_is_told():
    found = named("Resistor 4.7k", "MFR-25", load())
    assert found is not None and found.attrs == {"resistance_ohm": 4700.0} and found.number == "MFR-25"
    assert named("Resistor, 1/4 W 220 Ω", "resistor", load()).attrs == {"resistance_ohm": 220.0}
    assert named("DHT22", "AM2302", load()).number == ""


@pytest.mark.parametrize("name", ["Servo mounting bracket", "ESP32 case", "DHT22 cable", "Arduino Uno enclosure"])
def test_what_goes_with_a_thing_is_not_the_thing(name):
    assert named(name, "", load()) is None


def test_of_several_sizes_the_one_that_is_said_is_meant():
    assert [named(n, "", load()).part.id for n in ("Breadboard (half-size)", "Mini breadboard", "Breadboard full size")] == ["breadboard-half", "breadboard-mini", "breadboard-full"]


def test_a_name_that_means_nothing_has_nothing_near():
    assert named("Flux compensator", "", load()) is None and near("zzqqx", "", load()) == []
