"""Amounts compared → conditions: which reading a limit speaks of, on which side, at what value."""

from __future__ import annotations

from ohm_core.design.behaviour import Condition, Reading
from ohm_core.understand.checks import FLIP
from ohm_core.understand.dimensions import BY_UNIT, FITS_UNIT
from ohm_core.understand.drafts import Draft
from ohm_core.understand.predicates import Predicate, numbers
from ohm_core.understand.scene import Scene, first
from ohm_core.understand.states import medium_of, said
from ohm_core.understand.subjects import HYSTERESIS, LIMITS, STATES, own_concept, reading, span


def of_limit(scene: Scene, p: Predicate) -> Condition | None:
    """"drops below 20 %", "is above 30 degrees", "gets too high"."""
    assert p.frame is not None
    quantity = next((q for q in numbers(scene.page, p.item.start, p.end) if q.kind in ("temperature", "percent", "length", "weight", "number", "other")), None)
    if quantity is None and scene.page.lemma_in(p.item.end - 1, {"reach", "reached"}):
        quantity = next((q for q in reversed(scene.page.quantities) if p.start <= q.start < p.item.start and q.kind in ("temperature", "percent", "length", "weight")), None)  # "90 % has been reached"
    counts = any(a.act == "board" and a.action == "count" for b in scene.behaviours for a in b.do)
    if counts and quantity is not None and quantity.kind == "number" and quantity.value % 1 == 0 and not any(a.item.sort == "phenomenon" and not set(a.concepts) & set(STATES) for a in p.args):
        return Reading("board.count", FLIP[p.frame.op] if p.negated else p.frame.op, quantity.value)  # "more than 20 laps"
    draft, concept = subject_of(scene, p, quantity.kind if quantity else "")
    if draft is None:
        return None
    op = FLIP[p.frame.op] if p.negated else p.frame.op
    low_high = {w for j in range(p.start, p.end) for w in (scene.page.low(j),)}
    if low_high & {"low"}:
        op = "<"
    value = quantity.value if quantity else _other_side(scene, p, reading(scene.pool, draft, concept), op)
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


def subject_of(scene: Scene, p: Predicate, unit: str) -> tuple[Draft | None, str]:
    """Which reading a limit speaks of: the quantity named, a sensor named, what the unit tells, what was said last."""
    pool = scene.pool
    for arg in p.args:
        if arg.item.sort in ("phenomenon", "thing", "product") and arg.item.sense:
            concepts = arg.item.sense.concepts or arg.item.sense.sense or tuple(c for n in arg.item.sense.needs if n.role == "sense" for c in n.concepts)
            if concepts and not (arg.item.sort == "thing" and unit and not any(unit in FITS_UNIT.get(c, () if c in STATES else (unit,)) for c in concepts)):
                draft = pool.serve("sense", concepts, said(scene, p), p.item.start, medium=medium_of(p))
                return draft, own_concept(pool, draft, concepts) if draft else concepts[0]
        if arg.item.sort == "device" and arg.item.sense and arg.item.sense.role in ("sense", "input"):
            draft = first(scene.drafts_of(arg.item))
            if draft:
                return draft, own_concept(pool, draft, BY_UNIT.get(unit, draft.kinds) or draft.kinds)
    level = any(scene.page.low(j) == "level" and scene.page.low(j - 1) not in ("noise", "sound", "light", "battery", "gas") for j in range(p.start, p.end))
    level = level or any(scene.page.low(j) == "water" for j in range(p.start, p.item.start))
    wanted = ("water_level",) if level and unit in ("percent", "") else BY_UNIT.get(unit, ())
    if unit == "percent" and any(scene.page.low(j).startswith(("humidif", "dehumidif")) for j in range(len(scene.page.tokens))):
        draft = pool.serve("sense", ("humidity",), said(scene, p), p.item.start)
        return draft, "humidity"
    if level and wanted and not pool.serving(wanted):
        draft = pool.serve("sense", wanted, said(scene, p), p.item.start)
        return draft, "water_level"
    named = [x for x in scene.page.nouns_in(0, p.item.start) if x.sense is not None and x.sort in ("thing", "phenomenon") and wanted and not pool.serving(wanted)]
    about = next((c for x in reversed(named) if x.sense is not None for c in (x.sense.concepts or x.sense.sense)[:1] if c in wanted), "")
    if unit == "percent" and about:
        draft = pool.serve("sense", (about,), said(scene, p), p.item.start)  # "check the soil; if it is below 30 %"
        return draft, about
    known = pool.serving(wanted, p.item.start)
    if known:
        return known[0], own_concept(pool, known[0], wanted)
    graded = [d for d in scene.sensed() if d.concept not in STATES]
    earlier = [d for d in graded if d.at <= p.item.start] or graded
    warms = any(f.key in ("heat", "cool", "ventilate") for x in scene.page.verbs_in(p.clause.body, p.clause.end) for f in scene.page.frames(x))
    if not earlier and (warms or any(d.concept in ("heat", "cooling", "air_flow") for d in scene.acting())):
        wanted, unit = ("temperature",), "temperature"  # "it heats below 20"
    if earlier and not (wanted and unit != "percent"):
        return earlier[-1], earlier[-1].concept
    if wanted and unit != "percent":
        draft = pool.serve("sense", wanted[:1], said(scene, p), p.item.start)
        return draft, wanted[0]
    return None, ""
