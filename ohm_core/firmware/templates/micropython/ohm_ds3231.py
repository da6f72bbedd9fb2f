"""The time of day from a DS3231, which goes on counting on its coin cell.

Datasheet: Maxim DS3231, "Timekeeping Registers", "Status Register (0Fh)".
"""

from ohm_i2cpart import I2cPart
from ohm_log import log_problem

NAN = float("nan")
STATUS, STOPPED = 0x0F, 0x80  # stopped: its oscillator stood still, so the time is wrong


def from_bcd(value):
    return (value >> 4) * 10 + (value & 15)


class RealTimeClock(I2cPart):
    def __init__(self, name, i2c, address):
        super().__init__(name, i2c, address, 200)
        self._forget()

    def hour(self):
        return self._hour

    def minute(self):
        return self._minute

    def second(self):
        return self._second

    def weekday(self):
        """1 Monday to 7 Sunday."""
        return self._weekday

    def minute_of_day(self):
        return int(self._hour) * 60 + int(self._minute) if self._hour == self._hour else -1

    def day_of_year(self):
        return self._day_of_year

    def time(self):
        if self._hour != self._hour:
            return "--:--:--"
        return "%02d:%02d:%02d" % (self._hour, self._minute, self._second)

    def temperature(self):
        return self._temperature

    def _forget(self):
        self._hour = self._minute = self._second = self._weekday = self._temperature = NAN
        self._day_of_year = 1

    def _connect(self):
        if self._register(STATUS, 1)[0] & STOPPED:
            log_problem(self._name, "has no time; set it once from your computer: see bringup/README.md")

    def _read(self):
        d = self._register(0x00, 6)
        t = self._register(0x11, 2)
        self._second, self._minute, self._hour = from_bcd(d[0]), from_bcd(d[1]), from_bcd(d[2] & 0x3F)
        self._weekday = d[3]
        # Near enough for the sun.
        self._day_of_year = int((from_bcd(d[5] & 0x1F) - 1) * 30.6) + from_bcd(d[4])
        self._temperature = (t[0] - 256 if t[0] & 0x80 else t[0]) + (t[1] >> 6) * 0.25
