"""Displays with a data line of their own: pictures in colour and in black and white, as their controllers' data sheets say."""

import base64
import struct
import zlib

import pytest

from tests.simulate.bench import after, circuit, look, needs_avr, passes, put, says

pytestmark = needs_avr
# Commands of the ILI9341 data sheet, chapter 8: sleep out, 16 bits a pixel, memory access control, display on, window, memory write.
TFT = """
#include <SPI.h>
void c(byte v) { digitalWrite(9, LOW); SPI.transfer(v); digitalWrite(9, HIGH); }
void two(int v) { SPI.transfer(v >> 8); SPI.transfer(v); }
void box(int x, int y, int w, int h, unsigned k) { c(0x2a); two(x); two(x + w - 1); c(0x2b); two(y); two(y + h - 1); c(0x2c); for (long i = (long)w * h; i--;) two(k); }
const byte A[] = {0x7e, 0x11, 0x11, 0x11, 0x7e};
void setup() {
  pinMode(9, OUTPUT); pinMode(10, OUTPUT); SPI.begin(); SPI.beginTransaction(SPISettings(8000000, MSBFIRST, SPI_MODE0));
  digitalWrite(10, LOW); c(0x01); delay(6); c(0x11); delay(6); c(0x3a); SPI.transfer(0x55); c(0x36); SPI.transfer(MADCTL); INVERSION c(0x29);
  box(10, 20, 30, 5, 0xf800); box(0, 100, 4, 4, 0x001f);
  for (int x = 0; x < 5; x++) for (int y = 0; y < 8; y++) if (A[x] >> y & 1) for (int k = 0; k < 2; k++) box(50 + 12 * k + x, 60 + y, 1, 1, 0xffff);
  digitalWrite(10, HIGH);
}
void loop() {}"""
ILI = TFT.replace("MADCTL", "0x48").replace("INVERSION", "")
WIRES = ["X1.VCC U1.5V", "X1.GND U1.GND", "X1.CS U1.D10", "X1.RST U1.5V", "X1.D/C U1.D9", "X1.MOSI U1.D11", "X1.SCK U1.D13"]


def pixel(png: bytes, x: int, y: int) -> tuple[int, ...]:
    """A pixel of a PNG with eight bits a colour and unfiltered rows."""
    width, height = struct.unpack(">II", png[16:24])
    start = png.index(b"IDAT")
    rows = zlib.decompress(png[start + 4 : start + 4 + struct.unpack(">I", png[start - 4 : start])[0]])
    assert len(rows) == height * (3 * width + 1)
    at = y * (3 * width + 1) + 1 + 3 * x
    return tuple(rows[at : at + 3])


def test_an_ili9341_shows_boxes_and_letters_and_gives_its_frame_in_colour() -> None:
    steps = [after("300ms"), look("X1", "on", 1), look("X1", "pixel10_20", "#ff0000"), look("X1", "pixel0_100", "#0000ff"), look("X1", "pixel9_20", "#000000"), look("X1", "text", "A", contains=True)]
    frame = passes(circuit({"X1": "ili9341-display"}, WIRES), ILI, steps).frames[0].content
    assert (frame["width"], frame["height"]) == (240, 320)
    picture = base64.b64decode(frame["png"])
    assert (pixel(picture, 39, 24), pixel(picture, 40, 24)) == ((255, 0, 0), (0, 0, 0))


def test_turned_by_its_memory_access_control_the_picture_lies() -> None:
    frame = passes(circuit({"X1": "ili9341-display"}, WIRES), TFT.replace("MADCTL", "0x28").replace("INVERSION", ""), [after("300ms"), look("X1", "pixel10_20", "#ff0000")]).frames[0].content
    assert (frame["width"], frame["height"]) == (320, 240)


def test_red_and_blue_change_places_where_the_order_bit_is_left_out() -> None:
    passes(circuit({"X1": "ili9341-display"}, WIRES), TFT.replace("MADCTL", "0x40").replace("INVERSION", ""), [after("300ms"), look("X1", "pixel10_20", "#0000ff")])


@pytest.mark.parametrize(("pin", "to"), [("X1.D/C", "X1.D/C U1.GND"), ("X1.SCK", "X1.SCK U1.D12"), ("X1.CS", "X1.CS U1.5V"), ("X1.RST", "X1.RST U1.GND"), ("X1.VCC", "X1.LED U1.3V3")])
def test_a_colour_display_wired_wrong_stays_dark(pin: str, to: str) -> None:
    wires = [to if w.startswith(f"{pin} ") else w for w in WIRES]
    passes(circuit({"X1": "ili9341-display"}, wires), ILI, [after("300ms"), look("X1", "lit", 0)])


def test_an_st7789_shows_true_colours_once_it_is_inverted() -> None:
    wires = ["X1.VCC U1.5V", "X1.GND U1.GND", "X1.CS U1.D10", "X1.RST U1.5V", "X1.DC U1.D9", "X1.SDA U1.D11", "X1.SCL U1.D13"]
    frame = passes(circuit({"X1": "st7789-display"}, wires), TFT.replace("MADCTL", "0").replace("INVERSION", "c(0x21);"), [after("300ms"), look("X1", "pixel10_20", "#ff0000")]).frames[0].content
    assert (frame["width"], frame["height"]) == (240, 240)
    passes(circuit({"X1": "st7789-display"}, wires), TFT.replace("MADCTL", "0").replace("INVERSION", ""), [after("300ms"), look("X1", "pixel10_20", "#00ffff")])


def test_a_touch_is_read_over_i2c() -> None:
    sketch = """#include <Wire.h>
void setup() { Serial.begin(115200); Wire.begin(); }
void loop() { Wire.beginTransmission(0x38); Wire.write(2); Wire.endTransmission(); Wire.requestFrom(0x38, 5); byte r[5]; for (byte &b : r) b = Wire.read();
  if (r[0]) { Serial.print((r[1] & 15) << 8 | r[2]); Serial.print(','); Serial.println((r[3] & 15) << 8 | r[4]); } delay(20); }"""
    wires = [*WIRES, "X1.SDA U1.A4", "X1.SCL U1.A5"]
    passes(circuit({"X1": "ili9341-touch-display"}, wires), sketch, [put("X1", "touchX", 200), put("X1", "touchY", 300), put("X1", "touched", 1), says("200,300")])


# PCD8544 data sheet, table 1 and chapter 8: reset pulse, contrast in the extended set, normal display, data.
NOKIA = """
void b(byte dc, byte v) { digitalWrite(5, dc); digitalWrite(6, LOW); shiftOut(4, 3, MSBFIRST, v); digitalWrite(6, HIGH); }
const byte A[] = {0x7e, 0x11, 0x11, 0x11, 0x7e};
void setup() {
  for (byte p = 3; p < 8; p++) pinMode(p, OUTPUT); digitalWrite(6, HIGH); digitalWrite(7, HIGH); delay(1); RESET
  b(0, 0x21); b(0, 0xc0); b(0, 0x20); b(0, 0x0c); b(0, 0x80 | 10); b(0, 0x40 | 2); for (byte k = 0; k < 2; k++) { for (byte v : A) b(1, v); b(1, 0); }
}
void loop() {}"""
PULSE = "digitalWrite(7, LOW); delay(1); digitalWrite(7, HIGH);"
NOKIA_WIRES = ["X1.VCC U1.3V3", "X1.GND U1.GND", "X1.CLK U1.D3", "X1.DIN U1.D4", "X1.DC U1.D5", "X1.CE U1.D6", "X1.RST U1.D7"]


def test_a_pcd8544_shows_letters_after_its_reset() -> None:
    passes(circuit({"X1": "pcd8544-display"}, NOKIA_WIRES), NOKIA.replace("RESET", PULSE), [after("50ms"), look("X1", "on", 1), look("X1", "text", "AA"), look("X1", "lit", 36)])


@pytest.mark.parametrize("sketch", [NOKIA.replace("RESET", ""), NOKIA.replace("RESET", PULSE).replace("b(0, 0x0c)", "b(0, 0x08)")])
def test_a_pcd8544_without_reset_or_told_to_be_blank_shows_nothing(sketch: str) -> None:
    wires = [w.replace("X1.RST U1.D7", "X1.RST U1.3V3") if "digitalWrite(7, LOW)" not in sketch else w for w in NOKIA_WIRES]
    passes(circuit({"X1": "pcd8544-display"}, wires), sketch, [after("50ms"), look("X1", "lit", 0)])
