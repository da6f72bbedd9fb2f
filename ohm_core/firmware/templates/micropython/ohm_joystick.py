"""A thumb stick: two axes as percentages (50 in the middle) and a push switch."""

from machine import Pin
from ohm_analog import AnalogSensor
from ohm_button import Button


class Joystick:
    """`full` is the converter's highest reading; `button_pin` may be None."""

    def __init__(self, name, x_pin, y_pin, button_pin, full):
        self._x = AnalogSensor(x_pin, 0, full)
        self._y = AnalogSensor(y_pin, 0, full)
        self._button = None if button_pin is None else Button(name, button_pin, 0, Pin.PULL_UP)

    def begin(self):
        self._x.begin()
        self._y.begin()

    def update(self):
        self._x.update()
        self._y.update()
        if self._button:
            self._button.update()

    def x(self):
        return self._x.percent()

    def y(self):
        return self._y.percent()

    def pressed(self):
        return self._button is not None and self._button.pressed()

    def released(self):
        return self._button is not None and self._button.released()

    def is_pressed(self):
        return self._button is not None and self._button.is_pressed()
