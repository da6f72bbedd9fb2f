"""What is wired wrong does not work, and says what it suffers."""

import pytest

from tests.simulate.bench import after, circuit, look, needs_avr, passes, put, run, says
from tests.simulate.test_displays import LCD, LCD_WIRES

pytestmark = needs_avr
LED = {"LED1": "led-5mm", "R1": ("resistor", {"resistance_ohm": 220})}
ON = "void setup(){pinMode(9, OUTPUT); digitalWrite(9, HIGH);} void loop(){}"
READ = "void setup(){Serial.begin(115200);} void loop(){Serial.println(digitalRead(2) ? \"high\" : \"low\"); delay(7);}"


@pytest.mark.parametrize("wires", [
    ["U1.D9 R1.1", "R1.2 LED1.C", "LED1.A U1.GND"],  # reversed
    ["U1.D8 R1.1", "R1.2 LED1.A", "LED1.C U1.GND"],  # another pin
    ["U1.D9 R1.1", "R1.2 LED1.A"],  # cathode left open
    ["U1.D9 R1.1", "R1.2 LED1.A", "LED1.C U1.5V"],  # to the supply
    ["U1.D9 R1.1 U1.GND", "R1.2 LED1.A", "LED1.C U1.GND"],  # shorted before the resistor
])
def test_an_led_wired_wrong_stays_dark(wires: list[str]) -> None:
    passes(circuit(LED, wires), ON, [after("10ms"), look("LED1", "on", 0)])


def test_a_resistor_of_a_megohm_leaves_the_led_dark() -> None:
    passes(circuit({**LED, "R1": ("resistor", {"resistance_ohm": 1_000_000})}, ["U1.D9 R1.1", "R1.2 LED1.A", "LED1.C U1.GND"]), ON, [after("10ms"), look("LED1", "on", 0)])


def test_an_open_input_reads_hum() -> None:
    serial = passes(circuit({"B1": "button"}, ["U1.D2 B1.1", "B1.2 U1.5V"]), READ, [after("1s")]).serial
    assert serial.count("high") > 20 and serial.count("low") > 20


def test_a_pull_down_resistor_holds_the_open_input() -> None:
    wired = circuit({"B1": "button", "R1": ("resistor", {"resistance_ohm": 10000})}, ["U1.D2 B1.1 R1.1", "B1.2 U1.5V", "R1.2 U1.GND"])
    assert "high" not in passes(wired, READ, [after("1s")]).serial


def test_a_board_whose_supply_is_shorted_does_not_start() -> None:
    result = run(circuit({"R1": "resistor"}, ["U1.5V R1.1 U1.GND"]), READ, [says("low")])
    assert not result.passed and "short" in result.steps[0].seen


def test_a_sensor_without_ground_has_no_power() -> None:
    wired = circuit({"P1": "pir-hc-sr501"}, ["P1.VCC U1.5V", "P1.OUT U1.D2"])
    result = run(wired, READ, [after("100ms"), put("P1", "motion", 1), after("20ms"), look("U1", "D2:duty", 100, tolerance=1), look("U1", "D2:volts", min=4)])
    assert not result.passed


def test_a_five_volt_sensor_on_three_volts_does_not_answer() -> None:
    wired = circuit({"S1": "pir-hc-sr501", "R1": ("resistor", {"resistance_ohm": 10000})}, ["S1.VCC U1.3V3", "S1.GND U1.GND", "S1.OUT U1.D2 R1.1", "R1.2 U1.GND"])
    passes(wired, READ, [after("20ms"), put("S1", "motion", 1), after("20ms"), look("U1", "D2", 0)])


def test_two_outputs_against_each_other_are_an_overload() -> None:
    fight = "void setup(){pinMode(8, OUTPUT); pinMode(9, OUTPUT); digitalWrite(9, HIGH);} void loop(){}"
    result = passes(circuit({"R1": "resistor"}, ["U1.D8 U1.D9 R1.1"]), fight, [after("5ms")])
    assert any(n.kind == "overload" for n in result.notes)


def test_a_battery_that_does_not_reach_the_board_leaves_it_dead() -> None:
    wired = circuit({"BAT1": "battery-9v"}, ["BAT1.+ U1.VIN"], supply={"source": "BAT1"})
    result = run(wired, READ, [says("low")])
    assert not result.passed and "no power" in result.steps[0].seen
    fed = circuit({"BAT1": "battery-9v"}, ["BAT1.+ U1.VIN", "BAT1.- U1.GND"], supply={"source": "BAT1"})
    assert run(fed, READ, [after("50ms"), look("U1", "5V:volts", 5, tolerance=0.2)]).passed


def test_three_cells_do_not_feed_vin() -> None:
    weak = circuit({"BAT1": "battery-aa-3"}, ["BAT1.+ U1.VIN", "BAT1.- U1.GND"], supply={"source": "BAT1"})
    assert not run(weak, READ, [says("low")]).passed


def test_parts_without_a_model_are_named() -> None:
    result = passes(circuit({"X1": "pam8403-module", "GSM1": "sim800l-module"}, ["X1.GND U1.GND", "GSM1.GND U1.GND"]), READ, [after("10ms")])
    assert result.not_simulated == ("X1", "GSM1")


def test_an_lcd_without_its_contrast_wire_shows_nothing() -> None:
    passes(circuit({"LCD1": "lcd1602"}, LCD_WIRES), LCD, [after("200ms"), look("LCD1", "line1", "")])
