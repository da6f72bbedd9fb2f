"""Sends keys of a remote control in the NEC code with an infrared LED.

Facts: bursts of 38 kHz, lit a third of the time; a start of 9 ms and a pause of 4.5 ms, then 32 bits of a burst of 0.56 ms and a
pause of 0.56 ms (0) or 1.69 ms (1); address, its inverse, command, its inverse, lowest bit first.
"""

from time import sleep_us, ticks_diff, ticks_us

from machine import PWM, Pin
from ohm_log import log_state

LIT = 65536 // 3
START_US, GAP_US, SHORT_US, LONG_US = 9000, 4500, 562, 1688


class InfraredSender:
    def __init__(self, name, pin, on_level):
        self._name = name
        self._on, self._off = (LIT, 0) if on_level else (65535 - LIT, 65535)
        self._pwm = PWM(Pin(pin), freq=38000, duty_u16=self._off)

    def begin(self):
        pass

    def update(self):
        pass

    def send(self, code):
        """ "0x45" is a command to address 0, "0x00FF45" one with its address in front; takes 68 ms, in which nothing else happens."""
        number = int(code, 16)
        address, command = number >> 8, number & 0xFF
        if address < 256:
            address |= (~address & 0xFF) << 8
        frame = address | command << 16 | (~command & 0xFF) << 24
        log_state(self._name, "send")
        self._burst(START_US, GAP_US)
        for i in range(32):
            self._burst(SHORT_US, LONG_US if frame >> i & 1 else SHORT_US)
        self._burst(SHORT_US, SHORT_US)

    def _burst(self, lit_us, dark_us):
        started = ticks_us()
        self._pwm.duty_u16(self._on)
        sleep_us(lit_us - ticks_diff(ticks_us(), started))
        self._pwm.duty_u16(self._off)
        sleep_us(max(lit_us + dark_us - ticks_diff(ticks_us(), started), 0))
