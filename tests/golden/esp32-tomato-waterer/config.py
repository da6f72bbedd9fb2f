"""Pins and figures of: Tomato watering

Change a figure here and the program follows; a pin only together with its wire.
"""

BOARD = "esp32"
REPORT_MS = 2000  # between two lines of the same reading on the serial monitor

# PUMP1: Mini submersible pump, 3-6 V
PUMP1_PIN = 16  # PUMP1 through R1, Q1 on GPIO16
PUMP1_ON = 1    # the level that switches it on

# SOIL1: Capacitive soil moisture sensor v1.2
SOIL1_PIN = 34     # SOIL1.AOUT on GPIO34
SOIL1_DRY = 49648  # reading in dry air: measure yours
SOIL1_WET = 23831  # reading in a glass of water: measure yours

# pump_on_2(): "run the pump for 5 seconds when the moisture falls under 30 percent"
PUMP_ON_2_MOISTURE_PCT = 30
PUMP_ON_2_MOISTURE_PCT_BAND = 5  # it must come back by so much before the condition ends
PUMP_ON_2_AGAIN_MS = 60000       # if it still holds by then, once more
PUMP_ON_2_PUMP1_FOR_MS = 5000
