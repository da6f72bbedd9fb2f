"""Lithium cells without what keeps them safe."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ohm_core.circuit.circuit import Instance
from ohm_core.rules.rule import Rule, Scene, Verdict

CELLS = ("power:battery:18650", "power:battery:lipo")
_CELL = r"(?:li-?ion|li-?po|lithium|18650|21700)"
PACK = re.compile(rf"\b[2-9]s(?:\d+p)?\b[^.]{{0,30}}\b{_CELL}|\b{_CELL}\w*\b[^.]{{0,30}}\b(?:packs?|in series|[2-9]s(?:\d+p)?)\b", re.IGNORECASE)


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    wishes = scene.circuit.design.requirements
    if wishes is not None and (said := PACK.search(wishes.text)):
        refs = tuple(i.ref for i in scene.parts if i.part.category.startswith(CELLS)) or (scene.circuit.board,)
        yield rule.finding("warning", refs, f"The words ask for a pack of lithium cells (“{said[0].strip()}”): OHM plans none from bare cells, for one that is charged or balanced wrongly burns.", "Buy a pack with its protection (BMS) and charger, and give its voltage.")
    for item in scene.parts:
        if not item.part.category.startswith(CELLS):
            continue
        if below := _on_another(scene, item):
            yield rule.finding("warning", (item.ref, below), f"{item.ref} sits on {below}: lithium cells in series need a board that balances and protects each of them, and none is there.", "Use a pack with a BMS, or one cell with a converter.")
            continue
        plus = next((n for r in item.part.rail if (n := scene.net(item.ref, r.pin)) is not None), None)
        if plus is not None and not any(i.part.category.startswith("power:charger") for i, _ in scene.electric.others(plus, item.ref)):
            yield rule.finding("info", (item.ref,), f"{item.ref} is a lithium cell without a protection board: a short or deep discharge can set it on fire.", "Put a charger board with protection (TP4056 with DW01) between, or use a cell with protection built in. Never leave it charging alone.")


def _on_another(scene: Scene, cell: Instance) -> str:
    """The lithium cell whose plus this one's minus is on; '' where there is none."""
    minus = next((n for p in cell.part.pin if p.connect == "ground" and (n := scene.net(cell.ref, p.name)) is not None), None)
    return next((i.ref for i, p in scene.on(minus) if i is not cell and i.part.category.startswith(CELLS) and any(r.pin == p.name for r in i.part.rail)), "")


RULE = Rule("lithium", "A lithium cell works behind a protection circuit.", "Lithium cells give tens of amperes into a short and burn; discharged below 2.5 V they are damaged.", "IEC 62133-2; data sheets of lithium cells", judge)
