"""A push button, debounced: pressed() and released() are true for one pass of the loop after the change."""

from time import ticks_diff, ticks_ms

from machine import Pin
from ohm_log import log_event

SETTLE_MS = 20  # contacts bounce for a few milliseconds


class Button:
    """`pressed_level` is what the pin reads while it is held; `pull` Pin.PULL_UP, Pin.PULL_DOWN or None."""

    def __init__(self, name, pin, pressed_level, pull):
        self._name = name
        self._pressed_level = pressed_level
        self._pin = Pin(pin, Pin.IN, pull)
        self._held = False
        self._changed = False
        self._changed_at = 0

    def begin(self):
        self._changed_at = ticks_ms()

    def update(self):
        self._changed = False
        now = self._pin.value() == self._pressed_level
        if now == self._held or ticks_diff(ticks_ms(), self._changed_at) < SETTLE_MS:
            return
        self._held = now
        self._changed = True
        self._changed_at = ticks_ms()
        log_event(self._name, "pressed" if now else "released")

    def pressed(self):
        return self._changed and self._held

    def released(self):
        return self._changed and not self._held

    def is_pressed(self):
        return self._held
