"""Brightness in lux from a BH1750.

Datasheet: ROHM BH1750FVI, "Instruction Set Architecture"; lux = counts / 1.2 in high resolution mode.
"""

from ohm_i2cpart import I2cPart

CONTINUOUS_HIGH_RESOLUTION = b"\x10"


class LuxSensor(I2cPart):
    def __init__(self, name, i2c, address):
        super().__init__(name, i2c, address, 200)
        self._lux = float("nan")

    def lux(self):
        return self._lux

    def _connect(self):
        self._i2c.writeto(self._address, CONTINUOUS_HIGH_RESOLUTION)

    def _read(self):
        data = self._i2c.readfrom(self._address, 2)
        self._lux = (data[0] << 8 | data[1]) / 1.2

    def _forget(self):
        self._lux = float("nan")
