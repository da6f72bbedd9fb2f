"""Voltage and current of a load from an INA219 with a shunt of 0.1 ohm.

Datasheet: TI INA219, "Register Details": bus voltage 4 mV, shunt voltage 10 uV a count.
"""

from struct import unpack

from ohm_i2cpart import I2cPart

SHUNT_OHM = 0.1


class PowerMeter(I2cPart):
    def __init__(self, name, i2c, address):
        super().__init__(name, i2c, address, 200)
        self._forget()

    def voltage(self):
        return self._voltage

    def current(self):
        return self._current

    def _read(self):
        self._current = unpack(">h", self._register(0x01, 2))[0] * 1e-5 / SHUNT_OHM
        self._voltage = (unpack(">H", self._register(0x02, 2))[0] >> 3) * 0.004

    def _forget(self):
        self._voltage = self._current = float("nan")
