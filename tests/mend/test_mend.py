"""Repairs that the rules themselves have accepted."""

from __future__ import annotations

import pytest

from ohm_core.catalogue.catalogue import load
from ohm_core.circuit.circuit import resolve
from ohm_core.mend import Mended, mend
from ohm_core.rules import check
from tests.rules.bench import Case, cases, circuit, report, sketch

WRONG = [c for c in cases() if not c.good and c.severity != "info"]


def mended(case: Case) -> tuple[Mended, ...]:
    made = circuit(case.circuit)
    board = made.board_instance()
    program = sketch(case.circuit, board.part.board.family if board and board.part.board else "")
    found = next(f for f in report(case.circuit).findings if f.rule == case.rule and f.severity == case.severity)
    return mend(made.design, found, load(), program)


def of(rule: str, name: str) -> Case:
    return next(c for c in WRONG if c.rule == rule and name in c.name)


@pytest.mark.parametrize(("rule", "name", "says"), [
    ("led_resistor", "straight between", "220 Ω"), ("i2c_swapped", "crossed on an AVR", "Swap the wires of LCD1.SDA and LCD1.SCL"), ("missing_ground", "a sensor without ground", "Join S1.GND to U1.GND"),
    ("reversed_supply", "of a sensor swapped", "Swap the wires of S1.GND and S1.VCC"), ("polarity", "an LED the wrong way", "Turn LED1 round"), ("one_wire_pull_up", "DS18B20", "4.7 kΩ from S1.DQ"),
    ("floating_input", "a button to 5 V", "BTN1"), ("adc_with_wifi", "ADC2 with Wi-Fi", "GPIO34"), ("flyback", "behind a transistor", "diode 1N4007 across"), ("pin_used_twice", "two DHT", "Move the wire of S1.DATA"),
    ("level_too_high", "a 5 V output", "divider"), ("rail_current", "sixty pixels", "Feed PIX1.5V from"), ("uart_crossed", "TX on TX", "Swap the wires"), ("i2c_address", "0x68", "0x69"),
    ("sketch_pin_open", "blinks D10", "Move the wire of R1.1 from U1.D9 to U1.D10"), ("sketch_bus", "usual pins", "GPIO21"), ("switch_drive", "too large", "for R1"), ("switch_reversed", "collector", "Swap the wires of Q1.C and Q1.E"),
])
def test_the_plain_repair_comes_first(rule: str, name: str, says: str) -> None:
    found = mended(of(rule, name))
    assert found and says in found[0].said, [m.said for m in found]


@pytest.mark.parametrize("case", WRONG, ids=lambda c: f"{c.rule}: {c.name}")
def test_what_is_offered_takes_the_finding_away_and_brings_nothing_new(case: Case) -> None:
    before = {(f.rule, s) for f in report(case.circuit).findings for s in f.subjects}
    for offer in mended(case):
        made = resolve(offer.design, load())
        board = made.board_instance()
        after = check(made, sketch(case.circuit, board.part.board.family if board and board.part.board else "")).findings
        assert {(f.rule, f.subjects[0]) for f in after if f.severity != "info"} <= before
        assert offer.left() <= sum(f.severity != "info" for f in report(case.circuit).findings)


def test_two_of_three_mistakes_have_a_repair_of_one_step() -> None:
    assert sum(bool(mended(c)) for c in WRONG) / len(WRONG) > 2 / 3


def test_no_repair_cuts_a_part_off_from_the_program() -> None:
    offers = mended(of("level_too_high", "a divider the wrong way"))
    assert offers and not any("away" in m.said or "off" in m.said.split() for m in offers)


def test_a_motor_on_a_pin_is_not_mended_by_letting_it_run_for_ever() -> None:
    assert not any("Feed M1" in m.said for m in mended(of("driver_needed", "a motor straight on a pin")))


def test_a_resistor_that_is_no_longer_in_the_way_goes_too() -> None:
    offer = mended(of("supply_resistor", "a servo"))[0]
    assert "R1" not in offer.design.parts


def test_nothing_is_offered_where_one_step_does_not_do() -> None:
    assert mended(of("high_voltage", "mains")) == ()


def test_one_of_several_parts_with_the_same_fault_can_be_mended_alone() -> None:
    made = circuit("U1 arduino-uno-r3\nLED1 led-5mm color=red\nLED2 led-5mm color=red\nU1.D9~LED1.A LED1.C~U1.GND U1.D10~LED2.A LED2.C~U1.GND")
    found = check(made).findings[0]
    assert "Likewise" in found.message
    first = mend(made.design, found, load())[0]
    left = first.report.findings[0]
    assert left.subjects[0].startswith("LED2") and mend(first.design, left, load())[0].left() == 0
