"""Temperature from a DS18B20, alone on its wire, with MicroPython's own `onewire` module.

Datasheet: Maxim DS18B20, "DS18B20 Function Commands", "Scratchpad".
"""

from machine import Pin
from ohm_log import log_problem
from ohm_timing import Every
from onewire import OneWire

SKIP_ROM, CONVERT, READ_SCRATCHPAD = 0xCC, 0x44, 0xBE


class ThermoProbe:
    def __init__(self, name, pin):
        self._name = name
        self._wire = OneWire(Pin(pin))
        self._tick = Every(1000)  # a conversion of 12 bits takes 0.75 s
        self._temperature = float("nan")
        self._reported = False

    def begin(self):
        self._ask(CONVERT)

    def update(self):
        if not self._tick.due():
            return
        data = bytearray(9)
        there = self._ask(READ_SCRATCHPAD)
        if there:
            self._wire.readinto(data)
        if there and self._wire.crc8(data) == 0 and data[4]:  # a wire held low reads as zeros throughout
            raw = data[1] << 8 | data[0]
            self._temperature = (raw - 65536 if raw & 0x8000 else raw) / 16
            self._reported = False
        else:
            self._temperature = float("nan")
            if not self._reported:
                log_problem(self._name, "no answer; check its data wire, supply and the 4.7 kohm pull-up")
            self._reported = True
        self._ask(CONVERT)

    def temperature(self):
        return self._temperature

    def _ask(self, command):
        if not self._wire.reset():
            return False
        self._wire.writebyte(SKIP_ROM)
        self._wire.writebyte(command)
        return True
