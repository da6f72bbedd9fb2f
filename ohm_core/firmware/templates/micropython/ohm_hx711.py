"""Weight from a load cell through an HX711. What lies on it at the start counts as nothing.

Datasheet: Avia Semiconductor HX711, "Serial Interface".
"""

from time import ticks_diff, ticks_ms

from machine import Pin, disable_irq, enable_irq
from ohm_log import log_problem

SILENT_MS = 1500  # ten answers a second are usual
TARE_SAMPLES = 8


class Scale:
    """`counts_per_gram` belongs to your cell: put a known weight on it and divide the change by its grams."""

    def __init__(self, name, data_pin, clock_pin, counts_per_gram):
        self._name = name
        self._data = Pin(data_pin, Pin.IN)
        self._clock = Pin(clock_pin, Pin.OUT, value=0)
        self._counts_per_gram = counts_per_gram
        self._tare_left = TARE_SAMPLES
        self._zero = 0
        self._weight = float("nan")
        self._answered_at = ticks_ms()
        self._reported = False

    def begin(self):
        pass

    def update(self):
        if self._data.value():  # not ready yet
            if ticks_diff(ticks_ms(), self._answered_at) > SILENT_MS and not self._reported:
                self._weight = float("nan")
                self._reported = True
                log_problem(self._name, "no answer; check DT, SCK and its supply")
            return
        self._answered_at = ticks_ms()
        self._reported = False
        raw = self._read()
        if self._tare_left:
            self._zero = raw if self._tare_left == TARE_SAMPLES else (self._zero + raw) // 2
            self._tare_left -= 1
            return
        now = (raw - self._zero) / self._counts_per_gram
        known = self._weight == self._weight
        self._weight = self._weight + (now - self._weight) * 0.3 if known else now  # calms the last digits

    def weight(self):
        return self._weight

    def _read(self):
        """24 bits, then one more clock for channel A at gain 128. A clock high for 60 us would switch it off."""
        value = 0
        for _ in range(24):
            value = value << 1 | self._pulse()
        self._pulse()
        return value - 0x1000000 if value & 0x800000 else value

    def _pulse(self):
        state = disable_irq()
        self._clock.value(1)
        bit = self._data.value()
        self._clock.value(0)
        enable_irq(state)
        return bit
