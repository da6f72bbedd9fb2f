"""Serial lines beside that of USB: the ESP32's second and third unit, on any pins."""

from machine import UART, Pin

_free = [2, 1]


def serial_line(rx_pin, tx_pin, baud):
    """`rx_pin` of the board hears, `tx_pin` speaks; None where nobody does."""
    if rx_pin is None:
        return UART(_free.pop(), baudrate=baud, tx=Pin(tx_pin))
    if tx_pin is None:
        return UART(_free.pop(), baudrate=baud, rx=Pin(rx_pin))
    return UART(_free.pop(), baudrate=baud, rx=Pin(rx_pin), tx=Pin(tx_pin))
