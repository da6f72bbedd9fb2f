"""Amounts in the words that nothing of what was understood contains: they are said, so that no limit or time is lost in silence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from ohm_core.design.behaviour import subjects
from ohm_core.design.wishes import Unserved
from ohm_core.understand.page import Page
from ohm_core.understand.quantities import Quantity
from ohm_core.understand.scene import Scene

ALWAYS = frozenset({"temperature", "percent", "time", "clock"})  # kinds that hardly ever only describe
LIMITED = frozenset({"length", "weight", "number"})  # kinds that do, unless a word of limits stands before them
DAY = 86_400.0  # a device's times are shorter; what lasts longer is a story's
TOLERANCE = 0.011
_LIMITS = frozenset(["above", "below", "over", "under", "than", "exceeds", "reaches", "beyond", "between"])
_SIZES = frozenset(["old", "long", "wide", "tall", "high", "deep", "big", "thick", "away", "ago", "later", "walk", "drive", "warranty", "trip", "delivery"])
_AROUND = frozenset(["last", "past", "previous", "next"])


def amounts_in(page: Page) -> list[Quantity]:
    """The amounts of a text that a behaviour should hold: limits, times, angles; not ages, sizes and stories."""
    return [a for a in page.quantities if (a.kind in ALWAYS or a.kind in LIMITED and _limits(page, a)) and not _elsewhere(page, a)]


def _limits(page: Page, amount: Quantity) -> bool:
    """True after "above", "than", and for both ends of "between 18 and 25"."""
    before = page.quantity_at.get(amount.start - 2)
    return page.low(amount.start - 1) in _LIMITS or page.low(amount.start - 1) == "and" and before is not None and page.low(before.start - 1) == "between"


def numbers_in(value: Any) -> set[float]:
    """Every number in values of ours; a time of day as seconds after midnight, a limit with both ends of its band."""
    return set(_numbers(value))


def unused_amounts(scene: Scene) -> None:
    """Says the amounts that neither behaviours nor wishes hold."""
    page = scene.page
    used = numbers_in([*scene.behaviours, *(d.wish() for d in scene.pool.live())])
    held = [u.said for u in scene.pool.unserved]
    angles = [q for q in page.quantities if q.kind == "number" and page.low(q.start - 1) == "to" and 0 < q.value <= 180] if _turns(scene) else []
    for amount in [*amounts_in(page), *angles]:
        words = page.said(amount.start, amount.end)
        if not any(abs(v - amount.value) <= TOLERANCE * max(1.0, abs(amount.value)) for v in used) and not any(words in h for h in held):
            scene.pool.unserved.append(Unserved(_clause(page, amount), f"OHM found nothing to do with '{words}' here; say it as a sentence of its own."))


def _turns(scene: Scene) -> bool:
    """True where an arm is turned to angles: "to 120" is one then."""
    return any(d.concept == "angle" for d in scene.acting())


def unused_states(scene: Scene) -> None:
    """Says the states told after "if" or "when" that no behaviour asks for: "if it is raining as well …"."""
    page = scene.page
    asked = {s.partition(".")[0] for b in scene.behaviours for s in subjects((b.when, b.do))}
    held = " ".join(u.said for u in scene.pool.unserved)
    for item in page.items:
        sense = item.sense
        before = [page.low(j) for j in range(max(0, item.start - 3), item.start + 1)]
        if sense is None or item.sort != "state" or not sense.concepts or item.start in page.aside or item.start in page.told or not {"if", "when", "whenever", "while"} & set(before):
            continue
        known = any(d.id in asked and any(scene.pool.provides(d, c) for c in sense.concepts) for d in scene.pool.drafts)
        words = page.said(item.start, item.end)
        if not known and words not in held and not page.attributive(item) and any(b.said for b in scene.behaviours):
            scene.pool.unserved.append(Unserved(words, "OHM found nothing that this state changes here; say it as a sentence of its own."))


def _numbers(value: Any) -> Iterator[float]:
    """Every number in values of ours; a time of day as seconds after midnight, half durations and bands as said."""
    if isinstance(value, bool) or value is None:
        return
    if isinstance(value, int | float):
        yield float(value)
    elif isinstance(value, str):
        hours, colon, minutes = value.partition(":")
        if colon and hours.isdigit() and minutes.isdigit():
            yield int(hours) * 3600.0 + int(minutes) * 60.0
    elif is_dataclass(value) and not isinstance(value, type):
        if {"value", "hysteresis"} <= {f.name for f in fields(value)} and isinstance(getattr(value, "value"), int | float):  # noqa: B009 - any reading
            limit, band = float(getattr(value, "value")), float(getattr(value, "hysteresis") or 0.0)  # noqa: B009
            yield from (limit + band, limit - band, limit + band / 2, limit - band / 2)
        for f in fields(value):
            if f.name != "said":
                yield from _numbers(getattr(value, f.name))
    elif isinstance(value, dict):
        for one in value.values():
            yield from _numbers(one)
    elif isinstance(value, list | tuple | set | frozenset):
        for one in value:
            yield from _numbers(one)


def _elsewhere(page: Page, amount: Quantity) -> bool:
    """True for ages, sizes and stories: "my 5 year old", "2 weeks ago", "the 80s"."""
    if amount.kind == "time" and (amount.value >= DAY or page.low(amount.start - 1) == "the" and amount.value % 10 == 0 and page.low(amount.end - 1) == "s"):
        return True
    if amount.start in page.told or amount.start in page.at and page.at[amount.start].sort == "idiom":
        return True
    return page.low(amount.end) in _SIZES or page.low(amount.start - 1) in _AROUND


def _clause(page: Page, amount: Quantity) -> str:
    """The words around an amount, up to commas."""
    start, end = amount.start, amount.end
    while start > 0 and page.low(start - 1) not in (",", ".", ";", ":", "!", "?", "(", ")") and amount.start - start < 8:
        start -= 1
    while end < len(page.tokens) and page.low(end) not in (",", ".", ";", ":", "!", "?", "(", ")") and end - amount.end < 4:
        end += 1
    return page.said(start, end)
