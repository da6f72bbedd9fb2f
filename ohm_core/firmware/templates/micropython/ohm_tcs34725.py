"""Colour and brightness from a TCS34725.

Datasheet: ams TCS3472, "Register Set"; lux by ams application note DN40 (coefficients of the bare chip).
"""

from ohm_i2cpart import I2cPart

NAN = float("nan")
COMMAND = 0xA0  # each register is named with this bit, and what follows counts up
ENABLE, ATIME, CONTROL, CDATAL = 0x00, 0x01, 0x0F, 0x14
ON = 0x03  # powered, measures colours
STEPS = 21  # of 2.4 ms each, in which the light is added up
GAIN, GAIN_4 = 4, 0x01
DARK = 20  # counts of clear light below which no colour is seen
# Sixty degrees of hue are 1.
HUES = ((0.25, "red"), (0.7, "orange"), (1.2, "yellow"), (2.5, "green"), (3.4, "cyan"), (4.4, "blue"), (5.4, "purple"), (6.1, "red"))


class ColorSensor(I2cPart):
    def __init__(self, name, i2c, address):
        super().__init__(name, i2c, address, 200)
        self._forget()

    def red(self):
        """Percent of the strongest of the three; not known (NAN) while it is silent."""
        return self._share[0]

    def green(self):
        return self._share[1]

    def blue(self):
        return self._share[2]

    def lux(self):
        return self._lux

    def color(self):
        """ "red", "orange" ... "white", "black"; "" while it is not known."""
        return self._color

    def _forget(self):
        self._share = (NAN, NAN, NAN)
        self._lux = NAN
        self._color = ""

    def _connect(self):
        for register, value in ((ATIME, 256 - STEPS), (CONTROL, GAIN_4), (ENABLE, ON)):
            self._set(COMMAND | register, value)

    def _read(self):
        d = self._register(COMMAND | CDATAL, 8)
        clear, red, green, blue = (d[2 * i + 1] << 8 | d[2 * i] for i in range(4))
        infrared = (red + green + blue - clear) / 2
        seen = 0.136 * (red - infrared) + (green - infrared) - 0.444 * (blue - infrared)
        self._lux = max(0, seen * 310 / (STEPS * 2.4 * GAIN))
        strongest, weakest = max(red, green, blue), min(red, green, blue)
        self._share = tuple(100 * part / strongest if strongest else 0 for part in (red, green, blue))
        self._color = "black" if clear < DARK else name_it(red, green, blue, strongest, weakest)


def name_it(red, green, blue, strongest, weakest):
    """By hue; where the three differ by less than a quarter it is white."""
    span = strongest - weakest
    if span < 0.25 * strongest:
        return "white"
    hue = (green - blue) / span if red == strongest else 2 + (blue - red) / span if green == strongest else 4 + (red - green) / span
    return next(name for until, name in HUES if hue % 6 < until)
