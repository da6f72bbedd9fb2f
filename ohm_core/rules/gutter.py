"""Parts with two rows of legs that sit on one side of the gutter: legs opposite each other are joined."""

from __future__ import annotations

from collections.abc import Iterator

from ohm_core.circuit.circuit import Instance
from ohm_core.circuit.hookup import is_contact
from ohm_core.rules.holes import Use, seats
from ohm_core.rules.rule import Rule, Scene, Verdict


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    for (ref, _), legs in seats(scene).items():
        item = scene.circuit.parts.get(ref)
        if item is None or len(item.part.mechanics.rows) != 2 or is_contact(item):
            continue
        if pair := _sharing(item, legs):
            yield rule.finding("error", (ref, *(f"{ref}.{p}" for p in pair)), f"{ref} is not across the gutter: its legs {pair[0]} and {pair[1]} sit in one row of holes and are joined.", f"Put {ref} over the gutter in the middle, so that each leg has a row of its own.")


def _sharing(item: Instance, legs: list[Use]) -> tuple[str, str] | None:
    """Two pins of different rows of the part that sit in one strip, and are not one pin inside it."""
    top, bottom = (set(row) for row in item.part.mechanics.rows)
    there: dict[tuple[int, str], list[str]] = {}
    for use in legs:
        if pin := item.pin(use.pin):
            there.setdefault((use.hole.column, use.hole.half), []).append(pin.name)
    for names in there.values():
        for a in (n for n in names if n in top):
            for b in (n for n in names if n in bottom):
                one, other = item.pin(a), item.pin(b)
                if one and other and (not one.joined or one.joined != other.joined):
                    return a, b
    return None


RULE = Rule("gutter", "A part with two rows of legs sits across the gutter.", "The five holes of a row on one side are one wire; only the gutter keeps the two rows of a chip apart.",
            "solderless breadboards: five holes of a row are joined, the gutter separates the halves", judge)
