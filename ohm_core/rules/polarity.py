"""LEDs, buzzers, capacitors and diodes the wrong way round."""

from __future__ import annotations

from collections.abc import Iterator

from ohm_core.catalogue.schema import Load
from ohm_core.circuit.circuit import Instance, Net
from ohm_core.circuit.conducts import is_diode
from ohm_core.rules.current import loads
from ohm_core.rules.rule import Rule, Scene, Verdict

DEPTH = 3


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    for item in scene.parts:
        for load in loads(item):
            yield from _load(scene, rule, item, load)
        if item.part.category.startswith("passive:capacitor:electrolytic"):
            yield from _capacitor(scene, rule, item)
        elif is_diode(item):
            yield from _diode(scene, rule, item)


def _load(scene: Scene, rule: Rule, item: Instance, load: Load) -> Iterator[Verdict]:
    plus, minus = scene.net(item.ref, load.plus), scene.net(item.ref, load.minus)
    if plus is not None and plus is minus:
        yield rule.finding("error", (item.ref,), f"Both ends of {item.ref} are on one net: it is shorted.", "Give its two legs different nets.")
    elif plus and minus and not load.either_way and load.kind in ("led", "piezo", "lamp", "motor") and _backwards(scene, plus, minus, item.ref):
        yield rule.finding("error" if load.kind == "led" else "warning", (scene.say(item.ref, load.plus), item.ref), f"{item.ref} is reversed: its plus side leads to ground and its minus side to the higher voltage (wrong polarity).", f"Turn it round. {item.part.sides}".strip())


def _backwards(scene: Scene, plus: Net, minus: Net, ref: str) -> bool:
    low, high = _level(scene, plus, ref), _level(scene, minus, ref)
    return low == 0.0 and high is not None and high > 0.5


def _level(scene: Scene, net: Net, came: str, depth: int = DEPTH) -> float | None:
    """The volts a net is held at: a supply, ground, or (through resistors) the same; a board pin counts as its logic high."""
    at = scene.electric.volts(net)
    if at is not None:
        return at.max
    pins = scene.board_pins(net)
    if pins:
        return scene.logic(pins[0]) or 3.3
    for ref, far in _beyond(scene, net) if depth else ():
        if ref != came:
            level = _level(scene, far, ref, depth - 1)
            if level is not None:
                return level
    return None


def _beyond(scene: Scene, net: Net) -> Iterator[tuple[str, Net]]:
    """The far ends of resistors and LEDs on a net."""
    yield from ((r.ref, far) for r, far, _ in scene.electric.resistors(net))
    for item, pin in scene.on(net):
        for load in loads(item):
            far = scene.net(item.ref, load.minus if pin.name == load.plus else load.plus) if load.kind == "led" and pin.name in (load.plus, load.minus) else None
            if far is not None:
                yield item.ref, far


def _capacitor(scene: Scene, rule: Rule, item: Instance) -> Iterator[Verdict]:
    plus, minus = (scene.net(item.ref, p.name) for p in item.part.pin[:2])
    if plus and minus and scene.electric.is_ground(plus) and (v := scene.electric.volts(minus)) and (v.max or 0) > 0.5:
        yield rule.finding("error", (item.ref,), f"The electrolytic capacitor {item.ref} is reversed: its plus leg is on ground (wrong polarity).", f"Turn it round. {item.part.sides}".strip())


def _diode(scene: Scene, rule: Rule, item: Instance) -> Iterator[Verdict]:
    anode, cathode = scene.net(item.ref, "A"), scene.net(item.ref, "C")
    at = scene.electric.supplied(anode)
    if anode is None or cathode is None or at is None or (at.max or 0.0) < 0.9:
        return
    if scene.electric.is_ground(cathode):
        yield rule.finding("error", (item.ref,), f"The diode {item.ref} conducts straight from the supply to ground: it is reversed (wrong polarity).", f"Turn it round: the stripe towards plus. {item.part.sides}".strip())
    elif any(p.name in (x.plus, x.minus) and x.inductive and scene.net(i.ref, x.plus if p.name == x.minus else x.minus) is anode for i, p in scene.electric.others(cathode, item.ref) for x in loads(i)):
        yield rule.finding("error", (item.ref,), f"The flyback diode {item.ref} is reversed: it bridges the load and shorts the supply through the switch (wrong polarity).", f"Turn it round: the stripe at the supply side. {item.part.sides}".strip())


RULE = Rule("polarity", "Parts with a plus and a minus sit the right way round.", "Reversed, an LED stays dark, an electrolytic capacitor bursts, a diode shorts the supply.", "the part's data sheet, pin marking", judge, ("short_circuit",))
