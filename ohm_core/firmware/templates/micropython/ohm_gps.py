"""Position, height, speed and time (UTC) from a GPS receiver's NMEA 0183 lines, over a serial line or I2C.

Datasheets: u-blox 6 Receiver Description (NMEA protocol: GGA, RMC); GlobalTop PA1010D, I2C at 0x10, 0x0A between the lines.
Library that does more: "micropyGPS" by Calvin McCoy.
"""

from time import ticks_diff, ticks_ms

from ohm_log import log_problem
from ohm_serial import serial_line

NAN = float("nan")
SILENT_MS = 5000
LONGEST = 84
KMH_PER_KNOT = 1.852


class GpsReceiver:
    """What both have: the lines are put together and understood; where the bytes come from is the subclass's `_next`."""

    def __init__(self, name):
        self._name = name
        self._line = b""
        self._time = "--:--:--"
        self._heard_at = ticks_ms()
        self._reported = False
        self._forget()

    def begin(self):
        pass

    def update(self):
        data = self._next()
        if data:
            self._heard_at = ticks_ms()
            for letter in data:
                self._take(letter)
        elif ticks_diff(ticks_ms(), self._heard_at) > SILENT_MS:
            self._heard_at = ticks_ms()
            self._forget()
            if not self._reported:
                log_problem(self._name, "no lines come; check its supply and that its TX is on the board's RX")
            self._reported = True

    def latitude(self):
        """Degrees, north positive; not known (NAN) without a fix, like the rest."""
        return self._latitude

    def longitude(self):
        """Degrees, east positive."""
        return self._longitude

    def altitude(self):
        """Metres over the sea."""
        return self._altitude

    def speed(self):
        """Kilometres an hour."""
        return self._speed

    def position(self):
        """ "51.50000 -0.12000", "no fix" while it is not known."""
        if self._latitude != self._latitude:
            return "no fix"
        return "%.5f %.5f" % (self._latitude, self._longitude)

    def time(self):
        """UTC, "07:30:00"."""
        return self._time

    def _forget(self):
        self._latitude = self._longitude = self._altitude = self._speed = NAN

    def _next(self):
        return b""

    def _take(self, letter):
        if letter == 36:  # $ begins a line
            self._line = b""
        if letter in (10, 13):
            if len(self._line) > 10:
                self._understand(self._line)
            self._line = b""
        elif len(self._line) < LONGEST:
            self._line += bytes((letter,))

    def _understand(self, line):
        """ "$GPGGA,...*47": the two digits are all letters between $ and * exclusive-ored. The talker (GP, GN) does not matter."""
        words, star, digits = line[1:].partition(b"*")
        total = 0
        for letter in words:
            total ^= letter
        try:
            if not star or int(digits, 16) != total:
                return
            fields = words.decode().split(",")
            if fields[0][2:] == "GGA":
                self._altitude = float(fields[9]) if fields[6] > "0" else NAN
            elif fields[0][2:] == "RMC":
                if fields[2] != "A":
                    return self._forget()
                self._latitude = degrees(fields[3], fields[4])
                self._longitude = degrees(fields[5], fields[6])
                self._speed = float(fields[7] or 0) * KMH_PER_KNOT
            else:
                return
            if len(fields[1]) >= 6:
                self._time = fields[1][0:2] + ":" + fields[1][2:4] + ":" + fields[1][4:6]
            self._reported = False
        except (ValueError, IndexError):
            pass  # a broken line: the next comes in a second


class SerialGps(GpsReceiver):
    def __init__(self, name, rx_pin, tx_pin):
        super().__init__(name)
        self._serial = serial_line(rx_pin, tx_pin, 9600)

    def _next(self):
        return self._serial.read(64) if self._serial.any() else b""


def degrees(text, side):
    """ "5130.0000", "N": degrees, then minutes with two digits before the point."""
    point = text.index(".")
    found = int(text[: point - 2]) + float(text[point - 2 :]) / 60
    return -found if side in "SW" else found
