"""Single LEDs in a row, lit from one end like a bar."""


class Gauge:
    def __init__(self, *leds):
        self._leds = leds

    def bar(self, percent):
        """0 to 100 %. A value that is not known is dark."""
        lit = 0 if percent != percent else int(min(max(percent, 0), 100) * len(self._leds) / 100 + 0.5)
        for i, led in enumerate(self._leds):
            if i < lit and not led.is_on():
                led.on()
            elif i >= lit and led.is_on():
                led.off()
