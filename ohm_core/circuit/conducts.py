"""What a supply passes through: closed switches, diodes in their direction, shunts, contacts. Catalogue facts only."""

from __future__ import annotations

from collections.abc import Iterator

from ohm_core.catalogue.schema import Pin
from ohm_core.circuit.circuit import Instance
from ohm_core.circuit.trace import is_resistor, ohms

SHUNT_OHM = 10.0  # a resistor up to here passes a supply on: a shunt, a fuse, a bridge of 0 Ω
DIODE_DROP_V = 0.7  # a silicon diode whose data nobody wrote down


def is_diode(item: Instance) -> bool:
    """True for a single diode that is no light."""
    return item.part.category.startswith(("diode", "passive:diode"))


def conducts(item: Instance, pin: Pin) -> Iterator[tuple[str, float]]:
    """The pins of a part from which a supply reaches PIN, with the volts lost."""
    kind, switch = item.part.category, item.part.switch
    if is_diode(item) and pin.name == "C":
        drop = item.part.attrs["forward_v"].default if "forward_v" in item.part.attrs else DIODE_DROP_V
        yield "A", float(drop)
    elif kind.startswith(("input:slide_switch", "input:toggle", "input:button", "input:rocker", "sensor:power_monitor")) or (is_resistor(item) and (ohms(item) or SHUNT_OHM + 1) <= SHUNT_OHM):
        yield from ((p.name, 0.0) for p in item.part.pin if p.type == "passive" and (p.joined or p.name) != (pin.joined or pin.name))
    elif switch and switch.kind in ("relay", "pmos", "pnp", "solid_state") and any(pin.name == out for _, out in switch.channels):
        yield common_of(item, pin.name), 0.0


def common_of(item: Instance, contact: str) -> str:
    """The common pin of a switch's load pin: COM2 for NO2 where a relay board has several, else the one it names."""
    own = f"COM{contact.lstrip('NOC')}"
    named = item.part.switch.common if item.part.switch else ""
    return own if item.pin(own) and contact.startswith(("NO", "NC")) else named
