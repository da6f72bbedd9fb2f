"""Rfid card servo light

Door lock in MicroPython: when I hold an RFID card to the reader, the servo turns to 90 degrees and
a green LED lights for 3 seconds, then it locks again at 0 …

For Raspberry Pi Pico W. Pins and figures are in config.py, the parts' drivers in lib/; nothing here waits.
"""

from time import sleep_ms

import config
from machine import SPI, Pin
from ohm_button import Button
from ohm_log import log_text
from ohm_output import Output
from ohm_rc522 import TagReader
from ohm_servo import ServoMotor
from ohm_timing import Every

spi = SPI(0, baudrate=4000000, sck=Pin(config.SPI_SCK), mosi=Pin(config.SPI_MOSI), miso=Pin(config.SPI_MISO))
servo1 = ServoMotor("SERVO1", config.SERVO1_PIN)
led1 = Output("LED1", config.LED1_PIN, config.LED1_ON)
btn1 = Button("BTN1", config.BTN1_PIN, config.BTN1_PRESSED, config.BTN1_MODE)
rfid1 = TagReader("RFID1", spi, config.RFID1_CS, config.RFID1_RESET)


# "when I hold an RFID card to the reader, the servo turns to 90 degrees and a green LED lights for 3 seconds, then it locks again at 0 degrees"
def servo_move():
    if rfid1.detected():
        servo1.move(config.SERVO_MOVE_SERVO1_ANGLE_DEG)
        servo1.end_after(config.SERVO_MOVE_SERVO1_FOR_MS)
        led1.on()
        led1.end_after(config.SERVO_MOVE_LED1_FOR_MS)


# "A push button inside opens it the same way"
def servo_move_2():
    if btn1.pressed():
        servo1.move(config.SERVO_MOVE_2_SERVO1_ANGLE_DEG)
        servo1.end_after(config.SERVO_MOVE_2_SERVO1_FOR_MS)
        led1.on()
        led1.end_after(config.SERVO_MOVE_2_LED1_FOR_MS)


report_tick = Every(config.REPORT_MS)


def report():
    """The readings on the serial monitor, one line each."""
    if not report_tick.due():
        return
    log_text("RFID1.tag", rfid1.tag())


servo1.begin()
led1.begin()
btn1.begin()
rfid1.begin()
servo1.move(config.SERVO_REST_SERVO1_ANGLE_DEG)

while True:
    btn1.update()
    rfid1.update()
    servo_move()
    servo_move_2()
    servo1.update()
    led1.update()
    report()
    sleep_ms(1)
