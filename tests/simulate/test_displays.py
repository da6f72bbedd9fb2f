"""Displays show what the bytes of their data sheets put there."""

import base64

import pytest

from tests.simulate.bench import after, circuit, look, needs_avr, passes, run

pytestmark = needs_avr
LCD_WIRES = ["LCD1.VSS U1.GND", "LCD1.VDD U1.5V", "LCD1.RW U1.GND", "LCD1.RS U1.D12", "LCD1.E U1.D11", "LCD1.D4 U1.D5", "LCD1.D5 U1.D4", "LCD1.D6 U1.D3", "LCD1.D7 U1.D2"]
# Figure 24 of the HD44780U data sheet: 4-bit interface by instruction.
LCD = """
const byte D[4] = {5, 4, 3, 2};
void nibble(byte v) { for (int i = 0; i < 4; i++) digitalWrite(D[i], v >> i & 1); digitalWrite(11, HIGH); delayMicroseconds(1); digitalWrite(11, LOW); delayMicroseconds(50); }
void send(byte rs, byte v) { digitalWrite(12, rs); nibble(v >> 4); nibble(v & 15); }
void text(const char *s) { while (*s) send(1, *s++); }
void setup() {
  const byte P[6] = {12, 11, 5, 4, 3, 2}; for (byte p : P) pinMode(p, OUTPUT);
  delay(50); nibble(3); delay(5); nibble(3); delay(1); nibble(3); nibble(2);
  send(0, 0x28); send(0, 0x0c); send(0, 0x01); delay(2); send(0, 0x06);
  text("Hello"); send(0, 0xc0); text("21.5\\xdf""C");
}
void loop() {}"""


def test_a_parallel_lcd_shows_two_lines() -> None:
    result = passes(circuit({"LCD1": "lcd1602"}, [*LCD_WIRES, "LCD1.V0 U1.GND"]), LCD, [after("200ms"), look("LCD1", "line1", "Hello"), look("LCD1", "line2", "21.5°C"), look("LCD1", "text", "21.5", contains=True)])
    assert result.frames[0].content["text"] == "Hello           \n21.5°C          "


def test_an_lcd_with_its_contrast_at_the_supply_shows_nothing() -> None:
    passes(circuit({"LCD1": "lcd1602"}, [*LCD_WIRES, "LCD1.V0 U1.5V"]), LCD, [after("200ms"), look("LCD1", "line1", "")])


def test_an_lcd_with_two_data_lines_swapped_shows_other_characters() -> None:
    swapped = [w.replace("D6 U1.D3", "D6 U1.D2").replace("D7 U1.D2", "D7 U1.D3") if "LCD1.D7" not in w else "LCD1.D7 U1.D3" for w in LCD_WIRES]
    result = run(circuit({"LCD1": "lcd1602"}, [*swapped, "LCD1.V0 U1.GND"]), LCD, [after("200ms"), look("LCD1", "line1", "Hello")])
    assert not result.passed


LCD_I2C = """
#include <Wire.h>
void port(byte v) { Wire.beginTransmission(0x27); Wire.write(v | 8); Wire.endTransmission(); }
void nibble(byte rs, byte v) { port(v << 4 | rs | 4); port(v << 4 | rs); delayMicroseconds(50); }
void send(byte rs, byte v) { nibble(rs, v >> 4); nibble(rs, v & 15); }
void setup() {
  Wire.begin(); delay(50); nibble(0, 3); delay(5); nibble(0, 3); delay(1); nibble(0, 3); nibble(0, 2);
  send(0, 0x28); send(0, 0x0c); send(0, 0x01); delay(2);
  const char *s = "Soil 42%"; while (*s) send(1, *s++);
}
void loop() {}"""
I2C = ["X1.VCC U1.5V", "X1.GND U1.GND", "X1.SDA U1.A4", "X1.SCL U1.A5"]


def test_an_i2c_lcd_shows_text_and_has_its_backlight_on() -> None:
    passes(circuit({"X1": "lcd1602-i2c"}, I2C), LCD_I2C, [after("300ms"), look("X1", "line1", "Soil 42%"), look("X1", "backlight", 1)])


def test_an_i2c_lcd_with_sda_and_scl_swapped_stays_empty() -> None:
    swapped = ["X1.VCC U1.5V", "X1.GND U1.GND", "X1.SDA U1.A5", "X1.SCL U1.A4"]
    passes(circuit({"X1": "lcd1602-i2c"}, swapped), LCD_I2C, [after("300ms"), look("X1", "line1", "")])


# SSD1306 data sheet: application note, software configuration; horizontal addressing.
OLED = """
#include <Wire.h>
const byte INIT[] = {0xae, 0xd5, 0x80, 0xa8, 0x3f, 0xd3, 0, 0x40, 0x8d, 0x14, 0x20, 0, 0xa1, 0xc8, 0xda, 0x12, 0x81, 0xcf, 0xd9, 0xf1, 0xdb, 0x40, 0xa4, 0xa6, 0xaf};
void command(byte c) { Wire.beginTransmission(0x3c); Wire.write(0); Wire.write(c); Wire.endTransmission(); }
void setup() {
  Wire.begin(); Wire.setClock(400000); for (byte c : INIT) command(c);
  const byte W[] = {0x21, 0, 127, 0x22, 0, 7}; for (byte c : W) command(c);
  for (int i = 0; i < 64; i++) { Wire.beginTransmission(0x3c); Wire.write(0x40); for (int k = 0; k < 16; k++) Wire.write(i < 8 ? 0xff : 0); Wire.endTransmission(); }
}
void loop() {}"""


def test_an_oled_shows_the_top_row_of_its_first_page() -> None:
    result = passes(circuit({"X1": "oled-ssd1306-128x64"}, I2C), OLED, [after("200ms"), look("X1", "on", 1), look("X1", "lit", 128 * 8)])
    frame = result.frames[0].content
    assert base64.b64decode(frame["png"]).startswith(b"\x89PNG") and (frame["width"], frame["height"]) == (128, 64)


def test_an_oled_without_pull_ups_or_power_stays_dark() -> None:
    passes(circuit({"X1": "oled-ssd1306-128x64"}, [w for w in I2C if "VCC" not in w]), OLED, [after("200ms"), look("X1", "on", 0), look("X1", "lit", 0)])


TM1637 = """
void bit_(bool v) { pinMode(3, v ? INPUT : OUTPUT); delayMicroseconds(5); }
void clk(bool v) { pinMode(2, v ? INPUT : OUTPUT); delayMicroseconds(5); }
void start() { bit_(0); }
void stop() { clk(0); bit_(0); clk(1); bit_(1); }
void send(byte v) { for (int i = 0; i < 8; i++) { clk(0); bit_(v >> i & 1); clk(1); } clk(0); bit_(1); clk(1); clk(0); }
void setup() {
  start(); send(0x40); stop();
  start(); send(0xc0); send(0x06); send(0x5b | 0x80); send(0x4f); send(0x66); stop();
  start(); send(0x8a); stop();
}
void loop() {}"""


def test_a_tm1637_shows_four_digits_and_the_colon() -> None:
    wired = circuit({"X1": "tm1637-4digit"}, ["X1.VCC U1.5V", "X1.GND U1.GND", "X1.CLK U1.D2", "X1.DIO U1.D3"])
    passes(wired, TM1637, [after("50ms"), look("X1", "text", "12:34"), look("X1", "brightness", 2)])


def test_a_seven_segment_digit_shows_what_its_leds_form() -> None:
    segments = "ABCDEFG"
    parts = {"X1": "sevenseg-1digit", **{f"R{n}": ("resistor", {"resistance_ohm": 330}) for n in range(7)}}
    wires = [f"U1.D{n + 2} R{n}.1" for n in range(7)] + [f"R{n}.2 X1.{s}" for n, s in enumerate(segments)] + ["X1.COM U1.GND"]
    four = "void setup(){byte s = 0x66; for (int i = 0; i < 7; i++) {pinMode(i + 2, OUTPUT); digitalWrite(i + 2, s >> i & 1);}} void loop(){}"
    passes(circuit(parts, wires), four, [after("10ms"), look("X1", "text", "4")])


WS2812 = """
// 800 kHz: 0.4 and 0.8 µs, from cycle counts at 16 MHz
void send(byte v) { for (byte m = 0x80; m; m >>= 1) if (v & m) { PORTD |= 64; asm volatile("nop\\nnop\\nnop\\nnop\\nnop\\nnop\\nnop\\nnop\\nnop\\nnop"); PORTD &= ~64; } else { PORTD |= 64; asm volatile("nop\\nnop"); PORTD &= ~64; asm volatile("nop\\nnop\\nnop\\nnop"); } }
void setup() { DDRD |= 64; PORTD &= ~64; delay(1); noInterrupts(); send(0); send(255); send(0); send(16); send(32); send(48); interrupts(); }
void loop() {}"""


def test_ws2812_pixels_take_green_red_blue() -> None:
    wired = circuit({"X1": "ws2812-strip"}, ["X1.5V U1.5V", "X1.GND U1.GND", "X1.DIN U1.D6"])
    passes(wired, WS2812, [after("10ms"), look("X1", "pixel0", "#ff0000"), look("X1", "pixel1", "#201030"), look("X1", "lit", 2)])

# "24.5 C" in the five columns of classic display fonts, twice as large on the lower half.
OLED_TEXT = OLED.split("void setup()")[0] + """
const byte T[6][5] = {{0x42, 0x61, 0x51, 0x49, 0x46}, {0x18, 0x14, 0x12, 0x7f, 0x10}, {0, 0x60, 0x60, 0, 0}, {0x27, 0x45, 0x45, 0x45, 0x39}, {0, 0, 0, 0, 0}, {0x3e, 0x41, 0x41, 0x41, 0x22}};
byte wide(byte v, bool high) { byte o = 0; for (byte i = 0; i < 4; i++) if (v >> (high * 4 + i) & 1) o |= 3 << (2 * i); return o; }
void page(byte p) { command(0xb0 | p); command(0); command(0x10); }
void data(byte v) { Wire.beginTransmission(0x3c); Wire.write(0x40); Wire.write(v); Wire.endTransmission(); }
void setup() {
  Wire.begin(); Wire.setClock(400000); for (byte c : INIT) command(c); command(0x20); command(2);
  page(1); for (auto &g : T) { for (byte v : g) data(v); data(0); }
  for (byte h = 0; h < 2; h++) { page(4 + h); for (auto &g : T) { for (byte v : g) { data(wide(v, h)); data(wide(v, h)); } data(0); data(0); } }
}
void loop() {}"""


def test_text_on_an_oled_is_read_back_in_two_sizes() -> None:
    passes(circuit({"X1": "oled-ssd1306-128x64"}, I2C), OLED_TEXT, [after("500ms"), look("X1", "text", "24.5 C\n24.5 C")])


def test_a_screenshot_keeps_what_was_shown_at_that_moment() -> None:
    shot = {"take-screenshot": {"part-id": "X1"}}
    frames = passes(circuit({"X1": "lcd1602-i2c"}, I2C), LCD_I2C, [shot, after("300ms"), shot]).frames
    assert [f.content["text"].startswith("Soil 42%") for f in frames] == [False, True, True]
    assert frames[1].time_s == pytest.approx(0.3)
