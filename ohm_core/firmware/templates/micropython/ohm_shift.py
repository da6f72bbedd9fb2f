"""Outputs of a 74HC595 shift register: eight more of them from three pins.

Datasheet: Nexperia 74HC595, "Function table": data is taken over at SHCP's rising edge and shown at STCP's.
"""

from machine import Pin
from ohm_output import Switched


class ShiftRegister:
    def __init__(self, data_pin, clock_pin, latch_pin):
        self._data = Pin(data_pin, Pin.OUT, value=0)
        self._clock = Pin(clock_pin, Pin.OUT, value=0)
        self._latch = Pin(latch_pin, Pin.OUT, value=0)
        self._outputs = 0

    def begin(self):
        self._show()

    def set(self, output, level):
        wanted = self._outputs | 1 << output if level else self._outputs & ~(1 << output)
        if wanted != self._outputs:
            self._outputs = wanted
            self._show()

    def _show(self):
        self._latch.value(0)
        for bit in range(7, -1, -1):
            self._data.value(self._outputs >> bit & 1)
            self._clock.value(1)
            self._clock.value(0)
        self._latch.value(1)


class ShiftOutput(Switched):
    """Something on one of its outputs that is on or off."""

    def __init__(self, name, chip, output, on_level):
        super().__init__(name, on_level)
        self._chip = chip
        self._output = output

    def _set_level(self, level):
        self._chip.set(self._output, level)
