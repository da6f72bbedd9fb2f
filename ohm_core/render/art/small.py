"""Small parts that sit over their pins: transistors, chips, buttons, switches, knobs, buzzers, digits, optocouplers."""

from __future__ import annotations

from ohm_core.breadboard.outline import Outline
from ohm_core.catalogue.schema import Part
from ohm_core.render.art.kit import DARK, DARK_EDGE, LED_COLORS, METAL, METAL_EDGE, Attrs, box, caption, plus_minus
from ohm_core.render.svg import circle, group, line, num, path, rect, text

LEG_TEXT = "#6F7680"  # readable on a breadboard and on both papers


def short(part: Part) -> str:
    """What is printed on a package: the type in the id's last word."""
    return part.id.rpartition("-")[2].upper()


def to92(part: Part, attrs: Attrs, form: Outline) -> str:
    """A TO-92 from above: round back, flat front (towards the viewer, pins left to right as printed)."""
    cx, cy, r = form.width / 2, form.height / 2, 2.6
    body = f"M{num(cx - 2.3)} {num(cy + 1.25)}A{r} {r} 0 1 1 {num(cx + 2.3)} {num(cy + 1.25)}Z"
    legs = "".join(circle(p.x, p.y, 0.5, METAL, METAL_EDGE, 0.1) for p in form.pads.values())
    names = "".join(text(p.x, cy + 2.3, n[:3], 1.35 if all(len(m) < 2 for m in form.pads) else 0.95, LEG_TEXT, "middle") for n, p in form.pads.items())
    glow = path(f"M{num(cx - 1.9)} {num(cy - 0.8)}A2.1 2.1 0 0 1 {num(cx + 0.3)} {num(cy - 2.0)}", stroke="#fff", width=0.35, opacity=0.4, stroke_linecap="round")
    return legs + path(body, DARK, DARK_EDGE, 0.22) + glow + caption(cx, cy - 0.15, short(part), 4.0, 1.05, "#C9CCD1") + names


def to220(part: Part, attrs: Attrs, form: Outline) -> str:
    """A TO-220 from above: plastic body in front, the metal tab behind."""
    w, h = form.width, form.height
    names = "".join(text(p.x, h + 0.9, n[:3], 1.2, LEG_TEXT, "middle") for n, p in form.pads.items())
    tab = box(0, 0, w, 1.4, METAL, METAL_EDGE, 0.15, 0.4)
    return tab + box(0.2, 1.3, w - 0.4, h - 1.3, DARK, DARK_EDGE, 0.25, 0.16) + caption(w / 2, h / 2 + 0.8, short(part), w - 1.4, 1.5, "#D6D8DB") + names


def dip(part: Part, attrs: Attrs, form: Outline) -> str:
    """A DIP: notch on the left, dot at pin 1 (lower left), type and pin names."""
    w, h = form.width, form.height
    legs = "".join(rect(p.x - 0.5, p.y - (0.2 if p.side == "top" else 1.0), 1.0, 1.2, METAL, METAL_EDGE, 0.1, 0.1) for p in form.pads.values())
    top = (h - 6.4) / 2
    names = "".join(text(p.x, top + (1.0 if p.side == "top" else 5.4), n.split(".")[0][:4], 1.0, "#AEB2B8", "middle") for n, p in form.pads.items())
    notch = path(f"M0 {num(h / 2 - 1)}A1 1 0 0 1 0 {num(h / 2 + 1)}Z", "#17181B", "#08090A", 0.1)
    return legs + box(0, top, w, 6.4, "#303338", "#0C0D0F", 0.3, 0.08) + notch + circle(1.5, top + 4.2, 0.42, "#80858C") + caption(w / 2 + 0.4, h / 2, short(part), w - 4.4, 1.9, "#E3E5E8", bold=True) + names


def tact(part: Part, attrs: Attrs, form: Outline) -> str:
    """A 6 mm push button: metal frame, four rivets, round cap."""
    cx, cy = form.width / 2, form.height / 2
    color = {"red": "#C8362E", "green": "#2F9E55", "blue": "#2F63C0", "yellow": "#E8BE2C", "white": "#EFECE4"}.get(str(attrs.get("color", "")), "#26282C")
    legs = "".join(rect(p.x - 0.45, p.y - 0.55, 0.9, 1.1, METAL, METAL_EDGE, 0.1, 0.1) for p in form.pads.values())
    arms = "".join(line(p.x, p.y, p.x, cy + (2.8 if p.y > cy else -2.8), METAL_EDGE, 0.7) for p in form.pads.values())
    rivets = "".join(circle(cx + dx, cy + dy, 0.42, "#5A5D63") for dx in (-2.3, 2.3) for dy in (-2.3, 2.3))
    return arms + legs + box(cx - 3, cy - 3, 6, 6, "#C2C6CB", "#70767E", 0.5, 0.35) + rivets + circle(cx, cy, 1.75, color, "#0B0C0E", 0.2) + path(f"M{num(cx - 1.1)} {num(cy - 0.4)}A1.2 1.2 0 0 1 {num(cx - 0.1)} {num(cy - 1.2)}", stroke="#fff", width=0.35, opacity=0.55, stroke_linecap="round")


def slide(part: Part, attrs: Attrs, form: Outline) -> str:
    """A small slide switch."""
    w, h = form.width, form.height
    pins = "".join(circle(p.x, p.y, 0.45, METAL, METAL_EDGE, 0.1) for p in form.pads.values())
    return pins + box(0, 0.2, w, h - 0.4, METAL, METAL_EDGE, 0.4, 0.35) + rect(1.6, h / 2 - 1.1, w - 3.2, 2.2, "#17181B", r=0.3) + box(1.7, h / 2 - 1.0, (w - 3.4) / 2, 2.0, "#33363B", "#08090A", 0.2)


def knob(part: Part, attrs: Attrs, form: Outline) -> str:
    """A potentiometer: round case, shaft with its mark, three lugs."""
    w, h = form.width, form.height
    cx, cy, r = w / 2, h / 2 - 1.0, min(w, h) / 2 - 0.4
    lugs = "".join(rect(p.x - 0.8, cy + r * 0.5, 1.6, p.y - cy - r * 0.5, "#D8CFB4", "#8C8260", 0.2, 0.14) + circle(p.x, p.y, 0.5, METAL, METAL_EDGE, 0.1) for p in form.pads.values())
    names = "".join(text(p.x, p.y - 2.0, n, 1.35, LEG_TEXT, "middle") for n, p in form.pads.items() if n != "SIG") + "".join(text(p.x, p.y - 2.0, "W", 1.35, LEG_TEXT, "middle") for n, p in form.pads.items() if n == "SIG")
    case = circle(cx, cy, r, "#3E7D5A", "#1D4430", 0.25) + circle(cx, cy, r * 0.86, METAL, METAL_EDGE, 0.2) + circle(cx, cy, r * 0.5, "#E4E6E9", "#80868E", 0.2) + line(cx, cy, cx + r * 0.28, cy - r * 0.36, "#30343A", 0.7, stroke_linecap="round")
    return lugs + case + path(f"M{num(cx - r * 0.7)} {num(cy - r * 0.2)}A{num(r * 0.75)} {num(r * 0.75)} 0 0 1 {num(cx - r * 0.1)} {num(cy - r * 0.72)}", stroke="#fff", width=0.6, opacity=0.7, stroke_linecap="round") + names


def fader(part: Part, attrs: Attrs, form: Outline) -> str:
    """A slide potentiometer: a long case, its slot, the cap half-way."""
    w, h = form.width, form.height
    y = h / 2 - 0.8
    case = rect(0, 0, w, h - 1.4, "#B9BEC4", METAL_EDGE, 0.5, 0.25) + rect(w * 0.1, y - 0.6, w * 0.8, 1.2, "#15171A", r=0.6)
    cap = rect(w / 2 - 2.6, y - 2.6, 5.2, 5.2, "#2C2E33", "#0B0C0E", 0.4, 0.2) + line(w / 2, y - 2.4, w / 2, y + 2.4, "#F4F2EC", 0.4)
    pins = "".join(circle(p.x, p.y, 0.6, METAL, METAL_EDGE, 0.12) + text(p.x, p.y - 1.6, n, 1.2, LEG_TEXT, "middle") for n, p in form.pads.items())
    return case + cap + pins


def buzzer(part: Part, attrs: Attrs, form: Outline) -> str:
    """A round buzzer: sound hole in the middle, + side marked; an active one wears its seal."""
    cx, cy, r = form.width / 2, form.height / 2, 5.9
    pads = list(form.pads.values())
    mark = plus_minus(pads[0].x, cy, True, 1.7, "#F4F2EC") + plus_minus(pads[-1].x, cy, False, 1.7, "#F4F2EC")
    seal = circle(cx, cy, 3.0, "#F3F1EA", "#A8A598", 0.14) + text(cx, cy - 0.2, "SEALED", 0.95, "#6A6A64", "middle") if part.id.endswith("active") else circle(cx, cy, 1.1, "#08090A") + circle(cx, cy, 2.0, "none", "#44474D", 0.25)
    return circle(cx, cy, r, "#2A2C31", "#0B0C0E", 0.25) + circle(cx, cy, r * 0.9, "none", "#45484E", 0.2) + seal + mark + path(f"M{num(cx - 4.6)} {num(cy - 1.6)}A4.9 4.9 0 0 1 {num(cx - 1.2)} {num(cy - 4.7)}", stroke="#fff", width=0.4, opacity=0.35, stroke_linecap="round")


def rgb(part: Part, attrs: Attrs, form: Outline) -> str:
    """A four-legged LED: clear dome over three colours, legs named."""
    cx, cy = form.width / 2, form.height / 2
    legs = "".join(circle(p.x, p.y, 0.5, METAL, METAL_EDGE, 0.1) + line(p.x, p.y, cx + (p.x - cx) * 0.5, cy, METAL_EDGE, 0.5) for p in form.pads.values())
    lobes = "".join(circle(cx + dx, cy + dy, 1.0, LED_COLORS[c][0], opacity=0.95) for dx, dy, c in ((-0.95, 0.35, "red"), (0.95, 0.35, "green"), (0, -0.95, "blue")))
    names = "".join(text(p.x, cy + 4.0, n, 1.3, LEG_TEXT, "middle") for n, p in form.pads.items())
    return legs + circle(cx, cy, 2.9, "#F2F1EC", "#A3A29A", 0.28) + circle(cx, cy, 2.1, "#FBFAF6", "#C4C3BB", 0.16) + lobes + path(f"M{num(cx - 1.5)} {num(cy - 0.7)}A1.7 1.7 0 0 1 {num(cx - 0.4)} {num(cy - 1.7)}", stroke="#fff", width=0.5, opacity=0.95, stroke_linecap="round") + names


SEGMENTS = {"a": "M1 0H5L4.2.9H1.8Z", "b": "M5.2.3V4.6L4.4 4V1.1Z", "c": "M5.2 5.2V9.5L4.4 8.7V5.8Z", "d": "M1 9.8H5L4.2 8.9H1.8Z", "e": "M.8 5.2V9.5L1.6 8.7V5.8Z", "f": "M.8.3V4.6L1.6 4V1.1Z", "g": "M1.1 4.9L1.8 4.4H4.2L4.9 4.9L4.2 5.4H1.8Z"}
DIGITS = {"0": "abcdef", "1": "bc", "2": "abged", "3": "abgcd", "4": "fgbc", "5": "afgcd", "6": "afgedc", "7": "abc", "8": "abcdefg", "9": "abcdfg", " ": "", "-": "g"}


def digit(value: str, x: float, y: float, size: float, on: str = "#F0453B", off: str = "#3A2524") -> str:
    """One seven-segment digit, 6 × 9.8 units times SIZE, slightly slanted."""
    strokes = "".join(path(SEGMENTS[s], on if s in DIGITS.get(value, "") else off) for s in SEGMENTS)
    return group(strokes, transform=f"translate({num(x)} {num(y)}) scale({num(size)}) skewX(-5)")


def sevenseg(part: Part, attrs: Attrs, form: Outline) -> str:
    """One digit in its grey case."""
    w, h = form.width, form.height
    pins = "".join(circle(p.x, p.y, 0.5, METAL, METAL_EDGE, 0.1) for p in form.pads.values())
    return box(0, 0, w, h, "#D9D6CE", "#8F8B80", 0.3, 0.3) + rect(0.5, 0.5, w - 1, h - 1, "#1C1B1D", r=0.2) + digit(" ", w / 2 - 3.6, h / 2 - 6.2, 1.26) + circle(w - 1.6, h / 2 + 5.8, 0.6, "#3A2524") + pins


def bar(part: Part, attrs: Attrs, form: Outline) -> str:
    """Ten bars of light."""
    w, h = form.width, form.height
    pads = [p for p in form.pads.values() if p.side == "top"]
    colors = ["#E5433A"] * 2 + ["#F4CB2E"] * 3 + ["#35B34A"] * 5
    bars = "".join(rect(p.x - 0.85, h / 2 - 2.6, 1.7, 5.2, colors[i % 10], "#0B0C0E", 0.2, 0.1) for i, p in enumerate(pads))
    pins = "".join(circle(p.x, p.y, 0.42, METAL, METAL_EDGE, 0.1) for p in form.pads.values())
    return box(0, 0, w, h, "#26282C", "#0B0C0E", 0.4) + bars + pins


def opto(part: Part, attrs: Attrs, form: Outline) -> str:
    """A DIP-4 or DIP-6."""
    return dip(part, attrs, form)


def ir_receiver(part: Part, attrs: Attrs, form: Outline) -> str:
    """A TSOP with its round lens."""
    w, h = form.width, form.height
    return box(0, 0.6, w, h - 0.6, "#26282C", "#0B0C0E", 0.5) + circle(w / 2, h / 2 + 0.2, min(w, h) * 0.36, "#3B3E45", "#0B0C0E", 0.18) + circle(w / 2 - 0.6, h / 2 - 0.4, 0.5, "#fff", opacity=0.35) + "".join(text(p.x, h + 0.9, n, 1.05, LEG_TEXT, "middle") for n, p in form.pads.items())
