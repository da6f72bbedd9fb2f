"""How each board's pins are written in code, and what is noted beside them."""

from __future__ import annotations

import re

from ohm_core.errors import Bug
from ohm_core.firmware.devices import Device
from ohm_core.firmware.firmware import Family
from ohm_core.firmware.spec import Role


def pin_code(family: Family, pin: str) -> str:
    """D13 → 13 and A0 → A0 on an AVR, GPIO13 → 13, GP15 → 15; an ESP8266 board keeps D1, A0, TX (its variant knows them)."""
    if family == "esp8266" or pin == "LED_BUILTIN":
        return pin
    if family == "avr" and re.fullmatch(r"A\d+(\.\d)?", pin):
        return pin.partition(".")[0]
    match = re.fullmatch(r"(?:D|GPIO|GP)(\d+)", pin)
    if not match:
        raise Bug(f"The pin {pin} has no number that code can use.")
    return match[1]


# GPIO numbers behind the names printed on a Wemos D1 mini (its variant file, pins_arduino.h).
D1_MINI = {"D0": 16, "D1": 5, "D2": 4, "D3": 0, "D4": 2, "D5": 14, "D6": 12, "D7": 13, "D8": 15, "TX": 1, "RX": 3, "A0": 0}


def python_pin(family: Family, pin: str) -> str:
    """The number MicroPython calls the pin by."""
    if pin == "LED_BUILTIN":
        return '"LED"'
    return str(D1_MINI[pin]) if family == "esp8266" else pin_code(family, pin)


def pin_note(device: Device, role: Role, pin: str) -> str:
    """'SOIL1.AOUT on A0', 'PUMP1 through R1, Q1 on D5'."""
    hookup = device.site.hookup
    signal = hookup.control if role.control else next((s for s in hookup.signals.values() if s.board_pin == pin), None)
    via = f" through {', '.join(reversed(signal.via))}" if signal and signal.via else ""
    what = device.ref if role.control or signal is None else f"{device.ref}.{signal.pin}"
    return f"{what}{via} on {pin}"
