"""Pins and figures of: White LED controlled by light

Change a figure here and the program follows; a pin only together with its wire.
"""

BOARD = "rp2040"
REPORT_MS = 2000  # between two lines of the same reading on the serial monitor

# LED1: LED 5 mm
LED1_PIN = 1  # LED1 through R2 on GP1
LED1_ON = 1   # the level that switches it on

# PIR1: PIR motion sensor HC-SR501
PIR1_PIN = 0      # PIR1.OUT on GP0
PIR1_ACTIVE = 1   # what the pin reads for motion
PIR1_MODE = None  # the part drives the line itself

# LDR1: Light-dependent resistor (LDR) GL5528
LDR1_PIN = 26        # LDR1.2 on GP26
LDR1_AT_0 = 0        # reading that means 0 %
LDR1_AT_100 = 65535  # reading that means 100 %

# led_white_on(): "when somebody walks by and it is dark, the white LED comes on for 10 seconds"
LED_WHITE_ON_LIGHT_PCT = 30
LED_WHITE_ON_LED1_FOR_MS = 10000
