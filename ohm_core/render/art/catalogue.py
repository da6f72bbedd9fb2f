"""Which drawing a part gets: by id, else by category, else the generic module."""

from __future__ import annotations

from ohm_core.catalogue.schema import Part
from ohm_core.render.art import legs
from ohm_core.render.art.generic import module
from ohm_core.render.art.kit import Art
from ohm_core.render.art.legs import LegArt

LEGS: dict[str, LegArt] = {
    "passive:resistor": legs.resistor, "led": legs.led, "actuator:ir_transmitter": legs.led, "passive:capacitor:ceramic": legs.ceramic,
    "passive:capacitor:electrolytic": legs.electrolytic, "diode": legs.diode, "sensor:ldr": legs.ldr, "sensor:ntc_thermistor": legs.thermistor,
    "sensor:tilt_switch": legs.tilt,
}
BODIES: dict[str, Art] = {}


def legs_of(part: Part) -> LegArt:
    """The drawing of a two-legged part, by the longest category it is known by."""
    bits = part.category.split(":")
    known = (LEGS.get(":".join(bits[:n])) for n in range(len(bits), 0, -1))
    return next((art for art in known if art), legs.plain)


def art_of(part: Part) -> Art:
    """The drawing of a part that is no mere pair of legs."""
    return BODIES.get(part.id, module)
