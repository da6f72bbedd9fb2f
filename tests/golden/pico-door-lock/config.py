"""Pins and figures of: Rfid card servo light

Change a figure here and the program follows; a pin only together with its wire.
"""

from machine import Pin

BOARD = "rp2040"
REPORT_MS = 2000  # between two lines of the same reading on the serial monitor
SPI_SCK = 18
SPI_MOSI = 19
SPI_MISO = 16

# SERVO1: Micro servo SG90
SERVO1_PIN = 15  # SERVO1.SIG on GP15

# LED1: LED 5 mm
LED1_PIN = 0  # LED1 through R1 on GP0
LED1_ON = 1   # the level that switches it on

# BTN1: Tactile push button, 4 legs, 6 x 6 mm
BTN1_PIN = 2             # BTN1.1.l on GP2
BTN1_PRESSED = 0         # what the pin reads while it is held
BTN1_MODE = Pin.PULL_UP  # the board's own pull-up holds the line

# RFID1: RFID reader RC522 (13.56 MHz, SPI)
RFID1_CS = 17    # RFID1.SDA on GP17
RFID1_RESET = 1  # RFID1.RST on GP1

# servo_move(): "when I hold an RFID card to the reader, the servo turns to 90 degrees and a green LED lights for 3 seconds, then it locks again at 0 degrees"
SERVO_MOVE_SERVO1_ANGLE_DEG = 90
SERVO_MOVE_SERVO1_FOR_MS = 3000
SERVO_MOVE_LED1_FOR_MS = 3000

# servo_move_2(): "A push button inside opens it the same way"
SERVO_MOVE_2_SERVO1_ANGLE_DEG = 90
SERVO_MOVE_2_SERVO1_FOR_MS = 3000
SERVO_MOVE_2_LED1_FOR_MS = 3000

# Servo_rest
SERVO_REST_SERVO1_ANGLE_DEG = 0
