"""Distance by ultrasound, HC-SR04: how long an echo of a 40 kHz burst takes.

Datasheet: ElecFreaks HC-SR04 (trigger 10 us; 58 us of echo a centimetre; at least 60 ms between two bursts).
"""

from time import sleep_us

from machine import Pin, time_pulse_us
from ohm_log import log_problem
from ohm_timing import Every

US_PER_CM = 58
TIMEOUT_US = 30000  # longer than the echo from MAX_CM
MAX_CM = 400
FAILURES_UNTIL_UNKNOWN = 5


class DistanceSensor:
    def __init__(self, name, trig_pin, echo_pin, every_ms):
        self._name = name
        self._trig = Pin(trig_pin, Pin.OUT, value=0)
        self._echo = Pin(echo_pin, Pin.IN)
        self._tick = Every(every_ms)
        self._distance = float("nan")
        self._failures = 0

    def begin(self):
        pass

    def update(self):
        if not self._tick.due():
            return
        self._trig.value(1)
        sleep_us(10)
        self._trig.value(0)
        echo_us = time_pulse_us(self._echo, 1, TIMEOUT_US)
        if echo_us > 0:
            self._failures = 0
            self._distance = min(echo_us / US_PER_CM, MAX_CM)
        elif echo_us == -1:  # it still listens: nothing in reach
            self._failures = 0
            self._distance = MAX_CM
        else:  # the echo line never moved
            self._failures += 1
            if self._failures == FAILURES_UNTIL_UNKNOWN:
                self._distance = float("nan")
                log_problem(self._name, "no echo signal; check TRIG, ECHO and its supply")

    def distance(self):
        """In cm; MAX_CM where nothing is near, not a number without a sensor."""
        return self._distance
