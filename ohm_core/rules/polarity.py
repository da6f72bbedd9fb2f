from __future__ import annotations

from collections.abc import Iterator

from ohm_core.circuit.circuit import Instance, Net
from ohm_core.rules.current import loads
from ohm_core.rules.rule import Rule, Scene, Verdict


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    for item in scene.parts:
        sides = f" {item.part.sides}" if item.part.sides else ""
        for load in loads(item):
            plus, minus = scene.net(item.ref, load.plus), scene.net(item.ref, load.minus)
            if plus is not None and plus is minus:
                yield rule.finding("error", (item.ref,), f"Both ends of {item.ref} are on one net: it is shorted.", "Give its two legs different nets.")
            elif plus and minus and not load.either_way and (load.kind == "led" or item.part.sides or load.kind == "piezo") and _backwards(scene, plus, minus, item.ref):
                yield rule.finding("error" if load.kind == "led" else "warning", (scene.say(item.ref, load.plus), item.ref), f"{item.ref} is reversed: its plus side leads to ground and its minus side to the higher voltage (wrong polarity).", f"Turn it round.{sides}")
        if item.part.category.startswith(("passive:capacitor:electrolytic", "passive:capacitor_electrolytic")) or "electrolytic" in item.part.id:
            yield from _capacitor(scene, rule, item)
        if item.part.category.startswith(("diode:rectifier", "diode:signal", "diode:schottky", "passive:diode")) or item.part.id.startswith(("diode-", "schottky-")):
            yield from _diode(scene, rule, item)


def _ends(scene: Scene, item: Instance) -> tuple[Net | None, Net | None]:
    plus = next((p for p in item.part.pin if p.polarity in ("+", "anode", "plus", "positive") or p.name in ("+", "A")), None)
    minus = next((p for p in item.part.pin if p is not plus), None)
    return (scene.net(item.ref, plus.name) if plus else None, scene.net(item.ref, minus.name) if minus else None)


def _backwards(scene: Scene, plus: Net, minus: Net, ref: str) -> bool:
    low, high = _level(scene, plus, ref), _level(scene, minus, ref)
    return low == 0.0 and high is not None and high > 0.5


def _level(scene: Scene, net: Net, came: str, depth: int = 3) -> float | None:
    """The volts a net is held at: a supply, ground, or (through resistors) the same; a board pin counts as its logic high."""
    volts = scene.electric.volts(net)
    if volts is not None:
        return volts.max
    pins = [p for p in scene.board_pins(net) if {"gpio", "out"} & set(p.functions)]
    if pins and scene.board:
        domain = scene.electric.domain(scene.board.ref, pins[0])
        return domain.max if domain else 3.3
    if depth:
        for resistor, far, _ in scene.electric.resistors(net):
            if resistor.ref != came:
                level = _level(scene, far, resistor.ref, depth - 1)
                if level is not None:
                    return level
    return None


def _capacitor(scene: Scene, rule: Rule, item: Instance) -> Iterator[Verdict]:
    plus, minus = _ends(scene, item)
    if plus and minus and scene.electric.is_ground(plus) and (v := scene.electric.volts(minus)) and (v.max or 0) > 0.5:
        yield rule.finding("error", (item.ref,), f"The electrolytic capacitor {item.ref} is reversed: its plus leg is on ground (wrong polarity).", f"Turn it round. {item.part.sides}")
    rated = item.use.attr("voltage_v")
    volts = scene.electric.volts(plus) if plus else None
    if isinstance(rated, (int, float)) and volts and volts.max and volts.max > rated:
        yield rule.finding("error", (item.ref,), f"{item.ref} is rated {rated:g} V but hangs on {volts.max:g} V.", f"Use one of at least {volts.max * 1.5:.0f} V.")


def _diode(scene: Scene, rule: Rule, item: Instance) -> Iterator[Verdict]:
    anode, cathode = scene.net(item.ref, "A"), scene.net(item.ref, "C")
    if anode and cathode and (scene.electric.is_ground(cathode) and (v := scene.electric.volts(anode)) and (v.max or 0) > 0.9):
        yield rule.finding("error", (item.ref,), f"The diode {item.ref} conducts straight from the supply to ground: it is reversed (wrong polarity).", f"Turn it round: the stripe towards plus. {item.part.sides}")
    elif anode and cathode and (v := scene.electric.volts(anode)) and (v.max or 0) > 0.9 and any(p.name in (x.plus, x.minus) and x.inductive for i, p in scene.electric.others(cathode, item.ref) for x in loads(i)):
        yield rule.finding("error", (item.ref,), f"The flyback diode {item.ref} is reversed: it bridges the load and shorts the supply through the switch (wrong polarity).", f"Turn it round: the stripe at the supply side. {item.part.sides}")


RULE = Rule("polarity", "Parts with a plus and a minus sit the right way round.", "Reversed, an LED stays dark, an electrolytic capacitor bursts, a diode shorts the supply.", "the part's data sheet, pin marking", judge)
