"""Primitives that all part drawings are made of. Millimetres, origin at the body's top left corner.

One family: flat fills, a thin darker outline, one soft highlight; light from the top left.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ohm_core.breadboard.outline import Outline, Pad
from ohm_core.catalogue.schema import Part
from ohm_core.render.svg import circle, group, line, num, path, poly, rect, text
from ohm_core.render.type import width_of

Attrs = Mapping[str, Any]
Art = Callable[[Part, Attrs, Outline], str]

EDGE = 0.18           # mm of outline
PIN_TEXT = 1.6        # mm of pin labels: 9.5 px on the screen
PCB = {"blue": ("#1F57A0", "#123763"), "green": ("#23764C", "#134A2E"), "black": ("#2B2F36", "#121418"), "red": ("#B4352E", "#701A15"),
       "purple": ("#5D4592", "#38275E"), "teal": ("#0B7F86", "#05484D"), "white": ("#F1EEE6", "#B7B1A2"), "navy": ("#1B2F57", "#0C1730")}
METAL, METAL_EDGE = "#C9CDD2", "#868C94"
GOLD, GOLD_EDGE = "#D9B25B", "#8C6B22"
DARK, DARK_EDGE = "#2C2E33", "#0E0F12"
SILK = "#F4F2EC"
LED_COLORS = {"red": ("#E5433A", "#8E1712"), "green": ("#35B34A", "#17682A"), "yellow": ("#F4CB2E", "#977609"), "blue": ("#3B78E0", "#1A3F86"),
              "white": ("#F5F6F4", "#A6A8A6"), "orange": ("#F08B2B", "#93500E"), "amber": ("#F2A62B", "#93600E"), "pink": ("#F08CB8", "#9C3F6A"), "purple": ("#9B5FD0", "#552C7C")}


def shine(x: float, y: float, w: float, h: float, r: float = 0.4, strength: float = 0.16) -> str:
    """The soft highlight: a light rim on the upper part of a surface."""
    return rect(x, y, w, h, "#fff", r=r, opacity=strength)


def box(x: float, y: float, w: float, h: float, fill: str, edge: str, r: float = 0.4, light: float = 0.14) -> str:
    """A solid seen from above."""
    return rect(x, y, w, h, fill, edge, r, EDGE) + (shine(x + 0.3, y + 0.3, w - 0.6, min(h * 0.28, 2.2), max(r - 0.2, 0.1), light) if light and w > 1.2 and h > 1.2 else "")


def pcb(w: float, h: float, color: str = "blue", r: float = 1.0, x: float = 0, y: float = 0) -> str:
    """A circuit board with its outline and a light rim inside."""
    fill, edge = PCB[color]
    return rect(x, y, w, h, fill, edge, r, 0.22) + rect(x + 0.45, y + 0.45, w - 0.9, h - 0.9, "none", "#fff", max(r - 0.4, 0.1), 0.14, opacity=0.22)


def mounts(spots: Iterable[tuple[float, float]], r: float = 1.5) -> str:
    """Mounting holes with their rim."""
    return "".join(circle(x, y, r, "#ECE7DB", "#C7A24C", 0.35) for x, y in spots)


def corners(w: float, h: float, inset: float = 2.3, r: float = 1.3) -> str:
    return mounts(((inset, inset), (w - inset, inset), (inset, h - inset), (w - inset, h - inset)), r)


def chip(x: float, y: float, w: float, h: float, label: str = "", legs: int = 0, sides: str = "tb", fill: str = "#303338", size: float = 1.3) -> str:
    """An integrated circuit with LEGS a side ("tb" top and bottom, "lr", or "all") and the dot of pin 1."""
    out = []
    for side in {"tb": "tb", "lr": "lr", "all": "tblr"}[sides] if legs else "":
        span = w if side in "tb" else h
        for i in range(legs):
            at = span * (i + 0.5) / legs
            lx, ly = {"t": (x + at, y - 0.35), "b": (x + at, y + h + 0.35), "l": (x - 0.35, y + at), "r": (x + w + 0.35, y + at)}[side]
            out.append(rect(lx - 0.2, ly - 0.35, 0.4, 0.7, METAL) if side in "tb" else rect(lx - 0.35, ly - 0.2, 0.7, 0.4, METAL))
    out.append(box(x, y, w, h, fill, "#0D0E10", 0.25, 0.08))
    out.append(circle(x + min(0.9, w * 0.2), y + h - min(0.9, h * 0.2), min(0.35, h * 0.09), "#8A8F96"))
    if label:
        out.append(text(x + w / 2, y + h / 2, label, size, "#D6D8DB", "middle"))
    return "".join(out)


def smd(x: float, y: float, w: float = 1.6, h: float = 0.8, fill: str = "#3A3D42") -> str:
    """A surface-mounted resistor or capacitor."""
    return rect(x, y, w, h, METAL) + rect(x + w * 0.2, y, w * 0.6, h, fill)


def can(x: float, y: float, w: float, h: float, label: str = "") -> str:
    """A metal can: crystal, shield, connector shell."""
    return box(x, y, w, h, METAL, METAL_EDGE, min(w, h) * 0.16, 0.45) + (text(x + w / 2, y + h / 2, label, min(1.5, h * 0.4), "#4A4E55", "middle") if label else "")


def usb(x: float, y: float, w: float, h: float) -> str:
    """A USB socket whose mouth is on the left."""
    return can(x, y, w, h) + rect(x + w * 0.08, y + h * 0.24, w * 0.16, h * 0.52, "#7C828A", r=0.2) + rect(x + w * 0.45, y + h * 0.3, w * 0.3, h * 0.1, "#8F959D") + rect(x + w * 0.45, y + h * 0.6, w * 0.3, h * 0.1, "#8F959D")


def button_cap(x: float, y: float, size: float = 4.0, cap: str = "#E9E4D6") -> str:
    """A small push button on a board."""
    return can(x, y, size, size * 0.8) + circle(x + size / 2, y + size * 0.4, size * 0.22, cap, "#8B8778", 0.12)


def led_dot(x: float, y: float, color: str = "red") -> str:
    fill, edge = LED_COLORS[color]
    return rect(x - 0.8, y - 0.4, 1.6, 0.8, "#EDE9DC", "#8F8B7E", 0.1, 0.1) + rect(x - 0.4, y - 0.35, 0.8, 0.7, fill, edge, 0.1, 0.08)


def trimmer(x: float, y: float, s: float = 6.5, fill: str = "#2F6FC0", edge: str = "#173F74") -> str:
    """A trimming potentiometer with its cross slot."""
    return box(x, y, s, s, fill, edge, 0.5) + circle(x + s / 2, y + s / 2, s * 0.3, "#EDE9DC", "#8F8B7E", 0.14) + rect(x + s * 0.46, y + s * 0.26, s * 0.08, s * 0.48, "#77736A") + rect(x + s * 0.26, y + s * 0.46, s * 0.48, s * 0.08, "#77736A")


def terminal(x: float, y: float, ways: int, pitch: float = 5.0, side: str = "bottom", color: tuple[str, str] = ("#2F7FC1", "#174B77")) -> str:
    """A screw terminal; X, Y is its first screw; its mouths look to SIDE."""
    flat = side in ("top", "bottom")
    w, h = (ways * pitch, 7.4) if flat else (7.4, ways * pitch)
    left, top = (x - pitch / 2, y - 3.7) if flat else (x - 3.7, y - pitch / 2)
    out = box(left, top, w, h, *color, r=0.3)
    for i in range(ways):
        sx, sy = (x + i * pitch, y) if flat else (x, y + i * pitch)
        out += circle(sx, sy, 1.75, METAL, METAL_EDGE, 0.16) + rect(sx - 1.3, sy - 0.22, 2.6, 0.44, "#767B83")
    return out


def cap_can(x: float, y: float, r: float, label: str = "") -> str:
    """An electrolytic capacitor from above, its minus side marked."""
    stripe = f"M{num(x + r * 0.5)} {num(y - r * 0.86)}A{num(r)} {num(r)} 0 0 1 {num(x + r * 0.5)} {num(y + r * 0.86)}Z"
    return circle(x, y, r, "#BFC4CA", "#3D4148", 0.3) + path(stripe, "#2F3238") + (text(x - r * 0.15, y, label, r * 0.5, "#2F3238", "middle") if label else "")


def header(form: Outline, names: Iterable[str] | None = None, female: bool = False) -> str:
    """Pin headers at the pads: black plastic with gold pins, or sockets."""
    out = []
    for name in form.pads if names is None else names:
        pad = form.pads[name]
        out.append(rect(pad.x - 1.2, pad.y - 1.2, 2.4, 2.4, "#26282C", "#0C0D0F", 0.3, 0.12))
        out.append(rect(pad.x - 0.62, pad.y - 0.62, 1.24, 1.24, "#0B0C0E", "#55585E", 0.1, 0.14) if female else rect(pad.x - 0.5, pad.y - 0.5, 1.0, 1.0, GOLD, GOLD_EDGE, 0.15, 0.12))
    return "".join(out)


def castellated(form: Outline, names: Iterable[str] | None = None) -> str:
    """Gold rings with a soldered pin, as where a module stands on its header pins."""
    out = []
    for name in form.pads if names is None else names:
        pad = form.pads[name]
        out.append(circle(pad.x, pad.y, 0.86, GOLD, GOLD_EDGE, 0.14) + circle(pad.x, pad.y, 0.42, "#E9EAEC", "#8A8F96", 0.1))
    return "".join(out)


def label(pad: Pad, words: str, size: float = PIN_TEXT, fill: str = SILK, gap: float = 1.75) -> str:
    """A pin's name on the silk screen, inwards of its pad, turned so that neighbours do not touch."""
    if pad.side == "left":
        return text(pad.x + gap, pad.y, words, size, fill)
    if pad.side == "right":
        return text(pad.x - gap, pad.y, words, size, fill, "end")
    if pad.side == "top":
        return text(pad.x, pad.y + gap, words, size, fill, "end", turn=-90)
    return text(pad.x, pad.y - gap, words, size, fill, turn=-90)


def labels(form: Outline, size: float = PIN_TEXT, fill: str = SILK, names: Mapping[str, str] | None = None, gap: float = 1.75) -> str:
    """Every pin's name; NAMES gives what the real board prints where that differs ("" prints nothing). Smaller where they would
    reach into the middle of the board, where its parts are."""
    said = {name: words for name in form.pads if (words := (names or {}).get(name, plain(name)))}
    upright = [words for name, words in said.items() if form.pads[name].side in ("top", "bottom")]
    both = {"top", "bottom"} <= {p.side for p in form.pads.values()}
    room = form.height * (0.36 if both else 0.5) - gap - (0.6 if both else 1.6)
    longest = max((width_of(words, size) for words in upright), default=0.0)
    if longest > room:
        size *= max(room / longest, 0.72)
    return "".join(label(form.pads[name], words, size, fill, gap) for name, words in said.items())


def plain(name: str) -> str:
    """A pin's printed name: 'GND.2' is printed GND."""
    base, dot, rest = name.partition(".")
    return base if dot and rest.isdigit() else name


def caption(x: float, y: float, words: str, most: float, size: float = 2.2, fill: str = SILK, **more: Any) -> str:
    """A centred word no wider than MOST: made smaller, at last left out."""
    wide = width_of(words, size)
    if wide > most:
        size *= most / wide
    return text(x, y, words, size, fill, "middle", **more) if size >= 0.9 and words else ""


def lead(points: Iterable[tuple[float, float]], color: str, edge: str, width: float = 1.1) -> str:
    """A flexible wire of the part itself."""
    pts = list(points)
    d = poly(pts, close=False) if len(pts) != 4 else "M{} {}C{} {} {} {} {} {}".format(*(num(v) for p in pts for v in p))
    return path(d, stroke=edge, width=width + 0.35, stroke_linecap="round") + path(d, stroke=color, width=width, stroke_linecap="round")


def tip(pad: Pad, color: str = METAL) -> str:
    """The end of a lead where a jumper is joined: a bare crimped pin."""
    return circle(pad.x, pad.y, 0.85, color, METAL_EDGE, 0.15) + circle(pad.x, pad.y, 0.35, "#6E747C")


def plus_minus(x: float, y: float, plus: bool, size: float = 2.0, color: str | None = None) -> str:
    """A drawn + or −, readable without knowing the colour."""
    ink = color or ("#C62F2A" if plus else "#1F2A44")
    across = line(x - size / 2, y, x + size / 2, y, ink, size * 0.22, stroke_linecap="round")
    return across + (line(x, y - size / 2, x, y + size / 2, ink, size * 0.22, stroke_linecap="round") if plus else "")


def at(x: float, y: float, body: str, turn: float = 0) -> str:
    """BODY moved to (X, Y) and turned there."""
    return group(body, transform=f"translate({num(x)} {num(y)})" + (f" rotate({num(turn)})" if turn else ""))
