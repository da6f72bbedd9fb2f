"""A time of day, once a day: `if alarm.reached(clock.minute_of_day()): ...`"""


class DailyTime:
    def __init__(self, hour, minute):
        self._minute = hour * 60 + minute
        self._was = False

    def reached(self, minute_of_day):
        now = minute_of_day == self._minute
        arrived = now and not self._was
        self._was = now
        return arrived


class DayWindow:
    """A stretch of the day, over midnight too: `if hours.holds(clock.minute_of_day(), 480, 1200): ...`"""

    def holds(self, minute_of_day, first, until):
        if minute_of_day < 0 or first < 0 or until < 0:
            return False
        if first <= until:
            return first <= minute_of_day < until
        return minute_of_day >= first or minute_of_day < until
