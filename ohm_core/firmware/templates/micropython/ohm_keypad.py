"""A matrix keypad: rows are pulled low one after the other, columns read with their pull-ups."""

from machine import Pin
from ohm_log import log_text
from ohm_timing import Every

KEYS = ("123A", "456B", "789C", "*0#D")
MOST = 8


class Keypad:
    def __init__(self, name, row_pins, column_pins):
        self._name = name
        self._rows = [Pin(pin, Pin.IN) for pin in row_pins]
        self._columns = [Pin(pin, Pin.IN, Pin.PULL_UP) for pin in column_pins]
        self._tick = Every(20)
        self._last = self._held = ""
        self._key = self._typed = self._code = ""
        self._pressed = self._entered = False

    def begin(self):
        pass

    def update(self):
        self._pressed = self._entered = False
        if not self._tick.due():
            return
        now = self._scan()
        settled = now == self._last  # the same in two scans: no bounce
        self._last = now
        if settled and now != self._held:
            self._held = now
            if now:
                self._take(now)

    def key(self):
        """The key pressed last, "" before the first."""
        return self._key

    def pressed(self):
        return self._pressed

    def code(self):
        """The keys before the last '#'; '*' starts anew."""
        return self._code

    def entered(self):
        return self._entered

    def _scan(self):
        """Rows that are not asked stay inputs, so that two keys held together never short two outputs."""
        found = ""
        for row, letters in zip(self._rows, KEYS):
            row.init(Pin.OUT, value=0)
            for column, letter in zip(self._columns, letters):
                if column.value() == 0:
                    found = letter
            row.init(Pin.IN)
        return found

    def _take(self, key):
        self._pressed = True
        self._key = key
        log_text(self._name + ".key", key)
        if key == "#":
            self._code = self._typed
            self._entered = True
        self._typed = "" if key in "#*" else (self._typed + key)[:MOST]
