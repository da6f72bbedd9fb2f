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
