"""The ESP8266's only whole serial line is that of USB; its second one speaks on GPIO2 alone."""

from machine import UART


def serial_line(rx_pin, tx_pin, baud):
    """A line that speaks; nothing can be heard on it."""
    return UART(1, baudrate=baud)
