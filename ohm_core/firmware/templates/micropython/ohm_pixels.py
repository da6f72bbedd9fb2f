"""A strip or ring of WS2812 pixels ("NeoPixel"), with MicroPython's own `neopixel` module: one colour, or a bar."""

from time import ticks_diff, ticks_ms

from machine import Pin
from neopixel import NeoPixel
from ohm_color import color_of_hue
from ohm_log import log_state
from ohm_timing import Every, Timed


class PixelStrip(Timed):
    def __init__(self, name, pin, count):
        self._name = name
        self._pixels = NeoPixel(Pin(pin, Pin.OUT), count)
        self._count = count
        self._rgb = 0xFFFFFF
        self._percent = 30  # full white of a whole strip asks more than USB can give
        self._lit = count
        self._on = False
        self._changed = False
        self._half_period = 0  # 0: not blinking
        self._flipped_at = 0
        self._hue = 0
        self._rainbow_ms = 0  # 0: one colour
        self._ramp = None  # from, to, milliseconds
        self._frame = Every(40)

    def begin(self):
        self._draw(False)

    def update(self):
        """Sends only when something changed."""
        if self._end_is_due():
            self.off()
        if self._ramp and ticks_diff(ticks_ms(), self._flipped_at) >= self._ramp[2]:
            if self._ramp[1]:
                self.set(self._ramp[1])
            else:
                self.off()
        if self._half_period and ticks_diff(ticks_ms(), self._flipped_at) >= self._half_period:
            self._flipped_at = ticks_ms()
            self._on = not self._on
            self._changed = True
            if not self._on and self._was_last_time():
                self.off()
        if (self._rainbow_ms or self._ramp) and self._frame.due():
            self._changed = True
        if self._changed:
            self._draw(self._on)
        self._changed = False

    def color(self, rgb):
        if rgb == 0:
            return self.off()
        self._changed = self._changed or rgb != self._rgb
        self._rgb = rgb
        if not self._half_period:
            self.on()

    def hue(self, degrees):
        """Round the colour circle: 0 red, 120 green, 240 blue. A hue that is not known switches it off."""
        if degrees != degrees:
            return self.off()
        self.color(color_of_hue(degrees))

    def next_color(self):
        self._hue += 60
        self.color(color_of_hue(self._hue))

    def rainbow(self, period_ms):
        """All colours at once, running through in one period."""
        if period_ms != period_ms:
            return self.off()
        if not self._rainbow_ms:
            self.on()
            self._flipped_at = ticks_ms()
        self._rainbow_ms = max(100, int(period_ms))

    def on(self):
        self._stay()
        if not self._on and not self._half_period:
            log_state(self._name, "on")
        self._changed = self._changed or not self._on or self._rainbow_ms > 0 or self._ramp is not None
        self._half_period = self._rainbow_ms = 0
        self._ramp = None
        self._on = True

    def off(self):
        self._stay()
        if self._on or self._half_period:
            log_state(self._name, "off")
        self._changed = self._changed or self._on
        self._half_period = self._rainbow_ms = 0
        self._ramp = None
        self._on = False
        self._lit = self._count

    def clear(self):
        self.off()

    def toggle(self):
        if self._on or self._half_period:
            self.off()
        else:
            self.on()

    def set(self, percent):
        """Brightness of all. A value that is not known switches it off."""
        if percent != percent:
            return self.off()
        wanted = min(max(percent, 0), 100)
        self._changed = self._changed or wanted != self._percent
        self._percent = wanted
        self.on()

    def bar(self, percent):
        """So many of them lit."""
        if percent != percent:
            return self.off()
        lit = int(min(max(percent, 0), 100) * self._count / 100 + 0.5)
        self._changed = self._changed or lit != self._lit
        self._lit = lit
        self.on()

    def blink(self, period_ms, times=0):
        """So many times, 0 until told otherwise."""
        if period_ms != period_ms:
            return self.off()
        self._stay()
        self._times_left = times
        self._changed = self._changed or self._rainbow_ms > 0
        self._ramp = None
        self._rainbow_ms = 0
        if not self._half_period:
            log_state(self._name, "blink")
            self._flipped_at = ticks_ms()
            self._on = self._changed = True
        self._half_period = max(20, int(period_ms) // 2)

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

    def _draw(self, lit):
        share = self._level() / 100
        turned = 0
        if self._rainbow_ms:
            turned = ticks_diff(ticks_ms(), self._flipped_at) % self._rainbow_ms / self._rainbow_ms
        for i in range(self._count):
            rgb = color_of_hue(360 * (turned + i / self._count)) if self._rainbow_ms else self._rgb
            on = lit and i < self._lit
            self._pixels[i] = tuple(int((rgb >> shift & 0xFF) * share) for shift in (16, 8, 0)) if on else (0, 0, 0)
        self._pixels.write()
