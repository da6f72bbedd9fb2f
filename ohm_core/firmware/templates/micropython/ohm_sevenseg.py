"""One digit of seven LED segments, each on a pin of its own."""

from machine import Pin
from ohm_segments import fit_number, segments_of
from ohm_timing import Every, Timed


class SevenSegment(Timed):
    """Segments A to G in this order; `on_level` 1 for a common cathode, 0 for a common anode."""

    def __init__(self, pins, on_level):
        self._on_level = on_level
        self._pins = [Pin(pin, Pin.OUT, value=1 - on_level) for pin in pins]
        self._text = ""
        self._at = 0
        self._tick = Every(600)  # a letter each time

    def begin(self):
        self.clear()

    def update(self):
        if self._end_is_due():
            self.clear()
        if self._text and self._tick.due():
            # A gap between two rounds; a single letter stays.
            self._at = (self._at + 1) % (len(self._text) + 1) if len(self._text) > 1 else 0
            self._write(segments_of((self._text + " ")[self._at]))

    def show(self, text, _line):
        """Letter after letter."""
        self._stay()
        if text != self._text:
            self._text = text
            self._at = len(text)
            self._tick.hurry()

    def number(self, value):
        """Its last digit."""
        self._stay()
        self._text = ""
        self._write(segments_of(fit_number(value if value != value else abs(round(value)) % 10, 1)))

    def clear(self):
        self._stay()
        self._text = ""
        self._write(0)

    def _write(self, segments):
        for bit in range(7):
            self._set_segment(bit, self._on_level if segments >> bit & 1 else 1 - self._on_level)

    def _set_segment(self, segment, level):
        self._pins[segment].value(level)
