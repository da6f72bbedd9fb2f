"""A sensor or switch that says yes or no: motion, tilt, touch, reed contact, slide switch, flame."""

from time import ticks_diff, ticks_ms

from machine import Pin
from ohm_log import log_text


class DigitalInput:
    """`what` is the word on the serial monitor ("motion"); `active_level` what the pin reads for yes."""

    def __init__(self, name, pin, what, active_level, pull, settle_ms):
        self._label = name + "." + what
        self._active_level = active_level
        self._pin = Pin(pin, Pin.IN, pull)
        self._settle_ms = settle_ms
        self._active = False
        self._changed = False
        self._changed_at = 0

    def begin(self):
        self._changed_at = ticks_ms()

    def update(self):
        self._changed = False
        now = self._pin.value() == self._active_level
        if now == self._active or ticks_diff(ticks_ms(), self._changed_at) < self._settle_ms:
            return
        self._active = now
        self._changed = True
        self._changed_at = ticks_ms()
        log_text(self._label, int(now))

    def active(self):
        return self._active

    def percent(self):
        """100 or 0: of a sensor that is read by its threshold only."""
        return 100 if self._active else 0

    def began(self):
        return self._changed and self._active

    def ended(self):
        return self._changed and not self._active
