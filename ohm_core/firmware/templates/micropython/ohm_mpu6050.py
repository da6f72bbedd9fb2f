"""Acceleration and turning rate from an MPU6050.

Datasheet: InvenSense MPU-6000/6050 Register Map, sections 4.17 to 4.19 and 4.28.
"""

from struct import unpack

from ohm_i2cpart import I2cPart
from ohm_log import log_event

COUNTS_PER_G = 16384  # at +-2 g
COUNTS_PER_DPS = 131  # at +-250 degrees a second
NOTHING = (float("nan"),) * 7


class MotionSensor(I2cPart):
    def __init__(self, name, i2c, address):
        super().__init__(name, i2c, address, 20)
        self._values = NOTHING
        self._tilted = self._tilted_now = self._shaken = self._shaken_now = False

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

    def is_tilted(self):
        """More than 45 degrees from lying flat."""
        return self._tilted

    def tilted(self):
        """True for one pass when it begins."""
        return self._tilted_now

    def is_shaken(self):
        """Pushed with more than its own weight and a half."""
        return self._shaken

    def shaken(self):
        return self._shaken_now

    def update(self):
        self._tilted_now = self._shaken_now = False
        super().update()

    def _judge(self):
        """Gravity tells the angle while it lies still; more than gravity is a push."""
        x, y, z = (value / COUNTS_PER_G for value in self._values[:3])
        g = (x * x + y * y + z * z) ** 0.5
        tilted = z < (0.77 if self._tilted else 0.71) * g  # 45 degrees, and back under 40
        shaken = g > 1.5
        self._tilted_now = tilted and not self._tilted
        self._shaken_now = shaken and not self._shaken
        self._tilted, self._shaken = tilted, shaken
        if self._tilted_now:
            log_event(self._name, "tilted")
        if self._shaken_now:
            log_event(self._name, "shaken")

    def _connect(self):
        self._set(0x6B, 0x01)  # awake, clocked by a gyroscope

    def _read(self):
        self._values = unpack(">hhhhhhh", self._register(0x3B, 14))
        self._judge()

    def _forget(self):
        self._values = NOTHING
