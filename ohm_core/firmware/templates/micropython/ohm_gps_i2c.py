"""A GPS receiver on I2C: the same lines, asked for by the piece.

Datasheet: GlobalTop PA1010D, I2C at 0x10; 0x0A stands where there is nothing to tell.
"""

from ohm_gps import GpsReceiver
from ohm_timing import Every


class I2cGps(GpsReceiver):
    def __init__(self, name, i2c, address):
        super().__init__(name)
        self._i2c = i2c
        self._address = address
        self._tick = Every(20)

    def _next(self):
        if not self._tick.due():
            return b""
        try:
            return self._i2c.readfrom(self._address, 32)
        except OSError:
            return b""
