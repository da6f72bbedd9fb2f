"""The one analogue converter of an ESP8266, on A0."""

from machine import ADC


def open_adc(pin):
    return ADC(pin)
