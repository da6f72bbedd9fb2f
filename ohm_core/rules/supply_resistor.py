"""Parts fed through a resistor: their current drops volts in it, and without current it holds nothing back."""

from __future__ import annotations

from collections.abc import Iterator

from ohm_core.catalogue.schema import SupplyInput
from ohm_core.circuit.circuit import Instance
from ohm_core.rules.draws import own_draw
from ohm_core.rules.rule import Rule, Scene, Verdict, volts
from ohm_core.units import show_si

SMALL_DROP = 0.1  # volts lost in a filter that nobody minds


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    for item in scene.circuit.parts.values():
        asked = {n.pin for n in item.part.needs if n.kind == "series_resistor"}  # a backlight is a LED and wants one
        for supply in (s for s in item.part.supply if s.pin not in asked):
            net = scene.net(item.ref, supply.pin)
            if net is not None and not scene.electric.feeds_of(net) and not scene.electric.is_ground(net):
                yield from _judge(scene, rule, item, supply)


def _judge(scene: Scene, rule: Rule, item: Instance, supply: SupplyInput) -> Iterator[Verdict]:
    net = scene.net(item.ref, supply.pin)
    assert net is not None
    for resistor, far, ohm in scene.electric.resistors(net):
        at = scene.electric.supplied(far)
        if at is None or at.nominal < 0.5:
            continue
        draw = own_draw(scene, item, supply).peak
        lost = draw * ohm if ohm else None
        if lost is not None and 0 < lost < SMALL_DROP and _fits(supply, at.nominal):
            continue
        where = scene.say(item.ref, supply.pin)
        why = f"at {show_si(draw, 'A', 2)} it loses {volts(lost)} there" if lost else "what it loses there depends on its current"
        yield rule.finding("error" if lost is None or lost > 0.5 or not _fits(supply, at.nominal) else "warning", (where, resistor.ref, item.ref), f"{where} gets its supply through {resistor.ref}: {why}.", f"Join {where} straight to a supply of its voltage; a resistor is no regulator.")
        return


def _fits(supply: SupplyInput, at: float) -> bool:
    """True where the voltage before the resistor is one that the part takes."""
    most = supply.v.max if supply.v and not supply.v.unknown else None
    return most is None or at <= most * 1.05


RULE = Rule("supply_resistor", "A part's supply comes without a resistor in its way.", "The voltage behind a resistor falls with the part's current and rises when it rests: it resets, or gets too much.", "Ohm's law, with the part's supply current", judge, ("short_circuit",))
