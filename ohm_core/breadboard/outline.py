"""The outline of a part seen from above: its size and where its pins are. What blocks holes and what pictures draw agree here.

Millimetres; x to the right, y down, origin at the top left corner of the body; text on the part is upright, USB sockets are on
the left. Rows of Mechanics run left to right, the upper one first; a DIP whose pins are numbered counter-clockwise from the
lower left (as all are, seen from above) tells its rows by the numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ohm_core.breadboard.board import PITCH_MM
from ohm_core.catalogue.schema import Part, group_of

P = PITCH_MM


@dataclass(frozen=True)
class Pad:
    """A pin's place and the side of the body that a wire leaves on: top, bottom, left, right."""

    x: float
    y: float
    side: str = "bottom"


@dataclass(frozen=True)
class Outline:
    """`width` × `height` and the pads by pin name. `cable`: its pins are at the end of leads, so it may be turned over."""

    width: float
    height: float
    pads: Mapping[str, Pad]
    cable: bool = False

    def flipped(self) -> Outline:
        """Leads at the other edge."""
        side = {"bottom": "top", "top": "bottom"}
        pads = {n: Pad(p.x, self.height - p.y, side.get(p.side, p.side)) for n, p in self.pads.items()}
        return replace(self, pads=pads)


    def turned(self) -> Outline:
        """By half a turn."""
        side = {"bottom": "top", "top": "bottom", "left": "right", "right": "left"}
        return replace(self, pads={n: Pad(self.width - p.x, self.height - p.y, side[p.side]) for n, p in self.pads.items()})


# Modules whose header is at the upper edge when their text is upright.
HEADER_TOP = frozenset(["oled-ssd1306-128x64", "oled-ssd1306-128x32", "lcd1602", "bme280-module", "bmp280-module", "mpu6050-module", "tm1637-4digit", "max7219-matrix-8x8", "hx711-module", "touch-ttp223", "soil-capacitive", "rc522-module", "ds3231-module"])
HEADER_LEFT = frozenset(["lcd1602-i2c", "lcd2004-i2c", "max7219-8digit"])
CABLE = frozenset(["servo-sg90", "dc-motor-130", "water-pump-mini", "fan-5v", "speaker-8ohm", "stepper-28byj48", "piezo-disc", "load-cell-5kg", "keypad-4x4", "ws2812-strip", "ds18b20-probe", "solenoid-5v"])
UPRIGHT = frozenset(["soil-capacitive", "water-level-sensor", "rain-sensor", "ws2812-strip", "load-cell-5kg"])
ROUND = frozenset(["buzzer-active", "buzzer-passive", "led-5mm", "led-rgb", "led-3mm", "led-10mm", "electrolytic-capacitor"])
SOCKET = 2.5     # pitches that the USB socket of a controller board, with its plug, stands out to the left
SMALL_MM = 9.0  # a body no deeper than this sits over its pins; a deeper one lies flat to one side of them




_known: dict[int, tuple[Part, Outline]] = {}


def outline(part: Part) -> Outline:
    """The outline of a part, as its mechanics say; for a few whose pins are all round it, as the real module has them."""
    hit = _known.get(id(part))
    if hit and hit[0] is part:
        return hit[1]
    from ohm_core.breadboard.outlines import SPECIAL

    special = SPECIAL.get(part.id)
    made = special(part) if special else None
    made = made or (_two_rows(part) if len(rows_of(part)) == 2 else _one_row(part) if rows_of(part) else _terminals(part))
    made = replace(made, cable=made.cable or is_cable(part))
    _known[id(part)] = (part, made)
    return made


def rows_of(part: Part) -> tuple[tuple[str, ...], ...]:
    """Pin names by row; a part with legs but no rows in its file has them all in one."""
    if part.mechanics.rows or part.mechanics.mount not in ("plugged", "leads"):
        return part.mechanics.rows
    return (tuple(p.name for p in part.pin),)


def is_cable(part: Part) -> bool:
    """True for what comes with leads of its own: motors, servos, cells, probes."""
    loose = part.mechanics.mount in ("wired", "none") and group_of(part.category) == "power" and len(part.pin) <= 3
    return part.id in CABLE or loose or (part.mechanics.mount == "wired" and not part.mechanics.rows and part.load is not None)


def upper_first(part: Part) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The two rows, upper one first. A counter-clockwise numbering says which that is; else the file's order does."""
    first, second = rows_of(part)
    numbers = {p.name: int(p.number) for p in part.pin if p.number.isdigit()}
    pins = [n for n in (*first, *second) if n]
    if sorted(numbers.get(n, 0) for n in pins) != list(range(1, len(pins) + 1)):
        return first, second
    rising = [numbers[n] for n in first if n]
    return (second, first) if rising == sorted(rising) else (first, second)


def _two_rows(part: Part) -> Outline:
    top, bottom = upper_first(part)
    gap = part.mechanics.row_gap or 3
    columns = max(len(top), len(bottom))
    width, height = part.mechanics.size_mm
    width, height = width or columns * P + 1, height or gap * P + 2
    if width < (columns - 1) * P:
        width, height = max(width, height), min(width, height)
    if part.board and gap * P > height + 2:  # no gap is known: a board's rows lie on it, at its edges
        gap = min(gap, max(1, int((height - 1.5) / P)))
    x0, y0 = (width - (columns - 1) * P) / 2, (height - gap * P) / 2
    pads = {n: Pad(x0 + i * P, y0, "top") for i, n in enumerate(top) if n}
    pads |= {n: Pad(x0 + i * P, y0 + gap * P, "bottom") for i, n in enumerate(bottom) if n}
    return Outline(width, height, _with_rest(part, pads, width, height))


def _one_row(part: Part) -> Outline:
    row = rows_of(part)[0]
    length = (len(row) - 1) * P
    width, height = part.mechanics.size_mm
    if part.id in UPRIGHT and width > height:
        width, height = height, width
    width, height = max(width, length + 2.2) if width else length + 2 * P, height or (6.0 if len(row) < 3 else 15.0)
    x0 = (width - length) / 2
    if part.id in HEADER_LEFT:
        y0 = min(6.0, (height - length) / 2)
        pads = {n: Pad(1.5, y0 + i * P, "left") for i, n in enumerate(row) if n}
    else:
        y, side = _header_y(part, height)
        pads = {n: Pad(x0 + i * P, y, side) for i, n in enumerate(row) if n}
    return Outline(width, height, _with_rest(part, pads, width, height))


def _header_y(part: Part, height: float) -> tuple[float, str]:
    if part.mechanics.mount != "wired" and (height <= SMALL_MM or part.id in ROUND):
        return height / 2, "bottom"
    inset = 0.0 if part.id in CABLE else 1.6
    return (inset, "top") if part.id in HEADER_TOP else (height - inset, "bottom")


def _terminals(part: Part) -> Outline:
    """No rows given: all pins on the lower edge, two-ended things with their leads close together."""
    width, height = part.mechanics.size_mm
    names = [p.name for p in part.pin if p.connect != "open"] or [p.name for p in part.pin]
    width = max(width or 20.0, (len(names) - 1) * P + 4)
    height = height or 16.0
    x0 = (width - (len(names) - 1) * P) / 2
    return Outline(width, height, {n: Pad(x0 + i * P, height, "bottom") for i, n in enumerate(names)})


def _with_rest(part: Part, pads: dict[str, Pad], width: float, height: float) -> dict[str, Pad]:
    """Pins that no row names: sockets on the left, the others along the edge opposite the first row."""
    rest = [p.name for p in part.pin if p.name not in pads and p.connect != "open" and p.type != "no_connect"]
    sockets = [n for n in rest if n.upper() in ("USB", "JACK")]
    for i, name in enumerate(sockets):
        pads[name] = Pad(0.0, height * (0.5 if len(sockets) == 1 else 0.3 + 0.45 * i), "left")
    others = [n for n in rest if n not in sockets]
    if not others:
        return pads
    sides = {p.side for p in pads.values()}
    y, side = (1.6, "top") if sides == {"bottom"} else (height - 1.6, "bottom")
    step = min(2 * P, (width - 3) / max(len(others), 1)) if sides != {"top", "bottom"} else P
    x0 = (width - (len(others) - 1) * step) / 2
    inner = sides == {"top", "bottom"}
    return pads | {n: Pad(x0 + i * step, height / 2 if inner else y, side) for i, n in enumerate(others)}
