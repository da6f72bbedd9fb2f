"""Little sensor boards that differ by what stands on them: gas can, flame eye, microphone, rain plate, reflex eyes, and radios."""

from __future__ import annotations

from collections.abc import Callable

from ohm_core.breadboard.outline import Outline
from ohm_core.catalogue.schema import Part
from ohm_core.render.art.kit import GOLD, METAL, METAL_EDGE, Art, Attrs, box, can, caption, castellated, chip, header, labels, led_dot, mounts, pcb, smd, trimmer
from ohm_core.render.svg import circle, line, num, path, rect, text

Eye = Callable[[float, float], str]


def _pins(part: Part, form: Outline) -> str:
    return castellated(form) if part.mechanics.mount == "plugged" else header(form)


def _top(form: Outline) -> bool:
    return next(iter(form.pads.values())).side == "top"


def board_with(eye: Eye, color: str = "blue", pot: bool = True) -> Art:
    """A board with EYE in the middle of the half away from the pins, a trimmer and two lights."""
    def art(part: Part, attrs: Attrs, form: Outline) -> str:
        w, h = form.width, form.height
        room = 8.2
        cy = (h + room) / 2 if _top(form) else (h - room) / 2
        extras = trimmer(1.6, cy - 2.4, 4.8) + led_dot(w - 4.0, cy - 1.4, "red") + led_dot(w - 4.0, cy + 1.4, "green") if pot and w > 24 else ""
        return pcb(w, h, color, 0.6) + extras + eye(w / 2, cy) + _pins(part, form) + labels(form, 1.55)
    return art


def gas(x: float, y: float) -> str:
    """The can of an MQ sensor with its mesh."""
    mesh = "".join(line(x - 4.6, y + d, x + 4.6, y + d, "#7C828A", 0.2) + line(x + d, y - 4.6, x + d, y + 4.6, "#7C828A", 0.2) for d in (-3.2, -1.6, 0, 1.6, 3.2))
    return circle(x, y, 7.4, "#D98A2E", "#8A4E0F", 0.25) + circle(x, y, 6.4, METAL, METAL_EDGE, 0.3) + circle(x, y, 4.9, "#AEB4BB", METAL_EDGE, 0.2) + mesh


def flame(x: float, y: float) -> str:
    """A black infrared eye."""
    return circle(x, y, 2.8, "#25232B", "#0B0A0E", 0.25) + circle(x - 0.8, y - 0.8, 0.8, "#fff", opacity=0.35) + path(f"M{num(x + 5.4)} {num(y + 2.2)}c-2-1.6-.8-3 .2-4.6c.6 1.4 2.4 2 1.6 4.2c-.4.8-1.2.8-1.8.4z", "#F08B2B", "#93500E", 0.15)


def microphone(x: float, y: float) -> str:
    """An electret capsule."""
    return circle(x, y, 4.3, METAL, METAL_EDGE, 0.25) + circle(x, y, 3.4, "#24262A", "#0B0C0E", 0.2) + "".join(circle(x + dx, y + dy, 0.3, "#5A5E66") for dx, dy in ((0, 0), (1.4, 0), (-1.4, 0), (0, 1.4), (0, -1.4), (1, 1), (-1, -1), (1, -1), (-1, 1)))


def drops(x: float, y: float) -> str:
    """The comb of tracks of a rain plate, a drop on it."""
    comb = "".join(line(x - 8, y + d, x + 8, y + d, GOLD, 0.5) for d in (-2.4, -1.2, 0, 1.2, 2.4))
    return comb + path(f"M{num(x)} {num(y - 3)}c1.8 2.4 2.4 3.4 2.4 4.2a2.4 2.4 0 0 1-4.8 0c0-.8.6-1.8 2.4-4.2z", "#7FC4EE", "#2B6FA3", 0.2)


def reflex(x: float, y: float) -> str:
    """Two eyes side by side: one sends, one sees."""
    return box(x - 4.2, y - 2.4, 8.4, 4.8, "#24262A", "#0B0C0E", 0.5) + circle(x - 2, y, 1.5, "#6FA7D8", "#2B5A86", 0.2) + circle(x + 2, y, 1.5, "#1B1D21", "#000", 0.2) + circle(x - 2.4, y - 0.4, 0.4, "#fff", opacity=0.6)


def spring(x: float, y: float) -> str:
    """A vibration switch: a blue capsule."""
    return box(x - 4.8, y - 2.0, 9.6, 4.0, "#2F6FD0", "#153F7E", 1.8) + text(x, y, "SW-420", 1.5, "#E8F0FF", "middle")


def light(x: float, y: float) -> str:
    """A tiny clear light sensor."""
    return rect(x - 1.6, y - 1.1, 3.2, 2.2, "#EDEBE4", "#9C998E", 0.3, 0.15) + rect(x - 0.7, y - 0.6, 1.4, 1.2, "#3A3D43") + path(f"M{num(x - 4)} {num(y - 2.4)}l1.6 1.2M{num(x - 4.4)} {num(y)}h1.8", stroke="#F4CB2E", width=0.35)


def colours(x: float, y: float) -> str:
    """A colour sensor between two white lights."""
    lamps = "".join(rect(x + dx - 1.2, y - 1.2, 2.4, 2.4, "#F7F6F2", "#9C998E", 0.3, 0.15) + circle(x + dx, y, 0.7, "#F4E7A0") for dx in (-5, 5))
    return lamps + rect(x - 1.5, y - 1.2, 3, 2.4, "#24262A", r=0.2) + "".join(rect(x - 1.1 + i * 0.75, y - 0.7, 0.65, 1.4, c) for i, c in enumerate(("#E5433A", "#35B34A", "#3B78E0")))


def named_chip(words: str, wide: float = 5.0) -> Eye:
    def eye(x: float, y: float) -> str:
        return chip(x - wide / 2, y - 1.7, wide, 3.4, words, 5, size=wide / max(len(words), 1) * 1.35) + smd(x - wide / 2 - 2.8, y - 0.4)
    return eye


def water_level(part: Part, attrs: Attrs, form: Outline) -> str:
    """A red board with long bare tracks."""
    w, h = form.width, form.height
    down = _top(form)
    y1, y2 = (16.0, h - 2.0) if down else (2.0, h - 16.0)
    tracks = "".join(line(2.6 + i * (w - 5.2) / 9, y1, 2.6 + i * (w - 5.2) / 9, y2, GOLD, 0.9) for i in range(10))
    return pcb(w, h, "red", 0.6) + tracks + caption(w / 2, (y2 + 5) if not down else y1 - 4, "Water", w - 4, 2.0, bold=True) + header(form) + labels(form, 1.55)


def gps(part: Part, attrs: Attrs, form: Outline) -> str:
    """A ceramic patch antenna."""
    w, h = form.width, form.height
    side = min(w, h) * 0.66
    x, y = w / 2 - side / 2, (h - side - 1.2) if _top(form) else 1.2
    return pcb(w, h, "blue", 0.6) + box(x, y, side, side, "#D9CDB4", "#8F825C", 0.6, 0.3) + rect(x + 1.6, y + 1.6, side - 3.2, side - 3.2, "#C6CBD0", METAL_EDGE, 0.4, 0.2) + circle(x + side / 2 + 1, y + side / 2 + 1, 0.8, METAL_EDGE) + text(x + side / 2, y + side / 2 - 3, "GPS", 2.6, "#5B6067", "middle", bold=True) + _pins(part, form) + labels(form, 1.55)


def radio(words: str, color: str = "green") -> Art:
    """A radio board: meander antenna at the end away from the pins, chip, crystal."""
    def art(part: Part, attrs: Attrs, form: Outline) -> str:
        w, h = form.width, form.height
        far = h - 1.6 if _top(form) else 1.6
        way = -1 if _top(form) else 1
        d = "" if w > h else f"M{num(w * 0.2)} {num(far)}" + "".join(f"v{num(way * 4.0)}h{num(w * 0.07)}v{num(-way * 4.0)}h{num(w * 0.07)}" for _ in range(4))
        two_rows = {p.side for p in form.pads.values()} == {"top", "bottom"}
        x, cy = (w * 0.78, h / 2) if two_rows else (w / 2, far + way * 9.0)
        return pcb(w, h, color, 0.6) + (path(d, stroke=GOLD, width=0.7) if d else "") + chip(x - 2.6, cy - 2.2, 5.2, 4.4, "", 6, "all") + can(x + 3.6, cy - 1.2, 3.4, 2.4) + (caption(w * 0.17, cy, words, w * 0.3, 1.4, bold=True) if two_rows else caption(x, cy + way * 4.0, words, w - 3, 1.4, bold=True)) + _pins(part, form) + (_outward(form) if two_rows else labels(form, 1.55))
    return art


def _outward(form: Outline) -> str:
    """Names on the outer sides of two rows that stand close together."""
    return "".join(text(p.x, p.y + (-1.7 if p.side == "top" else 1.7), n, 1.2, "#F4F2EC", None if p.side == "top" else "end", turn=-90) for n, p in form.pads.items())


def limit_switch(part: Part, attrs: Attrs, form: Outline) -> str:
    """A microswitch with its lever."""
    w, h = form.width, form.height
    top = _top(form)
    y = h - 12.5 if top else 3.5
    lever = path(f"M{num(2.5)} {num(y + (9 if top else 0))}L{num(w)} {num(y + (11.5 if top else -2.8))}", stroke=METAL_EDGE, width=0.7, stroke_linecap="round")
    return lever + box(0.5, y, w - 1, 9, "#24262A", "#0B0C0E", 0.5) + circle(4, y + 6.6, 1.1, "#ECE7DB", "#0B0C0E", 0.15) + circle(w - 4, y + 6.6, 1.1, "#ECE7DB", "#0B0C0E", 0.15) + rect(w * 0.42, y - 0.9, 2.2, 1.2, "#C8362E", "#701A15", 0.2, 0.1) + "".join(rect(p.x - 0.6, min(p.y, y + 4.5), 1.2, abs(p.y - y - 4.5), METAL, METAL_EDGE, 0.2, 0.12) for p in form.pads.values()) + "".join(text(p.x, y + 3, n, 1.4, "#D6D8DB", "middle") for n, p in form.pads.items())


def ssr(part: Part, attrs: Attrs, form: Outline) -> str:
    """A solid-state relay board."""
    w, h = form.width, form.height
    loads = Outline(w, h, {n: p for n, p in form.pads.items() if p.side == "top"})
    control = Outline(w, h, {n: p for n, p in form.pads.items() if p.side != "top"})
    return pcb(w, h, "blue", 0.6) + box(w / 2 - 9, h * 0.3, 18, h * 0.34, "#24262A", "#0B0C0E", 0.5) + text(w / 2, h * 0.43, "SSR G3MB", 1.8, "#D6D8DB", "middle", bold=True) + text(w / 2, h * 0.55, "240V 2A", 1.5, "#D6D8DB", "middle") + header(loads) + labels(loads, 1.4) + header(control) + labels(control, 1.4)


def pca9685(part: Part, attrs: Attrs, form: Outline) -> str:
    """The servo driver: a chip, a capacitor and sixteen outputs."""
    w, h = form.width, form.height
    return pcb(w, h, "blue", 0.8) + mounts(((2.4, 2.4), (w - 2.4, 2.4)), 1.3) + chip(w / 2 - 4.5, h / 2 - 2.2, 9, 4.4, "PCA9685", 10, size=1.3) + circle(w * 0.75, h / 2, 3.2, "#BFC4CA", "#3D4148", 0.3) + header(form) + labels(form, 1.15)


def flow(part: Part, attrs: Attrs, form: Outline) -> str:
    """A flow meter: black body between two threaded ends, an arrow."""
    w, h = form.width, form.height
    up = _top(form)
    top, bottom = (8.0, h) if up else (0.0, h - 8.0)
    cy = (top + bottom) / 2
    ends = "".join(box(x, cy - 6, 14, 12, "#33363C", "#0B0C0E", 0.6) + "".join(line(x + 2 + i * 2.5, cy - 6, x + 2 + i * 2.5, cy + 6, "#0B0C0E", 0.35) for i in range(5)) for x in (0, w - 14))
    body = box(12, top + 0.6, w - 24, bottom - top - 1.2, "#24262A", "#0B0C0E", 3.0)
    arrow = path(f"M{num(w / 2 - 7)} {num(cy)}h10m-3.4-3l3.6 3l-3.6 3", stroke="#F4F2EC", width=1.2, stroke_linecap="round", stroke_linejoin="round")
    colors = ("#C8362E", "#24262A", "#E8BE2C")
    y = bottom if not up else top
    wires = "".join(path(f"M{num(w / 2 + (i - 1) * 1.6)} {num(y)}L{num(p.x)} {num(p.y)}", stroke=c, width=1.0) + circle(p.x, p.y, 0.8, METAL, METAL_EDGE, 0.15) for i, (p, c) in enumerate(zip(form.pads.values(), colors, strict=False)))
    return wires + ends + body + arrow + text(w / 2, cy + 6, "YF-S201", 2.0, "#D6D8DB", "middle")


def valve(part: Part, attrs: Attrs, form: Outline) -> str:
    """A solenoid valve: white body with hose ends, coil on top."""
    w, h = form.width, form.height
    up = _top(form)
    top, bottom = (8.0, h) if up else (0.0, h - 8.0)
    tall = bottom - top
    pipe = box(0, top + tall * 0.5, w, tall * 0.26, "#F4F3EF", "#A3A198", 2.0) + box(w * 0.24, top + tall * 0.42, w * 0.52, tall * 0.44, "#F4F3EF", "#A3A198", 2.0)
    coil = box(w * 0.32, top, w * 0.36, tall * 0.44, METAL, METAL_EDGE, 0.8, 0.3) + text(w / 2, top + tall * 0.22, "12 V", 4.0, "#3A3D43", "middle", bold=True)
    y = bottom - tall * 0.14 if not up else top
    wires = "".join(path(f"M{num(w / 2 + (i - 0.5) * 3)} {num(y)}L{num(p.x)} {num(p.y)}", stroke=c, width=1.1) + circle(p.x, p.y, 0.85, METAL, METAL_EDGE, 0.15) for i, (p, c) in enumerate(zip(form.pads.values(), ("#C8362E", "#24262A"), strict=False)))
    return wires + pipe + coil + path(f"M{num(w * 0.36)} {num(top + tall * 0.63)}h{num(w * 0.24)}m-3-2.6l3.4 2.6l-3.4 2.6", stroke="#2F63B8", width=1.0)


def coin_clock(part: Part, attrs: Attrs, form: Outline) -> str:
    """A plain clock board with its cell."""
    w, h = form.width, form.height
    cy = h - 8.4 if _top(form) else 8.4
    return pcb(w, h, "blue", 0.6) + circle(w * 0.6, cy, 6.6, METAL, METAL_EDGE, 0.3) + text(w * 0.6, cy, "CR2032", 1.7, "#5B6067", "middle") + chip(2.2, cy - 2.4, 4.4, 4.8, "", 4) + _pins(part, form) + labels(form, 1.55) + text(w * 0.6, cy + 2.6, "+", 2.4, "#5B6067", "middle")
