"""A matrix of 8 by 8 LEDs with a MAX7219: a letter, a text that runs through, or a bar."""

from ohm_font import WIDTH, column
from ohm_max7219 import Max7219
from ohm_timing import Every

LETTER = WIDTH + 1


class LedMatrix(Max7219):
    def __init__(self, din_pin, cs_pin, clk_pin):
        super().__init__(din_pin, cs_pin, clk_pin)
        self._text = ""
        self._offset = 0
        self._tick = Every(90)  # a column each time it runs

    def update(self):
        super().update()
        if len(self._text) > 1 and self._tick.due():
            self._offset += 1
            if self._offset > len(self._text) * LETTER:
                self._offset = -7
            self._draw()

    def show(self, text, _line):
        self._stay()
        if text == self._text:
            return
        self._text = text
        self._offset = -1 if len(text) < 2 else -7  # one letter stands still, a text comes in from the right
        self._draw()

    def number(self, value):
        self.show("--" if value != value else str(round(value)), 1)

    def bar(self, percent):
        self._stay()
        self._text = ""
        lit = 0 if percent != percent else int(min(max(percent, 0), 100) * 8 / 100 + 0.5)
        for row in range(8):
            self._write(row, 0xFF if 7 - row < lit else 0)

    def _draw(self):
        columns = []
        for x in range(self._offset, self._offset + 8):
            inside = 0 <= x < len(self._text) * LETTER
            columns.append(column(self._text[x // LETTER], x % LETTER) if inside else 0)
        for row in range(8):
            self._write(row, sum((pixels >> row & 1) << (7 - x) for x, pixels in enumerate(columns)))
