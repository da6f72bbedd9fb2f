"""What stands beside symbols and boxes of a schematic, and the measures they share (pixels)."""

from __future__ import annotations

from ohm_core.breadboard.steps import value_of
from ohm_core.circuit.circuit import Instance

PIN_GAP = 24.0
STUB = 16.0
TEXT = 10.5
SMALL = 9.0


def value_text(instance: Instance) -> str:
    """What stands beside a symbol: value, colour, or a short type."""
    value = value_of(instance)
    color = instance.use.attr("color")
    kind = instance.part.category.split(":")[0]
    if value:
        return value
    if color and kind == "led":
        return str(color)[:12]
    return "" if kind in ("led", "passive", "input") or instance.part.category == "sensor:ldr" else short_name(instance.part.name)


def short_name(name: str, most: int = 24) -> str:
    """A part's name without what follows a comma or bracket, in whole words as far as they fit."""
    said: list[str] = []
    for word in name.split(",")[0].split("(")[0].split():
        if said and len(" ".join([*said, word])) > most:
            break
        said.append(word)
    while len(said) > 1 and said[-1].lower() in ("with", "for", "and", "of", "in", "on", "to", "a", "the"):
        said.pop()
    return " ".join(said)[: most + 4]


def supply_name(net: str) -> str:
    """'BT1_+' reads "BT1 +"."""
    return net.replace("_", " ")[:14]
