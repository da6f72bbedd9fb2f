"""An active buzzer: it makes its own tone and only needs to be switched."""

from ohm_output import Output


class Buzzer(Output):
    def beep(self, duration_ms, times=1):
        """One beep that ends by itself, or several with pauses as long as they are."""
        if times > 1:
            return self.blink(2 * duration_ms, times)
        self.on()
        self.end_after(duration_ms)
