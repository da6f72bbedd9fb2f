"""A dice of LEDs: seven show the spots of a real one, fewer light one of them."""

from random import getrandbits

from ohm_log import log_text

# LEDs from left to right: the left column's corners, its middle, the centre, the right column likewise.
FACES = (0b0001000, 0b1000001, 0b1001001, 0b1010101, 0b1011101, 0b1110111)


class Dice:
    def __init__(self, name, *leds):
        self._name = name
        self._leds = leds

    def roll(self):
        spots = len(self._leds) == 7
        number = getrandbits(16) % (6 if spots else len(self._leds)) + 1
        for i, led in enumerate(self._leds):
            if FACES[number - 1] >> i & 1 if spots else i + 1 == number:
                led.on()
            else:
                led.off()
        log_text(self._name, number)
