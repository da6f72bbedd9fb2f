"""A row of lamps with an amount for each: "four LEDs: 25 %, 50 %, 75 %, 100 %", "the first at 20 degrees, the second at 25"."""

from __future__ import annotations

from ohm_core.design.behaviour import Action, Behaviour, Reading
from ohm_core.understand.defaults import apart
from ohm_core.understand.dimensions import BY_UNIT
from ohm_core.understand.drafts import Draft
from ohm_core.understand.grouping import Rule
from ohm_core.understand.quantities import Quantity
from ohm_core.understand.scene import Scene
from ohm_core.understand.subjects import HYSTERESIS, own_concept, reading

_FALLING = ("distance", "obstacle")  # the nearer, the more


def laddered(scene: Scene, rules: list[Rule]) -> list[Rule]:
    """Makes a behaviour for each lamp of a row that has as many amounts said after it; gives the rules that are left."""
    for row in [d for d in scene.acting() if d.count > 1 and scene.pool.lexicon.is_a(d.concept, "illumination")]:
        steps = _amounts(scene, row)
        sensed = _sensed(scene, row, steps) if steps else None
        if not steps or sensed is None:
            continue
        source, concept = sensed
        name = reading(scene.pool, source, concept)
        op = "<=" if concept in _FALLING else ">="
        words = scene.page.said(steps[0].start, steps[-1].end)
        for lamp, step in zip(apart(scene, row), sorted(steps, key=lambda q: q.value, reverse=op == "<="), strict=True):
            scene.add(Behaviour(scene.free_id(f"{lamp.id}_on"), Reading(name, op, step.value, HYSTERESIS.get(concept, 0.0)), (Action(lamp.id, "on"),), (Action(lamp.id, "off"),), words))
        rules = [r for r in rules if not any(c.start < steps[-1].end and c.end > steps[0].start for c in (*r.conditions, *r.deeds))]
    return rules


def _amounts(scene: Scene, row: Draft) -> list[Quantity]:
    """As many amounts of one kind as the row has lamps, said after it; bare numbers are of the kind of the others."""
    page = scene.page
    after = [q for q in page.quantities if q.start > row.at and q.kind in (*BY_UNIT, "number") and not (q.kind == "number" and (page.low(q.end) in ("led", "leds", "one") or page.low(q.start) == "one"))]
    after = list({q.value: q for q in reversed(after)}.values())[::-1]  # an amount said twice is one
    kinds = {q.kind for q in after} - {"number"}
    return after if len(after) == row.count and len(kinds) == 1 else []


def _sensed(scene: Scene, row: Draft, steps: list[Quantity]) -> tuple[Draft, str] | None:
    kind = next(q.kind for q in steps if q.kind != "number")
    found = scene.pool.serving(BY_UNIT[kind], row.at)
    about = [c for x in scene.page.nouns_in(0, len(scene.page.tokens)) if x.sense is not None and x.sort in ("thing", "phenomenon") for c in (x.sense.sense or x.sense.concepts) if c in BY_UNIT[kind]]
    draft = next((d for d in found if d.role == "sense"), None) or (scene.pool.serve("sense", tuple(about or BY_UNIT[kind])[:1], scene.page.said(steps[0].start, steps[-1].end), row.at) if about or kind in ("temperature", "weight", "length") else None)
    return (draft, own_concept(scene.pool, draft, BY_UNIT[kind])) if draft is not None else None
