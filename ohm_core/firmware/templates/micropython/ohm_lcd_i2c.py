"""A character display behind an I2C backpack with a PCF8574 or PCF8574A.

Datasheet: NXP PCF8574; wiring of the usual backpack: P0 RS, P1 RW, P2 E, P3 backlight, P4 to P7 data.
"""

from ohm_lcd import TextLcd
from ohm_log import log_problem

RS, E, BACKLIGHT = 0x01, 0x04, 0x08


class I2cLcd(TextLcd):
    def __init__(self, name, i2c, address, columns, lines):
        super().__init__(columns, lines)
        self._name = name
        self._i2c = i2c
        self._address = address
        self._light = BACKLIGHT
        self._reported = False

    def on(self):
        """The backlight."""
        self._backlight(BACKLIGHT)

    def off(self):
        self._backlight(0)

    def _backlight(self, light):
        self._light = light
        self._write(bytes([light]))

    def _send_nibble(self, nibble, is_data):
        lines = nibble << 4 | self._light | (RS if is_data else 0)
        self._write(bytes([lines | E, lines]))  # the falling edge of E takes it over

    def _write(self, data):
        try:
            self._i2c.writeto(self._address, data)
        except OSError:
            if not self._reported:
                log_problem(self._name, "no answer on I2C; check SDA, SCL, supply and address")
            self._reported = True
