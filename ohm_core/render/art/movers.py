"""What moves, sounds or switches: servo, motors, pump, fan, relay, lock, speaker."""

from __future__ import annotations

from ohm_core.breadboard.outline import Outline
from ohm_core.catalogue.schema import Part
from ohm_core.render.art.kit import DARK, DARK_EDGE, METAL, METAL_EDGE, SILK, Attrs, box, chip, header, labels, lead, led_dot, mounts, pcb, smd, terminal, tip
from ohm_core.render.svg import circle, group, line, num, path, rect, text

RED, BLACK = ("#C8362E", "#701A15"), ("#2A2C31", "#0B0C0E")
LEAD_COLORS = {"+": RED, "-": BLACK, "1": RED, "2": BLACK, "VCC": RED, "GND": ("#7A4A21", "#45270D"), "SIG": ("#E8891C", "#8A4C07"), "5V": RED, "9V": RED, "12V": RED}
LEAD = 9.0  # mm of the outline that a cable takes


def upward(form: Outline) -> bool:
    """True when the leads leave at the upper edge."""
    return next(iter(form.pads.values())).side == "top"


def room(form: Outline, most: float = LEAD) -> tuple[float, float]:
    """(top, bottom) of the body once the leads have their share."""
    share = min(most, form.height * 0.35)
    return (share, form.height) if upward(form) else (0.0, form.height - share)


def leads_to(form: Outline, x: float, y: float, spread: float = 1.6) -> str:
    """Leads from the body at (X, Y) to every pad, each with its end."""
    pads = list(form.pads.items())
    out = []
    for i, (name, p) in enumerate(pads):
        color = LEAD_COLORS.get(name, BLACK) if len(pads) > 2 or name != "GND" else BLACK
        x0 = x + (i - (len(pads) - 1) / 2) * spread
        middle = (y + p.y) / 2
        out.append(lead(((x0, y), (x0, middle), (p.x, middle), (p.x, p.y)), *color) + tip(p))
    return "".join(out)


def servo(part: Part, attrs: Attrs, form: Outline) -> str:
    """A blue SG90: ears with holes, gear tower, white horn, three-wire lead with its plug."""
    up = upward(form)
    x, cy = form.width / 2, 20.0 if not up else form.height - 20.0
    way = -1 if not up else 1
    body = box(x - 11.4, cy - 6.0, 22.8, 12.0, "#2C6FD1", "#153F7E", 0.8, 0.18)
    ears = box(x - 16.0, cy - 5.8, 32.0, 11.6, "#3A80E0", "#153F7E", 0.6, 0.14) + "".join(circle(x + dx, cy, 1.0, "#ECE7DB", "#153F7E", 0.2) for dx in (-14.0, 14.0))
    tower = circle(x + 5.4, cy, 5.2, "#2C6FD1", "#153F7E", 0.25) + circle(x - 0.6, cy, 2.6, "#2C6FD1", "#153F7E", 0.2)
    blade = f"M{num(x + 4)} {num(cy)}L{num(x + 4.5)} {num(cy + 15 * way)}Q{num(x + 5.4)} {num(cy + 16.2 * way)} {num(x + 6.3)} {num(cy + 15 * way)}L{num(x + 6.8)} {num(cy)}Z"
    holes = "".join(circle(x + 5.4, cy + d * way, 0.45, "#9C998E") for d in (6, 8.5, 11, 13.5))
    hub = circle(x + 5.4, cy, 2.5, "#F7F6F2", "#9C998E", 0.22) + circle(x + 5.4, cy, 0.9, "#C9CDD2", "#868C94", 0.15)
    return _plug(form, x - 9.0, cy) + ears + body + tower + path(blade, "#F7F6F2", "#9C998E", 0.22) + holes + hub + text(x - 5.4, cy, "SG90", 2.4, "#E8F0FF", "middle", bold=True)


def _plug(form: Outline, x: float, y: float) -> str:
    """The female plug and its ribbon to (X, Y)."""
    pads = list(form.pads.values())
    end = pads[0].y
    into = 3.6 if upward(form) else -3.6
    ribbon = "".join(lead(((p.x, end + into), (p.x, (end + y) / 2), (x + (p.x - pads[0].x) * 0.45, (end + y) / 2), (x + (p.x - pads[0].x) * 0.45, y)), *LEAD_COLORS.get(n, BLACK)) for n, p in form.pads.items())
    low = min(end, end + into) - 0.6
    return ribbon + box(pads[0].x - 1.4, low, pads[-1].x - pads[0].x + 2.8, abs(into) + 1.2, DARK, DARK_EDGE, 0.3) + "".join(rect(p.x - 0.55, end - 0.55, 1.1, 1.1, "#050506", LEAD_COLORS.get(n, BLACK)[0], 0.1, 0.25) for n, p in form.pads.items())


def motor(part: Part, attrs: Attrs, form: Outline) -> str:
    """A 130 motor: metal can with flat sides, white end cap, shaft."""
    w = form.width
    top, bottom = room(form)
    h = bottom - top
    x0, x1 = 1.5, w - 6.0
    can = box(x0 + 4.4, top, x1 - x0 - 4.4, h, METAL, METAL_EDGE, 1.2, 0.4)
    cap = box(x0, top + 0.4, 5.2, h - 0.8, "#F4F2EC", "#A9A493", 0.8, 0.3)
    shaft = rect(x1, top + h / 2 - 0.9, 7.5, 1.8, "#E4E6E9", METAL_EDGE, 0.3, 0.2) + circle(x1 + 0.4, top + h / 2, 2.4, "#B9BEC4", METAL_EDGE, 0.2)
    y = bottom - 1.0 if not upward(form) else top + 1.0
    return leads_to(form, x0 + 3.0, y, 3.0) + shaft + can + cap + text((x0 + x1) / 2 + 2.4, top + h / 2, "M", min(6.0, h * 0.5), "#6B7078", "middle", bold=True)


def pump(part: Part, attrs: Attrs, form: Outline) -> str:
    """A small submersible pump: white drum with inlet slots and its outlet pipe."""
    w = form.width
    top, bottom = room(form, 7.0)
    h = bottom - top
    cy = top + h / 2
    drum = box(4, top, w - 20, h, "#F4F3EF", "#A3A198", 3.0, 0.25) + box(w - 18, top + h * 0.08, 8, h * 0.84, "#E2E0D8", "#A3A198", 1.2, 0.3)
    pipe = box(w - 12, cy - 2.4, 13, 4.8, "#F4F3EF", "#A3A198", 0.6, 0.3) + rect(w - 1, cy - 1.7, 2, 3.4, "#6E747C", r=0.3)
    slots = "".join(rect(w - 16.8, top + h * (0.2 + 0.15 * i), 5.4, h * 0.07, "#8D8B83", r=0.2) for i in range(5))
    drop = path(f"M{num(w * 0.32)} {num(cy - 3.4)}c2.4 3.2 3.2 4.6 3.2 5.6a3.2 3.2 0 0 1-6.4 0c0-1 .8-2.4 3.2-5.6z", "#5AA9E0", "#2B6FA3", 0.25)
    return leads_to(form, w * 0.3, bottom - 1 if not upward(form) else top + 1, 2.4) + pipe + drum + slots + drop


def fan(part: Part, attrs: Attrs, form: Outline) -> str:
    """A square fan with seven blades."""
    w = form.width
    top, bottom = room(form, 6.0)
    h = bottom - top
    cx, cy, r = w / 2, top + h / 2, min(w, h) / 2 - 1.6
    blades = "".join(group(path(f"M0 0C{num(r * 0.5)} {num(-r * 0.2)} {num(r * 0.8)} {num(-r * 0.55)} {num(r * 0.62)} {num(-r * 0.72)}C{num(r * 0.2)} {num(-r * 0.75)} {num(r * 0.05)} {num(-r * 0.4)} 0 0Z", "#4A4E56", "#1B1D21", 0.15), transform=f"translate({num(cx)} {num(cy)}) rotate({num(i * 360 / 7)})") for i in range(7))
    screws = "".join(circle(cx + dx * (w / 2 - 3.4), cy + dy * (h / 2 - 3.0), 1.6, "#ECE7DB", "#0B0C0E", 0.2) for dx in (-1, 1) for dy in (-1, 1))
    return leads_to(form, cx, bottom - 1 if not upward(form) else top + 1) + box(0, top, w, h, "#2F3238", "#0B0C0E", 1.4, 0.05) + circle(cx, cy, r, "#1C1E22", "#0B0C0E", 0.2) + blades + circle(cx, cy, r * 0.33, "#2F3238", "#0B0C0E", 0.2) + text(cx, cy, "5 V", 2.4, "#D6D8DB", "middle") + screws


def stepper(part: Part, attrs: Attrs, form: Outline) -> str:
    """A 28BYJ-48: round silver can, off-centre shaft, blue cap, five leads in a white plug."""
    w, h = form.width, form.height
    cx, cy = w / 2, (14.6 if not upward(form) else h - 14.6)
    colors = {"BLUE": "#2F63C0", "PINK": "#EE8FB4", "YELLOW": "#E8BE2C", "ORANGE": "#E8891C", "RED": "#C8362E"}
    way = 1 if not upward(form) else -1
    ribbon = "".join(line(p.x, p.y - 3 * way, cx + (p.x - cx) * 0.5, cy + 13 * way, colors.get(n, "#555"), 1.1) for n, p in form.pads.items())
    pads = list(form.pads.values())
    plug = box(pads[0].x - 1.6, min(pads[0].y, pads[0].y - 4.2 * way) - 0.2, pads[-1].x - pads[0].x + 3.2, 4.6, "#F4F2EC", "#A9A493", 0.4)
    ends = "".join(rect(p.x - 0.6, p.y - 0.6, 1.2, 1.2, "#050506", colors.get(n, "#555"), 0.1, 0.3) for n, p in form.pads.items())
    ears = rect(cx - 18, cy - 3.4, 36, 6.8, METAL, METAL_EDGE, 3.4, 0.2) + "".join(circle(cx + dx, cy, 1.9, "#ECE7DB", METAL_EDGE, 0.2) for dx in (-15.2, 15.2))
    body = circle(cx, cy, 13.6, METAL, METAL_EDGE, 0.3) + circle(cx, cy, 11.8, "#DBDEE2", "#A2A8AF", 0.2)
    cap = box(cx - 7, cy + (9.6 if way > 0 else -15.4), 14, 5.8, "#3F7FD8", "#173F74", 0.5)
    shaft = circle(cx, cy - 7.2 * way, 4.0, "#C0C5CA", METAL_EDGE, 0.2) + circle(cx, cy - 7.2 * way, 2.4, "#D9B25B", "#8C6B22", 0.2) + rect(cx - 1.4, cy - 8.7 * way - 0.2, 2.8, 0.5, "#8C6B22")
    return ribbon + plug + ends + ears + body + cap + shaft + text(cx, cy + 1.2 * way, "28BYJ-48", 2.2, "#5B6067", "middle") + path(f"M{num(cx - 10)} {num(cy - 5)}A11.2 11.2 0 0 1 {num(cx - 3)} {num(cy - 10.6)}", stroke="#fff", width=0.8, opacity=0.8, stroke_linecap="round")


def relay(part: Part, attrs: Attrs, form: Outline) -> str:
    """One or two blue cubes, screw terminals at the top, header below."""
    w, h = form.width, form.height
    count = 2 if "2ch" in part.id else 1
    out = [pcb(w, h, "blue", 0.6), mounts(((2.4, h - 2.6), (w - 2.4, h - 2.6)), 1.4)]
    screws = [n for n, p in form.pads.items() if p.side == "top"]
    if screws:
        first = form.pads[screws[0]]
        step = (form.pads[screws[-1]].x - first.x) / max(len(screws) - 1, 1)
        out.append(terminal(first.x, first.y + 2.6, len(screws), step, "top"))
        out += [text(form.pads[n].x, first.y + 7.5, n.rstrip("12"), 1.35, SILK, "middle") for n in screws]
    cube = 15.4 if count == 1 else 15.0
    for i in range(count):
        x = w / 2 - cube / 2 if count == 1 else 2.6 + i * (w - 5.2 - cube)
        out += [box(x, 11.6, cube, 19.0, "#2F6FD0", "#153F7E", 0.6, 0.18), text(x + cube / 2, 17.2, "SONGLE", 1.6, "#E8F0FF", "middle"), text(x + cube / 2, 20.4, "SRD-05VDC", 1.7, "#E8F0FF", "middle", bold=True), text(x + cube / 2, 23.4, "10A 250VAC", 1.4, "#E8F0FF", "middle"), text(x + cube / 2, 25.8, "10A 30VDC", 1.4, "#E8F0FF", "middle")]
    out += [led_dot(4.4, 34.6, "red"), led_dot(w - 4.4, 34.6, "green"), chip(w / 2 - 2.2, 33.4, 4.4, 3.2, "", 2), smd(5.5, 38), smd(w - 7, 38)]
    return "".join([*out, header(form, [n for n in form.pads if n not in screws]), *(labels(Outline(w, h, {n: p for n, p in form.pads.items() if n not in screws}), 1.5),)])


def speaker(part: Part, attrs: Attrs, form: Outline) -> str:
    """A round speaker: rim, cone, dust cap."""
    w = form.width
    top, bottom = room(form, 5.0)
    cx, cy, r = w / 2, (top + bottom) / 2, min(w, bottom - top) / 2
    return leads_to(form, cx, cy + (r - 1.5) * (1 if not upward(form) else -1), 3.0) + circle(cx, cy, r, "#3A3D43", "#0B0C0E", 0.3) + circle(cx, cy, r * 0.84, "#24262A", "#0B0C0E", 0.2) + circle(cx, cy, r * 0.74, "#4A4D54", "#1B1D21", 0.2) + circle(cx, cy, r * 0.3, "#2A2C31", "#0B0C0E", 0.2) + path(f"M{num(cx - r * 0.6)} {num(cy - r * 0.1)}A{num(r * 0.62)} {num(r * 0.62)} 0 0 1 {num(cx - r * 0.1)} {num(cy - r * 0.6)}", stroke="#fff", width=0.7, opacity=0.35, stroke_linecap="round") + text(cx, cy, "8 Ω", r * 0.2, "#D6D8DB", "middle")


def lock(part: Part, attrs: Attrs, form: Outline) -> str:
    """A solenoid lock: metal frame, coil, slanted bolt."""
    w = form.width
    top, bottom = room(form, 7.0)
    h = bottom - top
    bolt = path(f"M{num(w - 6)} {num(top + h * 0.3)}H{num(w + 2)}L{num(w + 6)} {num(top + h * 0.66)}V{num(top + h * 0.7)}H{num(w - 6)}Z", "#DDE0E4", METAL_EDGE, 0.25)
    return leads_to(form, w * 0.3, bottom - 1 if not upward(form) else top + 1) + bolt + box(0, top, w - 5, h, METAL, METAL_EDGE, 0.8, 0.3) + box(5, top + h * 0.2, w - 20, h * 0.6, "#2A2C31", "#0B0C0E", 0.6) + text(5 + (w - 20) / 2, top + h / 2, "12 V", 3.2, "#D6D8DB", "middle") + mounts(((3.0, top + 3), (w - 9, top + 3), (3.0, bottom - 3), (w - 9, bottom - 3)), 1.4)


def vibration(part: Part, attrs: Attrs, form: Outline) -> str:
    """A coin motor on a small board."""
    w, h = form.width, form.height
    return pcb(w, h, "black", 0.6) + circle(w / 2, h * 0.4, min(w, h) * 0.28, METAL, METAL_EDGE, 0.25) + circle(w / 2, h * 0.4, min(w, h) * 0.18, "#DBDEE2", "#A2A8AF", 0.2) + header(form) + labels(form, 1.55)


def laser(part: Part, attrs: Attrs, form: Outline) -> str:
    """A brass laser head on its board."""
    w, h = form.width, form.height
    return pcb(w, h, "black", 0.6) + box(w / 2 - 3.2, -2.5, 6.4, 8.6, "#C9A24A", "#7B5D17", 0.8, 0.3) + circle(w / 2, -1.2, 1.0, "#C8362E", "#701A15", 0.15) + header(form) + labels(form, 1.55)


