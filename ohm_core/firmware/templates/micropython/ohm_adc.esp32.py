"""The analogue converter of an ESP32, set to its widest range (about 0.15 to 3.1 V)."""

from machine import ADC, Pin


def open_adc(pin):
    return ADC(Pin(pin), atten=ADC.ATTN_11DB)
