"""Outlines of parts whose pins are not in one or two plain rows, measured from the real boards."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ohm_core.breadboard.outline import Outline, P, Pad
from ohm_core.catalogue.schema import Part

MIL = 0.0254  # millimetres


def _row(names: Iterable[str], x: float, y: float, side: str, step: float = P) -> dict[str, Pad]:
    return {n: Pad(x + i * step, y, side) for i, n in enumerate(names)}


def _column(names: Iterable[str], x: float, y: float, side: str, step: float = 5.0) -> dict[str, Pad]:
    return {n: Pad(x, y + i * step, side) for i, n in enumerate(names)}


def _there(part: Part, pads: dict[str, Pad], width: float, height: float, cable: bool = False) -> Outline | None:
    """The outline when it places every pin that is there; None lets the general one do it."""
    names = {p.name for p in part.pin}
    kept = {n: p for n, p in pads.items() if n in names}
    return Outline(width, height, kept, cable) if names <= set(pads) else None


def uno(part: Part) -> Outline | None:
    """Headers as on Arduino's own drawing of the Uno R3 (in mil from the lower left corner): D0 at 2500, D8 at 1640, IOREF at 1200."""
    pads = _row([f"D{n}" for n in range(7, -1, -1)], 1800 * MIL, 2.5, "top")
    pads |= _row(["A5.2", "A4.2", "AREF", "GND.1", "D13", "D12", "D11", "D10", "D9", "D8"], 740 * MIL, 2.5, "top")
    pads |= _row(["IOREF", "RESET", "3V3", "5V", "GND.2", "GND.3", "VIN"], 1200 * MIL, 50.8, "bottom")
    pads |= _row([f"A{n}" for n in range(6)], 2000 * MIL, 50.8, "bottom")
    pads |= {"USB": Pad(-4.0, 14.0, "left"), "JACK": Pad(-1.0, 43.0, "left")}
    return _there(part, pads, 68.6, 53.4)


def mega(part: Part) -> Outline | None:
    """The Uno's headers, eight serial and I2C pins beyond D0, eight more analogue ones, and at the far end two columns of 18."""
    columns = [[n for n in row if n] for row in part.mechanics.rows[2:4]]
    pads = _row([n for n in part.mechanics.rows[0][:10] if n], 740 * MIL, 2.5, "top") | _row([f"D{n}" for n in range(7, -1, -1)], 1800 * MIL, 2.5, "top")
    pads |= _row([f"D{n}" for n in range(14, 22)], 2700 * MIL, 2.5, "top")
    pads |= _row(["IOREF", "RESET", "3V3", "5V", "GND.2", "GND.3", "VIN"], 1200 * MIL, 50.8, "bottom")
    pads |= _row([f"A{n}" for n in range(8)], 2000 * MIL, 50.8, "bottom") | _row([f"A{n}" for n in range(8, 16)], 2900 * MIL, 50.8, "bottom")
    for names, x in zip(columns, (3700 * MIL, 3800 * MIL), strict=False):
        pads |= _column(names, x, 5.0, "right", P)
    pads |= {"USB": Pad(-4.0, 14.0, "left"), "JACK": Pad(-1.0, 43.0, "left")}
    return _there(part, pads, 101.5, 53.3)


def l298n(part: Part) -> Outline | None:
    pads = _column(["OUT1", "OUT2"], 1.5, 17.0, "left") | _column(["OUT3", "OUT4"], 41.5, 17.0, "right")
    pads |= _row(["12V", "GND", "5V"], 5.5, 41.5, "bottom", 5.0) | _row(["ENA", "IN1", "IN2", "IN3", "IN4", "ENB"], 24.0, 41.3, "bottom")
    return _there(part, pads, 43.0, 43.0)


def uln2003(part: Part) -> Outline | None:
    pads = _row(["IN1", "IN2", "IN3", "IN4"], 4.0, 30.4, "bottom") | _row(["GND", "VCC"], 24.0, 30.4, "bottom")
    pads |= _row(["OUT1", "OUT2", "OUT3", "OUT4", "COM"], 12.4, 1.6, "top")
    return _there(part, pads, 35.0, 32.0)


def stepper(part: Part) -> Outline | None:
    pads = _row(["BLUE", "PINK", "YELLOW", "ORANGE", "RED"], 8.9, 38.0, "bottom")
    return _there(part, pads, 28.0, 38.0, cable=True)


def relay1(part: Part) -> Outline | None:
    pads = _row(["VCC", "GND", "IN"], 10.5, 48.4, "bottom") | _row(["NC", "COM", "NO"], 8.0, 1.5, "top", 5.0)
    return _there(part, pads, 26.0, 50.0)


def relay2(part: Part) -> Outline | None:
    pads = _row(["GND", "IN1", "IN2", "VCC"], 15.7, 48.4, "bottom")
    pads |= _row(["NC1", "COM1", "NO1", "NC2", "COM2", "NO2"], 6.0, 1.5, "top", 5.4)
    return _there(part, pads, 39.0, 50.0)


def ring(part: Part) -> Outline | None:
    pads = _row(["5V", "GND", "DIN", "DOUT"], 26.6, 68.0 - 1.6, "bottom", 5.0)
    return _there(part, pads, 68.0, 68.0)


def strip(part: Part) -> Outline | None:
    pads = {n: Pad(0.0, y, "left") for n, y in (("5V", 2.46), ("DIN", 5.0), ("GND", 7.54))}
    names = {p.name for p in part.pin}
    pads |= {n: Pad(133.0, 5.0, "right") for n in names - set(pads)}
    return Outline(133.0, 10.0, {n: p for n, p in pads.items() if n in names})


def servo(part: Part) -> Outline | None:
    """Body with ears 32 mm wide, the horn above it, the plug of its cable below."""
    pads = _row([n for n in part.mechanics.rows[0] if n], 16.0 - P, 34.0, "bottom") if part.mechanics.rows else {}
    return _there(part, pads, 32.0, 34.0, cable=True)


def converter(part: Part) -> Outline | None:
    """Buck, boost and charger boards: inputs at the left corners, outputs at the right ones, what is left between."""
    width, height = part.mechanics.size_mm
    rows = part.mechanics.rows
    if len(rows) != 2 or not width:
        return None
    pads: dict[str, Pad] = {}
    for row, y in zip(rows, (2.2, height - 2.2), strict=True):
        for i, name in enumerate(n for n in row if n):
            first, last = i == 0, i == len(row) - 1
            x = 1.8 if first else width - 1.8 if last else width - 1.8 - 4.2 * (len(row) - 1 - i)
            pads[name] = Pad(x, y, "left" if first else "right" if last else ("top" if y < height / 2 else "bottom"))
    return _there(part, pads, width, height)


def charger(part: Part) -> Outline | None:
    """TP4056: IN beside the socket on the left, B+ and B- inside of OUT+ and OUT- on the right."""
    width, height = part.mechanics.size_mm
    if not width:
        return None
    right = width - 1.8
    pads = {"IN+": Pad(1.8, 1.8, "left"), "IN-": Pad(1.8, height - 1.8, "left"), "OUT+": Pad(right, 1.8, "right"), "OUT-": Pad(right, height - 1.8, "right")}
    pads |= {"B+": Pad(right, height / 2 - 2.3, "right"), "B-": Pad(right, height / 2 + 2.3, "right")}
    return _there(part, pads, width, height)


def matrix(part: Part) -> Outline | None:
    """MAX7219 matrix: input header at the top, DOUT at the bottom."""
    pads = _row(["VCC", "GND", "DIN", "CS", "CLK"], 10.9, 1.6, "top") | {"DOUT": Pad(16.0, 48.4, "bottom")}
    return _there(part, pads, 32.0, 50.0)


def mosfet_board(part: Part) -> Outline | None:
    """A MOSFET switch board: signal header at the bottom, screw terminals at the top."""
    pads = _row(["SIG", "VCC", "GND.1"], 19.5, 30.4, "bottom") | _row(["VIN+", "VIN-", "VOUT+", "VOUT-"], 12.0, 1.8, "top", 6.6)
    return _there(part, pads, 44.0, 32.0)


def adapter(part: Part) -> Outline | None:
    """A plug-in supply drawn smaller than it is: case, mains pins at one end, leads at the other."""
    pads = _row([n for row in part.mechanics.rows for n in row if n], 20.0 - P / 2, 42.0, "bottom")
    return _there(part, pads, 40.0, 42.0, cable=True)


SPECIAL: dict[str, Callable[[Part], Outline | None]] = {
    "arduino-uno-r3": uno, "arduino-mega-2560": mega, "l298n-module": l298n, "uln2003-module": uln2003, "stepper-28byj48": stepper,
    "relay-module-1ch": relay1, "relay-module-2ch": relay2, "ws2812-ring-16": ring, "ws2812-strip": strip,
    "buck-lm2596-module": converter, "boost-mt3608-module": converter, "tp4056-module": charger, "max7219-matrix-8x8": matrix,
    "mosfet-module-3v3": mosfet_board, "servo-sg90": servo,
    "supply-5v-3a": adapter, "supply-9v-2a": adapter, "supply-12v-2a": adapter,
}
