"""Temperature from a thermistor in a divider, by the beta formula: 1/T = 1/298.15 K + ln(R/R25)/beta."""

from math import log

from ohm_adc import open_adc
from ohm_log import log_problem
from ohm_timing import Every

KELVIN = 273.15
SAMPLES = 8


class Thermistor:
    """`full` is the converter's highest reading; `upper` whether the thermistor is the half towards the supply."""

    def __init__(self, name, pin, full, fixed_ohm, ohm_at_25, beta, upper):
        self._name = name
        self._adc = open_adc(pin)
        self._full = full
        self._fixed_ohm = fixed_ohm
        self._ohm_at_25 = ohm_at_25
        self._beta = beta
        self._upper = upper
        self._tick = Every(200)
        self._temperature = float("nan")
        self._reported = False

    def begin(self):
        pass

    def update(self):
        if not self._tick.due():
            return
        share = sum(self._adc.read_u16() for _ in range(SAMPLES)) / SAMPLES / self._full  # of the supply
        if not 0.005 < share < 0.995:  # a wire is off, or two touch
            self._temperature = float("nan")
            if not self._reported:
                log_problem(self._name, "reads the end of the scale; check its wires and the fixed resistor")
            self._reported = True
            return
        self._reported = False
        ohm = self._fixed_ohm * ((1 - share) / share if self._upper else share / (1 - share))
        self._temperature = 1 / (1 / (25 + KELVIN) + log(ohm / self._ohm_at_25) / self._beta) - KELVIN

    def temperature(self):
        return self._temperature
