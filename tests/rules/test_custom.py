"""Parts that only their user knows: what is not known is said, never guessed, and never an error."""

from __future__ import annotations

from tests.rules.bench import report


def loud(text: str) -> list[tuple[str, str]]:
    return [(f.rule, f.message) for f in report(text).findings if f.severity != "info"]


def test_a_custom_part_with_bare_pins_raises_nothing_and_is_named_as_not_checked() -> None:
    text = "U1 arduino-uno-r3\ncustom X1 VCC GND OUT\nU1.5V~X1.VCC U1.GND~X1.GND U1.D2~X1.OUT"
    assert loud(text) == []
    assert any(n.rule == "all" and "X1" in n.why for n in report(text).not_checked)


def test_a_custom_supply_pin_without_a_range_is_not_judged() -> None:
    assert loud("U1 arduino-uno-r3\ncustom X1 VCC=power_in GND\nU1.5V~X1.VCC U1.GND~X1.GND") == []


def test_a_custom_supply_pin_on_ground_is_an_error_all_the_same() -> None:
    assert [r for r, _ in loud("U1 arduino-uno-r3\ncustom X1 VCC=power_in GND\nU1.GND~X1.VCC U1.GND~X1.GND")] == ["unpowered"]


def test_an_led_behind_a_custom_part_is_not_judged() -> None:
    assert loud("U1 arduino-uno-r3\ncustom X1 IN OUT\nLED1 led-5mm color=red\nU1.D2~X1.IN X1.OUT~LED1.A LED1.C~U1.GND") == []


def test_a_custom_board_leaves_its_circuit_mostly_unjudged() -> None:
    assert loud("custom U1 5V=power_in GND 17\nS1 pir-hc-sr501\nU1.5V~S1.VCC U1.GND~S1.GND U1.17~S1.OUT") == []


def test_a_circuit_without_a_board_is_judged_as_far_as_it_goes() -> None:
    assert loud("BAT1 battery-9v\nR1 470\nLED1 led-5mm color=red\nBAT1.+~R1.1 R1.2~LED1.A LED1.C~BAT1.-") == []
    assert [r for r, _ in loud("BAT1 battery-9v\nLED1 led-5mm color=red\nBAT1.+~LED1.A LED1.C~BAT1.-")] == ["led_resistor"]


def test_an_empty_circuit_is_silent() -> None:
    assert loud("U1 arduino-uno-r3") == []
