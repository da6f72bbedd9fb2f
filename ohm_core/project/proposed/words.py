"""Sentences of a model about a design that no rule can check: kept as assumptions that say whose they are."""

from __future__ import annotations

from collections.abc import Iterable

from ohm_core.design.values import Design
from ohm_core.project.proposed.proposal import UNCHECKED

MOST, LONGEST = 6, 300


def unchecked(design: Design, about: str, sentences: Iterable[str]) -> Design:
    """The design with these sentences about its bill or wiring among its assumptions, in the place of earlier ones."""
    front = f"{UNCHECKED} ({about}): "
    kept = [a for a in design.assumptions if not a.startswith(front)]
    fresh = [f"{front}{' '.join(s.split())[:LONGEST]}" for s in sentences if s.strip()][:MOST]
    return design.with_(assumptions=(*kept, *dict.fromkeys(fresh)))
