"""The e-paper panel takes a picture only when it is told to refresh, keeps it without power and is deaf meanwhile, as the SSD1680's data sheet says."""

import pytest

from tests.simulate.bench import after, circuit, look, needs_avr, passes, run, says, wait

pytestmark = needs_avr
WIRES = ["X1.VCC U1.3V3", "X1.GND U1.GND", "X1.BUSY U1.D7", "X1.RST U1.D8", "X1.DC U1.D9", "X1.CS U1.D10", "X1.DIN U1.D11", "X1.CLK U1.D13"]
# Commands of the SSD1680 data sheet, table 7-1: software reset, gates, entry mode, window, counters, RAM, update sequence, activation.
DRAW = """
#include <SPI.h>
void send(bool data, byte v) { digitalWrite(9, data); digitalWrite(10, LOW); SPI.transfer(v); digitalWrite(10, HIGH); }
void c(byte v) { send(false, v); }
void d(byte v) { send(true, v); }
void idle() { while (digitalRead(7)) delay(1); }
void start() { digitalWrite(8, LOW); delay(10); digitalWrite(8, HIGH); delay(10); c(0x12); idle(); c(0x01); d(0x27); d(0x01); d(0); c(0x11); d(ENTRY); }
void window(byte x0, byte x1, int y0, int y1) { c(0x44); d(x0); d(x1); c(0x45); d(y0); d(y0 >> 8); d(y1); d(y1 >> 8); c(0x4E); d(x0); c(0x4F); d(y0); d(y0 >> 8); }
void fill(byte v) { window(0, 15, 0, 295); c(0x24); for (int i = 0; i < 16 * 296; i++) d(v); }
void refresh(byte how) { c(0x22); d(how); c(0x20); }
const byte A[] = {0x70, 0x88, 0x88, 0x88, 0xF8, 0x88, 0x88};
void setup() {
  Serial.begin(115200);
  for (byte p = 8; p < 14; p++) pinMode(p, OUTPUT);
  pinMode(7, INPUT); digitalWrite(10, HIGH); SPI.begin(); start(); fill(0xFF);
  window(4, 5, 40, 46); c(0x24); for (byte b : A) { d(~(b | b >> 6)); d(~(b << 2)); }
  BODY
}
void loop() {}"""
FULL = 'refresh(0xF7); Serial.println("asked"); idle(); Serial.println("shown");'
LETTER = sum(bin(b).count("1") for b in (0x70, 0x88, 0x88, 0xF8, 0x88, 0x88, 0x88))
PART = {"X1": "eink-2in9-display"}


def sketch(body: str, entry: str = "3") -> str:
    return DRAW.replace("BODY", body).replace("ENTRY", entry)


def test_a_picture_is_shown_when_the_refresh_is_done_and_not_before() -> None:
    steps = [says("asked"), look("X1", "lit", 0), look("X1", "busy", 1), says("shown"), look("X1", "updates", 1), look("X1", "lit", 2 * LETTER), look("X1", "busy", 0)]
    frame = passes(circuit(PART, WIRES), sketch(FULL), steps).frames[0].content
    assert (frame["width"], frame["height"], frame["lit"]) == (128, 296, 2 * LETTER)


def test_without_activation_the_panel_stays_white() -> None:
    passes(circuit(PART, WIRES), sketch(""), [after("300ms"), look("X1", "lit", 0), look("X1", "updates", 0)])


def test_a_sequence_without_the_display_stage_shows_nothing() -> None:
    passes(circuit(PART, WIRES), sketch("refresh(0xE0);"), [after("3s"), look("X1", "updates", 0), look("X1", "lit", 0)])


def test_the_faster_mode_is_done_sooner() -> None:
    passes(circuit(PART, WIRES), sketch(FULL.replace("0xF7", "0xFF")), [says("asked"), after("400ms"), look("X1", "lit", 2 * LETTER)])


def test_what_is_sent_during_a_refresh_is_lost_and_said() -> None:
    result = run(circuit(PART, WIRES), sketch("refresh(0xF7); fill(0); idle(); refresh(0xF7); idle(); " + 'Serial.println("twice");'), [says("twice"), look("X1", "lit", 2 * LETTER)])
    assert result.passed and any("BUSY" in str(n) for n in result.notes)


def test_the_option_to_invert_turns_black_and_white() -> None:
    passes(circuit(PART, WIRES), sketch("c(0x21); d(0x08); d(0x00); " + FULL), [says("shown"), look("X1", "lit", 128 * 296 - 2 * LETTER)])


def test_backwards_in_rows_the_window_fills_from_below() -> None:
    body = "fill(0xFF); c(0x11); d(1); window(0, 0, 20, 10); c(0x24); for (int i = 0; i < 3; i++) d(0); " + FULL
    passes(circuit(PART, WIRES), sketch(body), [says("shown"), look("X1", "lit", 24)])


def test_asleep_it_is_busy_and_only_its_reset_pin_wakes_it() -> None:
    asleep = FULL + 'c(0x10); d(1); c(0x12); fill(0); refresh(0xF7); Serial.println("slept"); delay(3000); digitalWrite(8, LOW); delay(10); digitalWrite(8, HIGH); delay(10); refresh(0xF7); delay(10); idle(); Serial.println("woken");'
    passes(circuit(PART, WIRES), sketch(asleep), [says("slept"), look("X1", "busy", 1), after("2500ms"), look("X1", "updates", 1), says("woken"), look("X1", "updates", 2), look("X1", "busy", 0)])


@pytest.mark.parametrize("wire", ["X1.DC U1.GND", "X1.RST U1.GND", "X1.CLK U1.D12", "X1.VCC U1.GND"])
def test_an_e_paper_wired_wrong_stays_white(wire: str) -> None:
    wires = [wire if w.split()[0] == wire.split()[0] else w for w in WIRES]
    passes(circuit(PART, wires), sketch(FULL), [after("3s"), look("X1", "lit", 0)])


def test_text_is_read_upright_and_lying() -> None:
    passes(circuit(PART, WIRES), sketch(FULL), [wait("X1", "text", "AA", contains=True)])
    lying = "fill(0xFF); const byte L[] = {0x7E, 0x11, 0x11, 0x11, 0x7E, 0}; window(15, 15, 40, 295); c(0x24); for (byte k = 0; k < 3; k++) for (byte b : L) d(~b); "
    passes(circuit(PART, WIRES), sketch(lying + FULL), [wait("X1", "text", "AAA", contains=True)])
