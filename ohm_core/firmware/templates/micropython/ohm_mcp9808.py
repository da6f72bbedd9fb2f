"""Temperature from an MCP9808.

Datasheet: Microchip MCP9808, register 5-4 "Ambient temperature": 1/16 degree a count.
"""

from ohm_i2cpart import I2cPart

AMBIENT, SIGN = 0x05, 0x10


class PreciseThermometer(I2cPart):
    def __init__(self, name, i2c, address):
        super().__init__(name, i2c, address, 300)
        self._temperature = float("nan")

    def temperature(self):
        return self._temperature

    def _read(self):
        high, low = self._register(AMBIENT, 2)
        degrees = (high & 0x0F) * 16 + low / 16
        self._temperature = degrees - 256 if high & SIGN else degrees

    def _forget(self):
        self._temperature = float("nan")
