"""The time of day from the internet (NTP), kept by the chip between two looks."""

from time import gmtime, time

import ntptime
from ohm_timing import Every

NAN = float("nan")
KNOWN_SINCE = 2024  # an earlier year means that no server has answered yet


class NetClock:
    """`offset_minutes` is local time less UTC, for example 60 for Berlin in winter."""

    def __init__(self, wifi, offset_minutes):
        self._wifi = wifi
        self._offset_minutes = offset_minutes
        self._retry = Every(30000)
        self._set = False

    def begin(self):
        self._retry.hurry()

    def update(self):
        if self._set or not self._wifi.connected() or not self._retry.due():
            return
        try:
            ntptime.settime()
            self._set = True
        except OSError:
            pass  # no answer; again in half a minute

    def hour(self):
        return self._local()[3] if self._known() else NAN

    def minute(self):
        return self._local()[4] if self._known() else NAN

    def minute_of_day(self):
        """Below 0 while not known."""
        return self._local()[3] * 60 + self._local()[4] if self._known() else -1

    def day_of_year(self):
        return self._local()[7]

    def _known(self):
        return gmtime()[0] >= KNOWN_SINCE

    def _local(self):
        return gmtime(time() + self._offset_minutes * 60)
