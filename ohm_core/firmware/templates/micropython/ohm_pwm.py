"""Something whose strength can be set: a dimmed LED, a motor or fan behind a transistor."""

from time import ticks_diff, ticks_ms

from machine import PWM, Pin
from ohm_log import log_state
from ohm_timing import Timed

FREQUENCY_HZ = 1000  # too fast for the eye, slow enough for a transistor


class PwmOutput(Timed):
    """`on_level` is the level (0 or 1) that switches it on."""

    def __init__(self, name, pin, on_level):
        self._name = name
        self._on_level = on_level
        self._pwm = PWM(Pin(pin), freq=FREQUENCY_HZ, duty_u16=0 if on_level else 65535)
        self._percent = 0
        self._half_period = 0  # 0: not blinking
        self._fade_ms = 0  # 0: not fading
        self._ramp = None  # from, to, milliseconds
        self._flipped_at = 0

    def begin(self):
        self._write(0)

    def update(self):
        if self._end_is_due():
            self.off()
        if self._fade_ms:
            phase = ticks_diff(ticks_ms(), self._flipped_at) % self._fade_ms / self._fade_ms
            self._write(200 * phase if phase < 0.5 else 200 * (1 - phase))
        if self._ramp:
            start, end, ms = self._ramp
            share = ticks_diff(ticks_ms(), self._flipped_at) / ms
            if share < 1:
                self._write(start + share * (end - start))
            else:
                self.set(end)
        if self._half_period and ticks_diff(ticks_ms(), self._flipped_at) >= self._half_period:
            self._flipped_at = ticks_ms()
            self._write(0 if self._percent else 100)
            if not self._percent and self._was_last_time():
                self.off()

    def on(self):
        self.set(100)

    def off(self):
        self.set(0)

    def toggle(self):
        if self._percent or self._is_busy():
            self.off()
        else:
            self.on()

    def set(self, percent):
        """0 to 100 %. A value that is not known switches it off."""
        self._stay()
        was_busy = self._is_busy()
        self._half_period = self._fade_ms = 0
        self._ramp = None
        wanted = 0 if percent != percent else min(max(percent, 0), 100)
        if was_busy or bool(wanted) != bool(self._percent):
            log_state(self._name, "on" if wanted else "off")
        self._write(wanted)

    def speed(self, percent):
        self.set(percent)

    def blink(self, period_ms, times=0):
        """So many times, 0 until told otherwise. Called again with another period the rhythm changes, the light does not jump."""
        if period_ms != period_ms:  # not known
            return self.off()
        self._stay()
        self._times_left = times
        self._fade_ms = 0
        self._ramp = None
        if not self._half_period:
            log_state(self._name, "blink")
            self._flipped_at = ticks_ms()
            self._write(100)
        self._half_period = max(10, int(period_ms) // 2)

    def fade(self, period_ms):
        """Up and down in one period, again and again."""
        if period_ms != period_ms:  # not known
            return self.off()
        self._stay()
        self._half_period = 0
        self._ramp = None
        if not self._fade_ms:
            log_state(self._name, "fade")
            self._flipped_at = ticks_ms()
        self._fade_ms = max(20, int(period_ms))

    def ramp(self, to_percent, ms):
        """From where it is now slowly to a level, and there it stays."""
        if to_percent != to_percent or ms != ms:  # not known
            return
        self._stay()
        self._half_period = self._fade_ms = 0
        log_state(self._name, "ramp")
        self._flipped_at = ticks_ms()
        self._ramp = (self._percent, min(max(to_percent, 0), 100), max(1, int(ms)))

    def _is_busy(self):
        return self._half_period or self._fade_ms or self._ramp

    def _write(self, percent):
        self._percent = percent
        duty = int(percent * 655.35)
        self._pwm.duty_u16(duty if self._on_level else 65535 - duty)
