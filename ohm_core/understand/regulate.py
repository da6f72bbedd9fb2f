""""Keep it between 20 and 25 degrees", "hold 37 °C": two limits with a gap between."""

from __future__ import annotations

from ohm_core.design.behaviour import Action, Behaviour, Reading
from ohm_core.understand.actions import action
from ohm_core.understand.drafts import Draft
from ohm_core.understand.limits import subject_of
from ohm_core.understand.page import Page
from ohm_core.understand.predicates import Predicate, numbers
from ohm_core.understand.quantities import Quantity
from ohm_core.understand.scene import Scene, first
from ohm_core.understand.states import said
from ohm_core.understand.subjects import HYSTERESIS, LIMITS, LOWERS, RAISES, reading


def limits(page: Page, p: Predicate) -> list[Quantity]:
    """The numbers that say what is held: those with a unit, or after "between", "at", "around" and their "and"."""
    found = [q for q in numbers(page, p.item.start, p.clause.end) if q.kind in ("temperature", "percent", "number", "weight", "length")]
    return [q for q in found if q.kind in ("temperature", "percent") or page.low(q.start - 1) in ("between", "at", "around", "and", "about", "from", "-") and q.end not in page.at and not page.is_("color", q.end)]


def regulated(scene: Scene, p: Predicate) -> list[Behaviour]:
    """Behaviours that hold a reading between two limits, or near one, with what heats, cools, waters or switches."""
    found = limits(scene.page, p)
    draft, concept = subject_of(scene, p, next((q for q in found if q.kind != "number"), None))
    if draft is None or not found:
        return []
    values = sorted(q.value for q in found[:2])
    low, high = (values[0], values[1]) if len(values) > 1 else (values[0] - 1, values[0] + 1)
    if len(values) == 1:
        scene.pool.note(f"'{said(scene, p)}' is kept within {low:g} and {high:g}; change LOW and HIGH.")
    return _two(scene, draft, concept, low, high, said(scene, p))


_KEEPS = frozenset(["keep", "stay", "remain", "ensure", "maintain", "never"])
_AIMS = ("make sure", "see to it", "take care", "be always", "always be", "are always", "is always", "always stay", "so that", "must not", "should not", "shouldn't", "mustn't", "not let", "don't let", "prevent")


def kept(scene: Scene, p: Predicate) -> list[Behaviour]:
    """Behaviours for a state that shall last: "keep the bowl full", "so that the soil never dries out". Empty where none is meant."""
    page, sense = scene.page, p.item.sense
    start = max((s for s, e in page.sentences if s <= p.item.start < e), default=0)
    words = [page.low(j) for j in range(start, p.item.start)]
    before = f" {' '.join(words)} "
    keeps = any(page.lemma_in(j, _KEEPS) for j in range(start, p.item.end)) or any(f" {a} " in before for a in _AIMS) and p.clause.kind == "main"
    if sense is None or sense.op not in ("<", ">") or not keeps or page.low(p.item.start - 1) == "the" or any(page.is_(n, j) for n in ("condition", "until") for j in range(max(p.clause.start, start), p.item.start)) and not p.clause.opener:
        return []
    never = p.negated or any(w in ("never", "not", "n't", "don't", "doesn't", "prevent", "without", "from", "no", "mustn't", "shouldn't") for w in words[-6:])
    concepts = tuple(dict.fromkeys([*(c for a in p.args for c in (*a.concepts, *(a.item.sense.sense if a.item.sense else ())) if c in sense.concepts), *_of_things(scene, p, sense.concepts), *sense.concepts]))
    draft = scene.pool.serve("sense", concepts, said(scene, p), p.item.start, medium=next((str(a.item.sense.conditions["medium"]) for a in p.args if a.item.sense and "medium" in a.item.sense.conditions), ""))
    if draft is None:
        return []
    concept = next((c for c in concepts if scene.pool.provides(draft, c)), draft.concept)
    about = concept if concept in RAISES or concept in LOWERS else sense.concepts[0]
    low = (sense.op == ">") != never  # what falls short has to be raised
    table = RAISES if low else LOWERS
    actor = first(d for d in scene.pool.serving(table.get(about, ())) if scene.out(d)) or first(d for d in scene.acting() if d.concept in ("switched_power", "heat", "water_flow", "air_flow", "angle", "valve"))
    if actor is None and about in table:
        actor = scene.pool.serve("act", table[about], said(scene, p), p.item.start)
    if actor is None:
        return []
    op, usual = ("<" if low else ">"), LIMITS.get(concept)
    value = usual.value if usual is not None and usual.op == op else _AT_LEAST.get(concept, float(sense.value or 0))
    if concept in ("distance", "obstacle"):
        op = ">" if low else "<"  # the lower the level, the farther its surface
        value = 20.0
    scene.pool.note(f"'{said(scene, p)}' is seen to when {concept.replace('_', ' ')} is {'below' if op == '<' else 'above'} {value:g}; change LIMIT.")
    return [Behaviour(scene.free_id(f"keep_{concept}"), Reading(reading(scene.pool, draft, concept), op, value, HYSTERESIS.get(concept, 0.0)), (action(scene.pool, actor, "on"),), (Action(actor.id, "off"),), said(scene, p))]


_AT_LEAST = {"temperature": 20.0, "soil_moisture": 30.0, "water_level": 50.0, "humidity": 50.0, "light": 30.0}


def _of_things(scene: Scene, p: Predicate, wanted: tuple[str, ...]) -> list[str]:
    """What is sensed of the things said in the sentence before the state: "my seedlings … so that they never dry out"."""
    things = [x for x in scene.page.items if x.sort == "thing" and x.end <= p.item.start and x.sense is not None]
    return [c for x in things[::-1] for c in (x.sense.sense if x.sense else ()) if c in wanted]


def _two(scene: Scene, draft: Draft, concept: str, low: float, high: float, words: str) -> list[Behaviour]:
    name = reading(scene.pool, draft, concept)
    made = []
    up, down = (first(scene.pool.serving(t.get(concept, ()))) for t in (RAISES, LOWERS))
    if up is None and down is None:
        up = first(d for d in scene.acting() if d.concept in ("switched_power", "heat", "water_flow", "air_flow"))
    if up is None and down is None and RAISES.get(concept):
        up = scene.pool.serve("act", RAISES[concept], words, draft.at)
    if up is not None:
        made.append(Behaviour(scene.free_id(f"raise_{concept}"), Reading(name, "<", low, high - low), (action(scene.pool, up, "on"),), (Action(up.id, "off"),), words))
    if down is not None and down is not up:
        made.append(Behaviour(scene.free_id(f"lower_{concept}"), Reading(name, ">", high, high - low), (action(scene.pool, down, "on"),), (Action(down.id, "off"),), words))
    return made
