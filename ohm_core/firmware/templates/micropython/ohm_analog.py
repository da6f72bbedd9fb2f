"""A voltage read as a percentage between two calibration points: knob, light, soil moisture, gas, sound."""

from ohm_adc import open_adc
from ohm_timing import Every

SAMPLES = 4


class AnalogSensor:
    """`at_0` and `at_100` are the readings (0 to 65535) that mean 0 % and 100 %; at_0 may be the larger one."""

    def __init__(self, pin, at_0, at_100):
        self._adc = open_adc(pin)
        self._at_0 = at_0
        self._at_100 = at_100
        self._percent = 0
        self._tick = Every(20)

    def begin(self):
        self._tick.hurry()
        self.update()

    def update(self):
        if not self._tick.due():
            return
        raw = sum(self._adc.read_u16() for _ in range(SAMPLES)) / SAMPLES
        self._percent = min(max(100 * (raw - self._at_0) / (self._at_100 - self._at_0), 0), 100)

    def percent(self):
        return self._percent
