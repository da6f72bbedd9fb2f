""""Keep it between 20 and 25 degrees", "hold 37 °C": two limits with a gap between."""

from __future__ import annotations

from ohm_core.design.behaviour import Action, Behaviour, Reading
from ohm_core.understand.actions import action
from ohm_core.understand.drafts import Draft
from ohm_core.understand.page import Page
from ohm_core.understand.predicates import Predicate, numbers
from ohm_core.understand.quantities import Quantity
from ohm_core.understand.scene import Scene, first
from ohm_core.understand.subjects import reading
from ohm_core.understand.triggers import _subject, said


def limits(page: Page, p: Predicate) -> list[Quantity]:
    """The numbers that say what is held: those with a unit, or after "between", "at", "around" and their "and"."""
    found = [q for q in numbers(page, p.item.start, p.clause.end) if q.kind in ("temperature", "percent", "number", "weight", "length")]
    return [q for q in found if q.kind in ("temperature", "percent") or page.low(q.start - 1) in ("between", "at", "around", "and", "about", "from", "-") and q.end not in page.at and not page.is_("color", q.end)]


def regulated(scene: Scene, p: Predicate) -> list[Behaviour]:
    """Behaviours that hold a reading between two limits, or near one, with what heats, cools, waters or switches."""
    found = limits(scene.page, p)
    kinds = [q.kind for q in found if q.kind != "number"]
    draft, concept = _subject(scene, p, kinds[0] if kinds else "")
    if draft is None or not found:
        return []
    values = sorted(q.value for q in found[:2])
    low, high = (values[0], values[1]) if len(values) > 1 else (values[0] - 1, values[0] + 1)
    if len(values) == 1:
        scene.pool.note(f"'{said(scene, p)}' is kept within {low:g} and {high:g}; change LOW and HIGH.")
    return _two(scene, draft, concept, low, high, said(scene, p))


def _two(scene: Scene, draft: Draft, concept: str, low: float, high: float, words: str) -> list[Behaviour]:
    raises = {"temperature": ("heat", "switched_power"), "soil_moisture": ("water_flow", "switched_power"), "humidity": ("switched_power",), "light": ("illumination",), "water_level": ("water_flow", "switched_power")}
    lowers = {"temperature": ("air_flow", "cooling"), "humidity": ("air_flow",)}
    name = reading(scene.pool, draft, concept)
    made = []
    up, down = (first(scene.pool.serving(t.get(concept, ()))) for t in (raises, lowers))
    if up is None and down is None:
        up = first(d for d in scene.acting() if d.concept in ("switched_power", "heat", "water_flow", "air_flow"))
    if up is None and down is None and raises.get(concept):
        up = scene.pool.serve("act", raises[concept], words, draft.at)
    if up is not None:
        made.append(Behaviour(scene.free_id(f"raise_{concept}"), Reading(name, "<", low, high - low), (action(scene.pool, up, "on"),), (Action(up.id, "off"),), words))
    if down is not None and down is not up:
        made.append(Behaviour(scene.free_id(f"lower_{concept}"), Reading(name, ">", high, high - low), (action(scene.pool, down, "on"),), (Action(down.id, "off"),), words))
    return made
