"""A push button that tells short presses from long ones and from two quick ones: each event is true for one pass of the loop."""

from time import ticks_diff, ticks_ms

from ohm_button import Button
from ohm_log import log_event


class GestureButton(Button):
    """Held for `long_ms` it is a long press (0: never). With `again_ms` a second press within that time makes a double one;
    a single press is then only told after that time.
    """

    def __init__(self, name, pin, pressed_level, pull, long_ms, again_ms):
        super().__init__(name, pin, pressed_level, pull)
        self._long_ms = long_ms
        self._again_ms = again_ms
        self._presses = 0  # that are not told yet
        self._moved_at = 0
        self._gesture = ""

    def update(self):
        super().update()
        if self._began():
            self._presses += 1
        if self._changed:
            self._moved_at = ticks_ms()
        self._gesture = self._finished()
        if self._gesture:
            self._presses = 0  # what is still held, and its end, belong to what is told now
            log_event(self._name, self._gesture)

    def pressed(self):
        return self._gesture == "short_pressed"

    def long_pressed(self):
        return self._gesture == "long_pressed"

    def double_pressed(self):
        return self._gesture == "double_pressed"

    def _finished(self):
        if not self._presses:
            return ""
        if self._presses > 1:
            return "double_pressed"
        since = ticks_diff(ticks_ms(), self._moved_at)
        if self.is_pressed():
            return "long_pressed" if self._long_ms and since >= self._long_ms else ""
        return "short_pressed" if since >= self._again_ms else ""
