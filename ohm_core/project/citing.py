"""Facts of the catalogue in words, with where they stand."""

from __future__ import annotations

from ohm_core.catalogue.schema import Fact, Part
from ohm_core.project.documents import inline
from ohm_core.units import show_si


def fact_text(fact: Fact, unit: str) -> str:
    """'3.3 V to 6 V', '20 mA (typical)'; ratios and offsets say of what."""
    if fact.unknown:
        return "unknown"
    if fact.of:
        low, high = (None if x is None else f"{x:g} × {fact.of}" for x in (fact.min, fact.max if fact.max is not None else fact.typ))
    else:
        low, high = (None if x is None else show_si(x, unit) for x in (fact.min, fact.max))
    if low and high:
        text = f"{low} to {high}" if low != high else low
    elif fact.typ is not None and not fact.of:
        text = show_si(fact.typ, unit)
    else:
        text = f"at least {low}" if low else f"at most {high}" if high else "unknown"
    return text + (f" above {fact.over}" if fact.over else "") + (f", {inline(fact.cond)}" if fact.cond else "")


def source_of(part: Part, fact: Fact) -> str:
    """'Aosong DHT22 datasheet, p. 3', or 'our estimate'."""
    if fact.basis == "estimate" or not fact.doc:
        return "our estimate"
    source = part.source.get(fact.doc)
    return inline(", ".join(x for x in (source.title if source else fact.doc, fact.at) if x))
