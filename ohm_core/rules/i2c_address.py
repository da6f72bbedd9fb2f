from __future__ import annotations

from collections.abc import Iterator

from ohm_core.circuit.circuit import Instance
from ohm_core.rules.i2c import address, buses
from ohm_core.rules.rule import Rule, Scene, Verdict


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    for bus in buses(scene):
        by: dict[int, list[Instance]] = {}
        for item in bus.devices:
            where = address(item)
            if where is None:
                if item.known:
                    yield rule.blind(f"{item.ref}: nobody has written down the I2C address of the {item.part.name}")
                continue
            by.setdefault(where, []).append(item)
        for where, items in by.items():
            if len(items) > 1 and not _apart(scene, items):
                names = tuple(i.ref for i in items)
                other = next((i for i in items if i.part.i2c and len(i.part.i2c.addresses) > 1), None)
                remedy = f"Set {other.ref} to 0x{other.part.i2c.addresses[1]:02X}: {other.part.i2c.select}." if other and other.part.i2c else "Put one of them on a second bus, or behind an I2C multiplexer."
                yield rule.finding("error", names, f"{' and '.join(names)} have the same I2C address 0x{where:02X} on one bus: an address conflict.", remedy)


def _apart(scene: Scene, items: list[Instance]) -> bool:
    """True where address pins are tied differently (SDO or AD0 high on one of them)."""
    ties = []
    for item in items:
        pins = [p for p in item.part.pin if p.name.upper() in ("SDO", "AD0", "ADDR", "A0", "ADO", "SA0")]
        nets = [scene.net(item.ref, p.name) for p in pins]
        ties.append(tuple(scene.electric.is_ground(n) if n else None for n in nets))
    return len(set(ties)) == len(ties) and any(False in t for t in ties)


RULE = Rule("i2c_address", "No two devices on one I2C bus share an address.", "Both answer at once; their data overlay each other and neither is understood.", "NXP UM10204, I2C-bus specification, section 3.1.10 (slave address)", judge)
