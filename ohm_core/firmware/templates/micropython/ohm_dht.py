"""Temperature and humidity from a DHT11 or DHT22 (AM2302), with MicroPython's own `dht` module."""

import dht
from machine import Pin
from ohm_log import log_problem
from ohm_timing import Every

# One lost reading is normal on a long cable; after so many in a row the values are given up.
FAILURES_UNTIL_UNKNOWN = 3


class DhtSensor:
    DHT11 = dht.DHT11
    DHT22 = dht.DHT22

    def __init__(self, name, pin, model, every_ms):
        self._name = name
        self._sensor = model(Pin(pin))
        self._tick = Every(every_ms)
        self._temperature = float("nan")
        self._humidity = float("nan")
        self._failures = 0

    def begin(self):
        pass

    def update(self):
        if not self._tick.due():
            return
        try:
            self._sensor.measure()
        except OSError:
            self._failures += 1
            if self._failures == FAILURES_UNTIL_UNKNOWN:
                self._temperature = self._humidity = float("nan")
                log_problem(self._name, "no answer; check its data wire, supply and pull-up")
            return
        self._failures = 0
        self._temperature = self._sensor.temperature()
        self._humidity = self._sensor.humidity()

    def temperature(self):
        return self._temperature

    def humidity(self):
        return self._humidity
