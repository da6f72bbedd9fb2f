"""A small OLED with an SSD1306 controller on I2C: lines of text, and a bar.

Datasheet: Solomon Systech SSD1306, "Command Table" and "Page addressing mode".
"""

from ohm_font import WIDTH, column, stretched
from ohm_log import log_problem
from ohm_timing import Timed

COLUMNS = 128
LETTER = WIDTH + 1


class OledDisplay(Timed):
    """A line is `line_height` pixels high: 16 (short texts are drawn twice as large) or 8."""

    def __init__(self, name, i2c, address, height, line_height):
        self._name = name
        self._i2c = i2c
        self._address = address
        self._height = height
        self._line_height = line_height
        self._shown = {}
        self._reported = False

    def begin(self):
        # Off; clock; rows; no shift; charge pump on; page addressing; pins at the top; row wiring; brightness; pre-charge; on.
        rows = 0x12 if self._height == 64 else 0x02
        self._command(0xAE, 0xD5, 0x80, 0xA8, self._height - 1, 0xD3, 0x00, 0x40, 0x8D, 0x14, 0x20, 0x02, 0xA1, 0xC8,
                      0xDA, rows, 0x81, 0x8F, 0xD9, 0xF1, 0xDB, 0x40, 0xA4, 0xA6, 0xAF)
        self.clear()

    def update(self):
        if self._end_is_due():
            self.clear()

    def clear(self):
        self._stay()
        self._shown = {}
        for page in range(self._height // 8):
            self._page(page, bytes(COLUMNS))

    def show(self, text, line):
        """Lines count from 1; a line break, or a text too long, goes on in the next one."""
        self._stay()
        most = COLUMNS // LETTER
        pieces = [piece[i:i + most] for piece in text.split("\n") for i in range(0, max(len(piece), 1), most)]
        for row, piece in zip(range(line - 1, self._height // self._line_height), pieces):
            if self._shown.get(row) != piece:
                self._shown[row] = piece
                self._draw(row, piece)

    def number(self, value):
        if value != value:
            self.show("--", 1)
        else:
            self.show(str(int(value)) if value == int(value) else "%.1f" % value, 1)

    def bar(self, percent):
        """On the last line."""
        filled = 0 if percent != percent else int(min(max(percent, 0), 100) * (COLUMNS - 4) / 100)
        if self._shown.get("bar") == filled:
            return
        self._shown["bar"] = filled
        inside = bytes(0x7E if i < filled else 0x42 for i in range(COLUMNS - 4))
        self._page(self._height // 8 - 1, b"\x7e\x42" + inside + b"\x42\x7e")

    def _draw(self, row, text):
        pixels = bytes(column(letter, x) for letter in text for x in range(LETTER))
        if self._line_height == 8:
            return self._page(row, pixels)
        if 2 * len(pixels) > COLUMNS:
            self._page(2 * row, pixels)
            return self._page(2 * row + 1, b"")
        wide = [value for value in pixels for _ in range(2)]
        self._page(2 * row, bytes(stretched(value & 15) for value in wide))
        self._page(2 * row + 1, bytes(stretched(value >> 4) for value in wide))

    def _page(self, page, pixels):
        """Eight rows of pixels, the rest of the width dark."""
        self._command(0xB0 | page, 0x00, 0x10)
        self._write(b"\x40" + pixels + bytes(COLUMNS - len(pixels)))

    def _command(self, *values):
        self._write(b"\x00" + bytes(values))

    def _write(self, data):
        try:
            self._i2c.writeto(self._address, data)
        except OSError:
            if not self._reported:
                log_problem(self._name, "no answer on I2C; check SDA, SCL, supply and address")
            self._reported = True
