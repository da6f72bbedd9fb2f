"""What a person has already, taken off what is to be bought: by part, by what is said of the piece, by count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ohm_core.design.values import PartUse

SAME = 0.02  # two values are one where they differ by less than the usual tolerance


@dataclass(frozen=True)
class Owned:
    """COUNT pieces of one of PARTS (ids; several where the words leave it open), with the attributes that were said."""

    parts: tuple[str, ...]
    count: int
    attrs: Mapping[str, Any] = field(default_factory=dict)
    said: str = ""


def fits(mine: Owned, part: str, attrs: Mapping[str, Any]) -> bool:
    """True when an owned piece is that part; what was not said of it is taken to fit."""
    return part in mine.parts and all(k not in attrs or _equal(attrs[k], v) for k, v in mine.attrs.items())


def _equal(a: Any, b: Any) -> bool:
    if isinstance(a, (int, float)) and isinstance(b, (int, float)):
        return abs(float(a) - float(b)) <= SAME * max(abs(float(a)), abs(float(b)))
    return str(a).lower() == str(b).lower()


def taken(wanted: Iterable[tuple[str, Mapping[str, Any], int]], owned: Iterable[Owned]) -> list[int]:
    """How many pieces of each wanted (part, attributes, quantity) are there, exact statements used first."""
    stock = sorted(owned, key=lambda o: (len(o.parts), -len(o.attrs)))
    left = [o.count for o in stock]
    counts = []
    for part, attrs, quantity in wanted:
        need = quantity
        for i, mine in enumerate(stock):
            if need and left[i] and fits(mine, part, attrs):
                used = min(need, left[i])
                left[i] -= used
                need -= used
        counts.append(quantity - need)
    return counts


def marked(parts: Mapping[str, PartUse], owned: Iterable[Owned]) -> dict[str, PartUse]:
    """The parts in use, those that are there already marked so."""
    uses = list(parts.items())
    have = taken([(u.part, u.attrs, int(u.attr("quantity", 1) or 1)) for _, u in uses], owned)
    return {ref: replace(use, owned=use.owned or mine >= int(use.attr("quantity", 1) or 1)) for (ref, use), mine in zip(uses, have, strict=True)}
