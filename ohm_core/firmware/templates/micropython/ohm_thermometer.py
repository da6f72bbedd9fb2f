"""Temperature from a voltage: a thermistor in a divider, or a sensor with a straight line of volts (TMP36, LM35).

Datasheet: Analog Devices TMP36 (0.5 V at 0 degrees, 10 mV a degree). Thermistors by the beta formula: 1/T = 1/298.15 K + ln(R/R25)/beta.
"""

from math import log

from ohm_adc import open_adc
from ohm_log import log_problem
from ohm_timing import Every

NAN = float("nan")
KELVIN = 273.15
SAMPLES = 8
COLDEST, HOTTEST = -45, 155  # what a TMP36 cannot mean says that a wire is off


class AnalogThermometer:
    """What both have: the mean of several readings, and a message once where it can mean no temperature.

    `full` is the converter's highest reading; subclasses write `_degrees` of a share of it.
    """

    def __init__(self, name, pin, full):
        self._name = name
        self._adc = open_adc(pin)
        self._full = full
        self._tick = Every(200)
        self._temperature = NAN
        self._reported = False

    def begin(self):
        pass

    def update(self):
        if not self._tick.due():
            return
        self._temperature = self._degrees(sum(self._adc.read_u16() for _ in range(SAMPLES)) / SAMPLES / self._full)
        unknown = self._temperature != self._temperature
        if unknown and not self._reported:
            log_problem(self._name, "gives a voltage that means no temperature; check its wires and resistor")
        self._reported = unknown

    def temperature(self):
        """Degrees Celsius, not known (NAN) while its voltage means none."""
        return self._temperature

    def _degrees(self, share):
        return NAN


class Thermistor(AnalogThermometer):
    """`upper`: the thermistor is the half towards the supply."""

    def __init__(self, name, pin, full, fixed_ohm, ohm_at_25, beta, upper):
        super().__init__(name, pin, full)
        self._fixed_ohm = fixed_ohm
        self._ohm_at_25 = ohm_at_25
        self._beta = beta
        self._upper = upper

    def _degrees(self, share):
        """At either end of the scale a wire is off, or two touch."""
        if not 0.005 < share < 0.995:
            return NAN
        ohm = self._fixed_ohm * ((1 - share) / share if self._upper else share / (1 - share))
        return 1 / (1 / (25 + KELVIN) + log(ohm / self._ohm_at_25) / self._beta) - KELVIN


class VoltThermometer(AnalogThermometer):
    """`full_volts` is what the highest reading stands for."""

    def __init__(self, name, pin, full, full_volts, volts_at_0, volts_per_degree):
        super().__init__(name, pin, full)
        self._full_volts = full_volts
        self._volts_at_0 = volts_at_0
        self._volts_per_degree = volts_per_degree

    def _degrees(self, share):
        found = (self._full_volts * share - self._volts_at_0) / self._volts_per_degree
        return found if COLDEST < found < HOTTEST else NAN
