"""An active buzzer: it makes its own tone and only needs to be switched."""

from ohm_output import Output


class Buzzer(Output):
    def beep(self, duration_ms):
        """One beep that ends by itself."""
        self.on()
        self.end_after(duration_ms)
