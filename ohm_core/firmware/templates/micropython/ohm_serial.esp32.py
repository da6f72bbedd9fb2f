"""Serial lines beside that of USB: the ESP32's second and third unit, on any pins."""

from machine import UART, Pin

_free = [2, 1]


def serial_line(rx_pin, tx_pin, baud):
    """`rx_pin` of the board hears, `tx_pin` speaks; None where nobody does."""
    pins = {name: Pin(pin) for name, pin in (("rx", rx_pin), ("tx", tx_pin)) if pin is not None}
    return UART(_free.pop(), baudrate=baud, **pins)
