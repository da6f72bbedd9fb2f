"""What voltage a net stands at while the board starts, from what every part shows then. Shared by the rules on booting; not a rule itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ohm_core.catalogue.schema import Pin
from ohm_core.circuit.circuit import Instance, Net
from ohm_core.rules.current import led_forward, loads
from ohm_core.rules.levels import PULL_OHM, Height, Push
from ohm_core.rules.rule import Scene

BASE_V = 0.7  # a silicon junction
STIFF = 100.0  # an output, for the sum: small against every resistor in use


@dataclass(frozen=True)
class Clamp:
    """What keeps a net at `volts`, from above (an LED to ground, a base) or from below (an LED to the supply)."""

    volts: float
    ohm: float
    above: bool
    ref: str


def at_rest(scene: Scene, net: Net, own: Push | None = None) -> Height | None:
    """The voltage of a net while the board starts and drives nothing but its own pull OWN; None where nothing else holds it."""
    pushes, clamps = list(_rests(scene, net)), list(_clamps(scene, net))
    if not pushes and not clamps:
        return None
    found = _together([*pushes, own] if own else pushes)
    for clamp in clamps:
        if found and (found.volts > clamp.volts if clamp.above else found.volts < clamp.volts):
            found = _together([Push(found.volts, found.ohm, found.by.who, found.by.ref), Push(clamp.volts, clamp.ohm, clamp.ref, clamp.ref)])
    return found


def _together(pushes: list[Push]) -> Height | None:
    if not pushes:
        return None
    total = sum(1 / max(p.ohm, STIFF) for p in pushes)
    return Height(sum(p.volts / max(p.ohm, STIFF) for p in pushes) / total, 1 / total, min(pushes, key=lambda p: p.ohm))


def _rests(scene: Scene, net: Net) -> Iterator[Push]:
    """What presents a level at reset: outputs and pulls of parts, resistors to rails."""
    for item, pin in scene.on(net):
        shown = pin.reset.presents if pin.reset and not item.is_board else ""
        top = (scene.electric.drives(item.ref, pin) or 3.3) if shown else 0.0
        if shown in ("high", "low"):
            yield Push(top if shown == "high" else 0.0, STIFF, scene.say(item.ref, pin.name), item.ref)
        elif shown in ("pull-up", "pull-down"):
            yield Push(top if shown == "pull-up" else 0.0, (pin.pull.ohm.any() if pin.pull and pin.pull.ohm else None) or PULL_OHM, scene.say(item.ref, pin.name), item.ref)
    for resistor, far, ohm in scene.electric.resistors(net):
        at = scene.electric.volts(far)
        if at is not None and at.max is not None:
            yield Push(at.max, ohm or PULL_OHM, resistor.ref, resistor.ref)


def _clamps(scene: Scene, net: Net) -> Iterator[Clamp]:
    """LEDs and transistor bases, on the net or behind a resistor."""
    for item, pin in scene.on(net):
        yield from _clamp(scene, item, pin, STIFF)
    for resistor, far, ohm in scene.electric.resistors(net):
        if scene.electric.volts(far) is None:
            yield from (c for i, p in scene.on(far) if i is not resistor for c in _clamp(scene, i, p, ohm or PULL_OHM))


def _clamp(scene: Scene, item: Instance, pin: Pin, ohm: float) -> Iterator[Clamp]:
    switch = item.part.switch
    if switch and switch.kind == "npn" and any(pin.name == c for c, _ in switch.channels):
        yield Clamp(BASE_V, ohm, True, item.ref)
    for load in loads(item):
        other = load.minus if pin.name == load.plus else load.plus if pin.name == load.minus else ""
        at = scene.electric.volts(scene.net(item.ref, other)) if other else None
        if at is not None and at.max is not None and load.kind != "piezo":  # a piezo disc blocks direct current
            drop = (led_forward(item, load) or 2.0) if load.kind == "led" else 0.0
            low = at.max < 0.5
            if low == (other == load.minus) or load.either_way:
                yield Clamp(drop if low else at.max - drop, max(ohm, STIFF), low, item.ref)
