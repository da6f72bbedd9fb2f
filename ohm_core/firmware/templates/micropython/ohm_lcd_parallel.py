"""A character display on six wires: RS, E and the data pins D4 to D7. RW is tied to ground."""

from time import sleep_us

from machine import Pin
from ohm_lcd import TextLcd


class ParallelLcd(TextLcd):
    def __init__(self, rs, e, d4, d5, d6, d7, columns, lines):
        super().__init__(columns, lines)
        self._rs = Pin(rs, Pin.OUT, value=0)
        self._e = Pin(e, Pin.OUT, value=0)
        self._data = [Pin(pin, Pin.OUT, value=0) for pin in (d4, d5, d6, d7)]

    def _send_nibble(self, nibble, is_data):
        self._rs.value(1 if is_data else 0)
        for bit, pin in enumerate(self._data):
            pin.value(nibble >> bit & 1)
        self._e.value(1)
        sleep_us(1)
        self._e.value(0)  # the falling edge takes it over
        sleep_us(40)
