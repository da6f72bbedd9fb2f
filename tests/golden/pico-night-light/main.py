"""White LED controlled by light

Night light in MicroPython for the hallway: when somebody walks by and it is dark, the white LED
comes on for 10 seconds. In daylight it stays off.

For Raspberry Pi Pico W. Pins and figures are in config.py, the parts' drivers in lib/; nothing here waits.
"""

from time import sleep_ms

import config
from ohm_analog import AnalogSensor
from ohm_digital import DigitalInput
from ohm_log import log_value
from ohm_output import Output
from ohm_timing import Every

led1 = Output("LED1", config.LED1_PIN, config.LED1_ON)
pir1 = DigitalInput("PIR1", config.PIR1_PIN, "motion", config.PIR1_ACTIVE, config.PIR1_MODE, 0)
ldr1 = AnalogSensor(config.LDR1_PIN, config.LDR1_AT_0, config.LDR1_AT_100)


# "when somebody walks by and it is dark, the white LED comes on for 10 seconds"
def led_white_on():
    if pir1.began() and ldr1.percent() < config.LED_WHITE_ON_LIGHT_PCT:
        led1.on()
        led1.end_after(config.LED_WHITE_ON_LED1_FOR_MS)


report_tick = Every(config.REPORT_MS)


def report():
    """The readings on the serial monitor, one line each."""
    if not report_tick.due():
        return
    log_value("LDR1.light_pct", ldr1.percent(), 0)


led1.begin()
pir1.begin()
ldr1.begin()

while True:
    pir1.update()
    ldr1.update()
    led_white_on()
    led1.update()
    report()
    sleep_ms(1)
