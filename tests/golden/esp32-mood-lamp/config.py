"""Pins and figures of: RGB LED controlled by button

Change a figure here and the program follows; a pin only together with its wire.
"""

from machine import Pin

BOARD = "esp32"

# RGB1: RGB LED 5 mm, common cathode
RGB1_RED = 32    # RGB1.R through R1 on GPIO32
RGB1_GREEN = 25  # RGB1.G through R2 on GPIO25
RGB1_BLUE = 17   # RGB1.B through R3 on GPIO17
RGB1_ON = 1      # common cathode: high lights it

# BTN1: Tactile push button, 4 legs, 6 x 6 mm
BTN1_PIN = 16            # BTN1.1.l on GPIO16
BTN1_PRESSED = 0         # what the pin reads while it is held
BTN1_MODE = Pin.PULL_UP  # the board's own pull-up holds the line

# rgb_led_steps(): "every press on the button shows the next colour, red, then green, then blue, then off"
RGB_LED_STEPS_RGB1_TURN1_COLOR = 0xFF0000  # 0xRRGGBB, red
RGB_LED_STEPS_RGB1_TURN2_COLOR = 0x00FF00  # 0xRRGGBB, green
RGB_LED_STEPS_RGB1_TURN3_COLOR = 0x0000FF  # 0xRRGGBB, blue
