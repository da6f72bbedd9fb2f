"""Behaviours that hold one part on together: it may end when the last of them lets go."""


class Holders:
    def __init__(self):
        self._holding = 0

    def join(self, who):
        self._holding |= 1 << who

    def leave(self, who):
        """True when nobody holds it any more."""
        self._holding &= ~(1 << who)
        return self._holding == 0
