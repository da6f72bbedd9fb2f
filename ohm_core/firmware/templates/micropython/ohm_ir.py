"""Keys of an infrared remote control in the NEC code (most small remotes).

Facts: a start of 13.5 ms, then 32 bits of 1.125 ms (0) or 2.25 ms (1) between falling edges; address, its inverse,
command, its inverse, lowest bit first.
"""

from time import ticks_diff, ticks_us

from machine import Pin
from ohm_log import log_text

WAITING = 33
# What each key of the remote control sends. Source: docs.wokwi.com/parts/wokwi-ir-remote, table of its function keys. Every remote
# has its own: press a key, read its code in the terminal and put it here.
REMOTE_KEYS = {
    "0x68": "0", "0x30": "1", "0x18": "2", "0x7A": "3", "0x10": "4",
    "0x38": "5", "0x5A": "6", "0x42": "7", "0x4A": "8", "0x52": "9",
    "0xA2": "power", "0xE2": "menu", "0x22": "test", "0x02": "plus", "0x98": "minus",
    "0xC2": "back", "0xE0": "previous", "0xA8": "play", "0x90": "next", "0xB0": "c",
}


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

    def key(self):
        """ "1", "play": the name of the last key after REMOTE_KEYS, "" for one that is not in it."""
        return REMOTE_KEYS.get(self._code, "")

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
