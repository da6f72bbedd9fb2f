"""Sunrise or sunset, once a day, good to a few minutes.

Source: NOAA Global Monitoring Laboratory, "General Solar Position Calculations".
"""

from math import acos, cos, degrees, pi, radians, sin, tan


class SunTime:
    def __init__(self, rises, latitude, longitude, offset_minutes):
        self._rises = rises
        self._latitude = latitude
        self._longitude = longitude
        self._offset_minutes = offset_minutes
        self._was = False

    def reached(self, minute_of_day, day_of_year):
        if minute_of_day < 0:
            return False
        now = minute_of_day == self.minute_on(day_of_year)
        arrived = now and not self._was
        self._was = now
        return arrived

    def minute_on(self, day_of_year):
        year = 2 * pi / 365 * (day_of_year - 1)
        equation = 229.18 * (0.000075 + 0.001868 * cos(year) - 0.032077 * sin(year) - 0.014615 * cos(2 * year) - 0.040849 * sin(2 * year))
        declination = 0.006918 - 0.399912 * cos(year) + 0.070257 * sin(year) - 0.006758 * cos(2 * year) + 0.000907 * sin(2 * year)
        latitude = radians(self._latitude)
        cosine = cos(radians(90.833)) / (cos(latitude) * cos(declination)) - tan(latitude) * tan(declination)
        if not -1 <= cosine <= 1:  # polar day or night: today the sun does neither
            return -2
        half_day = degrees(acos(cosine))
        return round(720 - 4 * (self._longitude + (half_day if self._rises else -half_day)) - equation) + self._offset_minutes
