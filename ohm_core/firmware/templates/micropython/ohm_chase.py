"""Outputs lit one after the other: a running light."""

from ohm_timing import Every


class Chase:
    def __init__(self, step_ms, *outputs):
        self._tick = Every(step_ms)
        self._row = outputs
        self._at = 0
        self._running = False

    def update(self):
        if not self._running or not self._tick.due():
            return
        self._row[self._at].off()
        self._at = (self._at + 1) % len(self._row)
        self._row[self._at].on()

    def on(self):
        if not self._running:
            self._running = True
            self._at = 0
            self._tick.restart()  # the first is lit as long as the others
            self._row[0].on()

    def off(self):
        self._running = False
        for output in self._row:
            output.off()

    def toggle(self):
        if self._running:
            self.off()
        else:
            self.on()
