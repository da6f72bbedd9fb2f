"""Displays, dark as they are before the firmware runs: what they will show is not known here."""

from __future__ import annotations

from ohm_core.breadboard.outline import Outline
from ohm_core.catalogue.schema import Part
from ohm_core.render.art.kit import Art, Attrs, box, castellated, corners, header, labels, mounts, pcb
from ohm_core.render.art.small import digit
from ohm_core.render.svg import circle, group, num, path, rect, text


def _pins(part: Part, form: Outline) -> str:
    return castellated(form) if part.mechanics.mount == "plugged" else header(form)


def oled(part: Part, attrs: Attrs, form: Outline) -> str:
    """A dark glass with its lighter field on a blue-black board."""
    w, h = form.width, form.height
    tall = h > w * 0.8
    if w < h * 0.6:
        return _oled_small(part, form)
    y = 5.2 if tall else 2.4
    glass_h = min(h - y - 3.2, 19.2)
    out = [pcb(w, h, "navy", 0.8), corners(w, h, 2.1, 1.1), box(0.5, y, w - 1, glass_h, "#0B0D12", "#000", 0.3, 0.05), rect(2.2, y + 1.6, w - 4.4, glass_h - 5.4, "#05070B", "#1E2530", 0.2, 0.12)]
    shine = "".join(f"M{num(4.2 + d)} {num(y + glass_h - 5.4)}L{num(4.2 + d + (glass_h - 9.4) * 0.6)} {num(y + 3.0)}" for d in (0.0, 2.6))
    out.append(path(shine, stroke="#263040", width=1.1, stroke_linecap="round"))
    out.append(rect(w / 2 - 4, y + glass_h - 2.6, 8, 2.4, "#8A6A2E", r=0.2))
    return "".join([*out, _pins(part, form), labels(form, 1.3, gap=1.5)])


def _oled_small(part: Part, form: Outline) -> str:
    """The 128 × 32, standing on its short side."""
    w, h = form.width, form.height
    inner = rect(1.0, 7.4, w - 2, h - 11, "#0B0D12", "#000", 0.3, 0.15)
    return pcb(w, h, "navy", 0.6) + inner + _pins(part, form) + labels(form, 1.55)


def lcd(columns: int, rows: int) -> Art:
    """A character display with COLUMNS × ROWS cells."""
    def art(part: Part, attrs: Attrs, form: Outline) -> str:
        w, h = form.width, form.height
        blue = str(attrs.get("color", "green")) == "blue" or "i2c" in part.id
        back, cell = ("#2450B4", "#3A69D2") if blue else ("#A9C63A", "#93B02A")
        fx, fy, fw, fh = (w - w * 0.9) / 2, h * 0.17 + 1, w * 0.9, h * 0.66
        sx, sy, sw, sh = fx + fw * 0.05, fy + fh * 0.16, fw * 0.9, fh * 0.68
        out = [pcb(w, h, "green", 0.6), mounts(((2.5, 2.5), (w - 2.5, 2.5), (2.5, h - 2.5), (w - 2.5, h - 2.5)), 1.5), box(fx, fy, fw, fh, "#33363C", "#0C0D0F", 0.6, 0.06), rect(sx, sy, sw, sh, back, "#0C0D0F", 0.4, 0.2)]
        cw, ch = (sw - 4) / columns, (sh - 2.6) / rows
        cells = "".join(f"M{num(sx + 2 + c * cw + cw * 0.1)} {num(sy + 1.3 + r * ch + ch * 0.07)}h{num(cw * 0.8)}v{num(ch * 0.86)}h-{num(cw * 0.8)}z" for r in range(rows) for c in range(columns))
        out.append(path(cells, cell))
        return "".join([*out, _pins(part, form), labels(form, 1.55)])
    return art


def tm1637(part: Part, attrs: Attrs, form: Outline) -> str:
    """Four digits with a colon, all dark."""
    w, h = form.width, form.height
    top = next(iter(form.pads.values())).side == "top"
    y = h - 16.6 if top else 1.8
    out = [pcb(w, h, "blue", 0.6), corners(w, h, 2.0, 1.1), box(5.6, y, w - 11.2, 14.4, "#1A1A1D", "#000", 0.3, 0.05)]
    step = (w - 14.4) / 4
    out += [digit(c, 7.4 + i * step + (0.7 if i > 1 else 0), y + 2.4, 0.98) for i, c in enumerate("    ")]
    out += [circle(w / 2 + 0.1, y + dy, 0.55, "#3A2524") for dy in (5.0, 9.4)]
    return "".join([*out, header(form), labels(form, 1.55)])


def digits8(part: Part, attrs: Attrs, form: Outline) -> str:
    """Two blocks of four digits, header at the left end."""
    w, h = form.width, form.height
    out = [pcb(w, h, "red", 0.6)]
    wide = (w - 15.5) / 2
    for block in (0, 1):
        x = 10.0 + block * (wide + 0.3)
        out.append(box(x, 0.9, wide, h - 1.8, "#1A1A1D", "#000", 0.3, 0.05))
        out += [digit(c, x + 1.7 + i * (wide - 1.6) / 4, h / 2 - 4.9, 0.98) for i, c in enumerate("    ")]
    return "".join([*out, header(form), labels(form, 1.55)])


def matrix(part: Part, attrs: Attrs, form: Outline) -> str:
    """Eight by eight dots."""
    w, h = form.width, form.height
    y = (h - 32.0) / 2 + 0.6
    out = [pcb(w, h, "black", 0.6), box(0.2, y, w - 0.4, 32.0, "#1A1A1D", "#000", 0.3, 0.05)]
    out += [circle(2.2 + c * 3.95, y + 2.2 + r * 3.95, 1.55, "#5A3A38") for r in range(8) for c in range(8)]
    return "".join([*out, header(form), labels(form, 1.55)])


def digits(part: Part, attrs: Attrs, form: Outline) -> str:
    """Four bare digits in one case, legs above and below."""
    w, h = form.width, form.height
    pins = "".join(circle(p.x, p.y, 0.5, "#C9CCD0", "#7C828A", 0.1) for p in form.pads.values())
    out = [box(0, 0, w, h, "#D9D6CE", "#8F8B80", 0.3, 0.3), rect(0.5, 0.5, w - 1, h - 1, "#1C1B1D", r=0.2)]
    out += [digit(" ", (i + 0.5) * w / 4 - 3.4, h / 2 - 5.4, 1.1) + circle((i + 1) * w / 4 - 1.2, h / 2 + 5.0, 0.6, "#3A2524") for i in range(4)]
    return "".join([*out, pins])


def screen(glass: str, field: str) -> Art:
    """A picture display: GLASS over most of the board, in it the FIELD that shows something, the header at its edge."""
    def art(part: Part, attrs: Attrs, form: Outline) -> str:
        w, h = form.width, form.height
        low = next(iter(form.pads.values())).side == "bottom"
        tall = h - 10.5
        y = 1.6 if low else h - tall - 1.6
        out = [pcb(w, h, "red" if "ili" in part.id else "blue", 0.8), box(4.0, y, w - 8.0, tall, glass, "#0B0C0E", 0.4, 0.1), rect(6.0, y + 1.6, w - 15.0, tall - 3.2, field, "#1E2530", 0.2, 0.12)]
        return "".join([*out, header(form), labels(form, 1.4, gap=1.5)])
    return art


def panel(part: Part, attrs: Attrs, form: Outline) -> str:
    """Rows and columns of addressable pixels on one board."""
    w, h = form.width, form.height
    step = w / 8
    out = [pcb(w, h, "black", 0.8)] + [pixel((c + 0.5) * step, (r + 0.5) * (h - 5) / 8) for r in range(8) for c in range(8)]
    return "".join([*out, header(form), labels(form, 1.4, gap=1.5)])


def ring(part: Part, attrs: Attrs, form: Outline) -> str:
    """A ring of sixteen pixels."""
    import math

    w = form.width
    c, outer = w / 2, w / 2 - 0.4
    out = [path(f"M{num(c - outer)} {num(c)}A{num(outer)} {num(outer)} 0 1 1 {num(c + outer)} {num(c)}A{num(outer)} {num(outer)} 0 1 1 {num(c - outer)} {num(c)}M{num(c - outer + 9.4)} {num(c)}A{num(outer - 9.4)} {num(outer - 9.4)} 0 1 0 {num(c + outer - 9.4)} {num(c)}A{num(outer - 9.4)} {num(outer - 9.4)} 0 1 0 {num(c - outer + 9.4)} {num(c)}Z", "#26282C", "#0B0C0E", 0.3, fill_rule="evenodd")]
    for i in range(16):
        angle = (i + 0.5) * math.tau / 16 - math.pi / 2
        x, y = c + (outer - 4.4) * math.cos(angle), c + (outer - 4.4) * math.sin(angle)
        out.append(group(pixel(0, 0), transform=f"translate({num(x)} {num(y)}) rotate({num(math.degrees(angle) + 90)})"))
    return "".join([*out, header(form), "".join(text(p.x, p.y - 11.2, n, 1.7, "#7A808A", "middle") for n, p in form.pads.items())])


def strip(part: Part, attrs: Attrs, form: Outline) -> str:
    """Eight pixels on a white flexible strip, cut marks between them."""
    w, h = form.width, form.height
    out = [box(0, 0, w, h, "#F4F2EC", "#B5B1A2", 0.3, 0.2)]
    count = 8
    step = w / count
    for i in range(count):
        x = (i + 0.5) * step
        out.append(pixel(x, h / 2))
        if i:
            out.append(path(f"M{num(i * step)} 0V{num(h)}", stroke="#B5B1A2", width=0.2, stroke_dasharray="1 0.8"))
            out += [rect(i * step - 1.2, y - 0.6, 2.4, 1.2, "#C98F4A", r=0.4) for y in (2.46, 5.0, 7.54)]
    return "".join([*out, header(form, [n for n, p in form.pads.items() if p.side == "left"]), labels(form, 1.55, "#3A3D43")])


def pixel(x: float, y: float) -> str:
    """A WS2812: white square, in its clear eye the chip and the three lights."""
    lights = "".join(rect(x + dx - 0.35, y + 0.35, 0.7, 0.6, c) for dx, c in ((-0.95, "#C8362E"), (0.0, "#2F9E55"), (0.95, "#2F63C0")))
    return rect(x - 2.5, y - 2.5, 5, 5, "#F7F6F2", "#9C998E", 0.3, 0.2) + circle(x, y, 1.85, "#E9E3CF", "#8C8775", 0.16) + rect(x - 0.7, y - 1.2, 1.4, 1.1, "#3A3D43", r=0.1) + lights
