"""Mains and other voltages that can kill: a notice, no plan."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ohm_core.rules.rule import Rule, Scene, Verdict

MAINS = re.compile(r"\bmains\b|\b(?:1[012]0|2[2-4]0) ?v(?:ac|olts?)?\b|\bline voltage\b|\bac (?:live|outlet|socket)\b", re.IGNORECASE)
ADAPTER = re.compile(r"\bmains[ -](?:power )?(?:adapt[eo]r|power(?:ed)?|supply|plug|charger)\b|\b(?:powered (?:by|from|off)|runs? (?:on|off|from)|plugged into) (?:the )?mains\b", re.IGNORECASE)
AT_MAINS = frozenset({"appliance", "mains lamp", "mains light", "mains fan"})  # kinds of things in data/lexicon that hang on a socket
SWITCHES = ("actuator:relay", "isolator:relay", "actuator:solid_state")
TOUCH_V = 60.0  # direct voltage above which touching is dangerous


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    for item in scene.parts:
        if not item.known and MAINS.search(" ".join((item.part.name, *(p.name for p in item.part.pin)))):
            yield rule.finding("warning", (item.ref,), f"{item.ref} ({item.part.name}) is at mains voltage: touching it can kill.", "Use a closed, certified switch or plug module that is controlled from outside; let an electrician do the rest.")
    if said := asked_for(scene):
        refs = _nearest(scene)
        yield rule.finding("warning", refs, f"The words speak of mains voltage (“{said}”): OHM plans nothing on that side, and whoever touches it can be killed.",
                           "Switch it with a closed, certified plug or switch module that takes a low-voltage signal, or let an electrician do it; keep relay terminals and meters of this plan to 30 V.")
    for net in scene.circuit.nets:
        at = scene.electric.volts(net)
        if at is not None and (at.max or 0.0) > TOUCH_V:
            names = tuple(scene.circuit.say(f.pin) for f in scene.electric.feeds.get(net.name, ()))
            yield rule.finding("warning", names, f"{names[0]} gives {at.max:g} V: touching it is dangerous.", "Keep it in a closed, insulated box, or use a lower voltage.")


def asked_for(scene: Scene) -> str:
    """The words of the request that mean mains voltage, an adapter's own aside; '' where there are none."""
    wishes = scene.circuit.design.requirements
    if wishes is None:
        return ""
    found = MAINS.search(ADAPTER.sub(" ", wishes.text))
    things = (wishes.text[s.start : s.end] for s in wishes.spans if s.fate == "explained" and s.why in AT_MAINS)
    relays = any(i.part.category.startswith(SWITCHES) for i in scene.parts)
    return found[0] if found else next(things, "") if relays else ""


def _nearest(scene: Scene) -> tuple[str, ...]:
    """What of the plan would meet it: relays, else meters of current and voltage, else the board."""
    for front in (SWITCHES, ("sensor:current", "sensor:power", "sensor:voltage")):
        if refs := tuple(i.ref for i in scene.parts if i.part.category.startswith(front)):
            return refs
    return (scene.circuit.board,)


RULE = Rule("high_voltage", "Nothing on the breadboard is above 60 V, and mains stays in closed, certified devices.", "Breadboards and jumper wires are not insulated against mains; a slip is deadly.", "IEC 61140 (extra-low voltage: 60 V direct, 25 V alternating)", judge)
