"""Parts with both ends on one net: two legs in the same row of a breadboard."""

from __future__ import annotations

from collections.abc import Iterator

from ohm_core.circuit.hookup import is_contact
from ohm_core.rules.rule import Rule, Scene, Verdict

TWO_ENDED = ("passive:resistor", "passive:capacitor", "diode")


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    for item in scene.parts:
        if not (item.part.category.startswith(TWO_ENDED) or is_contact(item)):
            continue
        nodes = {p.joined or p.name: scene.net(item.ref, p.name) for p in item.part.pin}
        found = list(nodes.values())
        if len(found) == 2 and found[0] is not None and found[0] is found[1]:
            near = tuple(i.ref for i, _ in scene.on(found[0]) if i is not item and i is not scene.board)[:3]
            harmless = item.part.category.startswith("passive:capacitor")
            yield rule.finding("warning" if harmless else "error", (item.ref, *near), f"Both ends of {item.ref} are on one net (the same row of the breadboard?): it is shorted and does nothing.", "Put its legs into different rows, or take away the wire that bridges it.")


RULE = Rule("bridged_part", "The ends of a part are on different nets.", "Holes of one row are one wire: a part with both legs in it might as well not be there.", "solderless breadboards: five holes of a row are joined", judge)
