"""Open-drain shift registers, the heartbeat sensor and the SH1107 do what their papers say, with firmware compiled for the chip."""

import pytest

from tests.simulate.bench import after, circuit, look, needs_avr, passes, put, run, says, wait

pytestmark = needs_avr
SUPPLY = ["X1.VCC U1.5V", "X1.GND U1.GND"]

SHIFTED = "void setup() { pinMode(10, OUTPUT); pinMode(11, OUTPUT); pinMode(13, OUTPUT); digitalWrite(10, LOW); shiftOut(11, 13, MSBFIRST, 0xFE); digitalWrite(10, HIGH); }\nvoid loop() {}"
NLSF = [*SUPPLY, "X1.SI U1.D11", "X1.SCK U1.D13", "X1.RCK U1.D10", "X1.OE U1.GND", "X1.SCLR U1.5V"]
LAMP = {"X1": "nlsf595", "LED1": "led-5mm", "R1": ("resistor", {"resistance_ohm": 330}), "LED2": "led-5mm", "R2": ("resistor", {"resistance_ohm": 330})}


def test_an_nlsf595_lights_what_a_zero_pulls_down_and_lets_go_of_the_rest() -> None:
    wires = [*NLSF, "U1.5V R1.1", "R1.2 LED1.A", "LED1.C X1.QA", "U1.5V R2.1", "R2.2 LED2.A", "LED2.C X1.QB"]
    passes(circuit(LAMP, wires), SHIFTED, [after("10ms"), look("X1", "value", 0xFE), look("LED1", "on", 1), look("LED2", "on", 0)])


def test_leds_that_hang_between_an_nlsf595_and_ground_stay_dark() -> None:
    wires = [*NLSF, "X1.QB R1.1", "R1.2 LED1.A", "LED1.C U1.GND"]
    passes(circuit({k: LAMP[k] for k in ("X1", "LED1", "R1")}, wires), SHIFTED, [after("10ms"), look("X1", "value", 0xFE), look("LED1", "on", 0)])


# Counts beats as sketches for this sensor do: the reading rises above its slow mean.
BEATS = """
float mean = 0; bool up = false; int beats = 0; unsigned long began = 0;
void setup() { Serial.begin(115200); mean = analogRead(A0); began = millis(); }
void loop() {
  int v = analogRead(A0);
  mean += (v - mean) * 0.01;
  bool now = v > mean + 3;
  if (now && !up) beats++;
  up = now;
  if (millis() - began >= 10000) { Serial.print("beats "); Serial.println(beats); beats = 0; began += 10000; }
  delay(10);
}"""
HEART = [*SUPPLY, "X1.OUT U1.A0"]


@pytest.mark.parametrize(("bpm", "least", "most"), [(60, 9, 12), (120, 19, 22)])
def test_a_program_counts_the_beats_of_the_heart_sensor(bpm: int, least: int, most: int) -> None:
    result = run(circuit({"X1": "heartbeat-ky039"}, HEART), BEATS, [put("X1", "bpm", bpm), after("21s"), look("X1", "bpm", bpm)])
    assert result.passed, result.serial
    counted = [int(line.split()[1]) for line in result.serial.splitlines() if line.startswith("beats ")]
    assert least <= counted[1] <= most, counted


def test_without_a_finger_there_is_no_beat_and_the_level_is_low() -> None:
    result = passes(circuit({"X1": "heartbeat-ky039"}, HEART), BEATS, [put("X1", "finger", 0), after("21s"), look("X1", "volts", max=0.5)])
    assert "beats 0" in result.serial


# SH1107 data sheet: control byte, page B0 to BF, column 00 to 17; an A as usual fonts draw it, and one dot by its page and bit.
OLED = """
#include <Wire.h>
void c(byte v) { Wire.beginTransmission(0x3C); Wire.write(0); Wire.write(v); Wire.endTransmission(); }
void at(byte page, byte column) { c(0xB0 | page); c(0x10 | column >> 4); c(column & 15); }
const byte A[] = {0x7E, 0x11, 0x11, 0x11, 0x7E};
void letter(byte page, byte column) { at(page, column); Wire.beginTransmission(0x3C); Wire.write(0x40); for (byte b : A) Wire.write(b); Wire.endTransmission(); }
void setup() {
  Wire.begin(); c(0xAE); c(0xA8); c(0x7F); c(0xD3); c(0); c(0xDC); c(0); c(0x20); c(0xA0); c(0xC0); c(0xA4); c(0xA6); c(0xAF);
  for (byte p = 0; p < 16; p++) { at(p, 0); for (byte i = 0; i < 8; i++) { Wire.beginTransmission(0x3C); Wire.write(0x40); for (byte j = 0; j < 16; j++) Wire.write(0); Wire.endTransmission(); } }
  letter(3, 10); letter(3, 16); MORE
}
void loop() {}"""
PANEL = [*SUPPLY, "X1.SDA U1.A4", "X1.SCL U1.A5"]
LETTER_DOTS = 2 * sum(bin(b).count("1") for b in (0x7E, 0x11, 0x11, 0x11, 0x7E))


def test_an_sh1107_shows_letters_and_gives_its_frame() -> None:
    result = passes(circuit({"X1": "sh1107-oled-128x128"}, PANEL), OLED.replace("MORE", ""), [wait("X1", "text", "AA", contains=True), look("X1", "on", 1), look("X1", "lit", LETTER_DOTS)])
    frame = result.frames[0].content
    assert (frame["width"], frame["height"], frame["lit"]) == (128, 128, LETTER_DOTS)


@pytest.mark.parametrize(("command", "lit"), [("c(0xAE);", 0), ("c(0xA5);", 128 * 128), ("c(0xA7);", 128 * 128 - LETTER_DOTS), ("c(0xA8); c(11);", 8), ("c(0xDC); c(10); c(0xA8); c(4);", LETTER_DOTS // 2)])
def test_an_sh1107_follows_its_commands(command: str, lit: int) -> None:
    """Off, all on, reverse; of twelve lines the letter's first two columns, of five from line ten the whole letter."""
    passes(circuit({"X1": "sh1107-oled-128x128"}, PANEL), OLED.replace("MORE", command), [after("400ms"), look("X1", "lit", lit)])


def test_vertical_addressing_goes_from_page_to_page() -> None:
    more = "c(0x21); at(0, 40); Wire.beginTransmission(0x3C); Wire.write(0x40); for (byte i = 0; i < 16; i++) Wire.write(0xFF); Wire.endTransmission();"
    passes(circuit({"X1": "sh1107-oled-128x128"}, PANEL), OLED.replace("MORE", more), [after("400ms"), look("X1", "lit", LETTER_DOTS + 128)])


def test_turned_over_an_sh1107_shows_no_letters_any_more() -> None:
    plain = run(circuit({"X1": "sh1107-oled-128x128"}, PANEL), OLED.replace("MORE", "c(0xA1);"), [after("400ms")])
    assert "AA" not in plain.frames[0].content["text"] and plain.frames[0].content["lit"] == LETTER_DOTS


@pytest.mark.parametrize("wire", ["X1.SDA U1.A5", "X1.VCC U1.GND"])
def test_an_sh1107_wired_wrong_stays_dark(wire: str) -> None:
    wires = [wire if w.split()[0] == wire.split()[0] else w for w in PANEL]
    passes(circuit({"X1": "sh1107-oled-128x128"}, wires), OLED.replace("MORE", ""), [after("400ms"), look("X1", "on", 0), look("X1", "lit", 0)])


def test_the_serial_monitor_still_speaks_beside_it() -> None:
    passes(circuit({"X1": "sh1107-oled-128x128"}, PANEL), OLED.replace("MORE", 'Serial.begin(9600); Serial.println("drawn");'), [says("drawn")])
