"""An input with two levels that is taken as changed only when it has not just changed: contacts bounce for some milliseconds."""

from time import ticks_diff, ticks_ms

from machine import Pin


class Debounced:
    """`active_level` is what the pin reads for yes; `pull` Pin.PULL_UP, Pin.PULL_DOWN or None. Subclasses `_say` what changed."""

    def __init__(self, pin, active_level, pull, settle_ms):
        self._pin = Pin(pin, Pin.IN, pull)
        self._active_level = active_level
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
        self._say(now)

    def _say(self, now):
        pass

    def _began(self):
        return self._changed and self._active

    def _ended(self):
        return self._changed and not self._active
