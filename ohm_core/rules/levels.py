"""What voltage a net takes in the worst case, from everything on it. Shared by the rules on levels; not a rule itself.

Each thing on a net is a source of some volts behind some ohms (an output 0 Ω, a pull-up its resistance); together they
make the voltage that the divider rule gives (Thévenin).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ohm_core.catalogue.schema import Pin
from ohm_core.circuit.circuit import Instance, Net
from ohm_core.circuit.hookup import is_contact
from ohm_core.circuit.volts import volts_from
from ohm_core.rules.current import loads
from ohm_core.rules.rule import Scene, is_signal

DRIVEN = frozenset({"digital.out", "pwm.out", "ws2812.out", "spi.sck", "spi.mosi", "spi.cs", "uart.tx", "analog.out"})
PULL_OHM = 10_000.0  # a pull resistor on a module whose value nobody wrote down
SENSOR_OHM = 100.0  # a photoresistor in sunlight, a hot thermistor
UP_V = 0.3  # below this a push is towards ground


@dataclass(frozen=True)
class Push:
    """What one thing does to a net: towards `volts`, behind `ohm`."""

    volts: float
    ohm: float
    who: str
    ref: str


@dataclass(frozen=True)
class Height:
    """The voltage of a net and what makes it: `ohm` is what stands behind it, `by` the strongest of those above it."""

    volts: float
    ohm: float
    by: Push


@dataclass(frozen=True)
class Sum:
    """All pushes on a net, added up once: the two highest stiff ones, the two strongest soft ones, and what the soft make together."""

    stiff: tuple[Push, ...]
    strong: tuple[Push, ...]
    conductance: float
    current: float


def highest(scene: Scene, net: Net, item: Instance, pin: Pin) -> Height | None:
    """The most that a pin's net may take when all that drives it is high, the pin itself silent; None where nothing drives it."""
    own, found = scene.say(item.ref, pin.name), _sum(scene, net)
    stiff = next((p for p in found.stiff if p.who != own), None)
    if stiff is not None:
        return Height(stiff.volts, 0.0, stiff)
    by = next((p for p in found.strong if p.who != own), None)
    return Height(found.current / found.conductance, 1 / found.conductance, by) if by else None


def _sum(scene: Scene, net: Net) -> Sum:
    known = scene.once("levels", lambda _: dict[str, Sum]())
    if net.name not in known:
        pushes = list(pushes_on(scene, net))
        soft = [p for p in pushes if p.ohm]
        stiff = sorted((p for p in pushes if not p.ohm and p.volts > UP_V), key=lambda p: -p.volts)
        strong = sorted((p for p in soft if p.volts > UP_V), key=lambda p: -p.volts / p.ohm)
        known[net.name] = Sum(tuple(stiff[:2]), tuple(strong[:2]), sum(1 / p.ohm for p in soft), sum(p.volts / p.ohm for p in soft))
    return known[net.name]


def pushes_on(scene: Scene, net: Net) -> Iterator[Push]:
    """Everything that moves a net: outputs, pulls of parts, contacts, sensors that are half a divider, resistors."""
    for item, pin in scene.on(net):
        yield from _pin_pushes(scene, net, item, pin)
    for item, far, ohm in scene.electric.resistors(net):
        if ohm:
            yield from (Push(v, ohm, who, ref) for v, who, ref in _behind(scene, far, item))


def _behind(scene: Scene, far: Net, resistor: Instance) -> Iterator[tuple[float, str, str]]:
    """What the other end of a resistor is held at: a supply, ground, or the output that drives it."""
    at = scene.electric.volts(far)
    if at is not None and at.max is not None:
        yield at.max, resistor.ref, resistor.ref
        return
    direct = [p for i, pin in scene.on(far) if i.ref != resistor.ref for p in _pin_pushes(scene, far, i, pin) if p.ohm == 0]
    if direct:
        top = max(direct, key=lambda p: p.volts)
        yield top.volts, top.who, top.ref


def _pin_pushes(scene: Scene, net: Net, item: Instance, pin: Pin) -> Iterator[Push]:
    who = scene.say(item.ref, pin.name)
    at = speaks(scene, net, item, pin)
    if at is not None:
        yield Push(at, 0.0, who, item.ref)
    elif pin.pull and pin.pull.when == "always" and not item.is_board:
        to = item.pin(pin.pull.to)
        volts = scene.electric.at_pin(item, pin.pull.to)
        if to is not None and volts is not None and volts.max is not None:
            yield Push(volts.max, (pin.pull.ohm.any() if pin.pull.ohm else None) or PULL_OHM, who, item.ref)
    elif pin.type == "passive" and not item.is_board:
        yield from _through_passive(scene, item, pin)


def speaks(scene: Scene, net: Net, item: Instance, pin: Pin) -> float | None:
    """The voltage a pin actively puts on its net; None where it only listens or pulls low."""
    if pin.connect in ("supply", "ground", "rail") or pin.drive in ("open_drain", "none", "passive"):
        return None
    if item.is_board:
        heard = any((p.connect in DRIVEN and p.type != "passive") or (i.is_board and is_signal(p)) for i, p in scene.on(net) if i is not item)
        at = scene.electric.domain(item.ref, pin) if pin.drive == "push_pull" and heard else None
        return at.nominal if at else None
    if pin.type in ("output", "tri_state") or (pin.drive in ("push_pull", "analog") and pin.type == "bidirectional" and not item.is_board):
        return scene.electric.drives(item.ref, pin)
    return None


def _through_passive(scene: Scene, item: Instance, pin: Pin) -> Iterator[Push]:
    """Contacts when closed, relay contacts, sensors that change their resistance: the supply at their other end."""
    ohm = 0.0 if is_contact(item) or item.part.switch or item.part.category.startswith("input:potentiometer") else SENSOR_OHM if any(n.kind == "divider" for n in item.part.needs) else None
    if ohm is None or loads(item):
        return
    for other in item.part.pin:
        far = scene.net(item.ref, other.name)
        if other.type == "passive" and (other.joined or other.name) != (pin.joined or pin.name) and far is not None:
            at = scene.electric.volts(far)
            if at is not None and at.max is not None and (at.max > 0 or ohm):
                yield Push(at.max, ohm, item.ref, item.ref)


def limit(scene: Scene, item: Instance, pin: Pin) -> float | None:
    """The most the pin stands, in volts; None where nobody knows."""
    domain = scene.electric.domain(item.ref, pin)
    return volts_from(pin.abs_max_v, domain.max if domain else None, "max")
