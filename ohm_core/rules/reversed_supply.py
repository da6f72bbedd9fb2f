"""Supply and ground of a part, or plus and minus of a source, swapped."""

from __future__ import annotations

from collections.abc import Iterator

from ohm_core.catalogue.schema import SupplyInput
from ohm_core.circuit.circuit import Instance, Net
from ohm_core.rules.rule import Rule, Scene, Verdict


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    for item in scene.circuit.parts.values():
        for supply in item.part.supply:
            yield from _part(scene, rule, item, supply)
        if not item.is_board and not item.part.supply:
            yield from _source(scene, rule, item)


def _part(scene: Scene, rule: Rule, item: Instance, supply: SupplyInput) -> Iterator[Verdict]:
    plus, minus = scene.net(item.ref, supply.pin), scene.net(item.ref, supply.ground)
    if plus is None or minus is None or plus is minus or scene.electric.feeds.get(plus.name):
        return
    fed = [f for f in scene.electric.feeds.get(minus.name, []) if f.pin.ref != item.ref]
    if fed and scene.electric.is_ground(plus):
        where = (scene.say(item.ref, supply.pin), scene.say(item.ref, supply.ground))
        harm = "is protected but gets no power" if supply.reverse_protected else "is destroyed within seconds"
        yield rule.finding("error", (*where, item.ref, scene.circuit.say(fed[0].pin)), f"The supply of {item.ref} is reversed: {where[0]} is on ground and {where[1]} on {scene.circuit.say(fed[0].pin)}; the {item.part.name} {harm}.",
                           f"Swap the two wires: {where[0]} to the supply, {where[1]} to GND.")


def _source(scene: Scene, rule: Rule, item: Instance) -> Iterator[Verdict]:
    """A battery or adapter whose plus is on the board's ground, its minus where power should enter."""
    for rail in item.part.rail[:1]:
        ground = next((p.name for p in item.part.pin if p.connect == "ground"), "")
        plus, minus = scene.net(item.ref, rail.pin), scene.net(item.ref, ground)
        if plus is None or minus is None or plus is minus:
            continue
        grounded = any(p.connect == "ground" and i.ref == scene.circuit.board for i, p in scene.on(plus)) or _all_ground(scene, item, plus)
        if grounded and any(p.connect in ("supply", "rail") for i, p in scene.on(minus) if i.ref != item.ref):
            names = (scene.say(item.ref, rail.pin), scene.say(item.ref, ground))
            fed = tuple(scene.say(i.ref, p.name) for i, p in scene.on(minus) if i.ref != item.ref and p.connect in ("supply", "rail"))[:2]
            yield rule.finding("error", (*names, item.ref, *fed), f"{item.ref} is reversed (wrong polarity): {names[0]} is on ground and {names[1]} feeds {' and '.join(fed)}.", f"Swap the wires of {item.ref}: plus to the supply pin, minus to GND.")


def _all_ground(scene: Scene, item: Instance, net: Net) -> bool:
    others = [p for i, p in scene.on(net) if i.ref != item.ref]
    return bool(others) and all(p.connect == "ground" for p in others)


RULE = Rule("reversed_supply", "Supply and ground are not swapped.", "Reverse polarity drives current through the chip's substrate diodes.", "absolute maximum ratings of every CMOS part (VDD not below -0.3 V)", judge)
