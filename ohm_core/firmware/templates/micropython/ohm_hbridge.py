"""A motor that turns both ways behind an H-bridge (L298N, L293D): two pins for the direction, one for the speed.

Datasheet: ST L298, "Dual full-bridge driver", input truth table.
"""

from machine import PWM, Pin
from ohm_log import log_state
from ohm_timing import Timed

FREQUENCY_HZ = 1000


class BridgeMotor(Timed):
    """`speed_pin` is None where the enable pin is bridged: full speed only."""

    def __init__(self, name, forward_pin, backward_pin, speed_pin):
        self._name = name
        self._forward = Pin(forward_pin, Pin.OUT, value=0)
        self._backward = Pin(backward_pin, Pin.OUT, value=0)
        self._speed = None if speed_pin is None else PWM(Pin(speed_pin), freq=FREQUENCY_HZ, duty_u16=0)
        self._direction = 0  # 1 forward, -1 backward, 0 stopped
        self._percent = 100

    def begin(self):
        self._drive(0)

    def update(self):
        if self._end_is_due():
            self.stop()

    def forward(self):
        self._go(1, "forward")

    def backward(self):
        self._go(-1, "backward")

    def stop(self):
        self._go(0, "stop")

    def on(self):
        self.forward()

    def off(self):
        self.stop()

    def reverse(self):
        """The other way round; from standstill forward."""
        if self._direction > 0:
            self.backward()
        else:
            self.forward()

    def toggle(self):
        if self._direction:
            self.stop()
        else:
            self.forward()

    def speed(self, percent):
        """Keeps the direction; below 0 backward. A speed that is not known stops it."""
        if percent != percent or percent == 0:
            return self.stop()
        self._percent = min(abs(percent), 100)
        if percent < 0:
            self.backward()
        elif self._direction < 0:
            self._drive(-1)
        else:
            self.forward()

    def _go(self, direction, word):
        self._stay()
        if direction != self._direction:
            log_state(self._name, word)
        self._drive(direction)

    def _drive(self, direction):
        self._direction = direction
        self._forward.value(1 if direction > 0 else 0)
        self._backward.value(1 if direction < 0 else 0)
        if self._speed:
            self._speed.duty_u16(int(self._percent * 655.35) if direction else 0)
