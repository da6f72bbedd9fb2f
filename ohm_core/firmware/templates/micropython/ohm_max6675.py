"""Temperature of a thermocouple from a MAX6675, on any three pins.

Datasheet: Maxim MAX6675, "Serial Interface Protocol": 16 bits, a quarter of a degree a count, bit 2 for an open probe.
"""

from machine import Pin
from ohm_log import log_problem
from ohm_timing import Every

PROBE_OPEN = 0x04


class ProbeThermometer:
    def __init__(self, name, clock_pin, cs_pin, data_pin):
        self._name = name
        self._clock = Pin(clock_pin, Pin.OUT, value=0)
        self._cs = Pin(cs_pin, Pin.OUT, value=1)
        self._data = Pin(data_pin, Pin.IN)
        self._tick = Every(300)  # a conversion takes 0.22 s
        self._temperature = float("nan")
        self._reported = False

    def begin(self):
        pass

    def update(self):
        if not self._tick.due():
            return
        bits = 0
        self._cs.value(0)
        for _ in range(16):
            self._clock.value(1)
            bits = bits << 1 | self._data.value()
            self._clock.value(0)
        self._cs.value(1)  # starts the next conversion
        silent = bits in (0, 0xFFFF)
        if not silent and not bits & PROBE_OPEN:
            self._temperature = (bits >> 3) * 0.25
            self._reported = False
            return
        self._temperature = float("nan")
        if not self._reported:
            log_problem(self._name, "no answer; check SCK, CS, SO and its supply" if silent else "its probe is open; check the two screws")
        self._reported = True

    def temperature(self):
        return self._temperature
