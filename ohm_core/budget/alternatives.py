"""Parts that do the same for less money, with how much is at stake in changing to them."""

from __future__ import annotations

from ohm_core.budget.bom import unit_price
from ohm_core.budget.plan import Alternative, Plan
from ohm_core.catalogue.catalogue import Catalogue
from ohm_core.catalogue.schema import Part
from ohm_core.units import Money

MOST = 5


def alternatives(plan: Plan, catalogue: Catalogue) -> tuple[Alternative, ...]:
    """The best change of each line that saves anything, the largest saving first."""
    found: dict[str, Alternative] = {}
    for line in plan.lines:
        part = catalogue.find(line.part)
        price = unit_price(part, plan.total.currency) if part else None
        if part is None or price is None or not line.buy or part.category.startswith("mechanical"):
            continue
        options = []
        for other in (catalogue.part(e.id) for e in catalogue.entries() if e.id != part.id):
            cost = unit_price(other, plan.total.currency)
            if cost is not None and cost.amount < price.amount and _does_the_same(part, other):
                options.append(Alternative(line.line, other.id, Money((price.amount - cost.amount) * line.buy, price.currency), *_risk(part, other)))
        if options:
            best = max(options, key=lambda a: (a.risk == "LOW", a.risk == "MEDIUM", a.saves.amount))
            found[line.line] = best
    return tuple(sorted(found.values(), key=lambda a: -a.saves.amount)[:MOST])


def _does_the_same(part: Part, other: Part) -> bool:
    """True when the other part offers every function of the first under the same conditions; boards: radio, language, pins."""
    if part.board and other.board:
        pins = [sum("gpio" in p.functions for p in x.pin) for x in (part, other)]
        analog = [sum(any(f.startswith("adc:") for f in p.functions) for p in x.pin) for x in (part, other)]
        return set(part.board.wireless) <= set(other.board.wireless) and set(part.board.languages) <= set(other.board.languages) and pins[1] >= pins[0] and analog[1] >= analog[0]
    if part.board or other.board or not part.provides:
        return False
    return all(any((p.role, p.concept) == (q.role, q.concept) and all(q.conditions.get(k) == v for k, v in p.conditions.items()) and set(p.actions) <= set(q.actions) and (p.reading or "") == (q.reading or "") for q in other.provides) for p in part.provides)


def _risk(part: Part, other: Part) -> tuple[str, str]:
    if part.board:
        return "HIGH", "another board: wiring and firmware are made anew, and its pins may have another voltage"
    if worse := _worse(part, other):
        return "MEDIUM", f"the same functions, but {worse}"
    joints = [sorted(p.connect for p in x.pin if p.connect and not p.optional) for x in (part, other)]
    if joints[0] == joints[1]:
        return "LOW", "the same functions on the same kinds of pins"
    return "MEDIUM", "the same functions, but joined to other pins"


def _worse(part: Part, other: Part) -> str:
    """What the other part reads less well; "" where nothing is known to be worse."""
    for name, here in part.readings.items():
        there = other.readings.get(name)
        if there is None:
            continue
        if here.accuracy is not None and there.accuracy is not None and there.accuracy > here.accuracy:
            return f"{name.replace('_', ' ')} only to {there.accuracy:g} instead of {here.accuracy:g} {here.unit}"
        if here.min is not None and there.min is not None and there.min > here.min or here.max is not None and there.max is not None and there.max < here.max:
            return f"{name.replace('_', ' ')} over a smaller range"
    return ""
