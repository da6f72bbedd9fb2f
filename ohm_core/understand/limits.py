"""Amounts compared → conditions: which reading a limit speaks of, on which side, at what value."""

from __future__ import annotations

from ohm_core.design.behaviour import Condition, Reading
from ohm_core.design.wishes import Unserved
from ohm_core.understand.checks import FLIP
from ohm_core.understand.dimensions import concepts_in, factor_of, fits, fitting, sharpened, tellable, told_in, unit_of
from ohm_core.understand.drafts import Draft
from ohm_core.understand.items import Item
from ohm_core.understand.predicates import Arg, Predicate, numbers
from ohm_core.understand.quantities import Quantity
from ohm_core.understand.scene import Scene, first
from ohm_core.understand.states import medium_of, said
from ohm_core.understand.subjects import HYSTERESIS, LIMITS, LOWERS, RAISES, STATES, own_concept, reading, span


def of_limit(scene: Scene, p: Predicate) -> Condition | None:
    """"drops below 20 %", "is above 30 degrees", "gets too high"."""
    assert p.frame is not None
    quantity = next((q for q in numbers(scene.page, p.item.start, p.end) if q.kind in ("temperature", "percent", "length", "weight", "number", "other")), None)
    if quantity is None and scene.page.lemma_in(p.item.end - 1, {"reach", "reached"}):
        quantity = next((q for q in reversed(scene.page.quantities) if p.start <= q.start < p.item.start and q.kind in ("temperature", "percent", "length", "weight")), None)  # "90 % has been reached"
    counts = any(a.act == "board" and a.action == "count" for b in scene.behaviours for a in b.do)
    if counts and quantity is not None and quantity.kind == "number" and quantity.value % 1 == 0 and not any(a.item.sort == "phenomenon" and not set(a.concepts) & set(STATES) for a in p.args):
        return Reading("board.count", FLIP[p.frame.op] if p.negated else p.frame.op, quantity.value)  # "more than 20 laps"
    draft, concept = subject_of(scene, p, quantity)
    if draft is None:
        return None
    unit = unit_of(scene.page, quantity)
    if not (fits(scene.pool, unit, concept) and told_in(scene.pool, unit, draft, concept)):
        assert quantity is not None
        named = any(a.item.sense is not None and a.item.sort in ("phenomenon", "thing", "device") for a in p.args)
        amount = scene.page.said(quantity.start, quantity.end)
        scene.pool.unserved.append(Unserved(said(scene, p), f"{concept.replace('_', ' ').capitalize()} is not told in the unit of '{amount}' by any part that fits here; {'a usual limit is assumed, ' if named else ''}say yours anew."))
        if not named:
            return None
        quantity, unit = None, ""
    sharpened(scene.pool, unit, draft, concept)
    op = FLIP[p.frame.op] if p.negated else p.frame.op
    low_high = {w for j in range(p.start, p.end) for w in (scene.page.low(j),)}
    if low_high & {"low"}:
        op = "<"
    value = round(quantity.value * factor_of(unit), 3) if quantity else _other_side(scene, p, reading(scene.pool, draft, concept), op)
    if value is None:
        limit = LIMITS.get(concept)
        value = 25.0 if limit is None else limit.value if limit.op == op and concept != "water_level" else _far_end(scene, concept, op)
        scene.pool.note(f"The limit for '{said(scene, p)}' is not said: {value:g} is assumed for {concept.replace('_', ' ')}; change {concept.upper()}_LIMIT.")
    scene.limit = Reading(reading(scene.pool, draft, concept), op, value, HYSTERESIS.get(concept, 0.0))
    return scene.limit


_THAT = frozenset(["that", "this", "it", "again", "back"])


def _other_side(scene: Scene, p: Predicate, read: str, op: str) -> float | None:
    """"when it falls below that again", "and when it drops back": the limit said before, reached from the other side."""
    page, last = scene.page, scene.limit
    if last is None or last.read != read or last.op[:1] == op[:1] or not isinstance(last.value, float | int):
        return None
    back = any(page.low(j) in _THAT for j in (*range(p.item.start, p.item.end), p.item.end, p.item.end + 1))
    return float(last.value) if back else None


def _far_end(scene: Scene, concept: str, op: str) -> float:
    """Where a quantity is low ("<") or high, a fifth of its usual span from the end: of a tank, below 20 %."""
    low, high = span(scene.pool, concept)
    return low + 0.2 * (high - low) if op == "<" else high - 0.2 * (high - low)


def subject_of(scene: Scene, p: Predicate, quantity: Quantity | None) -> tuple[Draft | None, str]:
    """Which reading a limit of QUANTITY speaks of: the quantity named, a sensor named, what the unit tells, what was said last.

    Only what is told in the limit's unit is taken, but for a quantity of another kind that is its subject ("humidity above 30 degrees").
    """
    unit = unit_of(scene.page, quantity)
    for arg in p.args:
        if found := _of_arg(scene, p, arg, unit, quantity is not None):
            return found
    if (odd := _contradicted(scene, p, unit)) is not None:
        draft = scene.pool.serve("sense", odd.concepts, said(scene, p), p.item.start)
        return draft, own_concept(scene.pool, draft, odd.concepts) if draft else ""
    return _unnamed(scene, p, unit, quantity)


def _of_arg(scene: Scene, p: Predicate, arg: Arg, unit: str, amount: bool) -> tuple[Draft | None, str] | None:
    """The reading that a noun beside the limit names, None where it names none in its unit."""
    pool, sense = scene.pool, arg.item.sense
    if sense is None:
        return None
    if arg.item.sort in ("phenomenon", "thing", "product"):
        told = sense.concepts or sense.sense or tuple(c for n in sense.needs if n.role == "sense" for c in n.concepts)
        concepts = tuple(c for c in told if fits(pool, unit, c) and not (arg.item.sort == "thing" and amount and c in STATES))
        if concepts:
            concepts = tellable(pool, unit, concepts)
            draft = pool.serve("sense", concepts, said(scene, p), p.item.start, medium=medium_of(p))
            return draft, own_concept(pool, draft, concepts) if draft else concepts[0]
    elif arg.item.sort == "device" and sense.role in ("sense", "input"):
        draft = first(d for d in scene.drafts_of(arg.item) if fitting(pool, unit, d))
        if draft is not None:
            return draft, own_concept(pool, draft, concepts_in(unit) or draft.kinds)
    return None


def _contradicted(scene: Scene, p: Predicate, unit: str) -> Item | None:
    """The quantity that a limit in another unit is said of: "humidity above 30 degrees"."""
    before = [a.item for a in p.args if a.left and not a.prep and a.item.sort == "phenomenon" and a.item.end >= p.item.start - 2]
    return next((x for x in before if x.concepts and not any(fits(scene.pool, unit, c) for c in x.concepts)), None)


def _unnamed(scene: Scene, p: Predicate, unit: str, quantity: Quantity | None) -> tuple[Draft | None, str]:
    """The reading of a limit that no noun beside it names: by its unit, the words around, what is sensed already, what is done."""
    page, pool = scene.page, scene.pool
    level = any(page.low(j) == "level" and page.low(j - 1) not in ("noise", "sound", "light", "battery", "gas") for j in range(p.start, p.end))
    level = level or any(page.low(j) == "water" for j in range(p.start, p.item.start))
    wanted = ("water_level",) if level and (unit == "percent" or quantity is None) else concepts_in(unit)
    if unit == "percent" and any(page.low(j).startswith(("humidif", "dehumidif")) for j in range(len(page.tokens))):
        return pool.serve("sense", ("humidity",), said(scene, p), p.item.start), "humidity"
    if level and wanted and not pool.serving(wanted):
        return pool.serve("sense", wanted, said(scene, p), p.item.start), "water_level"
    named = [x for x in page.nouns_in(0, p.item.start) if x.sense is not None and x.sort in ("thing", "phenomenon") and wanted and not pool.serving(wanted)]
    about = next((c for x in reversed(named) if x.sense is not None for c in (x.sense.concepts or x.sense.sense)[:1] if c in wanted), "")
    if unit == "percent" and about:
        return pool.serve("sense", (about,), said(scene, p), p.item.start), about  # "check the soil; if it is below 30 %"
    known = pool.serving(wanted, p.item.start)
    if known:
        return known[0], own_concept(pool, known[0], wanted)
    graded = [d for d in scene.sensed() if d.concept not in STATES and fitting(pool, unit, d)]
    earlier = [d for d in graded if d.at <= p.item.start] or graded
    if earlier and (unit in ("", "percent")):
        return earlier[-1], earlier[-1].concept
    if wanted and unit != "percent":
        draft = pool.serve("sense", wanted, said(scene, p), p.item.start)
        return draft, own_concept(pool, draft, wanted) if draft else ""
    about = _by_deed(scene, p, unit)
    return (pool.serve("sense", (about,), said(scene, p), p.item.start) if about else None), about


def _by_deed(scene: Scene, p: Predicate, unit: str) -> str:
    """What a limit without a subject is of, by what is done: heat and fans answer to warmth ("it heats below 20"), a fan above 60 % to humidity."""
    page, does = scene.page, scene.acting()
    if not unit:
        warms = any(f.key in ("heat", "cool", "ventilate") for x in page.verbs_in(p.clause.body, p.clause.end) for f in page.frames(x))
        return "temperature" if warms or any(d.concept in ("heat", "cooling", "air_flow") for d in does) else ""
    table = LOWERS if p.frame is not None and p.frame.op == ">" else RAISES
    found = next((c for c, acts in table.items() if fits(scene.pool, unit, c) and any(scene.pool.lexicon.any_is_a(d.concept, tuple(a for a in acts if a != "switched_power")) for d in does)), "")
    if found:
        scene.pool.note(f"'{said(scene, p)}' is taken as of {found.replace('_', ' ')}; say what else it is.")
    return found
