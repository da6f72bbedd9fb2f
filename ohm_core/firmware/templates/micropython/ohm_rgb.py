"""A red, green and blue LED in one: any colour as 0xRRGGBB."""

from time import ticks_diff, ticks_ms

from machine import PWM, Pin
from ohm_color import color_of_hue
from ohm_log import log_state, log_text
from ohm_timing import Timed

FREQUENCY_HZ = 1000


class RgbLed(Timed):
    """`on_level` 1 for a common cathode, 0 for a common anode."""

    def __init__(self, name, red_pin, green_pin, blue_pin, on_level):
        self._name = name
        self._on_level = on_level
        dark = 0 if on_level else 65535
        self._channels = [PWM(Pin(pin), freq=FREQUENCY_HZ, duty_u16=dark) for pin in (red_pin, green_pin, blue_pin)]
        self._rgb = 0xFFFFFF  # the colour when it is on
        self._percent = 100
        self._on = False
        self._half_period = 0  # 0: not blinking
        self._flipped_at = 0
        self._hue = 0
        self._rainbow_ms = 0  # 0: one colour
        self._ramp = None  # from, to, milliseconds

    def begin(self):
        self._write(0)

    def update(self):
        if self._end_is_due():
            self.off()
        if self._ramp and ticks_diff(ticks_ms(), self._flipped_at) >= self._ramp[2]:
            if self._ramp[1]:
                self.set(self._ramp[1])
            else:
                self.off()
        if self._ramp:
            self._write(self._rgb)
        if self._rainbow_ms:
            elapsed = ticks_diff(ticks_ms(), self._flipped_at) % self._rainbow_ms
            self._write(color_of_hue(360 * elapsed // self._rainbow_ms))
        if self._half_period and ticks_diff(ticks_ms(), self._flipped_at) >= self._half_period:
            self._flipped_at = ticks_ms()
            self._on = not self._on
            self._write(self._rgb if self._on else 0)
            if not self._on and self._was_last_time():
                self.off()

    def color(self, rgb):
        if rgb == 0:
            return self.off()
        changed = rgb != self._rgb or not self._on
        self._rgb = rgb
        if self._half_period and not changed:
            return
        self.on()
        if changed:
            log_text(self._name + ".color", "0x%06X" % rgb)

    def hue(self, degrees):
        """Round the colour circle: 0 red, 120 green, 240 blue. A hue that is not known switches it off."""
        if degrees != degrees:
            return self.off()
        self._rgb = color_of_hue(degrees)
        self.on()

    def next_color(self):
        self._hue += 60
        self.color(color_of_hue(self._hue))

    def rainbow(self, period_ms):
        """All colours, again and again."""
        if period_ms != period_ms:
            return self.off()
        if not self._rainbow_ms:
            self._stay()
            log_state(self._name, "rainbow")
            self._flipped_at = ticks_ms()
            self._half_period = 0
            self._ramp = None
            self._on = True
        self._rainbow_ms = max(100, int(period_ms))

    def on(self):
        self._stay()
        self._rainbow_ms = 0
        self._ramp = None
        if not self._on and not self._half_period:
            log_state(self._name, "on")
        self._half_period = 0
        self._on = True
        self._write(self._rgb)

    def off(self):
        self._stay()
        if self._on or self._half_period or self._rainbow_ms:
            log_state(self._name, "off")
        self._rainbow_ms = self._half_period = 0
        self._ramp = None
        self._on = False
        self._write(0)

    def toggle(self):
        if self._on or self._half_period:
            self.off()
        else:
            self.on()

    def set(self, percent):
        """Brightness of the colour it has. A value that is not known switches it off."""
        self._percent = 0 if percent != percent else min(max(percent, 0), 100)
        self.on()

    def blink(self, period_ms, times=0):
        """So many times, 0 until told otherwise."""
        if period_ms != period_ms:
            return self.off()
        self._stay()
        self._times_left = times
        self._ramp = None
        self._rainbow_ms = 0
        if not self._half_period:
            log_state(self._name, "blink")
            self._flipped_at = ticks_ms()
            self._on = True
            self._write(self._rgb)
        self._half_period = max(10, int(period_ms) // 2)

    def ramp(self, to_percent, ms):
        """Slowly to a brightness, from dark where it is off. One that went dark has its brightness again when it is next switched on."""
        if to_percent != to_percent or ms != ms:  # not known
            return
        start = self._level() if self._on else 0
        self._stay()
        self._half_period = self._rainbow_ms = 0
        self._ramp = (start, min(max(to_percent, 0), 100), max(1, int(ms)))
        self._flipped_at = ticks_ms()
        self._on = True
        log_state(self._name, "ramp")

    def _level(self):
        if not self._ramp:
            return self._percent
        start, end, ms = self._ramp
        return start + min(1, ticks_diff(ticks_ms(), self._flipped_at) / ms) * (end - start)

    def _write(self, rgb):
        for channel, shift in zip(self._channels, (16, 8, 0)):
            duty = int((rgb >> shift & 0xFF) * 257 * self._level() / 100)
            channel.duty_u16(duty if self._on_level else 65535 - duty)
