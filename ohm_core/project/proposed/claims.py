"""What a model says of a part, held against the catalogue: a claim it contradicts is flagged, one it has no fact for is a guess."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ohm_core.budget.bom import unit_price
from ohm_core.catalogue.schema import Fact, Part
from ohm_core.errors import BadInput
from ohm_core.project.citing import fact_text, source_of
from ohm_core.units import parse_money, parse_si

NUMBER = re.compile(r"(\d+(?:[.,]\d+)?)(?:\s*([uµmk]?)(?:[VAW]|volts?|amps?)\b)?", re.I)
ROOM = 2.0  # currents depend on load and prices on the day: a claim is against the catalogue beyond this factor
LONGEST = 120


@dataclass(frozen=True)
class Judged:
    """`flags` are sentences about claims that the catalogue contradicts, `guesses` what it neither confirms nor contradicts."""

    flags: tuple[str, ...] = ()
    guesses: Mapping[str, str] | None = None


def judge(part: Part, claims: Mapping[str, str], currency: str) -> Judged:
    """CLAIMS (voltage, current, price, and whatever else is said) about a part of the catalogue."""
    flags, guesses = [], {}
    for key, said in claims.items():
        held = {"voltage": _voltage, "current": _current, "price": _price}.get(key)
        verdict = held(part, said, currency) if held else None
        if verdict is None:
            guesses[key] = said[:LONGEST]
        elif verdict:
            flags.append(verdict)
    return Judged(tuple(flags), guesses)


def _voltage(part: Part, said: str, currency: str) -> str | None:
    """None without a fact; "" where it fits; else the sentence."""
    facts = [s.v for s in part.supply if s.v and not s.v.unknown] + [x.v for x in (part.load, *part.loads) if x and x.v and not x.v.unknown]
    values = numbers(said)
    known = [f for f in facts if f.any() is not None and not f.of]
    if not values or not known:
        return None
    if any(all(_inside(v, f) for v in values) for f in known):
        return ""
    return _against(part, "voltage", said, known[0], "V")


def _inside(value: float, fact: Fact) -> bool:
    low, high = (fact.min if fact.min is not None else fact.typ), (fact.max if fact.max is not None else fact.typ)
    return (low is None or value >= low * 0.95) and (high is None or value <= high * 1.05)


def _current(part: Part, said: str, currency: str) -> str | None:
    facts = [f for s in part.supply for f in (s.typical_a, s.peak_a, s.stall_a, s.sleep_a)] + [f for x in (part.load, *part.loads) if x for f in (x.typical_a, x.max_a, x.stall_a)]
    known = [(f, x) for f in facts if f and not f.unknown for x in (f.min, f.typ, f.max) if x is not None]
    values = numbers(said)
    if not values or not known:
        return None
    low, high = min(x for _, x in known) / ROOM, max(x for _, x in known) * ROOM
    return "" if any(low <= v <= high for v in values) else _against(part, "current", said, known[0][0], "A")


def _price(part: Part, said: str, currency: str) -> str | None:
    try:
        claimed, known = parse_money(said.split()[0], currency), unit_price(part, currency)
    except (BadInput, IndexError):
        return None
    if known is None or known.amount == 0:
        return None
    ratio = float(claimed.amount / known.amount)
    return "" if 1 / ROOM <= ratio <= ROOM else f"{part.name}: you say it costs {claimed}; the catalogue has about {known} ({part.ordering.price.basis if part.ordering.price else 'estimate'}), which is what counts."


def _against(part: Part, what: str, said: str, fact: Fact, unit: str) -> str:
    return f"{part.name}: you say {what} {said[:40]}; the catalogue has {fact_text(fact, unit)} ({source_of(part, fact)}), which is what counts."


def numbers(text: str) -> list[float]:
    """The quantities in a text in SI units: '3.3-5V' → 3.3, 5; '150 mA' → 0.15."""
    return list(_numbers(text))


def _numbers(text: str) -> Iterator[float]:
    for number, prefix in NUMBER.findall(text):
        yield parse_si(f"{number.replace(',', '.')}{prefix}")


