"""Sensors: each known by its shape."""

from __future__ import annotations

from ohm_core.breadboard.outline import Outline
from ohm_core.catalogue.schema import Part
from ohm_core.render.art.kit import METAL, METAL_EDGE, SILK, Art, Attrs, box, can, caption, castellated, chip, header, label, labels, led_dot, mounts, pcb, plain, smd, tip, trimmer
from ohm_core.render.svg import circle, line, num, path, rect, text


def _pins(part: Part, form: Outline) -> str:
    return castellated(form) if part.mechanics.mount == "plugged" and form.height > 9 else header(form)


def _grille(x: float, y: float, w: float, h: float, fill: str, edge: str, slot: str) -> str:
    """The housing of a DHT: rounded, with three columns of slots and a tab with a hole on top."""
    out = [box(x + w * 0.18, y - 4.4, w * 0.64, 6, fill, edge, 1.0), circle(x + w / 2, y - 2.2, 1.5, "#ECE7DB", edge, 0.2), box(x, y, w, h, fill, edge, 1.0, 0.3)]
    columns, rows = 3, 7
    sw, sh = (w - 3.6) / columns, (h - 3.4) / rows
    out += [rect(x + 1.8 + c * sw + 0.35, y + 1.7 + r * sh + 0.25, sw - 0.7, sh - 0.75, slot, edge, 0.4, 0.08) for c in range(columns) for r in range(rows)]
    return "".join(out)


def dht22(part: Part, attrs: Attrs, form: Outline) -> str:
    """White housing with its grid of slots; on a small black board in the module form."""
    return _dht(part, form, "#F4F3EF", "#A9A79F", "#DAD8D0", "DHT22")


def dht11(part: Part, attrs: Attrs, form: Outline) -> str:
    """The same in blue."""
    return _dht(part, form, "#58A6DE", "#22618F", "#3D86BC", "DHT11")


def _dht(part: Part, form: Outline, fill: str, edge: str, slot: str, name: str) -> str:
    w, h = form.width, form.height
    if len(form.pads) == 4:
        pins = "".join(rect(p.x - 0.3, h - 6, 0.6, p.y - h + 6.4, METAL, METAL_EDGE, 0.1, 0.1) for p in form.pads.values())
        return pins + _grille(0.2, 4.6, w - 0.4, h - 10.4, fill, edge, slot) + "".join(label(p, plain(n), 1.2, "#77756C", 1.2) for n, p in form.pads.items() if n != "NC")
    deep = 8.2
    return pcb(w, h, "black", 1.0) + _grille(0.9, 5.2, w - 1.8, h - 5.8 - deep, fill, edge, slot) + smd(1.4, h - 6.6) + header(form) + labels(form)


def hc_sr04(part: Part, attrs: Attrs, form: Outline) -> str:
    """Blue board, two silver cylinders with mesh, crystal between them."""
    w, h = form.width, form.height
    out = [pcb(w, h, "blue", 0.6), mounts(((1.7, 1.7), (w - 1.7, 1.7), (1.7, h - 1.7), (w - 1.7, h - 1.7)), 0.9)]
    for x, word in ((9.6, "T"), (w - 9.6, "R")):
        out += [circle(x, 9.4, 8.1, METAL, "#767C84", 0.3), circle(x, 9.4, 7.2, "#E6E8EB", "#9AA0A8", 0.25), circle(x, 9.4, 5.9, "#3C4047", "#1B1D21", 0.25)]
        out.append(path("".join(f"M{num(x - 5.2)} {num(9.4 + d)}H{num(x + 5.2)}M{num(x + d)} 4.2V14.6" for d in (-3.6, -1.8, 0, 1.8, 3.6)), stroke="#7B818A", width=0.22, opacity=0.8))
        out += [path(f"M{num(x - 6.2)} 7A6.7 6.7 0 0 1 {num(x - 1.6)} 3", stroke="#fff", width=0.6, opacity=0.85, stroke_linecap="round"), text(x, h - 1.3, word, 1.8, SILK, "middle", bold=True)]
    out += [can(w / 2 - 4.2, 2.0, 8.4, 3.4, "4.000"), text(w / 2, 8.3, "HC-SR04", 1.8, SILK, "middle", bold=True), header(form), labels(form, 1.55)]
    return "".join(out)


def pir(part: Part, attrs: Attrs, form: Outline) -> str:
    """Green board under a white faceted dome."""
    w, h = form.width, form.height
    cx, cy, r = w / 2, h / 2 - 0.6, 10.9
    facets = "".join(path(f"M{num(cx)} {num(cy)}L{num(cx + r * c)} {num(cy + r * s)}", stroke="#BDBBB2", width=0.22) for c, s in ((1, 0), (0.5, 0.866), (-0.5, 0.866), (-1, 0), (-0.5, -0.866), (0.5, -0.866)))
    rings = circle(cx, cy, r * 0.36, "none", "#BDBBB2", 0.22) + circle(cx, cy, r * 0.7, "none", "#BDBBB2", 0.22)
    dome = circle(cx, cy, r + 0.7, "#E4E2DA", "#98968C", 0.25) + circle(cx, cy, r, "#F7F6F2", "#A9A79F", 0.22) + facets + rings
    glow = path(f"M{num(cx - 8)} {num(cy - 2)}A8.4 8.4 0 0 1 {num(cx - 2)} {num(cy - 8)}", stroke="#fff", width=1.2, opacity=0.95, stroke_linecap="round")
    return pcb(w, h, "green", 0.6) + mounts(((1.9, h / 2), (w - 1.9, h / 2)), 1.0) + trimmer(0.9, h - 6.6, 4.6, "#E08A2E", "#8A4E0F") + trimmer(w - 5.5, h - 6.6, 4.6, "#E08A2E", "#8A4E0F") + dome + glow + header(form) + "".join(label(p, n, 1.3, "#4B4A44", 1.6) for n, p in form.pads.items())


def soil(part: Part, attrs: Attrs, form: Outline) -> str:
    """A black blade ending in a point; electronics above the line that must stay dry."""
    w, h = form.width, form.height
    blade = f"M1 0H{num(w - 1)}Q{num(w)} 0 {num(w)} 1V{num(h - 9)}L{num(w / 2 + 1)} {num(h - 0.4)}Q{num(w / 2)} {num(h)} {num(w / 2 - 1)} {num(h - 0.4)}L0 {num(h - 9)}V1Q0 0 1 0Z"
    out = [path(blade, "#2B2F36", "#0E1013", 0.25), rect(2.6, 34, w - 5.2, h - 46, "none", "#4C525B", 1.6, 0.5), line(2.2, 31.6, w - 2.2, 31.6, SILK, 0.35)]
    out += [chip(w / 2 - 3.2, 14.4, 6.4, 4.6, "555", 4, size=1.5), smd(3.2, 15), smd(3.2, 18), smd(w - 5, 15), smd(w - 5, 18), smd(w / 2 - 0.8, 22)]
    out += [caption(w / 2, 25.6, "Capacitive Soil", w - 4, 2.0), caption(w / 2, 28.4, "Moisture Sensor", w - 4, 2.0), path(f"M{num(w / 2)} {num(h * 0.5)}c3 4 4.2 6 4.2 8.2a4.2 4.2 0 0 1-8.4 0c0-2.2 1.2-4.2 4.2-8.2z", "none", "#6C737D", 0.6)]
    top = form.pads[next(iter(form.pads))].side == "top"
    return "".join(out) + box(form.width / 2 - 5, -0.4 if top else 0, 10, 3.8, "#F1EEE6", "#A9A493", 0.4) + header(form) + labels(form, 1.5, gap=2.6)


def breakout(color: str, name: str) -> Art:
    """A small sensor board: NAME on it, a chip, its pins named."""
    def art(part: Part, attrs: Attrs, form: Outline) -> str:
        w, h = form.width, form.height
        side = next(iter(form.pads.values())).side
        far = h if side == "top" else 0.0
        way = -1 if side == "top" else 1
        holes = mounts(((2.0, far + way * 2.0), (w - 2.0, far + way * 2.0)), 1.1) if h > 13 and w > 9.9 else ""
        cy = far + way * min(5.0, h * 0.33)
        body = chip(w / 2 - 1.7, cy - 1.4, 3.4, 2.8, "", 4) if h > 9 else ""
        return pcb(w, h, color, 0.6) + holes + body + (smd(1.2, cy + 1.8) + smd(w - 2.8, cy + 1.8) if w > 10.5 else "") + caption(w / 2, far + way * 1.6 if h > 11 else cy, name, w - 5.5, 1.5, bold=True) + _pins(part, form) + labels(form, 1.55)
    return art


def bme(part: Part, attrs: Attrs, form: Outline) -> str:
    """Purple board with the tiny vented metal can."""
    w, h = form.width, form.height
    side = next(iter(form.pads.values())).side
    y = h - 4.6 if side == "top" else 1.6
    name = "BME280" if "bme" in part.id else "BMP280"
    return pcb(w, h, "purple", 0.6) + mounts(((2.0, y + 1.4),), 1.2) + can(w / 2 - 0.6, y, 3.0, 3.0) + circle(w / 2 + 1.7, y + 0.8, 0.3, "#23262B") + caption(w / 2 + 0.4, y + (-1.5 if side == "top" else 4.5), name, w - 2, 1.4, bold=True) + _pins(part, form) + labels(form, 1.55)


def mpu(part: Part, attrs: Attrs, form: Outline) -> str:
    """Blue board, black square chip, X and Y arrows."""
    w, h = form.width, form.height
    arrows = path(f"M{num(w / 2 + 4.2)} {num(h - 5.6)}h3.4l-.8-.6m.8.6l-.8.6M{num(w / 2 + 4.2)} {num(h - 5.6)}v3.2l-.6-.8m.6.8l.6-.8", stroke=SILK, width=0.22)
    return pcb(w, h, "blue", 0.6) + mounts(((2.1, h - 2.1), (w - 2.1, h - 2.1)), 1.3) + chip(w / 2 - 2, h - 6.6, 4, 4, "", 6, "all") + led_dot(w / 2 - 5.4, h - 4.6, "green") + arrows + text(w / 2, h - 1.3, "MPU-6050", 1.3, SILK, "middle") + _pins(part, form) + labels(form, 1.55)


def ds18b20_probe(part: Part, attrs: Attrs, form: Outline) -> str:
    """A steel tube at the end of a black cable."""
    w, h = form.width, form.height
    cx = w / 2
    top = next(iter(form.pads.values())).side == "top"
    wires = "".join(path(f"M{num(cx)} {num(12 if top else h - 12)}L{num(p.x)} {num(p.y)}", stroke=c, width=0.9, stroke_linecap="round") for p, c in zip(form.pads.values(), ("#C8362E", "#E8BE2C", "#24262A"), strict=False))
    low, high = (12.0, h - 30) if top else (30.0, h - 12)
    cable = rect(cx - 1.4, low, 2.8, high - low, "#26282C", "#0B0C0E", 1.2, 0.2)
    low, high = (h - 32, h) if top else (0.0, 32.0)
    tube = box(cx - 3, low, 6, high - low, METAL, METAL_EDGE, 2.4, 0) + rect(cx - 1.8, low + 2, 1.1, high - low - 4, "#fff", r=0.5, opacity=0.6)
    return wires + cable + tube + "".join(tip(p) for p in form.pads.values())


def touch(part: Part, attrs: Attrs, form: Outline) -> str:
    """Red board with a round touch field."""
    w, h = form.width, form.height
    top = next(iter(form.pads.values())).side == "top"
    cy = h - 3.1 if top else 3.1
    return pcb(w, h, "red", 0.8) + circle(w / 2, cy, 2.7, "none", SILK, 0.3) + circle(w / 2, cy, 2.1, "none", SILK, 0.2) + text(w / 2, cy, "TOUCH", 0.95, SILK, "middle") + header(form) + labels(form, 1.2, gap=1.5)


def load_cell(part: Part, attrs: Attrs, form: Outline) -> str:
    """An aluminium bar with its double hole and a sticker; four thin wires."""
    w, h = form.width, form.height
    top = next(iter(form.pads.values())).side == "top"
    y0, y1 = (9.0, h) if top else (0.0, h - 9.0)
    colors = ("#C8362E", "#24262A", "#EFEDE6", "#2F9E55")
    wires = "".join(path(f"M{num(w / 2)} {num(y0 + 2 if top else y1 - 2)}L{num(p.x)} {num(p.y)}", stroke=c, width=0.7) for p, c in zip(form.pads.values(), colors, strict=False))
    middle = (y0 + y1) / 2
    holes = circle(w / 2, middle - 5, 2.6, "#8E949C", "#646A72", 0.2) + circle(w / 2, middle + 5, 2.6, "#8E949C", "#646A72", 0.2) + rect(w / 2 - 1.2, middle - 5, 2.4, 10, "#8E949C")
    screws = "".join(circle(w / 2, y, 1.5, "#70767E", "#50555C", 0.2) for y in (y0 + 4, y0 + 9, y1 - 4, y1 - 9))
    return wires + box(0, y0, w, y1 - y0, "#C7CCD1", "#7A8088", 0.4, 0.3) + holes + screws + rect(w / 2 - 4, middle + 11, 8, 8, "#F4F2EC", "#A9A79F", 0.3, 0.15) + text(w / 2, middle + 15, "5 kg", 2.2, "#3A3D43", "middle") + "".join(tip(p) for p in form.pads.values())


def hx711(part: Part, attrs: Attrs, form: Outline) -> str:
    w, h = form.width, form.height
    return pcb(w, h, "green", 0.6) + chip(w / 2 - 5, h / 2 - 2, 10, 4, "HX711", 8) + _pins(part, form) + labels(form, 1.55)


def piezo(part: Part, attrs: Attrs, form: Outline) -> str:
    """A brass disc with the ceramic in its middle."""
    w, h = form.width, form.height
    top = next(iter(form.pads.values())).side == "top"
    cy = 15.5 if top else h - 15.5
    r = 11.4
    pads = list(form.pads.values())
    wires = "".join(path(f"M{num(w / 2 + dx)} {num(cy)}C{num(w / 2 + dx)} {num((cy + p.y) / 2)} {num(p.x)} {num((cy + p.y) / 2)} {num(p.x)} {num(p.y)}", stroke=c, width=0.9) for p, c, dx in zip(pads, ("#C8362E", "#24262A"), (0, 8), strict=False))
    return circle(w / 2, cy, r, "#D3AE57", "#86671D", 0.25) + circle(w / 2, cy, r * 0.64, "#EDEBE4", "#A9A79F", 0.2) + wires + circle(w / 2, cy, 0.9, METAL, METAL_EDGE, 0.1) + circle(w / 2 + 8, cy, 0.9, METAL, METAL_EDGE, 0.1) + "".join(tip(p) for p in pads)
