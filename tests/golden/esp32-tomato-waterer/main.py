"""Tomato watering

Water my tomatoes when the soil is dry: run the pump for 5 seconds when the moisture falls under 30
percent. It is battery powered, and please in MicroPython.

For ESP32 DevKit V1. Pins and figures are in config.py, the parts' drivers in lib/; nothing here waits.
"""

from time import sleep_ms

import config
from ohm_analog import AnalogSensor
from ohm_log import log_value
from ohm_logic import Condition, Limit
from ohm_output import Output
from ohm_timing import Every

pump1 = Output("PUMP1", config.PUMP1_PIN, config.PUMP1_ON)
soil1 = AnalogSensor(config.SOIL1_PIN, config.SOIL1_DRY, config.SOIL1_WET)


pump_on_2_when = Condition()
pump_on_2_moisture_limit = Limit()


# "run the pump for 5 seconds when the moisture falls under 30 percent"
def pump_on_2():
    pump_on_2_when.update(pump_on_2_moisture_limit.below(soil1.percent(), config.PUMP_ON_2_MOISTURE_PCT, config.PUMP_ON_2_MOISTURE_PCT_BAND))
    if pump_on_2_when.began_or_every(config.PUMP_ON_2_AGAIN_MS):
        pump1.on()
        pump1.end_after(config.PUMP_ON_2_PUMP1_FOR_MS)


report_tick = Every(config.REPORT_MS)


def report():
    """The readings on the serial monitor, one line each."""
    if not report_tick.due():
        return
    log_value("SOIL1.moisture_pct", soil1.percent(), 0)


pump1.begin()
soil1.begin()

while True:
    soil1.update()
    pump_on_2()
    pump1.update()
    report()
    sleep_ms(1)
