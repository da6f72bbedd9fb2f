"""A module that has no drawing of its own: a board with its headers, every pin named, and its name."""

from __future__ import annotations

from ohm_core.breadboard.outline import Outline
from ohm_core.catalogue.schema import Part, group_of
from ohm_core.render.art.kit import PIN_TEXT, Attrs, caption, castellated, chip, header, labels, pcb, smd
from ohm_core.render.type import width_of

GROUP_COLORS = {"sensor": "blue", "display": "navy", "driver": "green", "power": "blue", "comm": "navy", "storage": "blue", "rtc": "blue",
                "audio": "black", "logic": "red", "microcontroller": "navy", "input": "black", "misc": "green"}


def module(part: Part, attrs: Attrs, form: Outline) -> str:
    """Board, headers, pin names, a chip, and the part's name where there is room."""
    color = GROUP_COLORS.get(group_of(part.category), "green")
    pins = castellated(form) if part.mechanics.mount == "plugged" else header(form)
    return pcb(form.width, form.height, color) + _middle(part, form) + pins + labels(form)


def _middle(part: Part, form: Outline) -> str:
    """What stands in the room that pin names leave."""
    deep = max((width_of(n, PIN_TEXT) for n in form.pads), default=0) + 3.4
    sides = {p.side for p in form.pads.values()}
    left, right = deep if "left" in sides else 1.0, form.width - (deep if "right" in sides else 1.0)
    top, bottom = deep if "top" in sides else 1.0, form.height - (deep if "bottom" in sides else 1.0)
    w, h = right - left, bottom - top
    if w < 4 or h < 2:
        return ""
    name = caption(left + w / 2, bottom - 1.4, part.name, w - 1, 1.9)
    if h < 6:
        return name if h < 4 else caption(left + w / 2, top + h / 2, part.name, w - 1, 1.9)
    side = min(w * 0.4, h * 0.5, 7.0)
    parts = chip(left + w / 2 - side / 2, top + (h - 2.5) / 2 - side / 2, side, side * 0.7, "", 4)
    return parts + (smd(left + 1.2, top + 1.5) + smd(right - 3, top + 1.5) if w > 12 else "") + name
