"""A push button, debounced: pressed() and released() are true for one pass of the loop after the change."""

from ohm_debounced import Debounced
from ohm_log import log_event

SETTLE_MS = 20  # contacts bounce for a few milliseconds


class Button(Debounced):
    """`pressed_level` is what the pin reads while it is held; `pull` Pin.PULL_UP, Pin.PULL_DOWN or None."""

    def __init__(self, name, pin, pressed_level, pull):
        super().__init__(pin, pressed_level, pull, SETTLE_MS)
        self._name = name

    def _say(self, now):
        log_event(self._name, "pressed" if now else "released")

    def pressed(self):
        return self._began()

    def released(self):
        return self._ended()

    def is_pressed(self):
        return self._active
