"""All rules together: causes instead of symptoms, order, speed."""

from __future__ import annotations

import sys

from ohm_core.circuit.circuit import Circuit
from ohm_core.rules import check
from ohm_core.rules.run import rules
from tests.rules.bench import cases, circuit, report


def test_a_reversed_part_is_told_once_and_not_by_its_symptoms() -> None:
    found = report("U1 arduino-uno-r3\nS1 bmp280-module variant=3v3\nU1.3V3~S1.GND U1.GND~S1.VCC S1.SDA~U1.A4 S1.SCL~U1.A5").findings
    assert [f.rule for f in found if f.severity == "error"] == ["reversed_supply"]


def test_a_short_on_one_rail_does_not_hide_another_fault() -> None:
    found = report("U1 arduino-uno-r3\nLED1 led-5mm color=red\nU1.5V~U1.GND U1.D13~LED1.A LED1.C~U1.GND").findings
    assert {"short_circuit", "led_resistor"} <= {f.rule for f in found}


def test_findings_come_worst_first() -> None:
    severities = [f.severity for c in cases() for f in report(c.circuit).findings]
    assert set(severities) == {"error", "warning", "info"}
    one = [f.severity for f in report("U1 arduino-uno-r3\nLED1 led-5mm color=red\nLED2 led-5mm color=red\nR1 220\nU1.D13~LED1.A LED1.C~U1.GND U1.D1~R1.1 R1.2~LED2.A LED2.C~U1.GND").findings]
    assert one == sorted(one, key=["error", "warning", "info"].index)


def test_every_rule_ran() -> None:
    assert report("U1 arduino-uno-r3\nsketch\nvoid loop() {}").checked == tuple(rules())


def test_without_a_sketch_the_rules_on_it_rest() -> None:
    assert report("U1 arduino-uno-r3").checked == tuple(name for name, rule in rules().items() if not rule.of_sketch)


def test_the_sketch_says_whether_the_radio_is_on() -> None:
    wired = "U1 esp32-devkit-v1\nPOT1 potentiometer-10k\nU1.3V3~POT1.1 U1.GPIO26~POT1.SIG U1.GND~POT1.2\nsketch\n{}void loop() {{ analogRead(26); }}"
    said = [[(f.rule, f.severity) for f in report(wired.format(head)).findings if f.rule == "adc_with_wifi"] for head in ("#include <WiFi.h>\n", "")]
    assert said == [[("adc_with_wifi", "error")], []]


def test_names_are_those_of_the_file() -> None:
    found = report("U1 arduino-uno-r3\nLED1 led-5mm color=red\nU1.13~LED1.A LED1.C~U1.GND").findings
    assert "U1.13" in found[0].subjects


def blocks(count: int) -> Circuit:
    """A board with COUNT blocks of LED, sensor, transistor and buzzer: 15 pins each."""
    parts, wires = ["U1 arduino-uno-r3"], []
    for i in range(count):
        parts += [f"LED{i} led-5mm color=red", f"R{i} 220", f"S{i} touch-ttp223", f"Q{i} transistor-2n2222", f"B{i} 1000", f"BZ{i} buzzer-active"]
        wires.append(f"U1.5V~R{i}.1 R{i}.2~LED{i}.A LED{i}.C~U1.GND U1.5V~S{i}.VCC U1.GND~S{i}.GND S{i}.OUT~B{i}.1 B{i}.2~Q{i}.B Q{i}.E~U1.GND U1.5V~BZ{i}.+ BZ{i}.-~Q{i}.C")
    return circuit("\n".join([*parts, *wires]))


def bus(count: int) -> Circuit:
    """COUNT sensors of four pins on one I2C bus."""
    parts = ["U1 esp32-devkit-v1", *(f"S{i} bmp280-module" for i in range(count))]
    wires = [f"U1.3V3~S{i}.VCC U1.GND~S{i}.GND U1.GPIO21~S{i}.SDA U1.GPIO22~S{i}.SCL" for i in range(count)]
    return circuit("\n".join([*parts, *wires]))


def calls(made: Circuit) -> int:
    """Function calls that one check makes: the same on every machine, unlike its time."""
    count = 0

    def note(frame: object, event: str, arg: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        check(made)
    finally:
        sys.setprofile(None)
    return count


def test_the_work_for_ten_thousand_pins_grows_with_their_number() -> None:
    check(blocks(2))  # what happens once only
    for make, pins in ((blocks, 15), (bus, 4)):
        small, large = calls(make(500 // pins)), calls(make(2000 // pins))
        assert large < 5 * small, (make.__name__, small, large)  # four times the pins


def test_several_parts_of_a_kind_are_told_of_once() -> None:
    found = [f for f in report("U1 arduino-uno-r3\nS1 touch-ttp223\nS2 touch-ttp223\nS3 touch-ttp223\nU1.D2~S1.OUT U1.D3~S2.OUT U1.D4~S3.OUT").findings if f.rule == "unpowered"]
    assert len(found) == 1 and {"S1.VCC", "S2.VCC", "S3.VCC"} <= set(found[0].subjects) and "Likewise S2.VCC and S3.VCC" in found[0].message


def test_parts_that_need_different_things_are_told_of_apart() -> None:
    found = [f for f in report("U1 arduino-uno-r3\nS1 touch-ttp223\nS2 hc-sr04\nU1.D2~S1.OUT U1.D3~S2.TRIG U1.D4~S2.ECHO").findings if f.rule == "unpowered"]
    assert [f.subjects[0] for f in found] == ["S1.VCC", "S2.VCC"]
