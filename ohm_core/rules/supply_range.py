from __future__ import annotations

from collections.abc import Iterator

from ohm_core.circuit.electric import volts_from
from ohm_core.rules.rule import Rule, Scene, Verdict, cite


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    for item in scene.circuit.parts.values():
        for supply in item.part.supply:
            net = scene.net(item.ref, supply.pin)
            at = scene.electric.volts(net) if net else None
            if net is None or item.is_board and at is not None and any(f.pin.ref == item.ref for f in scene.electric.feeds.get(net.name, [])):
                continue
            if at is None or at.max is not None and at.max < 0.5:
                continue
            if supply.v is None or supply.v.unknown:
                yield rule.blind(f"{item.ref}: nobody has written down which supply voltage the {item.part.name} takes")
                continue
            where, low, high = scene.say(item.ref, supply.pin), supply.v.min, supply.v.max if supply.v.max is not None else supply.v.typ
            absolute = volts_from(supply.abs_max_v, None, "max")
            source = cite(item, supply.v.doc, supply.v.at)
            fed = ", ".join(str(f.pin) for f in scene.electric.feeds.get(net.name, [])[:2])
            if high is not None and at.max is not None and at.max > (high + (0.05 * high if absolute is None or absolute > high else 0.02 * high)):
                worst = absolute is not None and at.max > absolute or at.max > high * 1.2
                yield rule.finding("error" if worst else "warning", (where, item.ref, fed), f"{where} gets {at.max:g} V, too high: the {item.part.name} takes at most {high:g} V.", f"Feed it with {low or high:g} to {high:g} V.",
                                   "Above its maximum supply voltage a part is damaged, at once or over time.", source)
            elif low is not None and at.max is not None and at.max < low * 0.95:
                yield rule.finding("error" if at.max < low * 0.75 else "warning", (where, item.ref, fed), f"{where} gets {at.max:g} V, too low: the {item.part.name} needs at least {low:g} V.", f"Feed it with {low:g} to {high or low:g} V.",
                                   "Below its minimum supply voltage a part does not start, or works now and then.", source)


RULE = Rule("supply_range", "Every supply pin gets a voltage within the part's range.", "Outside its supply range a part is damaged or does not work.", "the part's data sheet", judge)
