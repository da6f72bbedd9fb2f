"""Parts are found by their names and by what they do; a list of things owned is read as people write it."""

from __future__ import annotations

import pytest

from ohm_core.budget.owned import Owned, taken
from ohm_core.catalogue.catalogue import load
from ohm_core.understand.finding_parts import meant_part, search_parts


@pytest.mark.parametrize(("words", "first", "also"), [
    ("thermometer", "dht22", "ds18b20"), ("wifi", "esp32-devkit-v1", "raspberry-pi-pico-w"), ("something that measures distance", "hc-sr04", "hc-sr04"), ("make noise", "buzzer-active", "speaker-8ohm"),
    ("detect people", "pir-hc-sr501", "pir-hc-sr501"), ("oled", "oled-ssd1306-128x64", "oled-ssd1306-128x32"), ("leds", "led-5mm", "led-rgb"), ("hcsr04", "hc-sr04", "hc-sr04"), ("humidity", "dht22", "bme280-module")])
def test_parts_are_found_by_name_and_by_meaning(words: str, first: str, also: str) -> None:
    found = [p.id for p in search_parts(words, load())]
    assert found[0] == first and also in found


def test_what_means_nothing_finds_nothing() -> None:
    assert search_parts("zzz", load()) == [] and search_parts("", load()) == []


def test_a_word_is_no_part_of_another() -> None:
    assert "solenoid-lock-12v" not in [p.id for p in search_parts("clock", load())]


@pytest.mark.parametrize(("words", "part", "attrs"), [
    ("LED red", "led-5mm", {"color": "red"}), ("red leds", "led-5mm", {"color": "red"}), ("resistor 220", "resistor", {"resistance_ohm": 220}), ("10k resistor", "resistor", {"resistance_ohm": 10000}),
    ("Resistor 330R", "resistor", {"resistance_ohm": 330}), ("half breadboard", "breadboard-half", {}), ("dupont cables", "jumper-wires", {}), ("Arduino Uno R3 clone", "arduino-uno-r3", {}),
    ("HC-SR04 ultrasonic sensor", "hc-sr04", {}), ("SG90 servo motor", "servo-sg90", {}), ("push button", "button", {}), ("lcd 16x2 i2c", "lcd1602-i2c", {})])
def test_names_on_a_list_mean_parts(words: str, part: str, attrs: dict[str, object]) -> None:
    found = meant_part(words, load())
    assert found is not None and found.parts[0] == part
    assert all(found.attrs[k] == pytest.approx(v) if isinstance(v, int) else found.attrs[k] == v for k, v in attrs.items())


def test_a_large_breadboard_does_for_a_small_one_and_not_the_other_way() -> None:
    large, small = meant_part("breadboard full", load()), meant_part("breadboard mini", load())
    assert large and "breadboard-half" in large.parts and small and small.parts == ("breadboard-mini",)


def test_things_that_are_none_mean_nothing() -> None:
    assert meant_part("banana", load()) is None


def test_what_is_owned_is_counted_off_by_value() -> None:
    have = [Owned(("resistor",), 2, {"resistance_ohm": 220.0}), Owned(("led-5mm",), 1, {"color": "red"})]
    wanted = [("resistor", {"resistance_ohm": 220.0}, 1), ("resistor", {"resistance_ohm": 10000.0}, 1), ("led-5mm", {"color": "green"}, 1), ("led-5mm", {"color": "red"}, 2)]
    assert taken(wanted, have) == [1, 0, 0, 1]
