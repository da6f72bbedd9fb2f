"""A sensor or switch that says yes or no: motion, tilt, touch, reed contact, slide switch, flame."""

from ohm_debounced import Debounced
from ohm_log import log_text


class DigitalInput(Debounced):
    """`what` is the word on the serial monitor ("motion"); `active_level` what the pin reads for yes."""

    def __init__(self, name, pin, what, active_level, pull, settle_ms):
        super().__init__(pin, active_level, pull, settle_ms)
        self._label = name + "." + what

    def _say(self, now):
        log_text(self._label, int(now))

    def active(self):
        return self._active

    def percent(self):
        """100 or 0: of a sensor that is read by its threshold only."""
        return 100 if self._active else 0

    def began(self):
        return self._began()

    def ended(self):
        return self._ended()
