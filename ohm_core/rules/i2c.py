"""I2C buses of a circuit, shared by the rules on them. Not a rule itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ohm_core.circuit.circuit import Instance, Net
from ohm_core.rules.rule import Scene


@dataclass(frozen=True)
class Bus:
    """The two lines of one bus and the devices on it."""

    sda: Net
    scl: Net | None
    devices: tuple[Instance, ...]


def buses(scene: Scene) -> Iterator[Bus]:
    """Buses by their SDA net; devices behind a level shifter count with the bus they reach."""
    found: dict[str, tuple[Net, Net | None, list[Instance]]] = {}
    for item in scene.parts:
        sda, scl = (_line(scene, item, c) for c in ("i2c.sda", "i2c.scl"))
        if sda is not None:
            found.setdefault(sda.name, (sda, scl, []))[2].append(item)
    return (Bus(a, b, tuple(d)) for a, b, d in found.values())


def _line(scene: Scene, item: Instance, connect: str) -> Net | None:
    """The net at the board that a device's line belongs to; its own net where it reaches none."""
    pin = next((p for p in item.part.pin if p.connect == connect and scene.net(item.ref, p.name)), None)
    path = scene.reach(item.ref, pin.name) if pin else None
    return path.net if path else scene.net(item.ref, pin.name) if pin else None


def address(item: Instance) -> int | None:
    """The 7-bit address a device answers at: the one chosen for it, else its default; None where unknown."""
    chosen = item.use.attr("i2c_address", item.use.attr("address"))
    if isinstance(chosen, str):
        try:
            return int(chosen, 0)
        except ValueError:
            return None
    if isinstance(chosen, int):
        return chosen
    return item.part.i2c.addresses[0] if item.part.i2c and item.part.i2c.addresses else None
