"""The analogue converter of an RP2040 (0 to 3.3 V)."""

from machine import ADC, Pin


def open_adc(pin):
    return ADC(Pin(pin))
