"""Drivers, converters and other boards: L298N, ULN2003, MOSFET switch, keypad, joystick, encoder, readers, clocks."""

from __future__ import annotations

from ohm_core.breadboard.outline import Outline
from ohm_core.catalogue.schema import Part
from ohm_core.render.art.kit import (
    GOLD,
    METAL,
    METAL_EDGE,
    SILK,
    Art,
    Attrs,
    box,
    can,
    cap_can,
    castellated,
    chip,
    corners,
    header,
    label,
    labels,
    led_dot,
    pcb,
    plain,
    smd,
    terminal,
)
from ohm_core.render.svg import circle, line, num, path, rect, text


def _some(form: Outline, names: list[str]) -> Outline:
    return Outline(form.width, form.height, {n: form.pads[n] for n in names if n in form.pads})


def _pins(part: Part, form: Outline) -> str:
    return castellated(form) if part.mechanics.mount == "plugged" else header(form)


def l298n(part: Part, attrs: Attrs, form: Outline) -> str:
    """Red board, black finned heat sink, three screw terminals, six control pins."""
    w, h = form.width, form.height
    out = [pcb(w, h, "red", 0.8), corners(w, h, 3.2, 1.6), box(9.5, 4.0, 24.0, 15.5, "#24262A", "#0B0C0E", 0.5, 0.06)]
    out += [rect(10.6 + i * 2.6, 4.4, 1.3, 14.7, "#3D4047", "#0B0C0E", 0.2, 0.1) for i in range(9)]
    out += [cap_can(14.6, 26.4, 3.8, "220"), cap_can(28.4, 26.4, 3.8, "220"), text(w / 2, 21.6, "L298N", 2.2, SILK, "middle", bold=True), led_dot(21.5, 31.4, "red")]
    out += [terminal(1.5 + 1.8, 17.0, 2, 5.0, "left"), terminal(w - 3.3, 17.0, 2, 5.0, "right"), terminal(form.pads["12V"].x if "12V" in form.pads else 5.5, 39.0, 3, 5.0)]
    out += [text(8.4, 15.0 + 2 + i * 5, n, 1.25, SILK) for i, n in enumerate(("OUT1", "OUT2"))] + [text(w - 8.4, 17 + i * 5, n, 1.25, SILK, "end") for i, n in enumerate(("OUT3", "OUT4"))]
    out += [text(form.pads[n].x, 34.2, n, 1.35, SILK, "middle") for n in ("12V", "GND", "5V") if n in form.pads]
    control = _some(form, ["ENA", "IN1", "IN2", "IN3", "IN4", "ENB"])
    return "".join([*out, header(control), labels(control, 1.25)])


def uln2003_board(part: Part, attrs: Attrs, form: Outline) -> str:
    """Green board: white motor socket, DIP, four red lights."""
    w, h = form.width, form.height
    motor = [n for n, p in form.pads.items() if p.side == "top"]
    out = [pcb(w, h, "green", 0.8), corners(w, h, 2.4, 1.4), chip(w / 2 - 9.6, 14.0, 19.2, 6.4, "ULN2003A", 8, size=1.9)]
    out += [led_dot(7.0 + i * 3.4, 24.2, "red") for i in range(4)] + [text(7.0 + i * 3.4, 22.6, "ABCD"[i], 1.2, SILK, "middle") for i in range(4)]
    if motor:
        first, last = form.pads[motor[0]], form.pads[motor[-1]]
        out.append(box(first.x - 2.2, 0.2, last.x - first.x + 4.4, 6.2, "#F4F2EC", "#A9A493", 0.4))
        out += [rect(form.pads[n].x - 0.45, 1.2, 0.9, 3.6, GOLD) for n in motor]
        out += [text(form.pads[n].x, 8.0, n.replace("OUT", ""), 1.3, SILK, "middle") for n in motor]
    rest = _some(form, [n for n in form.pads if n not in motor])
    return "".join([*out, header(rest), labels(rest, 1.35)])


def driver(name: str, color: str = "red") -> Art:
    """A small driver board with pins on both sides."""
    def art(part: Part, attrs: Attrs, form: Outline) -> str:
        w, h = form.width, form.height
        return pcb(w, h, color, 0.5) + chip(w / 2 - 3.2, h / 2 - 1.1, 6.4, 2.2, name, 6, "lr", size=1.1) + smd(w / 2 - 6.2, h / 2 - 0.4) + smd(w / 2 + 4.6, h / 2 - 0.4) + _pins(part, form) + labels(form, 1.55, gap=1.4)
    return art


def mosfet_board(part: Part, attrs: Attrs, form: Outline) -> str:
    """A MOSFET switch: TO-220 lying flat, terminals, three-pin header."""
    w, h = form.width, form.height
    screws = [n for n in form.pads if n.startswith(("V", "OUT")) and n not in ("VCC", "V")]
    out = [pcb(w, h, "red", 0.8), corners(w, h, 2.6, 1.4), box(w / 2 - 5, h / 2 - 7, 10, 5, METAL, METAL_EDGE, 0.4, 0.4), circle(w / 2, h / 2 - 5, 1.6, "#ECE7DB", METAL_EDGE, 0.2), box(w / 2 - 5, h / 2 - 2.4, 10, 8.4, "#2C2E33", "#0B0C0E", 0.4)]
    if screws:
        xs = sorted(form.pads[n].x for n in screws)
        step = (xs[-1] - xs[0]) / max(len(xs) - 1, 1)
        y = form.pads[screws[0]].y
        out.append(terminal(xs[0], y + (2.2 if y < h / 2 else -2.2), len(xs), step))
        out += [text(form.pads[n].x, y + (7.0 if y < h / 2 else -7.0), n, 1.1, SILK, "middle") for n in screws]
    rest = _some(form, [n for n in form.pads if n not in screws])
    return "".join([*out, header(rest), labels(rest, 1.35)])


def keypad(part: Part, attrs: Attrs, form: Outline) -> str:
    """A membrane keypad: sixteen keys, ribbon with eight ways."""
    w, h = form.width, form.height
    up = next(iter(form.pads.values())).side == "top"
    top, bottom = (9.0, h) if up else (0.0, h - 9.0)
    keys = ("123A", "456B", "789C", "*0#D")
    pads = list(form.pads.values())
    y = pads[0].y
    ribbon = rect(pads[0].x - 1.3, min(y, top if up else bottom) - 0.2, pads[-1].x - pads[0].x + 2.6, abs(y - (top if up else bottom)) + 0.4, "#E9E6DC", "#A9A493", 0.2, 0.15)
    lines = "".join(line(p.x, y, p.x, top if up else bottom, "#9A968A", 0.35) for p in pads)
    out = [ribbon, lines, box(0, top, w, bottom - top, "#2B2D33", "#0B0C0E", 2.0, 0.04), rect(1.6, top + 1.6, w - 3.2, bottom - top - 3.2, "none", "#E9E6DC", 1.4, 0.35)]
    kw, kh = (w - 8) / 4, (bottom - top - 8) / 4
    for r, row in enumerate(keys):
        for c, word in enumerate(row):
            fill, edge = ("#C0392F", "#701A15") if c == 3 or word in "*#" else ("#2F63B8", "#153F7E")
            out += [box(4 + c * kw + 0.9, top + 4 + r * kh + 0.9, kw - 1.8, kh - 1.8, fill, edge, 1.2, 0.14), text(4 + (c + 0.5) * kw, top + 4 + (r + 0.5) * kh, word, kh * 0.42, "#FBFAF7", "middle", bold=True)]
    plug = box(pads[0].x - 1.4, y - (0 if up else 2.6) - 0.2, pads[-1].x - pads[0].x + 2.8, 2.9, "#26282C", "#0B0C0E", 0.3)
    ends = "".join(rect(p.x - 0.5, p.y + (0.3 if up else -1.3), 1.0, 1.0, "#050506", "#8A8F96", 0.1, 0.12) for p in pads)
    names = "".join(text(p.x, (top + 5.6 if up else bottom - 5.6) + (-2.6 if up else 2.6), n, 1.15, "#E9E6DC", "middle") for n, p in form.pads.items())
    return "".join([*out, plug, ends, names])


def joystick(part: Part, attrs: Attrs, form: Outline) -> str:
    """A thumb stick on its black board."""
    w, h = form.width, form.height
    cx, cy = w / 2, h / 2 - 2.5
    return pcb(w, h, "black", 0.8) + corners(w, h, 2.6, 1.5) + box(cx - 9, cy - 9, 18, 18, METAL, METAL_EDGE, 1.2, 0.3) + circle(cx, cy, 8.2, "#24262A", "#0B0C0E", 0.3) + circle(cx, cy, 6.2, "#33363C", "#0B0C0E", 0.2) + circle(cx, cy, 3.6, "#3F434A", "#1B1D21", 0.2) + path(f"M{num(cx - 5)} {num(cy - 1.6)}A5.4 5.4 0 0 1 {num(cx - 1.4)} {num(cy - 5.2)}", stroke="#fff", width=0.7, opacity=0.4, stroke_linecap="round") + header(form) + labels(form, 1.55)


def encoder(part: Part, attrs: Attrs, form: Outline) -> str:
    """A rotary encoder with its knurled shaft."""
    w, h = form.width, form.height
    cx, cy = w / 2, h * 0.33
    notches = "".join(line(cx + 3.0 * c, cy + 3.0 * s, cx + 3.6 * c, cy + 3.6 * s, "#5A6068", 0.3) for c, s in ((1, 0), (0.87, 0.5), (0.5, 0.87), (0, 1), (-0.5, 0.87), (-0.87, 0.5), (-1, 0), (-0.87, -0.5), (-0.5, -0.87), (0, -1), (0.5, -0.87), (0.87, -0.5)))
    return pcb(w, h, "black", 0.6) + box(cx - 6.2, cy - 6.2, 12.4, 12.4, "#2F7F5A", "#124230", 0.4) + box(cx - 5.8, cy - 5.8, 11.6, 11.6, METAL, METAL_EDGE, 0.8, 0.3) + circle(cx, cy, 3.7, "#D7DADE", "#70767E", 0.25) + notches + rect(cx - 0.4, cy - 3.2, 0.8, 3.2, "#70767E") + header(form) + labels(form, 1.55)


def rc522(part: Part, attrs: Attrs, form: Outline) -> str:
    """The RFID reader: blue board, coil of copper around its lower half."""
    w, h = form.width, form.height
    up = next(iter(form.pads.values())).side == "top"
    y0 = 9.0 if up else 2.0
    loops = "".join(rect(4 + i * 1.2, y0 + 3 + i * 1.2, w - 8 - 2.4 * i, h - 14 - 2.4 * i, "none", "#D9B25B", 3.0, 0.45) for i in range(3))
    cy = h / 2 + (2 if up else -2)
    return pcb(w, h, "blue", 0.8) + corners(w, h, 2.6, 1.5) + loops + chip(w / 2 - 3.2, cy - 3.2, 6.4, 6.4, "", 8, "all") + can(w / 2 + 6, cy - 1.6, 5, 3) + text(w / 2, cy + 5.6, "RFID-RC522", 2.2, SILK, "middle", bold=True) + header(form) + labels(form, 1.55)


def sd(part: Part, attrs: Attrs, form: Outline) -> str:
    """An SD socket with a card in it."""
    w, h = form.width, form.height
    up = next(iter(form.pads.values())).side == "top"
    y = 8.5 if up else 1.2
    return pcb(w, h, "blue", 0.6) + can(w / 2 - 9, y, 18, h - 10.2) + rect(w / 2 - 7, h - 1.2 if up else -3.2, 14, 4.4, "#24262A", "#0B0C0E", 0.6, 0.2) + text(w / 2, y + (h - 10.2) / 2, "SD", 3.0, "#5B6067", "middle", bold=True) + header(form) + labels(form, 1.55)


def rtc(part: Part, attrs: Attrs, form: Outline) -> str:
    """Clock board with its coin cell."""
    w, h = form.width, form.height
    up = next(iter(form.pads.values())).side == "top"
    cx, cy = w - 9.4, h * (0.64 if up else 0.36)
    cell = circle(cx, cy, min(7.2, h * 0.33), METAL, METAL_EDGE, 0.3) + circle(cx, cy, min(5.9, h * 0.27), "#DBDEE2", "#A2A8AF", 0.2) + text(cx, cy - 1.2, "+", 3.0, "#5B6067", "middle") + text(cx, cy + 2.0, "CR2032", 1.7, "#5B6067", "middle")
    clip = rect(cx - 8.2, cy - 1.8, 16.4, 3.6, "none", "#9BA1A8", 0.5, 0.5)
    left = max(2.0, cx - 17)
    return pcb(w, h, "blue", 0.6) + clip + cell + chip(left + 1.4, cy - 2.4, 5.4, 4.8, "3231", 8, size=1.3) + _pins(part, form) + labels(form, 1.55)


def dfplayer(part: Part, attrs: Attrs, form: Outline) -> str:
    """MP3 player with its microSD socket on the left."""
    w, h = form.width, form.height
    return pcb(w, h, "black", 0.6) + can(-0.2, h / 2 - 5.4, 9.6, 10.8) + text(4.4, h / 2, "TF", 2.4, "#5B6067", "middle", bold=True) + chip(w - 8.2, h / 2 - 2.6, 6, 5.2, "", 6) + castellated(form) + labels(form, 1.1, gap=1.3)


def shifter(part: Part, attrs: Attrs, form: Outline) -> str:
    """Red four-channel shifter: LV row above, HV row below."""
    w, h = form.width, form.height
    fets = "".join(rect(w * (0.2 + 0.2 * i) - 0.8, h / 2 - 0.7, 1.6, 1.4, "#24262A", "#0B0C0E", 0.15, 0.1) for i in range(4))
    return pcb(w, h, "red", 0.5) + fets + castellated(form) + "".join(label(p, plain(n), 1.15, SILK, 1.3) for n, p in form.pads.items())


