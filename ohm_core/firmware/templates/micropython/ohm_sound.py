"""Loudness from a microphone amplifier: the swing of its voltage within a window."""

from ohm_adc import open_adc
from ohm_timing import Every


class SoundSensor:
    """`full` is the converter's highest reading."""

    def __init__(self, pin, full):
        self._adc = open_adc(pin)
        self._full = full
        self._window = Every(50)  # 20 Hz, the lowest tone, swings once in it
        self._low = full
        self._high = 0
        self._percent = 0

    def begin(self):
        pass

    def update(self):
        now = self._adc.read_u16()
        self._low = min(self._low, now)
        self._high = max(self._high, now)
        if self._window.due():
            self._percent = 100 * (self._high - self._low) / self._full
            self._low = self._high = now

    def percent(self):
        return self._percent
