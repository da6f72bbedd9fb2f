"""Capacitors that a part's document wants across its supply and that are not there."""

from __future__ import annotations

from collections.abc import Iterator

from ohm_core.catalogue.schema import Need
from ohm_core.circuit.circuit import Instance, Net
from ohm_core.rules.rule import Rule, Scene, Verdict, cite
from ohm_core.units import show_si

ENOUGH = 0.1  # of the value asked for: what counts is the order of magnitude


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    for item in scene.parts:
        supplies = {s.pin for s in item.part.supply}
        for need in item.part.needs:
            if need.kind in ("decoupling", "bulk_capacitor") and not need.when and need.pin in supplies:
                plus, minus = scene.net(item.ref, need.pin), scene.net(item.ref, need.to)
                if plus is not None and minus is not None and plus is not minus and not _there(scene, plus, minus, need):
                    where, value = scene.say(item.ref, need.pin), f"{show_si(need.farad.any() or 0.0, 'F')} " if need.farad else "A capacitor "
                    yield rule.finding("info", (where, item.ref), f"Nothing steadies {where}: no capacitor lies between it and {scene.say(item.ref, need.to)}.", f"Put {value}across them, close to the part.",
                                       source=cite(item, need.doc, need.at) or (cite(item, need.farad.doc, need.farad.at) if need.farad else ""))


def _there(scene: Scene, plus: Net, minus: Net, need: Need) -> bool:
    """True where a capacitor of about the value asked for, or of one nobody gave, joins the two nets."""
    least = ENOUGH * ((need.farad.any() or 0.0) if need.farad else 0.0)
    return any(_value(i) is None or (_value(i) or 0.0) >= least for i, p in scene.on(plus) if i.part.category.startswith("passive:capacitor") for o in i.part.pin if o.name != p.name and scene.net(i.ref, o.name) is minus)


def _value(item: Instance) -> float | None:
    given = item.use.attr("capacitance_f")
    return float(given) if isinstance(given, (int, float)) else None


RULE = Rule("decoupling", "A part that switches fast or takes current in pulses has its capacitor.", "A supply line has resistance and inductance: what a part takes in a moment must come from close by.",
            "the part's data sheet, supply decoupling", judge, ("unpowered", "reversed_supply", "supply_from_pin", "rail_current"))
