"""Wires and legs in holes that a module covers: it is too wide for the breadboard, or they should go beside it."""

from __future__ import annotations

from collections.abc import Iterator

from ohm_core.rules.holes import Use, seats, uses
from ohm_core.rules.rule import Rule, Scene, Verdict

LEAST_GAP = 4  # pitches between the rows of pins from which a body between them covers whole holes
WHOLE_WIDTH = (0, 11)  # row a and row j


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    for (ref, board), legs in seats(scene).items():
        item = scene.circuit.parts.get(ref)
        low, high = min(u.hole.y for u in legs), max(u.hole.y for u in legs)
        if item is None or len(item.part.mechanics.rows) != 2 or high - low < LEAST_GAP:
            continue
        first, last = min(u.hole.column for u in legs), max(u.hole.column for u in legs)
        under = [u for u in uses(scene) if u.hole.board == board and u.ref != ref and first <= u.hole.column <= last and low < u.hole.y < high]
        if under:
            yield rule.finding("warning", (ref, *_refs(scene, under)), _said(ref, (low, high) == WHOLE_WIDTH, len(under)), "Use free holes of the same rows outside the module; where there are none, put it across two breadboards side by side.")


def _refs(scene: Scene, under: list[Use]) -> list[str]:
    return list(dict.fromkeys(u.ref for u in under if u.ref in scene.circuit.parts))[:4]


def _said(ref: str, whole: bool, count: int) -> str:
    what = f"{count} hole{'s' if count > 1 else ''} in use"
    if whole:
        return f"{ref} is too wide for one breadboard: no hole beside its pins is free, and {what} lie{'s' if count == 1 else ''} under it."
    return f"{what} lie{'s' if count == 1 else ''} under {ref}, which covers the holes between its two rows of pins."


RULE = Rule("under_module", "No wire and no leg goes into a hole that a module covers.", "A module with two rows of pins lies on the holes between them; nothing can be put there once it sits.",
            "solderless breadboards: rows a to e and f to j, 0.1 inch apart, the gutter 0.3 inch", judge)
