"""The time of day from a clock chip that goes on counting on its coin cell: DS3231, DS1307 or PCF8523.

Datasheets: Maxim DS3231, "Timekeeping Registers", "Status Register (0Fh)"; Maxim DS1307, "Clock and Calendar" (bit CH);
NXP PCF8523, "Register overview", "Register Control_3" (battery switch-over).
"""

from ohm_i2cpart import I2cPart
from ohm_log import log_problem

NAN = float("nan")
STOPPED = 0x80  # its oscillator stood still, so the time is wrong


def from_bcd(value):
    return (value >> 4) * 10 + (value & 15)


class RealTimeClock(I2cPart):
    # The first of six registers, whether the day stands before the weekday, where STOPPED is, temperature, what is set to 0.
    DS3231 = (0x00, False, 0x0F, 0x11, None)
    DS1307 = (0x00, False, 0x00, None, None)
    PCF8523 = (0x03, True, 0x03, None, 0x02)  # sold with its change to the coin cell switched off

    def __init__(self, name, i2c, address, chip):
        super().__init__(name, i2c, address, 200)
        self._first, self._day_first, self._flags, self._thermometer, self._setup = chip
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
        if self._setup is not None:
            self._set(self._setup, 0)
        if self._register(self._flags, 1)[0] & STOPPED:
            log_problem(self._name, "has no time; set it once from your computer: see bringup/README.md")

    def _read(self):
        d = self._register(self._first, 6)
        self._second, self._minute, self._hour = from_bcd(d[0] & 0x7F), from_bcd(d[1] & 0x7F), from_bcd(d[2] & 0x3F)
        day, weekday = (d[3], d[4]) if self._day_first else (d[4], d[3])
        self._weekday = weekday & 7 or 7  # Sunday is 0 with some
        # Near enough for the sun.
        self._day_of_year = int((from_bcd(d[5] & 0x1F) - 1) * 30.6) + from_bcd(day & 0x3F)
        if self._thermometer is not None:
            t = self._register(self._thermometer, 2)
            self._temperature = (t[0] - 256 if t[0] & 0x80 else t[0]) + (t[1] >> 6) * 0.25
