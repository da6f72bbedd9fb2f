"""One digit of seven LED segments on the outputs of a 74HC595."""

from ohm_sevenseg import SevenSegment


class ShiftDigit(SevenSegment):
    """`outputs` of the register for the segments A to G, in this order."""

    def __init__(self, chip, outputs, on_level):
        super().__init__((), on_level)
        self._chip = chip
        self._outputs = outputs

    def _set_segment(self, segment, level):
        self._chip.set(self._outputs[segment], level)
