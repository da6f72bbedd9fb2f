"""Wishes → parts by CP-SAT: one part may serve several wishes (temperature and humidity), what is owned is free, the rest costs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ohm_core.catalogue.catalogue import Catalogue
from ohm_core.catalogue.schema import Part, Provide
from ohm_core.design.wishes import Wish
from ohm_core.plan.solver import Choices

# Costs in cents of a dollar: how much the usual choice, a certain fit and an own part are worth against the price.
RANK, UNSURE, OWNED_FREE, SHIFTED, ANOTHER_PART = 150, 120, -400, 60, 100
SAME_ROLE = {"act": ("act", "show"), "show": ("show", "act"), "sense": ("sense", "input"), "input": ("input", "sense"), "time": ("time", "sense"), "identify": ("identify", "sense", "input"), "communicate": ("communicate",), "protect": ("protect",)}


@dataclass(frozen=True)
class Pick:
    """The part chosen for a wish; `copy` tells pieces of the same part apart, `provide` what of it serves."""

    wish: Wish
    part: str
    provide: Provide | None


def candidates(wish: Wish, catalogue: Catalogue) -> list[tuple[Part, Provide | None, int]]:
    """Parts that can serve a wish, with what it costs to be unsure of a condition. Named parts come alone."""
    if wish.part:
        named = [catalogue.part(wish.part)] if wish.part in catalogue else [catalogue.part(i) for i in catalogue.ids() if i.startswith(wish.part)]
        fits = [(p, _provide(p, wish), _doubt(p, _provide(p, wish), wish.conditions)) for p in named]
        best = [f for f in fits if f[2] is not None] or [(p, v, 0) for p, v, _ in fits]
        return [(p, v, d or 0) for p, v, d in best]
    found: list[tuple[Part, Provide | None, int]] = []
    for role in SAME_ROLE.get(wish.role, (wish.role,)):
        for part, provide in catalogue.providers(role, wish.concept):
            doubt = _doubt(part, provide, wish.conditions)
            if doubt is not None and part.board is None and not any(p is part for p, _, _ in found):
                found.append((part, provide, doubt))
    if not found and "volts" in wish.conditions:  # nothing at that voltage: the part that does it otherwise, and the plan says so
        return candidates(replace(wish, conditions={k: v for k, v in wish.conditions.items() if k != "volts"}), catalogue)
    return found


def _provide(part: Part, wish: Wish) -> Provide | None:
    same = [p for p in part.provides if p.concept == wish.concept]
    return same[0] if same else None


def _doubt(part: Part, provide: Provide | None, conditions: Mapping[str, Any]) -> int | None:
    """Cost of conditions that the part says nothing of; None where it contradicts one."""
    cost = UNSURE if provide and "medium" not in conditions and provide.conditions.get("medium", "air") != "air" else 0
    for key, value in conditions.items():
        if key in ("onboard", "count"):
            continue
        if key == "volts":
            if not runs_at(part, float(value)):
                return None
            continue
        said = provide.conditions.get(key) if provide else None
        if said is None and key in part.attrs:
            spec = part.attrs[key]
            if spec.choices and str(value) not in spec.choices:
                return None
            continue
        if said is None:
            cost += UNSURE
        elif not _meets(said, value):
            return None
    return cost


def runs_at(part: Part, volts: float) -> bool:
    """False where the part's facts exclude this voltage."""
    ranges = [f for f in (part.load.v if part.load else None, *(s.v for s in part.supply)) if f and (f.min is not None or f.max is not None)]
    return not ranges or any((f.min is None or volts >= f.min * 0.9) and (f.max is None or volts <= f.max * 1.05) for f in ranges)


def _meets(said: Any, wanted: Any) -> bool:
    if isinstance(said, (list, tuple)):
        if len(said) == 2 and all(isinstance(x, (int, float)) for x in said) and isinstance(wanted, (int, float)):
            return bool(said[0] <= wanted <= said[1])
        return wanted in said or isinstance(wanted, (list, tuple)) and set(wanted) <= set(said)
    if isinstance(said, (int, float)) and isinstance(wanted, (int, float)) and not isinstance(said, bool):
        return bool(said >= wanted)
    return bool(said == wanted)


def choose(wishes: Iterable[Wish], catalogue: Catalogue, owned: Mapping[str, int], *, volts: float, thrifty: int = 1, keep: Mapping[str, str] | None = None) -> tuple[list[Pick], list[Wish]]:
    """The parts for all wishes at least cost, and the wishes nothing can serve.

    `owned` are part ids the person has; `volts` the board's logic; `thrifty` multiplies prices; `keep` holds wish id → part id.
    """
    wanted = list(wishes)
    options = {w.id: candidates(w, catalogue) for w in wanted}
    unserved = [w for w in wanted if not options[w.id]]
    model = Choices()
    for wish in (w for w in wanted if options[w.id]):
        fixed = (keep or {}).get(wish.id)
        usable = [o for o in options[wish.id] if o[0].id == fixed] or options[wish.id]
        options[wish.id] = usable
        model.exactly_one([(wish.id, p.id) for p, _, _ in usable])
        for part, provide, doubt in usable:
            own = wish.status == "owned" or owned.get(part.id, 0) > 0
            model.implies((wish.id, part.id), ("use", part.id))
            model.cost((wish.id, part.id), doubt + RANK * (provide.rank if provide else 0) + (SHIFTED if _needs_shift(part, volts) else 0) + (OWNED_FREE if own else 0) + (0 if _shares(wish) else _cents(part, thrifty)))
    for part_id in sorted({p.id for o in options.values() for p, _, _ in o}):
        model.cost(("use", part_id), ANOTHER_PART + _cents(catalogue.part(part_id), thrifty))
    chosen = model.solve() or set()
    picks = [Pick(w, p.id, v) for w in wanted for p, v, _ in options[w.id] if (w.id, p.id) in chosen]
    return picks, unserved


def _shares(wish: Wish) -> bool:
    """Sensing wishes of different concepts may share one part."""
    return wish.role == "sense"


def _cents(part: Part, thrifty: int) -> int:
    return int(float(part.ordering.price.value) * 100 * thrifty / 4) if part.ordering.price else 300


def _needs_shift(part: Part, volts: float) -> bool:
    """True when the part's supplies do not reach down (or up) to the board's logic voltage."""
    ranges = [s.v for s in part.supply if s.v]
    return bool(ranges) and all((v.min is not None and v.min > volts * 1.05) or (v.max is not None and v.max < volts * 0.95) for v in ranges)


def pieces(picks: Iterable[Pick]) -> list[tuple[str, list[tuple[Pick, int]]]]:
    """Picks → pieces to buy: (part id, the wishes each piece serves with its number within the wish).

    One piece serves one wish of each concept; wishes of the same concept, and every count, need pieces of their own.
    """
    made: list[tuple[str, list[tuple[Pick, int]]]] = []
    for pick in picks:
        for number in range(max(1, pick.wish.count)):
            home = next((p for p in made if p[0] == pick.part and _room(p[1], pick)), None)
            if home:
                home[1].append((pick, number))
            else:
                made.append((pick.part, [(pick, number)]))
    return made


def _room(served: list[tuple[Pick, int]], pick: Pick) -> bool:
    return _shares(pick.wish) and all(_shares(p.wish) and p.wish.concept != pick.wish.concept and p.wish.attrs == pick.wish.attrs for p, _ in served)
