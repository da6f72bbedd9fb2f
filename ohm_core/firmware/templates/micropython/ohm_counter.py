"""Counts what happens."""

from ohm_log import log_text


class Counter:
    def __init__(self, name):
        self._name = name
        self._count = 0

    def add(self, by=1):
        self._count += by
        log_text(self._name, self._count)

    def reset(self):
        self._count = 0
        log_text(self._name, self._count)

    def value(self):
        return self._count
