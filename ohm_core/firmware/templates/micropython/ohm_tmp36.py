"""Temperature from a sensor with a straight line of volts: TMP36, LM35.

Datasheet: Analog Devices TMP36 (0.5 V at 0 degrees, 10 mV a degree).
"""

from ohm_adc import open_adc
from ohm_log import log_problem
from ohm_timing import Every

SAMPLES = 8
COLDEST, HOTTEST = -45, 155  # what the sensor cannot mean says that a wire is off


class VoltThermometer:
    """`full` is the converter's highest reading, `full_volts` the voltage it stands for."""

    def __init__(self, name, pin, full, full_volts, volts_at_0, volts_per_degree):
        self._name = name
        self._adc = open_adc(pin)
        self._volts_per_count = full_volts / full
        self._volts_at_0 = volts_at_0
        self._volts_per_degree = volts_per_degree
        self._tick = Every(200)
        self._temperature = float("nan")
        self._reported = False

    def begin(self):
        pass

    def update(self):
        if not self._tick.due():
            return
        volts = self._volts_per_count * sum(self._adc.read_u16() for _ in range(SAMPLES)) / SAMPLES
        now = (volts - self._volts_at_0) / self._volts_per_degree
        if COLDEST < now < HOTTEST:
            self._temperature = now
            self._reported = False
            return
        self._temperature = float("nan")
        if not self._reported:
            log_problem(self._name, "gives a voltage that means no temperature; check its wires")
        self._reported = True

    def temperature(self):
        return self._temperature
