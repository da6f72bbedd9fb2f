"""Two-legged parts drawn between the holes their legs are in: resistor, LED, capacitors, diodes, LDR and their like.

A drawing gets the two ends in mm relative to the middle, always along x: A at (-span/2, 0), B at (span/2, 0). The caller turns it.
"""

from __future__ import annotations

from collections.abc import Callable

from ohm_core.catalogue.schema import Part
from ohm_core.render.art.kit import DARK, EDGE, LED_COLORS, METAL, Attrs, box, cap_can, plus_minus
from ohm_core.render.svg import circle, line, num, path, rect, text

LegArt = Callable[[Part, Attrs, float], str]

# IEC 60062 colour code, digits 0 to 9.
BANDS = ("#1B1B1D", "#7A4A21", "#C7342B", "#E2812B", "#EAC62B", "#2F8F4B", "#2F5FBF", "#7C4BAA", "#85888C", "#F3F2EE")
GOLD_BAND = "#C79B3B"
SILVER_BAND = "#B9BEC4"


def legs(span: float) -> str:
    """Both legs, bent down at their ends."""
    return line(-span / 2, 0, span / 2, 0, "#7F858D", 0.75, stroke_linecap="round") + line(-span / 2, -0.08, span / 2, -0.08, "#D5D9DD", 0.35, stroke_linecap="round")


def bands_of(ohm: float) -> list[str]:
    """The four colours of a 5 % resistor of this value (IEC 60062): two digits, multiplier, gold."""
    if ohm <= 0:
        return [BANDS[0]]
    power = 0
    value = ohm
    while value >= 99.5:
        value, power = value / 10, power + 1
    while value < 9.95 and power > -2:
        value, power = value * 10, power - 1
    first, second = divmod(min(round(value), 99), 10)
    multiplier = {-1: GOLD_BAND, -2: SILVER_BAND}.get(power, BANDS[power % 10])
    return [BANDS[first], BANDS[second], multiplier, GOLD_BAND]


def resistor(part: Part, attrs: Attrs, span: float) -> str:
    """A carbon film resistor, 6.3 × 2.3 mm, with the bands of its value."""
    ohm = attrs.get("resistance_ohm", 220)
    colors = bands_of(float(ohm) if isinstance(ohm, (int, float)) else 220.0)
    body = path("M-3.15 0C-3.15-1.5-1.9-1.35-1.5-.98L1.5-.98C1.9-1.35 3.15-1.5 3.15 0C3.15 1.5 1.9 1.35 1.5 .98L-1.5 .98C-1.9 1.35-3.15 1.5-3.15 0Z", "#E3CDA2", "#9C8557", EDGE)
    rows = zip((-2.35, -0.95, 0.15, 1.95), colors, (1.16, 0.98, 0.98, 1.16), strict=False)
    stripes = "".join(rect(x, -h, 0.62, 2 * h, c, "#0003" if c == BANDS[9] else None, 0.1, 0.06) for x, c, h in rows)
    return legs(span) + body + stripes + path("M-2.6-.75C-2-.95-1.7-.6-1.4-.6L1.4-.6C1.7-.6 2-.95 2.6-.75", stroke="#fff", width=0.3, opacity=0.45)


def led(part: Part, attrs: Attrs, span: float) -> str:
    """A 5 mm LED from above: rim with its flat side at the cathode (right), dome with a highlight, + at the anode."""
    color = str(attrs.get("color", "red")).lower()
    fill, edge = LED_COLORS.get(color, LED_COLORS["red"])
    if part.id.startswith("led-ir"):
        fill, edge = "#4A4560", "#221E33"
    r, flat = 2.9, 2.35
    dy = (r * r - flat * flat) ** 0.5
    rim = path(f"M{num(flat)} {num(-dy)}A{r} {r} 0 1 0 {num(flat)} {num(dy)}Z", fill, edge, 0.28)
    dome = circle(-0.1, 0, 2.05, fill, edge, 0.16) + circle(-0.1, 0, 2.05, "#fff", opacity=0.16)
    glow = path("M-1.5-.5A1.6 1.6 0 0 1 -.2-1.5", stroke="#fff", width=0.5, opacity=0.85, stroke_linecap="round")
    mark = line(flat + 0.02, -dy + 0.15, flat + 0.02, dy - 0.15, edge, 0.5)
    return legs(max(span, 2.54)) + rim + mark + dome + glow


def ceramic(part: Part, attrs: Attrs, span: float) -> str:
    """A ceramic disc capacitor from above."""
    body = rect(-2.5, -1.45, 5.0, 2.9, "#D99A4E", "#8C5A1E", 1.45, EDGE)
    return legs(span) + body + rect(-1.9, -1.05, 3.8, 0.7, "#fff", r=0.35, opacity=0.3) + text(0, 0.45, cap_code(attrs), 1.25, "#4D3010", "middle")


def cap_code(attrs: Attrs) -> str:
    """The three-digit code in picofarad: 100 nF is 104."""
    farad = attrs.get("capacitance_f", 1e-7)
    if not isinstance(farad, (int, float)) or farad <= 0:
        return ""
    pico = round(farad * 1e12)
    if pico < 100:
        return str(pico)
    digits = len(str(pico)) - 2
    return f"{round(pico / 10 ** digits)}{digits}"


def electrolytic(part: Part, attrs: Attrs, span: float) -> str:
    """An electrolytic capacitor from above: pin 1 is +, the stripe marks minus (right)."""
    r = 3.15 if part.mechanics.size_mm[0] < 8 else 4.2
    return legs(span) + circle(0, 0, r + 0.3, "#2C3E66", "#111A30", 0.25) + cap_can(0, 0, r - 0.25) + plus_minus(-r * 0.55, 0, True, 1.5, "#20242C") + plus_minus(r * 0.74, 0, False, 1.1, "#F4F2EC")


def diode(part: Part, attrs: Attrs, span: float) -> str:
    """An axial diode; the band marks the cathode (right)."""
    small = part.mechanics.size_mm[0] and part.mechanics.size_mm[0] < 4.5
    w, h = (3.8, 1.8) if small else (5.2, 2.7)
    fill, edge, band = ("#C8703E", "#7A3B16", "#1D1E20") if small else (DARK, "#0B0C0E", "#D5D8DC")
    return legs(span) + box(-w / 2, -h / 2, w, h, fill, edge, 0.35, 0.2) + rect(w / 2 - 1.25, -h / 2, 0.75, h, band)


def ldr(part: Part, attrs: Attrs, span: float) -> str:
    """A photoresistor: a pale disc with its winding track."""
    track = "M-1.7-1.1H1.5M-1.7-.4H1.7M-1.7.3H1.7M-1.5 1H1.5"
    ends = "M1.5-1.1V-.4M-1.7-.4V.3M1.7.3V1"
    body = circle(0, 0, 2.55, "#E8DFC4", "#8F825C", 0.24) + path(track, stroke="#B4482B", width=0.34, stroke_linecap="round") + path(ends, stroke="#B4482B", width=0.34, stroke_linecap="round")
    return legs(span) + body + path("M-1.9-1A2.1 2.1 0 0 1-.4-2.1", stroke="#fff", width=0.35, opacity=0.8, stroke_linecap="round")


def thermistor(part: Part, attrs: Attrs, span: float) -> str:
    """An NTC bead."""
    return legs(span) + circle(0, 0, 1.7, "#2F3A2E", "#131A12", 0.2) + circle(-0.5, -0.5, 0.5, "#fff", opacity=0.3) + text(0, 0.1, "t°", 1.4, "#E9EAE4", "middle")


def tilt(part: Part, attrs: Attrs, span: float) -> str:
    """A ball tilt switch: a metal can."""
    return legs(span) + circle(0, 0, 2.6, METAL, "#7A8089", 0.2) + circle(0, 0, 1.7, "#AEB4BB", "#8A9098", 0.14) + circle(-0.6, -0.6, 0.6, "#fff", opacity=0.55)


def reed(part: Part, attrs: Attrs, span: float) -> str:
    """A reed switch: a glass tube with two blades."""
    half = min(part.mechanics.size_mm[0] or 14.0, max(span - 1.5, 6.0)) / 2
    glass = rect(-half, -1.2, 2 * half, 2.4, "#BFE0DC", "#5E8F8A", 1.2, EDGE, fill_opacity=0.75)
    blades = line(-half, 0.25, 0.8, 0.25, "#6E747C", 0.45) + line(-0.8, -0.25, half, -0.25, "#6E747C", 0.45)
    return legs(span) + glass + blades + rect(-half + 0.8, -0.85, 2 * half - 1.6, 0.5, "#fff", r=0.25, opacity=0.7)


def plain(part: Part, attrs: Attrs, span: float) -> str:
    """Any other two-legged part."""
    w, h = part.mechanics.size_mm if part.mechanics.size_mm[0] else (5.0, 2.5)
    return legs(span) + box(-w / 2, -h / 2, w, h, "#8C939C", "#4B5159", 0.5)
