"""Time without waiting: nothing in here ever blocks the loop."""

from time import ticks_add, ticks_diff, ticks_ms


class Every:
    """Comes round again and again: `if tick.due(): ...`"""

    def __init__(self, period_ms):
        self._period = period_ms
        self._last = ticks_ms()

    def due(self):
        if ticks_diff(ticks_ms(), self._last) < self._period:
            return False
        self._last = ticks_ms()
        return True

    def restart(self):
        """Begins anew: the next due() is true a whole period from now."""
        self._last = ticks_ms()

    def hurry(self):
        """Makes the next due() true at once, whatever the period."""
        self._last = ticks_add(ticks_ms(), -self._period)


class Timed:
    """Something that can be told to end by itself: `pump.on(); pump.end_after(5000)`"""

    _ends_at = None
    _times_left = 0

    def end_after(self, ms):
        self._ends_at = ticks_add(ticks_ms(), int(ms))

    def _end_is_due(self):
        if self._ends_at is None or ticks_diff(self._ends_at, ticks_ms()) > 0:
            return False
        self._ends_at = None
        return True

    def _stay(self):
        self._ends_at = None
        self._times_left = 0

    def _was_last_time(self):
        """For what blinks only so often, to be asked each time the dark half begins: true after the last time."""
        if not self._times_left:
            return False
        self._times_left -= 1
        return not self._times_left
