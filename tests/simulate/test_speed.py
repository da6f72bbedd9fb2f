"""A simulated second costs at most half more than plain avr8js needs for it, both measured in this run, the best of three; of
host-run C++ less than a second."""

import subprocess
from pathlib import Path

import pytest

import ohm_core.firmware.simulate as room
from ohm_core.firmware.simulate.tools import node, node_modules
from tests.simulate.bench import after, circuit, compiled, needs_avr, passes
from tests.simulate.hostbench import joined, needs_gcc, on_each_board
from tests.simulate.hostbench import passes as host_passes

SECONDS = 5
PLAIN = """
import { createRequire } from 'node:module';
import fs from 'node:fs';
import { parseHex } from 'RUNNER/avr.mjs';
const a = createRequire('MODULES/x.js')('avr8js');
const { avrInstruction } = a;
const cpu = new a.CPU(new Uint16Array(parseHex(fs.readFileSync('HEX', 'utf8')).buffer));
for (const c of [a.portBConfig, a.portCConfig, a.portDConfig]) new a.AVRIOPort(cpu, c);
for (const c of [a.timer0Config, a.timer1Config, a.timer2Config]) new a.AVRTimer(cpu, c);
new a.AVRUSART(cpu, a.usart0Config, 16e6);
new a.AVRADC(cpu, a.adcConfig);
const begin = performance.now();
while (cpu.cycles < 16e6 * SECONDS) { avrInstruction(cpu); cpu.tick(); }
console.log((performance.now() - begin) / 1000);
"""
# A typical program: reads a button and a knob, dims an LED, prints now and then.
TYPICAL = """
unsigned long last;
void setup() { Serial.begin(115200); pinMode(2, INPUT_PULLUP); }
void loop() { analogWrite(9, digitalRead(2) ? analogRead(A0) / 4 : 255); if (millis() - last >= 500) { last = millis(); Serial.println(last); } delay(5); }"""


@pytest.mark.bench
@needs_avr
def test_a_simulated_second_costs_at_most_one_and_a_half_of_plain_avr8js(tmp_path: Path) -> None:
    values = {"RUNNER": Path(room.__file__).parent / "js", "MODULES": node_modules("avr8js"), "HEX": compiled(TYPICAL), "SECONDS": SECONDS}
    script = PLAIN
    for name, value in values.items():
        script = script.replace(name, str(value))
    (tmp_path / "plain.mjs").write_text(script)
    parts = {"LED1": "led-5mm", "R1": ("resistor", {"resistance_ohm": 220}), "B1": "button", "P1": "potentiometer-10k"}
    wired = circuit(parts, ["U1.D9 R1.1", "R1.2 LED1.A", "LED1.C U1.GND", "B1.1 U1.D2", "B1.2 U1.GND", "P1.1 U1.GND", "P1.SIG U1.A0", "P1.2 U1.5V"])
    ratios = []
    for _ in range(3):
        plain = float(subprocess.run([node(), tmp_path / "plain.mjs"], capture_output=True, text=True, check=True).stdout)
        ratios.append(passes(wired, TYPICAL, [after(f"{SECONDS}s")]).seconds_wall / plain)
    print(f"simulation / plain avr8js: {min(ratios):.2f}")
    assert min(ratios) < 1.5


# The same program in C++ on three other chips, without a pause: as busy as a program can be.
RESTLESS = """
unsigned long last;
void setup() { Serial.begin(115200); pinMode(BTN_PIN, INPUT_PULLUP); pinMode(LED_PIN, OUTPUT); }
void loop() { analogWrite(LED_PIN, digitalRead(BTN_PIN) ? analogRead(A_PIN) * 255L / TOP : 255); if (millis() - last >= 500) { last = millis(); Serial.println(last); } }"""


@pytest.mark.bench
@needs_gcc
@on_each_board
def test_a_simulated_second_of_host_run_cpp_costs_less_than_a_second(board: str) -> None:
    parts = {"LED1": "led-5mm", "R1": ("resistor", {"resistance_ohm": 220}), "B1": "button", "P1": "potentiometer-10k"}
    wired = joined(board, parts, ["LED R1.1", "R1.2 LED1.A", "LED1.C GND", "BTN B1.1", "B1.2 GND", "P1.1 GND", "A P1.SIG", "P1.2 3V"])
    best = min(host_passes(board, wired, RESTLESS, [after(f"{SECONDS}s")]).seconds_wall for _ in range(3)) / SECONDS
    print(f"a simulated second on {board}: {best:.2f} s")
    assert best < 1
