"""Comparisons that say nothing are refused with the reason; those with a fraction or another reading are compared to the digit."""

from __future__ import annotations

from typing import Any

import pytest

from ohm_core.firmware.generate import generate
from tests.firmware.bench import circuit, do, main_of, when
from tests.firmware.stations import LED, LED_WIRES

BUTTON = {"read": "BTN1.pressed"}


def asked(condition: dict[str, Any]) -> list[str]:
    """Why a lamp that hangs on the condition is not served; nothing where it is."""
    wires = [*LED_WIRES, "D2 BTN1.1", "BTN1.2 GND", "D4 BTN2.1", "BTN2.2 GND"]
    wired = circuit({**LED, "BTN1": "button", "BTN2": "button"}, wires, [when("lamp", condition, do("LED1", "on"))])
    return [u.why for u in generate(wired, "arduino").unsupported]


@pytest.mark.parametrize(("op", "value", "never"), [(">", 1, True), (">=", 0, False), ("<", 0, True), ("<=", 1, False), ("==", 2, True), ("!=", 7, False)])
def test_a_state_compared_so_that_it_is_always_or_never_so_is_refused(op: str, value: float, never: bool) -> None:
    assert asked({**BUTTON, "op": op, "value": value}) == [f"BTN1.pressed is a state, 0 or 1: '{op} {value}' is {'never' if never else 'always'} so."]


def test_a_state_compared_with_a_reading_is_refused() -> None:
    assert asked({**BUTTON, "op": "==", "value": {"read": "BTN2.pressed"}}) == ["BTN1.pressed is a state, yes or no; it cannot be compared with another reading."]


def test_a_text_is_neither_more_nor_less_than_another() -> None:
    keys = [f"{p} K1.{k}" for p, k in zip(("D2", "D4", "D5", "D6", "D7", "D8", "D9", "D10"), ("R1", "R2", "R3", "R4", "C1", "C2", "C3", "C4"), strict=True)]
    wired = circuit({**LED, "K1": "keypad-4x4"}, [*LED_WIRES, *keys], [when("lamp", {"all": [{"event": "K1.key_pressed"}, {"read": "K1.key", "op": "<", "value": "5"}]}, do("LED1", "on"))])
    assert [u.why for u in generate(wired, "arduino").unsupported] == ["K1.key is a text: it is equal to another or not, neither more nor less."]


@pytest.mark.parametrize(("value", "written"), [(21, "lround(t1.temperature()) == LAMP_TEMPERATURE_C"), (21.5, "lround(t1.temperature() * 10) == lround(LAMP_TEMPERATURE_C * 10)"),
                                                ({"read": "T2.temperature_c"}, "lround(t1.temperature()) == lround(t2.temperature())")])
def test_equal_means_to_the_digit_that_was_given(value: Any, written: str) -> None:
    thermometers = [w for n, pin in ((1, "D4"), (2, "D5")) for w in (f"V T{n}.VCC", f"GND T{n}.GND", f"{pin} T{n}.DATA")]
    wired = circuit({**LED, "T1": "dht22", "T2": "dht22"}, [*LED_WIRES, *thermometers], [when("lamp", {"read": "T1.temperature_c", "op": "==", "value": value}, do("LED1", "on"))])
    program = main_of(wired, "arduino")
    assert written in program
    assert ("isnan(t1.temperature()) || isnan(t2.temperature())" in program) == isinstance(value, dict), "a limit that follows a sensor falls silent with it"
