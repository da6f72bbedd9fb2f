"""Acceleration and turning rate from an MPU6050.

Datasheet: InvenSense MPU-6000/6050 Register Map, sections 4.17 to 4.19 and 4.28.
"""

from struct import unpack

from ohm_i2cpart import I2cPart

COUNTS_PER_G = 16384  # at +-2 g
COUNTS_PER_DPS = 131  # at +-250 degrees a second
NOTHING = (float("nan"),) * 7


class MotionSensor(I2cPart):
    def __init__(self, name, i2c, address):
        super().__init__(name, i2c, address, 20)
        self._values = NOTHING

    def accel_x(self):
        """In g."""
        return self._values[0] / COUNTS_PER_G

    def accel_y(self):
        return self._values[1] / COUNTS_PER_G

    def accel_z(self):
        return self._values[2] / COUNTS_PER_G

    def gyro_x(self):
        """In degrees a second."""
        return self._values[4] / COUNTS_PER_DPS

    def gyro_y(self):
        return self._values[5] / COUNTS_PER_DPS

    def gyro_z(self):
        return self._values[6] / COUNTS_PER_DPS

    def _connect(self):
        self._set(0x6B, 0x01)  # awake, clocked by a gyroscope

    def _read(self):
        self._values = unpack(">hhhhhhh", self._register(0x3B, 14))

    def _forget(self):
        self._values = NOTHING
