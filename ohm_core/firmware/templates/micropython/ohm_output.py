"""Something that is on or off: an LED, a relay, a pump or motor behind a transistor."""

from time import ticks_diff, ticks_ms

from machine import Pin
from ohm_log import log_state
from ohm_timing import Timed


class Switched(Timed):
    """What is on or off, wherever its level is set: subclasses write `_set_level(level)`."""

    def __init__(self, name, on_level):
        self._name = name
        self._on_level = on_level
        self._on = False
        self._half_period = 0  # 0: not blinking
        self._flipped_at = 0

    def begin(self):
        self._write(False)

    def update(self):
        if self._end_is_due():
            self.off()
        if self._half_period and ticks_diff(ticks_ms(), self._flipped_at) >= self._half_period:
            self._flipped_at = ticks_ms()
            self._write(not self._on)
            if not self._on and self._was_last_time():
                self.off()

    def on(self):
        self._stay()
        if not self._on or self._half_period:
            log_state(self._name, "on")
        self._half_period = 0
        self._write(True)

    def off(self):
        self._stay()
        if self._on or self._half_period:
            log_state(self._name, "off")
        self._half_period = 0
        self._write(False)

    def toggle(self):
        if self._on or self._half_period:
            self.off()
        else:
            self.on()

    def blink(self, period_ms, times=0):
        """So many times, 0 until told otherwise. Called again with another period the rhythm changes, the light does not jump."""
        if period_ms != period_ms:  # not known
            return self.off()
        self._stay()
        self._times_left = times
        if not self._half_period:
            log_state(self._name, "blink")
            self._flipped_at = ticks_ms()
            self._write(True)
        self._half_period = max(10, int(period_ms) // 2)

    def is_on(self):
        return self._on

    def _write(self, on):
        self._on = on
        self._set_level(self._on_level if on else 1 - self._on_level)

    def _set_level(self, level):
        raise NotImplementedError


class Output(Switched):
    """`on_level` is the level (0 or 1) of the pin that switches it on."""

    def __init__(self, name, pin, on_level):
        super().__init__(name, on_level)
        self._pin = Pin(pin, Pin.OUT, value=1 - on_level)

    def _set_level(self, level):
        self._pin.value(level)
