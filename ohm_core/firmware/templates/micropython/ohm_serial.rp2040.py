"""Serial lines beside that of USB: the unit of the RP2040 that the pins belong to.

Datasheet: RP2040, "GPIO Functions": UART0 on GP0, 1, 12, 13, 16, 17, 28, 29; UART1 on the others in fours.
"""

from machine import UART, Pin


def serial_line(rx_pin, tx_pin, baud):
    """`rx_pin` of the board hears, `tx_pin` speaks; None where nobody does."""
    pins = {name: Pin(pin) for name, pin in (("rx", rx_pin), ("tx", tx_pin)) if pin is not None}
    unit = ((rx_pin if tx_pin is None else tx_pin) + 4) // 8 % 2
    return UART(unit, baudrate=baud, **pins)
