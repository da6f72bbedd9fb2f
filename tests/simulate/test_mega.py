"""An Arduino Mega 2560 runs its own chip: four serial units, sixteen analog inputs, six timers, eight interrupts, its buses on its own pins."""

import json
from pathlib import Path
from typing import Any

from ohm_core.firmware.simulate import SimulationResult, parse_scenario, simulate
from tests.simulate.bench import after, circuit, look, needs_avr, put, says, wait
from tests.simulate.test_displays import LCD_I2C

pytestmark = needs_avr
LED = {"LED1": "led-5mm", "R1": ("resistor", {"resistance_ohm": 220})}


def run(tmp_path: Path, parts: dict[str, Any], wires: list[str], sketch: str, steps: list[Any]) -> SimulationResult:
    path = tmp_path / "sketch" / "sketch.ino"
    path.parent.mkdir()
    path.write_text(sketch)
    scenario = parse_scenario(json.dumps({"name": "mega", "version": 1, "steps": steps}))
    return simulate(circuit(parts, wires, "arduino-mega-2560"), path, scenario)


def test_a_tone_a_dimmed_led_and_the_last_analog_input_work(tmp_path: Path) -> None:
    sketch = """void setup() { Serial.begin(115200); analogWrite(44, 64); analogWrite(2, 128); tone(8, 440); }
void loop() { Serial.println(analogRead(A15)); delay(50); }"""
    parts = {**LED, "P1": "potentiometer-10k", "BZ1": "buzzer-passive"}
    wires = ["U1.D44 R1.1", "R1.2 LED1.A", "LED1.C U1.GND.1", "P1.1 U1.GND.1", "P1.SIG U1.A15", "P1.2 U1.5V", "U1.D8 BZ1.+", "BZ1.- U1.GND.1"]
    steps = [put("P1", "position", 0.25), after("120ms"), look("LED1", "brightness", 25, tolerance=1), look("U1", "D2:duty", 50, tolerance=1), look("BZ1", "frequency", 440, tolerance=2)]
    result = run(tmp_path, parts, wires, sketch, steps)
    assert result.passed, (result.steps, result.serial)
    assert "255" in result.serial or "256" in result.serial


def test_interrupts_and_pin_changes_are_heard(tmp_path: Path) -> None:
    sketch = """#include <avr/interrupt.h>
volatile int n; volatile bool changed;
ISR(PCINT2_vect) { changed = true; }
void setup() { Serial.begin(115200); pinMode(18, INPUT_PULLUP); pinMode(3, INPUT_PULLUP); pinMode(A8, INPUT_PULLUP); PCICR |= 4; PCMSK2 |= 1;
  attachInterrupt(digitalPinToInterrupt(18), [] { n += 1; }, FALLING); attachInterrupt(digitalPinToInterrupt(3), [] { n += 10; }, FALLING); }
void loop() { Serial.println(n); if (changed) { changed = false; Serial.println("change"); } delay(10); }"""
    button = ("button", {"bounce": "0"})
    wires = ["U1.D18 B1.1", "B1.2 U1.GND.1", "U1.D3 B2.1", "B2.2 U1.GND.1", "U1.A8 B3.1", "B3.2 U1.GND.1"]
    steps = [says("0\r\n"), put("B1", "pressed", 1), says("1\r\n"), put("B2", "pressed", 1), says("11\r\n"), put("B3", "pressed", 1), says("change")]
    result = run(tmp_path, {"B1": button, "B2": button, "B3": button}, wires, sketch, steps)
    assert result.passed, (result.steps, result.serial)


SERIAL1 = """void setup() { Serial.begin(115200); Serial1.begin(9600); Serial1.println("hello"); }
void loop() { while (Serial1.available()) Serial.write(Serial1.read()); }"""
LINE = ["B1.VCC U1.5V", "B1.GND U1.GND.1"]


def test_the_second_serial_line_speaks_and_hears_on_its_own_pins(tmp_path: Path) -> None:
    result = run(tmp_path, {"B1": "hc-05-module"}, [*LINE, "U1.D18 B1.RXD", "B1.TXD U1.D19"], SERIAL1, [wait("B1", "heard", "hello"), put("B1", "message", "go on"), says("go on")])
    assert result.passed, (result.steps, result.serial)


def test_a_serial_line_that_is_not_crossed_says_nothing(tmp_path: Path) -> None:
    result = run(tmp_path, {"B1": "hc-05-module"}, [*LINE, "U1.D18 B1.TXD", "B1.RXD U1.D19"], SERIAL1, [after("100ms"), look("B1", "heard", "")])
    assert result.passed, (result.steps, result.serial)


def test_i2c_is_on_pins_20_and_21_and_not_where_an_uno_has_it(tmp_path: Path) -> None:
    supply = ["X1.VCC U1.5V", "X1.GND U1.GND.1"]
    right = run(tmp_path, {"X1": "lcd1602-i2c"}, [*supply, "X1.SDA U1.D20", "X1.SCL U1.D21"], LCD_I2C, [after("300ms"), look("X1", "line1", "Soil 42%")])
    assert right.passed, right.steps
    (tmp_path / "uno").mkdir()
    wrong = run(tmp_path / "uno", {"X1": "lcd1602-i2c"}, [*supply, "X1.SDA U1.A4", "X1.SCL U1.A5"], LCD_I2C, [after("300ms"), look("X1", "line1", "")])
    assert wrong.passed, wrong.steps


def test_spi_is_on_pins_51_and_52_and_the_eeprom_keeps_four_kilobytes(tmp_path: Path) -> None:
    sketch = """#include <SPI.h>
#include <EEPROM.h>
void setup() { Serial.begin(115200); pinMode(53, OUTPUT); SPI.begin(); SPI.transfer(0xa5); digitalWrite(53, LOW); digitalWrite(53, HIGH); EEPROM.write(4000, 77); Serial.println(EEPROM.read(4000)); }
void loop() {}"""
    wires = ["X1.VCC U1.5V", "X1.GND U1.GND.1", "X1.DS U1.D51", "X1.SHCP U1.D52", "X1.STCP U1.D53", "X1.OE U1.GND.1", "X1.MR U1.5V"]
    result = run(tmp_path, {"X1": "74hc595"}, wires, sketch, [says("77"), look("X1", "value", 0xA5)])
    assert result.passed, (result.steps, result.serial)


def test_a_sleeping_mega_wakes_by_the_button_at_an_interrupt_pin(tmp_path: Path) -> None:
    sketch = """#include <avr/sleep.h>
void setup() { Serial.begin(115200); pinMode(2, INPUT_PULLUP); Serial.println("night"); Serial.flush();
  attachInterrupt(digitalPinToInterrupt(2), [] {}, LOW); set_sleep_mode(SLEEP_MODE_PWR_DOWN); sleep_mode(); detachInterrupt(digitalPinToInterrupt(2)); Serial.println("day"); }
void loop() {}"""
    steps = [says("night"), after("1s"), put("B1", "pressed", 1), says("day")]
    result = run(tmp_path, {"B1": ("button", {"bounce": "0"})}, ["U1.D2 B1.1", "B1.2 U1.GND.1"], sketch, steps)
    assert result.passed, (result.steps, result.serial)
