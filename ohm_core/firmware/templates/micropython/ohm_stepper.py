"""A 28BYJ-48 stepper behind a ULN2003, in half steps, without waiting for it.

Datasheet: Kiatronics 28BYJ-48 (switching sequence, gear 1:64).
"""

from time import ticks_diff, ticks_us

from machine import Pin
from ohm_log import log_state
from ohm_timing import Timed

# Which of the four coils are on in each half step.
HALF_STEPS = (0b0001, 0b0011, 0b0010, 0b0110, 0b0100, 0b1100, 0b1000, 0b1001)
FASTEST_US, SLOWEST_US = 1200, 12000  # faster and it only hums
FAR = 1000000000


class StepMotor(Timed):
    def __init__(self, name, pins, turn_steps):
        self._name = name
        self._pins = [Pin(pin, Pin.OUT, value=0) for pin in pins]
        self._turn_steps = turn_steps
        self._at = 0
        self._target = 0
        self._step_us = FASTEST_US
        self._stepped_at = ticks_us()
        self._moving = False

    def begin(self):
        self._write(0)

    def update(self):
        if self._end_is_due():
            self.stop()
        if not self._moving or ticks_diff(ticks_us(), self._stepped_at) < self._step_us:
            return
        self._stepped_at = ticks_us()
        if self._at == self._target:
            return self.stop()
        self._at += 1 if self._target > self._at else -1
        self._write(HALF_STEPS[self._at & 7])

    def step(self, steps):
        """On from where it will be; negative backward."""
        self._start((self._target if self._moving else self._at) + int(steps), "step")

    def move(self, degrees):
        """To this angle, counted from where it started."""
        if degrees != degrees:
            return
        target = round(degrees / 360 * self._turn_steps)
        if target != self._target or not self._moving and target != self._at:
            self._start(target, "move")

    def forward(self):
        """On and on."""
        if not self._moving or self._target < FAR // 2:
            self._start(FAR, "forward")

    def backward(self):
        if not self._moving or self._target > -FAR // 2:
            self._start(-FAR, "backward")

    def on(self):
        self.forward()

    def off(self):
        self.stop()

    def toggle(self):
        if self._moving:
            self.stop()
        else:
            self.forward()

    def speed(self, percent):
        if percent != percent or percent <= 0:
            return self.stop()
        self._step_us = int(SLOWEST_US - min(percent, 100) / 100 * (SLOWEST_US - FASTEST_US))

    def stop(self):
        """Without current it stays cool; its gear holds the shaft."""
        self._stay()
        if self._moving:
            log_state(self._name, "stop")
        self._moving = False
        self._target = self._at
        self._write(0)

    def _start(self, target, word):
        self._stay()
        log_state(self._name, word)
        self._target = target
        self._moving = True

    def _write(self, coils):
        for bit, pin in enumerate(self._pins):
            pin.value(coils >> bit & 1)
