from __future__ import annotations

from collections.abc import Iterator

from ohm_core.rules.rule import Rule, Scene, Verdict


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    board = scene.board
    reference = next((n for n in scene.circuit.nets for i, p in scene.circuit.on(n) if board and i.ref == board.ref and p.connect == "ground"), None)
    for item in scene.parts:
        if not any(scene.net(item.ref, p.name) for p in item.part.pin):
            continue
        grounds = [p for p in item.part.pin if p.connect == "ground" and not p.optional]
        if not grounds:
            continue
        joined = [scene.net(item.ref, p.name) for p in grounds]
        where = scene.say(item.ref, grounds[0].name)
        if not any(joined):
            yield rule.finding("error", (where, item.ref), f"{where} is not connected: the {item.part.name} has no ground.", f"Join {where} to GND.")
        elif reference is not None and item.part.rail and any(r.kind in ("cell", "") or r.source in ("", "mains") for r in item.part.rail) and not any(n is reference for n in joined if n):
            if _talks(scene, item.ref):
                yield rule.finding("error", (where, item.ref, board.ref if board else ""), f"The ground of {item.ref} is not joined to the board's: there is no common ground.", f"Join {where} and GND of {board.ref if board else 'the board'}.",
                                   "Signals are voltages against ground; with two grounds apart, no current returns and levels mean nothing.")
        elif reference is not None and not any(n is reference for n in joined if n) and not _isolated_supply(scene, joined):
            yield rule.finding("error", (where, item.ref), f"{where} does not lead to the board's ground.", f"Join {where} to GND.")


def _talks(scene: Scene, supply_ref: str) -> bool:
    """True when something that the supply feeds also has a signal to the board."""
    fed = {i.ref for n in scene.circuit.nets if any(p.ref == supply_ref for p in n.pins) for i, _ in scene.circuit.on(n)} - {supply_ref}
    return any(item.ref in fed for item, _, _ in scene.signals) or scene.circuit.board in fed or any(scene.circuit.parts[r].part.load for r in fed)


def _isolated_supply(scene: Scene, joined: list) -> bool:  # type: ignore[type-arg]
    """True when the part's ground is that of a separate supply, which the finding on that supply speaks of."""
    return any(n and any(i.part.rail and i.ref != scene.circuit.board or i.part.category.startswith(("isolator", "transistor", "driver", "actuator:relay")) or i.part.switch for i, _ in scene.circuit.on(n)) for n in joined)


RULE = Rule("missing_ground", "Every part and every supply shares the board's ground.", "Current needs a way back; without a common ground signals have no meaning.", "Kirchhoff's current law", judge)
