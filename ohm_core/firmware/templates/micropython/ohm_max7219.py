"""The MAX7219 that drives eight digits of seven segments or a matrix of 8 by 8 LEDs, on any three pins.

Datasheet: Maxim MAX7219/MAX7221, "Register Address Map".
"""

from machine import Pin
from ohm_segments import fit_number, segments_of
from ohm_timing import Timed

DIGIT_0, DECODE, INTENSITY, SCAN_LIMIT, AWAKE, TEST = 0x01, 0x09, 0x0A, 0x0B, 0x0C, 0x0F


class Max7219(Timed):
    def __init__(self, din_pin, cs_pin, clk_pin):
        self._din = Pin(din_pin, Pin.OUT, value=0)
        self._cs = Pin(cs_pin, Pin.OUT, value=1)
        self._clk = Pin(clk_pin, Pin.OUT, value=0)
        self._shown = [None] * 8

    def begin(self):
        for register, value in ((TEST, 0), (SCAN_LIMIT, 7), (DECODE, 0), (INTENSITY, 4)):
            self._send(register, value)
        self.clear()
        self._send(AWAKE, 1)

    def update(self):
        if self._end_is_due():
            self.clear()

    def set(self, percent):
        """Brightness."""
        self._send(INTENSITY, 0 if percent != percent else int(min(max(percent, 0), 100) * 15 / 100))

    def clear(self):
        self._stay()
        for place in range(8):
            self._write(place, 0)

    def _write(self, place, segments):
        """Place 0 to 7; only what changes is sent."""
        if self._shown[place] != segments:
            self._shown[place] = segments
            self._send(DIGIT_0 + place, segments)

    def _send(self, register, value):
        self._cs.value(0)
        for bit in range(15, -1, -1):
            self._din.value((register << 8 | value) >> bit & 1)
            self._clk.value(1)
            self._clk.value(0)
        self._cs.value(1)  # the rising edge takes it over


class SegmentRow(Max7219):
    """Eight digits, the first one on the left."""

    def number(self, value):
        self.show(fit_number(value, 8), 1)

    def show(self, text, _line):
        self._stay()
        for place, letter in enumerate((text + " " * 8)[:8]):
            segments = segments_of(letter)
            # The chip has the segments A to G in bits 6 to 0.
            self._write(7 - place, sum((segments >> bit & 1) << (6 - bit) for bit in range(7)))
