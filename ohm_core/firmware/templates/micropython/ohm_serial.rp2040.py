"""Serial lines beside that of USB: the unit of the RP2040 that the pins belong to.

Datasheet: RP2040, "GPIO Functions": UART0 on GP0, 1, 12, 13, 16, 17, 28, 29; UART1 on the others in fours.
"""

from machine import UART, Pin


def serial_line(rx_pin, tx_pin, baud):
    """`rx_pin` of the board hears, `tx_pin` speaks; None where nobody does."""
    unit = ((rx_pin if tx_pin is None else tx_pin) + 4) // 8 % 2
    if rx_pin is None:
        return UART(unit, baudrate=baud, tx=Pin(tx_pin))
    if tx_pin is None:
        return UART(unit, baudrate=baud, rx=Pin(rx_pin))
    return UART(unit, baudrate=baud, rx=Pin(rx_pin), tx=Pin(tx_pin))
