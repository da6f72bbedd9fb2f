"""What stands beside symbols and boxes of a schematic, and the measures they share (pixels)."""

from __future__ import annotations

import re

from ohm_core.breadboard.steps import value_of
from ohm_core.circuit.circuit import Instance
from ohm_core.render.sketch import Op, words
from ohm_core.render.type import wrap

PIN_GAP = 24.0
STUB = 16.0
TEXT = 10.5
SMALL = 9.0


def value_text(instance: Instance) -> list[str]:
    """What stands beside a symbol, in one or two lines: value, colour, or a short type."""
    value = value_of(instance)
    color = instance.use.attr("color")
    kind = instance.part.category.split(":")[0]
    if value:
        return [value]
    if color and kind == "led":
        return [str(color)[:12]]
    return [] if kind in ("led", "passive", "input") or instance.part.category == "sensor:ldr" else name_lines(instance.use.name or instance.part.name)


def name_lines(name: str, most: float = 128.0) -> list[str]:
    """A part's name without what explains it (after a comma, bracket, colon or "with"), whole words in two lines at most."""
    short = re.split(r"[,(:]| with | for ", name)[0].strip()
    return wrap(short, SMALL, most, 2)


def beside(ref: str, value: list[str], x: float, y: float) -> list[Op]:
    """Reference and value lines at the right of a symbol whose middle is at Y."""
    top = y - 6.5 * len(value)
    return [words(ref, (x, top), ref, TEXT, "start", "bold"), *(words(ref, (x, top + 13 + 11.5 * i), said, SMALL, "start", "soft") for i, said in enumerate(value))]


def supply_name(net: str) -> str:
    """'BT1_+' reads "BT1 +"."""
    return net.replace("_", " ")[:14]
