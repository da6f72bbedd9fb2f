"""Schematic symbols after IEC 60617: drawn along x from (0, 0) to (LENGTH, 0), pin "1" or the anode first."""

from __future__ import annotations

import math
from collections.abc import Callable

from ohm_core.catalogue.schema import Part
from ohm_core.render.sketch import Op, Point, area, line, rect_points, ring, words

LENGTH = 50.0
Symbol = Callable[[str], list[Op]]


def _ends(ref: str, a: float, b: float) -> list[Op]:
    return [line(ref, (0, 0), (a, 0)), line(ref, (b, 0), (LENGTH, 0))]


def resistor(ref: str) -> list[Op]:
    return [*_ends(ref, 12, 38), line(ref, *rect_points(12, -5.5, 38, 5.5))]


def capacitor(ref: str) -> list[Op]:
    return [*_ends(ref, 22.5, 27.5), line(ref, (22.5, -9), (22.5, 9), style="bold"), line(ref, (27.5, -9), (27.5, 9), style="bold")]


def electrolytic(ref: str) -> list[Op]:
    return [*_ends(ref, 21, 29), line(ref, *rect_points(21, -9, 24, 9)), area(ref, (26, -9), (29, -9), (29, 9), (26, 9)), line(ref, (13, -8), (13, -3)), line(ref, (10.5, -5.5), (15.5, -5.5))]


def diode(ref: str) -> list[Op]:
    return [line(ref, (0, 0), (LENGTH, 0)), area(ref, (18, -7.5), (18, 7.5), (31, 0), style="paper"), line(ref, (31, -7.5), (31, 7.5), style="bold")]


def _arrow(ref: str, a: Point, b: Point) -> list[Op]:
    angle = math.atan2(b[1] - a[1], b[0] - a[0])
    tips = [(b[0] - 5 * math.cos(angle + t), b[1] - 5 * math.sin(angle + t)) for t in (0.42, -0.42)]
    return [line(ref, a, b), area(ref, b, *tips)]


def led(ref: str) -> list[Op]:
    return [*diode(ref), *_arrow(ref, (24, -10), (31, -17)), *_arrow(ref, (30, -8.5), (37, -15.5))]


def ldr(ref: str) -> list[Op]:
    return [*resistor(ref), *_arrow(ref, (14, -19), (20, -8)), *_arrow(ref, (22, -19), (28, -8))]


def thermistor(ref: str) -> list[Op]:
    return [*resistor(ref), line(ref, (12, 10), (17, 10), (36, -10)), words(ref, (41, -11), "ϑ", 9)]


def switch(ref: str) -> list[Op]:
    """A make contact pressed by hand."""
    return [*_ends(ref, 15, 35), line(ref, (15, 0), (35, -9)), ring(ref, (15, 0), 1.6), ring(ref, (35, 0), 1.6), line(ref, (25, -5), (25, -14)), line(ref, (20, -14), (30, -14))]


def tilt(ref: str) -> list[Op]:
    return [*_ends(ref, 15, 35), line(ref, (15, 0), (35, -9)), ring(ref, (15, 0), 1.6), ring(ref, (35, 0), 1.6), ring(ref, (25, -12), 3)]


def motor(ref: str) -> list[Op]:
    return [*_ends(ref, 12, 38), ring(ref, (25, 0), 13), words(ref, (25, 0), "M", 12, style="bold")]


def speaker(ref: str) -> list[Op]:
    return [*_ends(ref, 18, 32), line(ref, *rect_points(18, -6, 32, 6)), line(ref, (18, -6), (11, -14), (39, -14), (32, -6))]


def buzzer(ref: str) -> list[Op]:
    """A dome on its flat side, both leads at the flat."""
    arc = tuple((25 + 14 * math.cos(t * math.pi / 12), -6 - 14 * math.sin(t * math.pi / 12)) for t in range(13))
    return [line(ref, (0, 0), (18, 0), (18, -6)), line(ref, (32, -6), (32, 0), (LENGTH, 0)), line(ref, *arc, arc[0])]


def adapter(ref: str) -> list[Op]:
    """A converter from mains to direct current, plus first."""
    frame = line(ref, *rect_points(12, -13, 38, 13))
    wave = tuple((27.5 + t, -6.5 - 2.6 * math.sin(t * math.pi / 4)) for t in range(9))
    bars = [line(ref, (15, 5), (22, 5)), line(ref, (15, 8.5), (22, 8.5))]
    return [*_ends(ref, 12, 38), frame, line(ref, (12, -13), (38, 13)), line(ref, *wave), *bars, line(ref, (6, -9), (6, -4)), line(ref, (3.5, -6.5), (8.5, -6.5))]


def coil(ref: str) -> list[Op]:
    return [*_ends(ref, 12, 38), area(ref, (12, -5.5), (38, -5.5), (38, 5.5), (12, 5.5))]


def lamp(ref: str) -> list[Op]:
    return [*_ends(ref, 14, 36), ring(ref, (25, 0), 11), line(ref, (17.2, -7.8), (32.8, 7.8)), line(ref, (17.2, 7.8), (32.8, -7.8))]


def battery(ref: str) -> list[Op]:
    """Plus (the long line) first."""
    return [*_ends(ref, 19, 31), line(ref, (19, -11), (19, 11)), line(ref, (23, -5), (23, 5), style="bold"), line(ref, (27, -11), (27, 11)), line(ref, (31, -5), (31, 5), style="bold"), line(ref, (11, -9), (11, -4)), line(ref, (8.5, -6.5), (13.5, -6.5))]


def plain(ref: str) -> list[Op]:
    return [*_ends(ref, 10, 40), line(ref, *rect_points(10, -8, 40, 8))]


TWO: dict[str, Symbol] = {
    "passive:resistor": resistor, "passive:capacitor:electrolytic": electrolytic, "passive:capacitor": capacitor, "led": led, "actuator:ir_transmitter": led,
    "actuator:laser": led, "diode": diode, "sensor:ldr": ldr, "sensor:ntc_thermistor": thermistor, "sensor:tilt_switch": tilt, "sensor:reed": tilt,
    "input:button": switch, "actuator:dc_motor": motor, "actuator:water_pump": motor, "actuator:fan": motor, "actuator:vibration": motor,
    "actuator:speaker": speaker, "actuator:speaker_8ohm": speaker, "actuator:active_buzzer": buzzer, "actuator:passive_buzzer": buzzer, "actuator:buzzer": buzzer,
    "sensor:piezo": buzzer, "actuator:solenoid_lock": coil, "actuator:solenoid": coil, "actuator:valve": coil, "power": battery, "power:wall_adapter": adapter, "power:supply": adapter, "passive:inductor": coil,
    "misc:lamp": lamp,
}


def symbol_of(part: Part) -> Symbol:
    """The symbol of a part with two ends, by the longest category it is known by."""
    bits = part.category.split(":")
    known = (TWO.get(":".join(bits[:n])) for n in range(len(bits), 0, -1))
    kinds = (s for k, s in TWO.items() if ":" in k and part.category.startswith(k))  # wall_adapter_5v is a wall_adapter
    return next((s for s in known if s and s is not battery), None) or next(kinds, None) or (battery if bits[0] == "power" else plain)


# Three-ended symbols: the control at (0, 0); `up` and `down` say where the other two ends are.

UP: Point = (30.0, -30.0)
DOWN: Point = (30.0, 30.0)


def npn(ref: str) -> list[Op]:
    """Base at the origin, collector up, emitter down with its arrow."""
    return [line(ref, (0, 0), (18, 0)), line(ref, (18, -12), (18, 12), style="bold"), line(ref, (18, -5), (30, -15), UP), line(ref, (18, 5), (30, 15), DOWN), *_arrow(ref, (20, 7), (28.5, 14)), ring(ref, (23, 0), 18)]


def nmos(ref: str) -> list[Op]:
    """Gate at the origin, drain up, source down; enhancement type."""
    bars = [line(ref, (19, a), (19, b), style="bold") for a, b in ((-14, -7), (-4, 4), (7, 14))]
    return [line(ref, (0, 0), (14, 0)), line(ref, (14, -11), (14, 11)), *bars, line(ref, (19, -10.5), (30, -10.5), UP), line(ref, (19, 10.5), (30, 10.5), DOWN), line(ref, (19, 0), (30, 0), (30, 10.5)), area(ref, (19.5, 0), (25, -3), (25, 3)), ring(ref, (22, 0), 19)]


def pot(ref: str) -> list[Op]:
    """Wiper at the origin, the two ends up and down."""
    return [line(ref, *rect_points(24.5, -13, 35.5, 13)), line(ref, (30, -30), (30, -13)), line(ref, (30, 13), (30, 30)), *_arrow(ref, (0, 0), (24.5, 0))]


THREE: dict[str, tuple[Symbol, tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = {
    "transistor:npn": (npn, ("B",), ("C",), ("E",)), "transistor:mosfet_n": (nmos, ("G",), ("D",), ("S",)), "input:potentiometer": (pot, ("SIG", "W"), ("2", "VCC"), ("1", "GND")),
}


def three_of(part: Part) -> tuple[Symbol, str, str, str] | None:
    """Symbol with the pin names at its control, upper and lower end; None for a part that is drawn as a box."""
    names = {p.name for p in part.pin}
    if len(names) != 3:
        return None
    for kind, (symbol, control, up, down) in THREE.items():
        if part.category.startswith(kind):
            found = [next((n for n in options if n in names), "") for options in (control, up, down)]
            if all(found):
                return symbol, found[0], found[1], found[2]
    return None
