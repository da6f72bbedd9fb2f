"""A character display with an HD44780 or compatible controller. Only what changes is sent.

Datasheet: Hitachi HD44780U, "Initializing by Instruction, 4-Bit Interface" and the instruction table.
"""

from time import sleep_ms, sleep_us

from ohm_timing import Timed

CLEAR, ENTRY_LEFT_TO_RIGHT, DISPLAY_ON, FOUR_BITS_TWO_LINES, SET_ADDRESS = 0x01, 0x06, 0x0C, 0x28, 0x80
DEGREE = 0xDF  # in the display's own table


class TextLcd(Timed):
    """Subclasses write `_send_nibble(nibble, is_data)`."""

    def __init__(self, columns, lines):
        self._columns = columns
        self._lines = lines
        self._shown = [[32] * columns for _ in range(lines)]
        self._cursor = -1  # address the display writes to next; -1: not known

    def begin(self):
        sleep_ms(50)  # after power-on it needs 40 ms
        for _ in range(3):  # whatever mode it was in, it is in 8-bit mode now
            self._send_nibble(0x3, False)
            sleep_ms(5)
        self._send_nibble(0x2, False)
        for instruction in (FOUR_BITS_TWO_LINES, DISPLAY_ON, ENTRY_LEFT_TO_RIGHT):
            self._send(instruction, False)
        self.clear()

    def update(self):
        if self._end_is_due():
            self.clear()

    def show(self, text, line):
        """Lines count from 1; a line break, or a text too long, goes on in the next one."""
        self._stay()
        pieces = [piece[i:i + self._columns] for piece in text.split("\n") for i in range(0, max(len(piece), 1), self._columns)]
        for row, piece in zip(range(line - 1, self._lines), pieces):
            letters = [DEGREE if c == "\u00b0" else ord(c) if ord(c) < 128 else 63 for c in piece]
            for column in range(self._columns):
                self._put(row, column, letters[column] if column < len(letters) else 32)

    def number(self, value):
        if value != value:
            self.show("--", 1)
        else:
            self.show(str(int(value)) if value == int(value) else "%.1f" % value, 1)

    def clear(self):
        self._stay()
        self._send(CLEAR, False)
        sleep_ms(2)
        self._shown = [[32] * self._columns for _ in range(self._lines)]
        self._cursor = -1

    def _put(self, row, column, letter):
        if self._shown[row][column] == letter:
            return
        self._shown[row][column] = letter
        # Lines 3 and 4 go on in memory where lines 1 and 2 end.
        address = (0x40 if row & 1 else 0) + (self._columns if row & 2 else 0) + column
        if address != self._cursor:
            self._send(SET_ADDRESS | address, False)
        self._send(letter, True)
        self._cursor = address + 1

    def _send(self, value, is_data):
        self._send_nibble(value >> 4, is_data)
        self._send_nibble(value & 15, is_data)
        sleep_us(50)  # an instruction takes 37 us

    def _send_nibble(self, nibble, is_data):
        raise NotImplementedError
