"""A hobby servo: a pulse of 0.5 to 2.4 ms every 20 ms sets its angle."""

from time import ticks_diff, ticks_ms

from machine import PWM, Pin
from ohm_timing import Timed

# Pulses of 0 and 180 degrees, as the usual libraries have them. Most servos differ a little: adjust to yours.
PULSE_0_US, PULSE_180_US = 544, 2400
FRAME_US = 20000

# A knob trembles by less than this; following it would wear the gears.
STILL_DEGREES = 1
OPEN_DEGREES = 90


class ServoMotor(Timed):
    def __init__(self, name, pin):
        self._name = name
        self._pin = pin
        self._pwm = None
        self._angle = None
        self._before = None
        self._sweep = None  # from, to, period

    def begin(self):
        self._pwm = PWM(Pin(self._pin), freq=1000000 // FRAME_US, duty_u16=0)

    def update(self):
        if self._end_is_due():
            self._sweep = None
            if self._before is not None:
                self._turn_to(self._before)
        if self._sweep:
            start, end, period, since = self._sweep
            phase = ticks_diff(ticks_ms(), since) % period / period
            self._turn_to(start + (2 * phase if phase < 0.5 else 2 - 2 * phase) * (end - start))

    def move(self, degrees):
        """An angle that is not known leaves the arm where it is."""
        if degrees != degrees:
            return
        if self._ends_at is None:
            self._before = self._angle
        self._stay()
        self._sweep = None
        self._turn_to(degrees)

    def sweep(self, start, end, period_ms):
        """There and back in one period, again and again."""
        if self._sweep:
            return
        if self._ends_at is None:
            self._before = self._angle
        self._stay()
        self._sweep = (start, end, int(period_ms), ticks_ms())

    def on(self):
        self.move(OPEN_DEGREES)

    def off(self):
        self.move(0)

    def toggle(self):
        """Between 0 and OPEN_DEGREES."""
        if self._angle is not None and self._angle >= OPEN_DEGREES / 2:
            self.off()
        else:
            self.on()

    def stop(self):
        self._sweep = None

    def _turn_to(self, degrees):
        degrees = min(max(degrees, 0), 180)
        if self._angle is not None and abs(degrees - self._angle) < STILL_DEGREES:
            return
        self._angle = degrees
        self._pulse(PULSE_0_US + degrees * (PULSE_180_US - PULSE_0_US) / 180)

    def _pulse(self, us):
        """Where the pulses come from: the board's own pin, or in a subclass something else."""
        if self._pwm is not None:
            self._pwm.duty_u16(int(us * 65536 / FRAME_US + 0.5))
