"""A rotary encoder that counts clicks, and its push switch. Its two outputs follow each other by a quarter period."""

from machine import Pin
from ohm_button import Button
from ohm_log import log_text

# What a change from one pair of levels (row) to another (column) means in quarter clicks.
QUARTER = ((0, -1, 1, 0), (1, 0, 0, -1), (-1, 0, 0, 1), (0, 1, -1, 0))


class RotaryEncoder:
    """`button_pin` may be None."""

    def __init__(self, name, clk_pin, dt_pin, button_pin):
        self._name = name
        self._clk = Pin(clk_pin, Pin.IN, Pin.PULL_UP)
        self._dt = Pin(dt_pin, Pin.IN, Pin.PULL_UP)
        self._button = None if button_pin is None else Button(name, button_pin, 0, Pin.PULL_UP)
        self._last = 3
        self._quarters = 0
        self._steps = 0
        self._turned = False

    def begin(self):
        """Counts in interrupts: the loop may be too slow for a quick hand."""
        self._last = self._pair()
        self._clk.irq(self._edge, Pin.IRQ_RISING | Pin.IRQ_FALLING)
        self._dt.irq(self._edge, Pin.IRQ_RISING | Pin.IRQ_FALLING)

    def update(self):
        if self._button:
            self._button.update()
        clicks = self._quarters // 4 if self._quarters >= 0 else -(-self._quarters // 4)
        self._turned = clicks != 0
        if clicks:
            self._quarters -= clicks * 4
            self._steps += clicks
            log_text(self._name + ".position_steps", self._steps)

    def steps(self):
        """Clicks since the start; clockwise counts up."""
        return self._steps

    def turned(self):
        return self._turned

    def pressed(self):
        return self._button is not None and self._button.pressed()

    def released(self):
        return self._button is not None and self._button.released()

    def is_pressed(self):
        return self._button is not None and self._button.is_pressed()

    def _pair(self):
        return self._clk.value() << 1 | self._dt.value()

    def _edge(self, _pin):
        now = self._pair()
        self._quarters += QUARTER[self._last][now]
        self._last = now
