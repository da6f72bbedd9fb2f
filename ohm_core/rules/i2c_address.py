"""Two devices at one I2C address."""

from __future__ import annotations

from collections.abc import Iterator

from ohm_core.circuit.circuit import Instance
from ohm_core.rules.i2c import address, buses
from ohm_core.rules.rule import Rule, Scene, Verdict, cite, listed

SELECT = frozenset({"SDO", "AD0", "ADDR", "A0", "ADO", "SA0"})


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    for bus in buses(scene):
        by: dict[int, list[Instance]] = {}
        for item in bus.devices:
            where = address(item)
            if where is not None:
                by.setdefault(where, []).append(item)
            elif item.known and len(bus.devices) > 1:
                yield rule.blind(f"{item.ref}: nobody has written down the I2C address of the {item.part.name}")
        for where, items in by.items():
            if len(items) > 1 and not _apart(scene, items):
                yield _conflict(rule, where, items)


def _conflict(rule: Rule, where: int, items: list[Instance]) -> Verdict:
    names = tuple(i.ref for i in items)
    other = next((i for i in items if i.part.i2c and len(i.part.i2c.addresses) > 1), None)
    remedy = "Put one of them on a second bus, or behind an I2C multiplexer."
    source = ""
    if other and other.part.i2c:
        free = next((a for a in other.part.i2c.addresses if a != where), where)
        remedy, source = f"Set {other.ref} to 0x{free:02X}: {other.part.i2c.select}", cite(other, other.part.i2c.doc, other.part.i2c.at)
    return rule.finding("error", names, f"{listed(names)} have the same I2C address 0x{where:02X} on one bus: an address conflict.", remedy, source=source)


def _apart(scene: Scene, items: list[Instance]) -> bool:
    """True where each device ties its address pin to another level (SDO or AD0 high on one of two)."""
    ties = {any(_tied_high(scene, i, p.name) for p in i.part.pin if p.name.upper() in SELECT) for i in items}
    return len(ties) == len(items)


def _tied_high(scene: Scene, item: Instance, pin: str) -> bool:
    """Open counts as low: modules pull their address pin down."""
    at = scene.electric.volts(scene.net(item.ref, pin))
    return at is not None and (at.max or 0.0) > 1.0


RULE = Rule("i2c_address", "No two devices on one I2C bus share an address.", "Both answer at once; their data overlay each other and neither is understood.", "NXP UM10204, I2C-bus specification, section 3.1.10 (slave address)", judge)
