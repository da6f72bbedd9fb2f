"""Cells, battery holders, supplies, and the modules that change or charge."""

from __future__ import annotations

from ohm_core.breadboard.outline import Outline
from ohm_core.catalogue.schema import Part
from ohm_core.render.art.kit import METAL, METAL_EDGE, Attrs, box, cap_can, caption, chip, header, labels, pcb, plus_minus, shine, smd, trimmer, usb
from ohm_core.render.art.movers import leads_to, room, upward
from ohm_core.render.svg import circle, rect, text


def block9v(part: Part, attrs: Attrs, form: Outline) -> str:
    """A 9 V block lying on its side, clip with two snaps, red and black leads."""
    w = form.width
    top, bottom = room(form, 8.0)
    h = bottom - top
    body = box(0, top, w - 6, h, "#2A2C31", "#0B0C0E", 1.2, 0.14) + box(0, top, (w - 6) * 0.42, h, "#C98B2E", "#7A4F10", 1.2, 0.2)
    clip = box(w - 6.4, top + 0.8, 5.4, h - 1.6, "#24262A", "#0B0C0E", 0.8) + "".join(circle(w - 3.7, top + h * f, 2.3, METAL, METAL_EDGE, 0.2) for f in (0.28, 0.72))
    words = text((w - 6) * 0.21, top + h / 2, "9 V", 6.4, "#FBF6EA", "middle", bold=True) + plus_minus(w - 9.6, top + h * 0.28, True, 2.6, "#F4F2EC") + plus_minus(w - 9.6, top + h * 0.72, False, 2.6, "#F4F2EC")
    return leads_to(form, w - 4, bottom - 1 if not upward(form) else top + 1) + body + clip + words


def aa_holder(part: Part, attrs: Attrs, form: Outline) -> str:
    """A black holder with its cells lying in it, alternately turned."""
    w = form.width
    top, bottom = room(form, 6.0)
    h = bottom - top
    count = next((int(c) for c in part.id if c.isdigit()), 4)
    out = [leads_to(form, form.pads[next(iter(form.pads))].x + 1.3, bottom - 1 if not upward(form) else top + 1), box(0, top, w, h, "#2A2C31", "#0B0C0E", 1.4, 0.06)]
    row = (h - 2.4) / count
    for i in range(count):
        out.append(_cell(3.0, top + 1.2 + i * row + 0.5, w - 6, row - 1.0, i % 2 == 1, "AA 1.5 V"))
    return "".join(out)


def _cell(x: float, y: float, w: float, h: float, turned: bool, words: str, fill: str = "#D7812C", edge: str = "#7F440C") -> str:
    """One round cell from the side: coloured sleeve, silver ends, nub at plus."""
    cap = w * 0.3
    nub = rect(x + w - 1.4, y + h * 0.3, 2.2, h * 0.4, METAL, METAL_EDGE, 0.3, 0.15) if not turned else rect(x - 0.8, y + h * 0.3, 2.2, h * 0.4, METAL, METAL_EDGE, 0.3, 0.15)
    body = rect(x, y, w, h, "#33363C", "#0B0C0E", 0.8, 0.2) + rect(x + (w - cap if not turned else 0), y, cap, h, fill, edge, 0.8, 0.2)
    sign = plus_minus(x + (w - cap / 2 if not turned else cap / 2), y + h / 2, True, min(h * 0.34, 3.4), "#FBF6EA") + plus_minus(x + (cap * 0.3 if not turned else w - cap * 0.3), y + h / 2, False, min(h * 0.34, 3.4), "#FBF6EA")
    return nub + body + shine(x + 0.8, y + h * 0.12, w - 1.6, h * 0.16, 0.6, 0.3) + text(x + w * (0.4 if not turned else 0.6), y + h / 2, words, min(h * 0.32, 3.4), "#F4F2EC", "middle", bold=True) + sign


def cell18650(part: Part, attrs: Attrs, form: Outline) -> str:
    """An 18650 in its holder."""
    w = form.width
    top, bottom = room(form, 5.0)
    h = bottom - top
    lead_y = bottom - 1 if not upward(form) else top + 1
    return leads_to(form, w / 2, lead_y) + box(0, top, w, h, "#2A2C31", "#0B0C0E", 1.0, 0.05) + _cell(4, top + 1.6, w - 8, h - 3.2, False, "18650  3.7 V", "#2F7F6F", "#124238")


def lipo(part: Part, attrs: Attrs, form: Outline) -> str:
    """A silver pouch with its yellow band, two leads."""
    w = form.width
    top, bottom = room(form, 7.0)
    h = bottom - top
    return leads_to(form, w / 2, bottom - 1 if not upward(form) else top + 1) + box(0, top, w, h, "#CDD1D6", "#868C94", 1.6, 0.3) + rect(0.6, top + 0.6, w - 1.2, 4.2, "#E7B93C", r=0.8) + text(w / 2, top + 2.7, "Li-Po 1S", 2.2, "#3A2D08", "middle") + text(w / 2, top + h / 2 + 2, "3.7 V", min(6.0, h * 0.24), "#3A3D43", "middle", bold=True) + plus_minus(w / 2 - 14, top + h / 2 + 2, True, 3) + plus_minus(w / 2 + 14, top + h / 2 + 2, False, 3)


def wall(part: Part, attrs: Attrs, form: Outline) -> str:
    """A plug-in supply: light case with what it gives, mains pins at its far end, its cord split into two leads."""
    w, h, up = form.width, form.height, upward(form)
    top, bottom = (11.0, h - 6.0) if up else (6.0, h - 11.0)
    volts = next((f"{n} V" for n in ("12", "24", "9") if f"{n}v" in part.id), "5 V")
    amps = attrs.get("max_a", part.attrs["max_a"].default if "max_a" in part.attrs else None)
    rated = f"{volts} {amps:g} A" if isinstance(amps, (int, float)) else volts
    pins = "".join(box(w / 2 + dx - 1.6, bottom - 0.4 if up else 0.2, 3.2, 6.2, "#D9B25B", "#8C6B22", 1.4, 0.3) for dx in (-8.0, 8.0))
    neck = box(w / 2 - 2.6, top - 4.4 if up else bottom - 0.6, 5.2, 5.0, "#9AA1AB", "#5D646E", 1.2, 0.2)
    case = box(0, top, w, bottom - top, "#CDD2D8", "#6E757F", 5.0, 0) + rect(3.4, top + 3.4, w - 6.8, bottom - top - 6.8, "none", "#A3AAB3", 3.0, 0.3)
    middle = (top + bottom) / 2
    words = text(w / 2, middle - 2.0, rated, 5.0, "#1E2430", "middle", bold=True) + text(w / 2, middle + 3.4, "DC supply", 2.4, "#4A5059", "middle")
    return pins + leads_to(form, w / 2, top - 4.0 if up else bottom + 4.0) + neck + case + words


def power_bank(part: Part, attrs: Attrs, form: Outline) -> str:
    """A power bank with its USB socket and four lights."""
    w = form.width
    top, bottom = room(form, 8.0)
    h = bottom - top
    lights = "".join(circle(w * 0.72 + i * 4, top + h * 0.2, 0.9, "#7FD6F5" if i < 3 else "#3A4048") for i in range(4))
    return leads_to(form, w / 2, bottom - 1 if not upward(form) else top + 1) + box(0, top, w, h, "#3B4250", "#151920", 4.0, 0.08) + lights + text(w * 0.5, top + h * 0.55, "5 V USB", min(8.0, h * 0.2), "#E7E9EE", "middle", bold=True) + rect(w / 2 - 6, bottom - 3.6 if not upward(form) else top, 12, 3.6, METAL, METAL_EDGE, 0.4, 0.2)


def module(part: Part, attrs: Attrs, form: Outline) -> str:
    """Buck and boost converters: coil, trimmer, two capacitors, IN on the left, OUT on the right."""
    w, h = form.width, form.height
    coil = box(w * 0.42, h / 2 - 4.0, 8.0, 8.0, "#3A3D43", "#0B0C0E", 1.4) + circle(w * 0.42 + 4.0, h / 2, 2.6, "#24262A", "#0B0C0E", 0.2) + chip(w * 0.3 + 1.2, h / 2 - 1.6, 3.2, 3.2, "", 3)
    caps = cap_can(w * 0.2, h / 2, min(3.6, h * 0.2)) + cap_can(w * 0.8, h / 2, min(3.6, h * 0.2))
    volts = attrs.get("set_v")
    word = caption(w / 2, h - 2.0, f"set to {volts:g} V", w * 0.5, 1.7) if isinstance(volts, (int, float)) else ""
    return pcb(w, h, "blue", 0.6) + caps + coil + trimmer(w * 0.62, 0.8, min(5.0, h * 0.26)) + word + header(form) + labels(form, 1.55)


def tp4056(part: Part, attrs: Attrs, form: Outline) -> str:
    """The lithium charger: USB socket, chip, two lights."""
    w, h = form.width, form.height
    return pcb(w, h, "blue", 0.6) + usb(-1.0, h / 2 - 3.6, 5.4, 7.2) + chip(w / 2 - 4.4, h / 2 - 2, 6, 4, "TP4056", 4, size=1.2) + smd(w * 0.32, 1.6) + header(form) + labels(form, 1.55)


