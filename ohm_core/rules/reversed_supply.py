from __future__ import annotations

from collections.abc import Iterator

from ohm_core.rules.rule import Rule, Scene, Verdict


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    for item in scene.parts:
        for supply in item.part.supply:
            plus, minus = scene.net(item.ref, supply.pin), scene.net(item.ref, supply.ground)
            if not plus or not minus or plus is minus:
                continue
            fed = scene.electric.feeds.get(minus.name)
            if scene.electric.is_ground(plus) and fed and not scene.electric.feeds.get(plus.name):
                where = (scene.say(item.ref, supply.pin), scene.say(item.ref, supply.ground))
                word = "is protected but gets no power" if supply.reverse_protected else "is destroyed within seconds"
                yield rule.finding("error", (*where, item.ref), f"The supply of {item.ref} is reversed: {where[0]} is on ground and {where[1]} on {fed[0].pin}; the {item.part.name} {word}.",
                                   f"Swap the two wires: {where[0]} to the supply, {where[1]} to GND.")


RULE = Rule("reversed_supply", "Supply and ground of a part are not swapped.", "Reverse polarity drives current through the chip's substrate diodes.", "absolute maximum ratings of every CMOS part (VDD not below -0.3 V)", judge)
