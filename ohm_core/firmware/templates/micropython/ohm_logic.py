"""Conditions that remember: when they began, when they ended, and a dead band against flicker."""

from random import getrandbits
from time import ticks_add, ticks_diff, ticks_ms

NAN = float("nan")  # a value that is not known; no comparison with it is ever true


def is_unknown(value):
    return value != value


class Condition:
    """A condition over time. Call update() once a pass of the loop; the first call begins or ends it."""

    def __init__(self):
        self._holds = None
        self._changed = False
        self._since = 0

    def update(self, holds):
        self._changed = holds != self._holds
        self._holds = holds
        if self.began():
            self._since = ticks_ms()

    def forget(self):
        """Nothing is known any more, as before the first update(). True if something was."""
        knew = self._holds is not None
        self._holds = None
        self._changed = False
        return knew

    def holds(self):
        return bool(self._holds)

    def began(self):
        return self._changed and bool(self._holds)

    def ended(self):
        return self._changed and not self._holds

    def began_or_every(self, ms):
        """True when it begins, and again each time it has gone on for so long."""
        if not self._holds or not self._changed and ticks_diff(ticks_ms(), self._since) < ms:
            return False
        self._since = ticks_ms()
        return True


class Lasting:
    """Whether something has been so for a while without a break. Call update() once a pass of the loop."""

    def __init__(self):
        self._running = False
        self._over = False
        self._since = 0

    def update(self, now, ms):
        if now and not self._running:
            self._since = ticks_ms()
        self._running = now
        self._over = now and (self._over or ticks_diff(ticks_ms(), self._since) >= ms)

    def holds(self):
        return self._over


class Turns:
    """One of so many turns after the other, round and round."""

    def __init__(self, count):
        self._count = count
        self._turn = 0

    def next(self):
        self._turn = self._turn % self._count + 1

    def at(self, turn):
        return self._turn == turn


class Sequence:
    """Steps one after the other, each with a time of its own. In each pass of the loop begins() or wait() is asked for every step in order."""

    def __init__(self, steps):
        self._steps = steps
        self._next = 0  # 0: stopped
        self._lasts = 0
        self._since = ticks_ms()

    def start(self):
        """From the first step; one that is under way goes on."""
        if not self.is_running():
            self._next = 1
            self._lasts = 0
            self._since = ticks_ms()

    def stop(self):
        self._next = 0

    def is_running(self):
        return self._next > 0 and not self.is_over()

    def is_over(self):
        """True after the last step has had its time, until it is stopped or started again."""
        return self._next > self._steps and ticks_diff(ticks_ms(), self._since) >= self._lasts

    def begins(self, step, ms):
        """True once, when it is this step's turn. The next one comes so many milliseconds later."""
        if self._next != step or ticks_diff(ticks_ms(), self._since) < self._lasts:
            return False
        self._since = ticks_add(self._since, self._lasts)
        self._lasts = ms
        self._next += 1
        return True

    def wait(self, step, ms):
        """A step in which nothing is done."""
        self.begins(step, ms)


class Limit:
    """A limit with a dead band: once passed, the value must come back by `band` before it counts as not passed."""

    def __init__(self):
        self._passed = False

    def above(self, value, limit, band):
        self._passed = value > (limit - band if self._passed else limit)
        return self._passed

    def below(self, value, limit, band):
        self._passed = value < (limit + band if self._passed else limit)
        return self._passed


def map_range(value, from_a, from_b, to_a, to_b):
    """The straight line through (from_a, to_a) and (from_b, to_b), held at both ends."""
    if is_unknown(value):
        return value
    share = (value - from_a) / (from_b - from_a)
    return to_a + min(max(share, 0), 1) * (to_b - to_a)


def pick(choices):
    """One of a list, at random."""
    return choices[getrandbits(16) % len(choices)]


def whole(value):
    """The nearest whole number; None where the value is not known."""
    return None if is_unknown(value) else round(value)


def shown(value, digits):
    """A number as text with so many digits behind the point, "--" where it is not known."""
    return "--" if is_unknown(value) else "%.*f" % (digits, value)
