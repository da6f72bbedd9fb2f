"""Mains and other voltages that can kill: a notice, no plan."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ohm_core.rules.rule import Rule, Scene, Verdict

MAINS = re.compile(r"\bmains\b|\b(?:1[012]0|2[2-4]0) ?v(?:ac)?\b|\bline voltage\b|\bac (?:live|outlet|socket)\b", re.IGNORECASE)
TOUCH_V = 60.0  # direct voltage above which touching is dangerous


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    for item in scene.parts:
        if not item.known and MAINS.search(" ".join((item.part.name, *(p.name for p in item.part.pin)))):
            yield rule.finding("warning", (item.ref,), f"{item.ref} ({item.part.name}) is at mains voltage: touching it can kill.", "Use a closed, certified switch or plug module that is controlled from outside; let an electrician do the rest.")
    for net in scene.circuit.nets:
        at = scene.electric.volts(net)
        if at is not None and (at.max or 0.0) > TOUCH_V:
            names = tuple(scene.circuit.say(f.pin) for f in scene.electric.feeds.get(net.name, ()))
            yield rule.finding("warning", names, f"{names[0]} gives {at.max:g} V: touching it is dangerous.", "Keep it in a closed, insulated box, or use a lower voltage.")


RULE = Rule("high_voltage", "Nothing on the breadboard is above 60 V, and mains stays in closed, certified devices.", "Breadboards and jumper wires are not insulated against mains; a slip is deadly.", "IEC 61140 (extra-low voltage: 60 V direct, 25 V alternating)", judge)
