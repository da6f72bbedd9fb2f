"""Digits in turn, DIP switches, small keypads, tilt modules, LED panels, a barometer and a signal relay, and what they do when wired wrong."""

import pytest

from tests.simulate.bench import after, circuit, look, needs_avr, passes, put, run, says
from tests.simulate.test_displays import LCD, LCD_WIRES, WS2812

pytestmark = needs_avr
SEGMENTS = "ABCDEFG"
TURN = """
const byte D[] = {9, 10, 11, 12}; const byte N[] = {0x06, 0x5b, 0x4f, 0x66};
void setup() { for (byte p = 2; p < 13; p++) pinMode(p, OUTPUT); for (byte d : D) digitalWrite(d, OFF); }
void loop() { for (byte d = 0; d < 4; d++) { for (byte s = 0; s < 7; s++) digitalWrite(s + 2, (N[d] >> s & 1) ? LIT : !LIT); digitalWrite(D[d], !OFF); delay(2); digitalWrite(D[d], OFF); } }"""


@pytest.mark.parametrize(("variant", "off", "lit"), [("4-digits-common-cathode", "1", "1"), ("4-digits-common-anode", "0", "0")])
def test_four_digits_lit_in_turn_are_read_as_one_number(variant: str, off: str, lit: str) -> None:
    parts = {"X1": ("digits-7segment", {"variant": variant}), **{f"R{n}": ("resistor", {"resistance_ohm": 330}) for n in range(7)}}
    wires = [w for n, s in enumerate(SEGMENTS) for w in (f"U1.D{n + 2} R{n}.1", f"R{n}.2 X1.{s}")] + [f"X1.DIG{n} U1.D{n + 8}" for n in range(1, 5)]
    sketch = TURN.replace("OFF", off).replace("LIT", lit)
    passes(circuit(parts, wires), sketch, [after("100ms"), look("X1", "text", "1234"), look("X1", "digit3", "3")])
    other = "4-digits-common-anode" if "cathode" in variant else "4-digits-common-cathode"
    wrong = run(circuit(parts | {"X1": ("digits-7segment", {"variant": other})}, wires), sketch, [after("100ms"), look("X1", "text", "1234")])
    assert not wrong.passed


def test_a_dip_switch_gives_its_contacts_one_by_one() -> None:
    sketch = "void setup() { Serial.begin(115200); for (byte p = 2; p < 10; p++) pinMode(p, INPUT_PULLUP); }\nvoid loop() { byte v = 0; for (byte p = 0; p < 8; p++) v |= !digitalRead(p + 2) << p; Serial.println(v); delay(20); }"
    wires = [w for n in range(1, 9) for w in (f"X1.{n}a U1.D{n + 1}", f"X1.{n}b U1.GND")]
    passes(circuit({"X1": ("dip-switch-8", {"2": 1})}, wires), sketch, [says("2\r\n"), put("X1", "8", 1), says("130\r\n"), put("X1", "2", 0), says("128\r\n"), look("X1", "8", 1)])


KEYS = """
const byte R[] = {9, 8, 7, 6}, C[] = {5, 4, 3}; const char *K = "123456789*0#";
void setup() { Serial.begin(115200); for (byte c : C) pinMode(c, INPUT_PULLUP); }
void loop() { for (byte r = 0; r < 4; r++) { pinMode(R[r], OUTPUT); digitalWrite(R[r], LOW); for (byte c = 0; c < 3; c++) if (!digitalRead(C[c])) { Serial.println(K[r * 3 + c]); delay(100); } pinMode(R[r], INPUT); } }"""
KEY_WIRES = ["X1.R1 U1.D9", "X1.R2 U1.D8", "X1.R3 U1.D7", "X1.R4 U1.D6", "X1.C1 U1.D5", "X1.C2 U1.D4", "X1.C3 U1.D3"]


def test_a_keypad_with_three_columns_has_twelve_keys() -> None:
    passes(circuit({"X1": "membrane-keypad-3x4"}, KEY_WIRES), KEYS, [put("X1", "key", "6"), says("6"), put("X1", "key", "#"), says("#")])


def test_a_keypad_with_rows_and_columns_exchanged_gives_other_keys() -> None:
    swapped = ["X1.R1 U1.D5", "X1.R2 U1.D4", "X1.R3 U1.D3", "X1.C1 U1.D9", "X1.C2 U1.D8", "X1.C3 U1.D7"]
    result = run(circuit({"X1": "membrane-keypad-3x4"}, swapped), KEYS, [put("X1", "key", "6"), after("300ms")])
    assert "6" not in result.serial
    assert "8" in result.serial


READ = 'void setup() { Serial.begin(115200); }\nvoid loop() { Serial.println(digitalRead(2) ? "high" : "low"); delay(20); }'


def test_a_tilt_module_lifts_its_output_when_it_is_tilted() -> None:
    wires = ["X1.VCC U1.5V", "X1.GND U1.GND", "X1.OUT U1.D2"]
    passes(circuit({"X1": "ky-020-tilt-module"}, wires), READ, [says("low"), put("X1", "tilted", 1), says("high"), put("X1", "tilted", 0), says("low")])


def test_a_panel_of_leds_takes_colours_like_a_strip_and_not_at_its_output() -> None:
    supply = ["X1.5V U1.5V", "X1.GND U1.GND"]
    passes(circuit({"X1": "neopixel-matrix-8x8"}, [*supply, "X1.DIN U1.D6"]), WS2812, [after("10ms"), look("X1", "pixel0", "#ff0000"), look("X1", "pixel1", "#201030"), look("X1", "pixel63", "#000000")])
    passes(circuit({"X1": "neopixel-matrix-8x8"}, [*supply, "X1.DOUT U1.D6"]), WS2812, [after("10ms"), look("X1", "lit", 0)])


def test_a_parallel_lcd_with_four_lines_shows_text() -> None:
    passes(circuit({"LCD1": "parallel-lcd2004"}, [*LCD_WIRES, "LCD1.V0 U1.GND"]), LCD, [after("200ms"), look("LCD1", "line1", "Hello"), look("LCD1", "line2", "21.5°C")])


# BMP180 data sheet, figure 4: start temperature, wait 4.5 ms, read; start pressure, wait, read; the arithmetic of section 3.5.
BMP180 = """
#include <Wire.h>
void set(byte r, byte v) { Wire.beginTransmission(0x77); Wire.write(r); Wire.write(v); Wire.endTransmission(); }
long get(byte r, byte n) { Wire.beginTransmission(0x77); Wire.write(r); Wire.endTransmission(); Wire.requestFrom(0x77, n); long v = 0; while (n--) v = v << 8 | Wire.read(); return v; }
int s(byte r) { return get(r, 2); }
void setup() { Serial.begin(115200); Wire.begin(); Serial.println(get(0xd0, 1), HEX); }
void loop() {
  set(0xf4, 0x2e); delay(5); long ut = get(0xf6, 2); set(0xf4, 0x34 | OSS << 6); delay(26); long up = get(0xf6, 3) >> (8 - OSS);
  long x1 = (ut - (long)(unsigned)s(0xb4)) * (unsigned)s(0xb2) >> 15, x2 = ((long)s(0xbc) << 11) / (x1 + s(0xbe)), b5 = x1 + x2; Serial.print((b5 + 8) >> 4); Serial.print(' ');
  long b6 = b5 - 4000; x1 = (s(0xb8) * (b6 * b6 >> 12)) >> 11; x2 = s(0xac) * b6 >> 11; long b3 = ((((long)s(0xaa) * 4 + x1 + x2) << OSS) + 2) / 4;
  x1 = s(0xae) * b6 >> 13; x2 = (s(0xb6) * (b6 * b6 >> 12)) >> 16; unsigned long b4 = (unsigned)s(0xb0) * (unsigned long)((x1 + x2 + 2) / 4 + 32768) >> 15, b7 = ((unsigned long)up - b3) * (50000 >> OSS);
  long p = b7 < 0x80000000 ? b7 * 2 / b4 : b7 / b4 * 2; x1 = (p >> 8) * (p >> 8); x1 = x1 * 3038 >> 16; x2 = -7357 * p >> 16; Serial.println((p + (x1 + x2 + 3791) / 16 + 50) / 100); delay(50); }"""
I2C = ["X1.VCC U1.5V", "X1.GND U1.GND", "X1.SDA U1.A4", "X1.SCL U1.A5"]


@pytest.mark.parametrize("over", ["0", "3"])
def test_a_bmp180_gives_temperature_and_pressure_by_its_own_arithmetic(over: str) -> None:
    steps = [says("55"), put("X1", "temperature", -7.5), put("X1", "pressure_hpa", 950), after("200ms"), says("-75 950"), put("X1", "pressure_hpa", 1031), after("200ms"), says("1031")]
    passes(circuit({"X1": "gy-68-bmp180-module"}, I2C), BMP180.replace("OSS", over), steps)


def test_a_bmp180_with_its_lines_exchanged_is_not_there() -> None:
    swapped = [*I2C[:2], "X1.SDA U1.A5", "X1.SCL U1.A4"]
    result = run(circuit({"X1": "gy-68-bmp180-module"}, swapped), BMP180.replace("OSS", "0"), [after("100ms")])
    assert not result.serial.startswith("55")


def test_a_signal_relay_changes_both_of_its_contacts_over() -> None:
    sketch = "void setup() { Serial.begin(115200); pinMode(2, INPUT_PULLUP); pinMode(3, INPUT_PULLUP); pinMode(7, OUTPUT); }\nvoid loop() { digitalWrite(7, millis() / 100 & 1); delay(50); Serial.print(digitalRead(2)); Serial.println(digitalRead(3)); delay(50); }"
    driver = ["U1.D7 R1.1", "R1.2 Q1.B", "Q1.E U1.GND", "Q1.C K1.COIL2", "K1.COIL1 U1.5V"]
    wires = [*driver, "K1.P1 U1.GND", "K1.NO1 U1.D2", "K1.P2 U1.GND", "K1.NC2 U1.D3"]
    parts = {"K1": "signal-relay-dpdt-5v", "Q1": "transistor-bc337", "R1": ("resistor", {"resistance_ohm": 1000})}
    passes(circuit(parts, wires), sketch, [says("10"), says("01")])
