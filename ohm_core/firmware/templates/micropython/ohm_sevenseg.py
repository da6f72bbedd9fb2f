"""One digit of seven LED segments, each on a pin of its own."""

from machine import Pin
from ohm_segments import fit_number, segments_of
from ohm_timing import Timed


class SevenSegment(Timed):
    """Segments A to G in this order; `on_level` 1 for a common cathode, 0 for a common anode."""

    def __init__(self, pins, on_level):
        self._on_level = on_level
        self._pins = [Pin(pin, Pin.OUT, value=1 - on_level) for pin in pins]

    def begin(self):
        self.clear()

    def update(self):
        if self._end_is_due():
            self.clear()

    def number(self, value):
        """Its last digit."""
        self._write(segments_of(fit_number(value if value != value else abs(round(value)) % 10, 1)))

    def clear(self):
        self._write(0)

    def _write(self, segments):
        self._stay()
        for bit, pin in enumerate(self._pins):
            pin.value(self._on_level if segments >> bit & 1 else 1 - self._on_level)
