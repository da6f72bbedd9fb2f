"""A row of LEDs, each on a pin of its own, lit from one end."""

from machine import Pin
from ohm_timing import Timed


class LedBar(Timed):
    def __init__(self, pins, count, on_level):
        self._on_level = on_level
        self._pins = [Pin(pin, Pin.OUT, value=1 - on_level) for pin in pins[:count]]

    def begin(self):
        self.off()

    def update(self):
        if self._end_is_due():
            self.off()

    def bar(self, percent):
        """A value that is not known is dark."""
        self._stay()
        lit = 0 if percent != percent else int(min(max(percent, 0), 100) * len(self._pins) / 100 + 0.5)
        for i, pin in enumerate(self._pins):
            pin.value(self._on_level if i < lit else 1 - self._on_level)

    def on(self):
        self.bar(100)

    def off(self):
        self.bar(0)
