"""Transistors, drivers and relay contacts beyond their current or voltage."""

from __future__ import annotations

from collections.abc import Iterator

from ohm_core.circuit.circuit import Instance
from ohm_core.rules.current import Loop, loops
from ohm_core.rules.draws import number
from ohm_core.rules.rule import Rule, Scene, Verdict, cite, volts
from ohm_core.units import show_si


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    told: set[tuple[str, str]] = set()
    for loop in loops(scene):
        for end in (loop.plus, loop.minus):
            key = (loop.item.ref, end.ref)
            if end.kind == "switch" and loop.complete and key not in told:
                found = list(_judge(rule, loop, scene.circuit.parts[end.ref]))
                told |= {key} if found else set()
                yield from found


def _judge(rule: Rule, loop: Loop, item: Instance) -> Iterator[Verdict]:
    fact, load = item.part.switch, loop.load
    assert fact is not None
    usual, most = number(load.typical_a), max(number(load.typical_a), number(load.stall_a))
    limit, top = fact.max_a.max if fact.max_a else None, fact.max_v.max if fact.max_v else None
    if limit is not None and fact.max_a and most > limit:
        yield rule.finding("error" if usual > limit else "warning", (item.ref, loop.item.ref), f"{loop.item.ref} takes {show_si(most, 'A', 2)}{' when it starts or stalls' if usual <= limit else ''}; {item.ref} ({item.part.name}) switches at most {show_si(limit, 'A')}: overload.",
                           "Use a stronger transistor or driver.", source=cite(item, fact.max_a.doc, fact.max_a.at))
    if top is not None and fact.max_v and loop.volts is not None and loop.volts > top:
        yield rule.finding("error", (item.ref, loop.item.ref), f"{item.ref} stands {volts(top)}, but switches {volts(loop.volts)}: overvoltage.", "Use a switch for a higher voltage.", source=cite(item, fact.max_v.doc, fact.max_v.at))


RULE = Rule("switch_rating", "A switch carries its load's current and stands its voltage.", "Beyond its rating a transistor overheats or breaks through, and a contact welds.", "the switch's data sheet, maximum ratings", judge, ("short_circuit", "switch_reversed"))
