"""Supply voltages as ranges, and facts put into volts."""

from __future__ import annotations

from dataclasses import dataclass

from ohm_core.catalogue.schema import Fact
from ohm_core.units import Range


@dataclass(frozen=True)
class Volts(Range):
    """A supply voltage: what it may be from `min` to `max` (a battery from empty to full), `typ` what it usually is."""

    typ: float | None = None

    @property
    def nominal(self) -> float:
        known = [v for v in (self.min, self.max) if v is not None]
        return self.typ if self.typ is not None else sum(known) / len(known) if known else 0.0

    def less(self, drop: float) -> Volts:
        low, high, usual = (None if v is None else max(0.0, v - drop) for v in (self.min, self.max, self.typ))
        return Volts(low, high, usual)


ZERO = Volts(0.0, 0.0, 0.0)


def volts_from(fact: Fact | None, domain: float | None, pick: str) -> float | None:
    """The number `pick` (min, typ, max) of a fact in volts, its ratio or offset applied to DOMAIN; None where unknown."""
    if fact is None or fact.unknown:
        return None
    value: float | None = getattr(fact, pick)
    if value is None or ((fact.of or fact.over) and domain is None):
        return None
    if fact.of:
        return value * (domain or 0.0)
    return value + (domain or 0.0) if fact.over else value


def whole(fact: Fact | None) -> Volts | None:
    """All values a fact allows."""
    if fact is None or fact.unknown:
        return None
    known = [x for x in (fact.min, fact.typ, fact.max) if x is not None]
    return Volts(min(known), max(known), fact.typ) if known else None
