"""Sixteen servos on a PCA9685: two wires of I2C in place of sixteen pins.

Datasheet: NXP PCA9685, "Register definitions", "PWM frequency PRE_SCALE" (oscillator of 25 MHz).
"""

from time import sleep_us

from ohm_log import log_problem
from ohm_servo import FRAME_US, ServoMotor

MODE1, FIRST_ON, PRE_SCALE = 0x00, 0x06, 0xFE
COUNTS_UP, ASLEEP = 0x20, 0x10
FOR_50_HZ = 121  # 25 MHz / (4096 * 50 Hz), less 1


class ServoBoard:
    def __init__(self, name, i2c, address):
        self._name = name
        self._i2c = i2c
        self._address = address

    def begin(self):
        """Its frequency can be set only while it sleeps."""
        try:
            for register, value in ((MODE1, ASLEEP), (PRE_SCALE, FOR_50_HZ), (MODE1, COUNTS_UP)):
                self._i2c.writeto_mem(self._address, register, bytes([value]))
            sleep_us(500)
        except OSError:
            log_problem(self._name, "no answer on I2C; check SDA, SCL, supply and address")

    def pulse(self, channel, us):
        """The length of the channel's pulses; 0: none."""
        off = int(us) * 4096 // FRAME_US
        try:
            self._i2c.writeto_mem(self._address, FIRST_ON + 4 * channel, bytes([0, 0, off & 0xFF, off >> 8]))
        except OSError:
            pass


class BoardServo(ServoMotor):
    """A servo at one of its outputs; all else is as with any other."""

    def __init__(self, name, board, channel):
        super().__init__(name, channel)
        self._board = board

    def begin(self):
        pass

    def _pulse(self, us):
        self._board.pulse(self._pin, us)
