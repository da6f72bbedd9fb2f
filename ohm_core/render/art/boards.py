"""Controller boards, USB on the left: Uno R3, Nano, ESP32 DevKit V1, Pico W, D1 mini, and their like."""

from __future__ import annotations

from ohm_core.breadboard.outline import Outline
from ohm_core.catalogue.schema import Part
from ohm_core.render.art.kit import (
    GOLD,
    GOLD_EDGE,
    METAL,
    METAL_EDGE,
    PCB,
    SILK,
    Attrs,
    box,
    button_cap,
    can,
    cap_can,
    caption,
    castellated,
    chip,
    labels,
    led_dot,
    mounts,
    pcb,
    plain,
    shine,
    smd,
    usb,
)
from ohm_core.render.svg import circle, group, path, rect, text

SHORT = 30.0  # mm: a board less long has its chip bare
UNO_SHAPE = "M1 0H63.2L66 2.6V37.2L68.6 39.8V50.4L66 53.4H1Q0 53.4 0 52.4V1Q0 0 1 0Z"
UNO_PINS = {**{f"D{n}": f"{'~' if n in (3, 5, 6, 9, 10, 11) else ''}{n}" for n in range(2, 14)}, "D0": "RX0", "D1": "TX1", "A5.2": "SCL", "A4.2": "SDA", "3V3": "3.3V", "USB": "", "JACK": ""}


def uno(part: Part, attrs: Attrs, form: Outline) -> str:
    """Teal board with the notched right edge, USB-B, power jack, the long ATmega328P."""
    fill, edge = PCB["teal"]
    out = [path(UNO_SHAPE, fill, edge, 0.25), path("M1.2.6H63L65.4 2.9", stroke="#fff", width=0.18, opacity=0.35)]
    out.append(mounts(((15.2, 2.6), (14.0, 50.8), (66.2, 44.6)), 1.55))
    out += [can(-6.3, 9.2, 16.0, 12.0), rect(-6.3, 11.2, 1.2, 8, "#8A9097"), box(-1.8, 40.6, 13.6, 9.0, "#25272B", "#0B0C0E", 0.6)]
    out += [rect(-1.8, 41.6, 1.0, 7, "#101114"), cap_can(19.2, 43.5, 3.1, "47"), cap_can(26.6, 43.5, 3.1, "47")]
    out += [chip(30.5, 33.6, 33.5, 7.4, "", 14), text(47.0, 37.3, "ATMEGA328P-U", 1.9, "#C9CCD0", "middle"), circle(63.2, 37.3, 0.8, "#1B1D20")]
    out += [chip(21.0, 22.0, 5.2, 5.2, "", 8, "all"), can(13.2, 24.0, 8.6 - 4.0, 2.4), can(24.0, 29.8, 8.4, 3.2, "16.000")]
    out += [button_cap(3.2, 2.6, 5.2, "#B4352E"), _icsp(60.6, 22.0), _icsp(17.0, 8.0)]
    out += [led_dot(29.5, 12.0, "yellow"), led_dot(29.5, 15.0, "yellow"), led_dot(29.5, 18.0, "yellow"), led_dot(58.5, 14.4, "green")]
    out += [text(31.2, y, w, 1.5, SILK) for y, w in ((12.0, "L"), (15.0, "TX"), (18.0, "RX"))] + [text(60.0, 14.4, "ON", 1.5, SILK)]
    out += [rect(40.0, 17.6, 12.0, 6.0, SILK, r=0.7), text(46.0, 20.7, "UNO", 4.2, fill, "middle", bold=True), text(46.0, 26.4, "R3", 2.2, SILK, "middle")]
    out += [_sockets(form), labels(form, 1.6, names=UNO_PINS, gap=1.9)]
    out += [text(55.4, 9.6, "DIGITAL (PWM ~)", 1.5, SILK, "middle"), text(42.6, 44.4, "POWER", 1.5, SILK, "middle"), text(57.2, 45.0, "ANALOG IN", 1.5, SILK, "middle")]
    return "".join(out)


def _sockets(form: Outline) -> str:
    """Female headers as long black strips."""
    out = []
    for side in ("top", "bottom"):
        xs = sorted((p.x, p.y, n) for n, p in form.pads.items() if p.side == side)
        start = 0
        for i in range(1, len(xs) + 1):
            if i == len(xs) or xs[i][0] - xs[i - 1][0] > 3:
                a, b = xs[start], xs[i - 1]
                out.append(box(a[0] - 1.35, a[1] - 1.3, b[0] - a[0] + 2.7, 2.6, "#232529", "#08090A", 0.25, 0.1))
                start = i
        out += [rect(x - 0.55, y - 0.55, 1.1, 1.1, "#050506", "#5C5F66", 0.1, 0.14) for x, y, _ in xs]
    end = [p for p in form.pads.values() if p.side == "right"]
    if end:
        left, top = min(p.x for p in end), min(p.y for p in end)
        out.append(box(left - 1.3, top - 1.35, max(p.x for p in end) - left + 2.6, max(p.y for p in end) - top + 2.7, "#232529", "#08090A", 0.25, 0.1))
        out += [rect(p.x - 0.55, p.y - 0.55, 1.1, 1.1, "#050506", "#5C5F66", 0.1, 0.14) for p in end]
    return "".join(out)


def _icsp(x: float, y: float) -> str:
    """Six gold pins."""
    return rect(x - 0.4, y - 0.4, 5.0, 7.4, "none", SILK, 0.3, 0.15) + "".join(rect(x + 0.5 + 2.54 * c, y + 0.6 + 2.54 * r, 0.9, 0.9, GOLD, GOLD_EDGE, 0.1, 0.1) for c in (0, 1) for r in range(3)) if x > 40 else \
        "".join(rect(x + 0.5 + 2.54 * c, y + 0.6 + 2.54 * r, 0.9, 0.9, GOLD, GOLD_EDGE, 0.1, 0.1) for c in range(3) for r in (0, 1))


def nano(part: Part, attrs: Attrs, form: Outline) -> str:
    """Small blue board: mini-USB, square chip turned by 45°, reset button, four lights."""
    out = [pcb(form.width, form.height, "blue", 0.8), usb(-1.6, form.height / 2 - 2.9, 8.2, 5.8)]
    middle = form.height / 2
    square = chip(-2.0, -2.0, 4.0, 4.0, "", 6, "all")
    out += [group(square, transform=f"translate(23.4 {middle}) rotate(45)"), can(16.0, middle - 1.7, 2.2, 3.4), button_cap(29.6, middle - 1.3, 3.4)]
    out += [led_dot(35.6, middle - 1.8 + i * 1.2, c) for i, c in enumerate(("green", "red", "yellow", "yellow"))]
    out += [rect(39.3 + 1.9 * c, middle - 2.6 + 1.9 * r, 0.8, 0.8, GOLD, GOLD_EDGE, 0.1, 0.1) for c in (0, 1) for r in (0, 1, 2)]
    out += [castellated(form, _rowed(form)), labels(form, 1.55, names={**_no_sockets(), "RESET": "RST", "RESET.2": "RST", "AREF": "REF"}, gap=1.4), caption(11.2, middle, "NANO", 5.5, 1.6, bold=True)]
    return "".join(out)


def _rowed(form: Outline) -> list[str]:
    return [n for n, p in form.pads.items() if p.side in ("top", "bottom")]


def _no_sockets() -> dict[str, str]:
    return {"USB": "", "JACK": ""}


ESP_PINS = {"GPIO36": "VP", "GPIO39": "VN", "GPIO1": "TX0", "GPIO3": "RX0", "GPIO16": "RX2", "GPIO17": "TX2", "GPIO6": "CLK", "GPIO7": "SD0", "GPIO8": "SD1", "GPIO9": "SD2", "GPIO10": "SD3", "GPIO11": "CMD", "GPIO0": "D0", "USB": "", **{f"GPIO{n}": f"D{n}" for n in (2, 4, 5, 12, 13, 14, 15, 18, 19, 21, 22, 23, 25, 26, 27, 32, 33, 34, 35)}}


def esp32(part: Part, attrs: Attrs, form: Outline) -> str:
    """Black board: micro-USB between two buttons, the shielded module with its meander antenna on the right."""
    w, h = form.width, form.height
    out = [pcb(w, h, "black", 1.0), mounts(((2.1, 2.1), (w - 2.1, 2.1), (2.1, h - 2.1), (w - 2.1, h - 2.1)), 1.1)]
    out.append(usb(-1.0, h / 2 - 3.4, 5.6, 6.8))
    if _first_column(form) > 7.5:
        out += [button_cap(2.6, 5.2, 3.6), button_cap(2.6, h - 8.1, 3.6), text(4.4, 9.3, "EN", 1.2, SILK, "middle"), text(4.4, h - 9.2, "BOOT", 1.2, SILK, "middle")]
    else:  # pins to the very end: their names stand where the buttons would be
        out += [button_cap(6.6, h / 2 - 4.9, 3.4), button_cap(6.6, h / 2 + 2.2, 3.4), text(8.3, h / 2 - 1.2, "EN", 1.2, SILK, "middle"), text(8.3, h / 2 + 1.2, "BOOT", 1.2, SILK, "middle")]
    out += [chip(14.6, h / 2 - 2.2, 4.4, 4.4, "", 6, "all"), box(20.6, h / 2 - 3.2, 3.4, 6.4, "#2C2E33", "#0C0D0F"), rect(24.0, h / 2 - 1.6, 1.0, 3.2, METAL), led_dot(12.0, h / 2 - 1.6, "red"), led_dot(12.0, h / 2 + 1.6, "blue")]
    out += [_esp_module(w - 25.5, h / 2 - 7.4, 25.5, 14.8, "ESP32", "ESP-WROOM-32")]
    return "".join([*out, castellated(form, _rowed(form)), labels(form, 1.55, names=ESP_PINS)])


def _first_column(form: Outline) -> float:
    """Where the pins of the rows begin."""
    return min((form.pads[n].x for n in _rowed(form)), default=form.width)


def _esp_module(x: float, y: float, w: float, h: float, name: str, full: str) -> str:
    """A shielded radio module: dark board, metal can with its name, meander antenna at the right end."""
    shield = w - 8.2
    meander = f"M{x + w - 6.6} {y + 2}h2.4v{h - 4}M{x + w - 4.2} {y + 3.4}h3v2.3h-3v2.3h3v2.3h-3v2.3h3"
    out = [rect(x, y, w, h, "#1A1C20", "#07080A", 0.4, 0.2), path(meander, stroke=GOLD, width=0.7, stroke_linejoin="round")]
    out += [box(x + 1.2, y + 1.2, shield - 0.6, h - 2.4, METAL, METAL_EDGE, 0.5, 0.4), text(x + 0.9 + shield / 2, y + h / 2 - 1.3, name, min(2.6, h * 0.16), "#4A4E55", "middle", bold=True)]
    return "".join([*out, text(x + 0.9 + shield / 2, y + h / 2 + 1.6, full, min(1.5, h * 0.11), "#5B6067", "middle")])


def esp_any(part: Part, attrs: Attrs, form: Outline) -> str:
    """Any other board with an ESP: USB left, the shielded module right where there is room for one, numbers for GPIOs."""
    w, h = form.width, form.height
    name = "ESP8266" if part.board and part.board.family == "esp8266" else "ESP32"
    names = {**_no_sockets(), **{n: n[4:] for n in form.pads if n.startswith("GPIO")}}
    out = [pcb(w, h, "black", 1.0), usb(-1.0, h / 2 - 3.4, 5.6, 6.8)]
    if w < SHORT:
        out.append(chip(w * 0.55 - 2.2, h / 2 - 2.2, 4.4, 4.4, "", 6, "all"))
    else:
        long, y = min(25.5, w * 0.5), h / 2
        x, off = (2.4, h * 0.26) if _first_column(form) > 7.5 else (6.2, 3.2)
        out += [button_cap(x, y + way * off - 1.3, 3.2) for way in (-1, 1) if h > 20]
        out += [chip(w * 0.26, y - 2.2, 4.4, 4.4, "", 6, "all"), smd(w * 0.4, y - 0.4)]
        out.append(_esp_module(w - long, y - min(7.4, h * 0.27), long, min(14.8, h * 0.54), name, ""))
    return "".join([*out, castellated(form, _rowed(form)), labels(form, 1.55, names=names)])


def pico(part: Part, attrs: Attrs, form: Outline) -> str:
    """Green board: micro-USB, white BOOTSEL button, RP2040, the W's shielded radio and antenna."""
    w, h = form.width, form.height
    out = [pcb(w, h, "green", 0.8), usb(-1.3, h / 2 - 3.0, 5.6, 6.0)]
    out += [led_dot(6.6, h / 2 - 2.2, "green"), can(9.0, h / 2 - 1.5, 4.0, 3.0), circle(11.0, h / 2, 0.85, "#F4F2EC", "#8B8778", 0.12), chip(19.8, h / 2 - 2.9, 6.6, 5.8, "RP2040", 8, "all", size=1.2)]
    out += [can(15.2, h / 2 - 1.4, 2.0, 2.8), smd(28.6, h / 2 - 2.2), smd(28.6, h / 2 + 1.4)]
    if "pico-w" in part.id or "wireless" in part.name.lower() or (part.board and part.board.wireless):
        out += [can(32.2, h / 2 - 3.2, 10.0, 6.4), path(f"M{w - 6.2} {h / 2 - 3}L{w - 1.2} {h / 2 - 3.4}V{h / 2 + 3.4}L{w - 6.2} {h / 2 + 3}Z", "#2F8E60", "#134A2E", 0.15)]
        out.append(text(37.2, h / 2, "Pico W", 1.7, "#4A4E55", "middle", bold=True))
    names = {**_no_sockets(), "ADC_VREF": "VREF", "3V3_EN": "3V3E"}
    return "".join([*out, castellated(form, _rowed(form)), labels(form, 1.55, names=names, gap=1.5)])


def d1_mini(part: Part, attrs: Attrs, form: Outline) -> str:
    """Blue board: micro-USB, reset button at the side, the shielded ESP8266 module on the right."""
    w, h = form.width, form.height
    out = [pcb(w, h, "blue", 1.6), usb(-0.9, h / 2 - 3.7, 5.6, 7.4), chip(7.0, h / 2 - 2.0, 4.0, 4.0, "", 4), button_cap(2.0, 3.4, 3.2), smd(6.8, h / 2 + 3.6)]
    out += [_esp_module(w - 21.2, h / 2 - 6.4, 20.8, 12.8, "ESP8266", "ESP-12F"), text(5.0, h - 6.2, "D1 mini", 1.4, SILK, "middle")]
    return "".join([*out, castellated(form, _rowed(form)), labels(form, 1.45, names=_no_sockets())])


def mega(part: Part, attrs: Attrs, form: Outline) -> str:
    """Any other board with sockets: plate, USB, chip, sockets, names."""
    w, h = form.width, form.height
    narrow = h < 30  # pins along both edges: what else there is stands between them
    out = [pcb(w, h, "teal", 1.4), usb(-1.5, h / 2 - 3, 6.5, 6) if narrow else usb(-1.5, h * 0.2, 9, min(9.0, h * 0.3)), chip(w * 0.42, h * 0.36, min(14, w * 0.3), min(14, h * 0.28), "", 10, "all"), shine(1, 1, w - 2, 1.2)]
    pins = _sockets(form) if part.mechanics.header == "female" else castellated(form, _rowed(form))
    last = max((p.x for p in form.pads.values() if p.side == "right"), default=0.0)
    outer = {n: p for n, p in form.pads.items() if p.side == "right" and p.x == last and any(o.y == p.y and o.x < last and o.side == "right" for o in form.pads.values())}
    out += [text(p.x + 1.6, p.y, plain(n), 1.3, SILK) for n, p in outer.items()]  # the second of two columns is named outwards
    return "".join([*out, pins, labels(form, 1.55, names={**_no_sockets(), **dict.fromkeys(outer, "")}), caption(w * (0.86 if narrow else 0.5), h * (0.5 if narrow else 0.72), part.name, w * (0.26 if narrow else 0.7), 2.4, bold=True)])


