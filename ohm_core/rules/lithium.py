"""Lithium cells without what keeps them safe."""

from __future__ import annotations

from collections.abc import Iterator

from ohm_core.rules.rule import Rule, Scene, Verdict

CELLS = ("power:battery:18650", "power:battery:lipo")


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    for item in scene.parts:
        if not item.part.category.startswith(CELLS):
            continue
        plus = next((n for r in item.part.rail if (n := scene.net(item.ref, r.pin)) is not None), None)
        if plus is not None and not any(i.part.category.startswith("power:charger") for i, _ in scene.electric.others(plus, item.ref)):
            yield rule.finding("info", (item.ref,), f"{item.ref} is a lithium cell without a protection board: a short or deep discharge can set it on fire.", "Put a charger board with protection (TP4056 with DW01) between, or use a cell with protection built in. Never leave it charging alone.")


RULE = Rule("lithium", "A lithium cell works behind a protection circuit.", "Lithium cells give tens of amperes into a short and burn; discharged below 2.5 V they are damaged.", "IEC 62133-2; data sheets of lithium cells", judge)
