"""RGB LED controlled by button

A mood lamp in MicroPython with an RGB LED: every press on the button shows the next colour, red,
then green, then blue, then off.

For ESP32 DevKit V1. Pins and figures are in config.py, the parts' drivers in lib/; nothing here waits.
"""

from time import sleep_ms

import config
from ohm_button import Button
from ohm_logic import Turns
from ohm_rgb import RgbLed

rgb1 = RgbLed("RGB1", config.RGB1_RED, config.RGB1_GREEN, config.RGB1_BLUE, config.RGB1_ON)
btn1 = Button("BTN1", config.BTN1_PIN, config.BTN1_PRESSED, config.BTN1_MODE)


rgb_led_steps_turns = Turns(4)


# "every press on the button shows the next colour, red, then green, then blue, then off"
def rgb_led_steps():
    if btn1.pressed():
        rgb_led_steps_turns.next()
        if rgb_led_steps_turns.at(1):
            rgb1.color(config.RGB_LED_STEPS_RGB1_TURN1_COLOR)
        if rgb_led_steps_turns.at(2):
            rgb1.color(config.RGB_LED_STEPS_RGB1_TURN2_COLOR)
        if rgb_led_steps_turns.at(3):
            rgb1.color(config.RGB_LED_STEPS_RGB1_TURN3_COLOR)
        if rgb_led_steps_turns.at(4):
            rgb1.off()


rgb1.begin()
btn1.begin()

while True:
    btn1.update()
    rgb_led_steps()
    rgb1.update()
    sleep_ms(1)
