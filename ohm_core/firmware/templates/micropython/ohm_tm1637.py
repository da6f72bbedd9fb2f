"""A display of four digits with a TM1637.

Datasheet: Titan Micro TM1637, "Program flow chart" and "Interface interpretation".
"""

from time import sleep_us

from machine import Pin
from ohm_log import log_problem
from ohm_segments import fit_number, segments_of
from ohm_timing import Timed

WRITE_DATA, FIRST_DIGIT, DISPLAY_ON, COLON = 0x40, 0xC0, 0x88, 0x80
HALF_BIT_US = 5
DIGITS = 4


class DigitDisplay(Timed):
    def __init__(self, name, clk_pin, dio_pin):
        self._name = name
        self._clk = Pin(clk_pin, Pin.OPEN_DRAIN, Pin.PULL_UP, value=1)
        self._dio = Pin(dio_pin, Pin.OPEN_DRAIN, Pin.PULL_UP, value=1)
        self._shown = [0] * DIGITS
        self._brightness = 4  # 0 to 7
        self._reported = False

    def begin(self):
        self._refresh()

    def update(self):
        if self._end_is_due():
            self.clear()

    def number(self, value):
        self.show(fit_number(value, DIGITS), 1)

    def show(self, text, _line):
        """Four letters; "12:30" lights the colon."""
        self._stay()
        colon = text[2:3] == ":"
        letters = text[:2] + text[3:] if colon else text
        wanted = [segments_of(letter) for letter in (letters + " " * DIGITS)[:DIGITS]]
        if colon:
            wanted[1] |= COLON
        if wanted != self._shown:
            self._shown = wanted
            self._refresh()

    def set(self, percent):
        """Brightness."""
        wanted = 0 if percent != percent else int(min(max(percent, 0), 100) * 7 / 100 + 0.5)
        if wanted != self._brightness:
            self._brightness = wanted
            self._refresh()

    def clear(self):
        self.show("", 1)

    def _refresh(self):
        there = self._message(WRITE_DATA)
        self._message(FIRST_DIGIT, *self._shown)
        self._message(DISPLAY_ON | self._brightness)
        if not there and not self._reported:
            log_problem(self._name, "no answer; check CLK, DIO and its supply")
        self._reported = not there

    def _message(self, *values):
        self._line(self._dio, 0)
        self._line(self._clk, 0)
        understood = [self._write(value) for value in values]
        self._line(self._dio, 0)
        self._line(self._clk, 1)
        self._line(self._dio, 1)
        return all(understood)

    def _write(self, value):
        """Eight bits, lowest first; then the display pulls the line low to say that it understood."""
        for bit in range(8):
            self._line(self._dio, value >> bit & 1)
            self._line(self._clk, 1)
            self._line(self._clk, 0)
        self._line(self._dio, 1)
        self._line(self._clk, 1)
        understood = self._dio.value() == 0
        self._line(self._clk, 0)
        return understood

    def _line(self, pin, level):
        pin.value(level)
        sleep_us(HALF_BIT_US)
