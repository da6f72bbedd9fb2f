"""Flow of water from a wheel that gives pulses.

Datasheet: YF-S201 (frequency in Hz = 7.5 times the flow in litres a minute).
"""

from machine import Pin
from ohm_timing import Every


class FlowSensor:
    def __init__(self, name, pin, hertz_per_litre_minute):
        self._name = name
        self._pin = Pin(pin, Pin.IN, Pin.PULL_UP)
        self._hertz_per_litre_minute = hertz_per_litre_minute
        self._tick = Every(1000)
        self._pulses = self._seen = 0
        self._flow = self._litres = 0.0

    def begin(self):
        self._pin.irq(self._pulse, Pin.IRQ_FALLING)

    def update(self):
        if not self._tick.due():
            return
        now = self._pulses
        self._flow = (now - self._seen) / self._hertz_per_litre_minute
        self._seen = now
        self._litres += self._flow / 60

    def flow(self):
        """Litres a minute."""
        return self._flow

    def volume(self):
        """Litres since the start."""
        return self._litres

    def _pulse(self, _pin):
        self._pulses += 1
