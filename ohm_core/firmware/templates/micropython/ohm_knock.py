"""Knocks heard by a piezo disc: knocked() is true for one pass of the loop."""

from time import ticks_diff, ticks_ms

from ohm_adc import open_adc
from ohm_log import log_event

RINGING_MS = 100  # one knock swings for so long


class KnockSensor:
    """`full` is the converter's highest reading; a swing of `threshold` percent of it is a knock."""

    def __init__(self, name, pin, full, threshold):
        self._name = name
        self._adc = open_adc(pin)
        self._full = full
        self._threshold = threshold
        self._percent = 0
        self._knocked = False
        self._knocked_at = ticks_ms()

    def begin(self):
        pass

    def update(self):
        self._knocked = False
        now = 100 * self._adc.read_u16() / self._full
        if ticks_diff(ticks_ms(), self._knocked_at) < RINGING_MS:
            self._percent = max(self._percent, now)
        elif now >= self._threshold:
            self._percent = now
            self._knocked = True
            self._knocked_at = ticks_ms()
            log_event(self._name, "knocked")

    def percent(self):
        """Strength of the last knock."""
        return self._percent

    def knocked(self):
        return self._knocked
