"""Linear regulators: heat, and too little voltage above their output."""

from __future__ import annotations

from collections.abc import Iterator

from ohm_core.catalogue.schema import Rail
from ohm_core.circuit.circuit import Instance
from ohm_core.rules.draws import Draws, totals
from ohm_core.rules.rule import Rule, Scene, Verdict, cite, volts
from ohm_core.units import show_si


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    draws = Draws(scene)
    for item in scene.circuit.parts.values():
        for rail in item.part.rail:
            if rail.kind == "linear" and rail.source.lower() != "usb" and scene.electric.runs(item, rail):
                yield from _judge(scene, rule, draws, item, rail)


def _judge(scene: Scene, rule: Rule, draws: Draws, item: Instance, rail: Rail) -> Iterator[Verdict]:
    above, out = scene.electric.at_pin(item, rail.source), scene.electric.rail_volts(item, rail)
    if above is None or out is None or above.nominal < 0.5:
        return
    names, least = (scene.say(item.ref, rail.source), scene.say(item.ref, rail.pin)), rail.dropout_v.any() if rail.dropout_v else None
    if least is not None and above.nominal < (out.nominal + least) * 0.95 and not _in_range(item, rail.source):
        yield rule.finding("warning", (*names, item.ref), f"{names[0]} gets {volts(above.nominal)}; to give {volts(out.nominal)} at {names[1]} under load its regulator needs {volts(out.nominal + least)}.", "Feed it with more, or skip the regulator with a supply of the right voltage.",
                           "Below its drop-out voltage a regulator only passes on what it gets.", cite(item, rail.dropout_v.doc, rail.dropout_v.at) if rail.dropout_v else "")
        return
    net = scene.net(item.ref, rail.pin)
    usual = totals(draws.on(net))[0] if net is not None else 0.0
    own = draws.board_draw()
    heat = (above.nominal - out.nominal) * (usual + (own.usual if own and item is scene.board else 0.0))
    stands = rail.thermal_w.any() if rail.thermal_w else None
    if stands is not None and heat > stands * 1.05:
        yield rule.finding("warning", (*names, item.ref), f"The regulator of {item.ref} turns {heat:.2g} W into heat ({volts(above.nominal)} to {volts(out.nominal)} at {show_si(heat / (above.nominal - out.nominal), 'A', 2)}); it stands {stands:g} W and switches off.",
                           f"Feed {names[0]} with less voltage, use a step-down converter, or give the loads a supply of their own.", source=cite(item, rail.thermal_w.doc, rail.thermal_w.at) if rail.thermal_w else "")


def _in_range(item: Instance, pin: str) -> bool:
    """True where the part's document gives a supply range: supply_range judges by that."""
    return any(s.pin == pin and s.v and s.v.min is not None for s in item.part.supply)


RULE = Rule("regulator", "A linear regulator has enough voltage above its output, and not more heat than it can shed.", "It burns the difference times the current; too hot it switches off, too low it stops regulating.",
            "regulator data sheets: drop-out voltage, thermal resistance", judge, ("supply_range", "short_circuit", "reversed_supply"))
