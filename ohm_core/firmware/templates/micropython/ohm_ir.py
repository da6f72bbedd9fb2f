"""Keys of an infrared remote control in the NEC code (most small remotes).

Facts: a start of 13.5 ms, then 32 bits of 1.125 ms (0) or 2.25 ms (1) between falling edges; address, its inverse,
command, its inverse, lowest bit first.
"""

from time import ticks_diff, ticks_us

from machine import Pin
from ohm_log import log_text

WAITING = 33


class InfraredReceiver:
    def __init__(self, name, pin):
        self._name = name
        self._pin = Pin(pin, Pin.IN)
        self._frame = 0
        self._bits = WAITING
        self._fell_at = 0
        self._code = ""
        self._received = False

    def begin(self):
        self._pin.irq(self._edge, Pin.IRQ_FALLING)

    def update(self):
        self._received = False
        if self._bits != 32:
            return
        command, inverse = self._frame >> 16 & 0xFF, self._frame >> 24
        self._bits = WAITING
        if command ^ inverse != 0xFF:  # disturbed by another light
            return
        self._code = "0x%02X" % command
        self._received = True
        log_text(self._name + ".code", self._code)

    def code(self):
        """ "0x45": the command of the last key, "" before the first."""
        return self._code

    def received(self):
        return self._received

    def _edge(self, _pin):
        now = ticks_us()
        gap = ticks_diff(now, self._fell_at)
        self._fell_at = now
        if 12500 < gap < 14500:
            self._frame = 0
            self._bits = 0
        elif self._bits < 32:
            if not 800 < gap < 2700:
                self._bits = WAITING
                return
            self._frame |= (1 if gap > 1700 else 0) << self._bits
            self._bits += 1
