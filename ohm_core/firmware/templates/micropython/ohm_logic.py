"""Conditions that remember: when they began, when they ended, and a dead band against flicker."""

from random import getrandbits
from time import ticks_diff, ticks_ms

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
