"""Things named without a verb of their own → conditions: "on motion", "when button", "in case of fire"."""

from __future__ import annotations

from dataclasses import replace

from ohm_core.design.behaviour import Condition, Reading
from ohm_core.understand.checks import negated
from ohm_core.understand.clauses import Clause
from ohm_core.understand.dimensions import BY_UNIT
from ohm_core.understand.items import Item
from ohm_core.understand.lasting import as_state
from ohm_core.understand.page import Page
from ohm_core.understand.predicates import numbers
from ohm_core.understand.quantities_wanted import is_produced
from ohm_core.understand.scene import Scene
from ohm_core.understand.subjects import HYSTERESIS, happening, own_concept, reading


def bare_cause(scene: Scene, clause: Clause) -> Condition | None:
    """"in case of fire", "on motion", "when button", "is 80 degrees": a thing or amount named, no verb."""
    amount = next((q for q in numbers(scene.page, clause.body, clause.end) if q.kind in BY_UNIT), None)
    if amount is not None and (amount.kind != "percent" or scene.pool.serving(BY_UNIT[amount.kind])):
        draft = scene.pool.serve("sense", BY_UNIT[amount.kind], scene.page.said(clause.body, clause.end), clause.body)
        if draft is not None:
            concept = own_concept(scene.pool, draft, BY_UNIT[amount.kind])
            near = concept in ("distance", "obstacle")  # what "comes within 20 cm" is nearer than that
            return Reading(reading(scene.pool, draft, concept), "<" if near else ">=", amount.value, HYSTERESIS.get(concept, 0.0))
    absent = [x for x in scene.page.items if clause.start <= x.start < clause.end and x.sort == "phenomenon" and scene.page.low(x.start - 1) == "no"]
    nouns = scene.page.nouns_in(clause.start, clause.end) or absent  # "no gas" refuses nothing
    made = next((m for item in nouns if (m := _switched(scene, item, clause)) is not None), None)
    if made is not None:
        return made
    known = any(scene.page.predicative(x) for x in scene.page.items if clause.body <= x.start < clause.end)
    return next((m for item in nouns if not (known and not {"person", "animal"} & set(item.sense.kinds if item.sense else ())) and (m := _of_thing(scene, item)) is not None), None)


def _switched(scene: Scene, item: Item, clause: Clause) -> Condition | None:
    """The condition of a noun; of a switch that "is off" the contrary."""
    made = of_noun(scene, item, clause.kind == "while")
    off = item.sort == "device" and scene.page.low(item.end) in ("is", "are") and scene.page.low(item.end + 1) == "off" or item.sort == "phenomenon" and scene.page.low(item.start - 1) == "no"
    if isinstance(made, Reading) and made.op[:1] in "<>" and scene.page.low(item.end) in ("high", "low"):
        made = replace(made, op=">" if scene.page.low(item.end) == "high" else "<")  # "ldr high = off"
    return negated(as_state(scene, made)) if off and made is not None else made


_ANYBODY = frozenset(["somebody", "someone", "anyone", "anybody", "people", "stranger", "intruder", "burglar", "thief", "visitor", "guest", "person", "human"])


_STEADY = ("temperature", "light", "humidity", "high_temperature", "contactless_temperature")


def _of_thing(scene: Scene, item: Item) -> Condition | None:
    """Something that happens to a thing, in words nobody knows: what is usually sensed of its kind. Of known people nothing follows."""
    sense = item.sense
    if sense is None or scene.game() or item.sort != "thing" or sense.soft or not sense.sense or sense.role or sense.sense[0] in _STEADY:
        return None
    if "person" in sense.kinds and not any(scene.page.lemma_in(j, _ANYBODY) for j in range(item.start, item.end)):
        return None
    draft = scene.pool.serve("sense", sense.sense, scene.page.said(item.start, item.end), item.start)
    return happening(scene.pool, draft, own_concept(scene.pool, draft, sense.sense), name="opened" if "door" in sense.kinds else "") if draft else None


def not_only_shown(scene: Scene, concepts: tuple[str, ...], meant: str) -> tuple[str, ...]:
    """CONCEPTS without those for which only a quantity stands ready that is there to be told ("… with the distance on a display"),
    where MEANT, which is what the verb says, can be had.
    """
    page, pool = scene.page, scene.pool
    told = {x.start: x for x in page.nouns_in(0, len(page.tokens)) if x.sort == "phenomenon" and not _asked(page, x)}
    shown = [d for d in pool.live() if d.role == "sense" and d.at in told and d.concept in told[d.at].concepts]
    if not pool.names.has(meant) or any(pool.provides(d, meant) for d in pool.live()):
        return concepts
    return tuple(c for c in concepts if c == meant or not pool.serving((c,)) or any(d not in shown for d in pool.serving((c,))))


def _asked(page: Page, item: Item) -> bool:
    """True where a quantity stands right after "when", "if": it is what is asked for."""
    before = [page.low(j) for j in range(max(0, item.start - 4), item.start)]
    after_mark = next((k + 1 for k in range(len(before) - 1, -1, -1) if before[k] in (",", ";", ".", ":", "and")), 0)
    return any(page.lexicon.has("condition", w) and w != "while" for w in before[after_mark:])


def of_noun(scene: Scene, item: Item, held: bool = False) -> Condition | None:
    """The condition that a quantity or sensor named alone stands for."""
    if item.sense is None:
        return None
    if item.sort == "phenomenon" and is_produced(scene.page, item):
        return None
    if item.sort == "phenomenon":
        draft = scene.pool.serve("sense", not_only_shown(scene, item.concepts, item.concepts[0]), scene.page.said(item.start, item.end), item.start)
        return happening(scene.pool, draft, own_concept(scene.pool, draft, item.concepts), held, "opened" if item.key in ("door_state", "door_open") else "") if draft else None
    drafts = [d for d in scene.drafts_of(item) if d.role in ("sense", "input", "identify")] if item.sort == "device" else []
    moved = "opened" if scene.page.lemma_in(item.end, {"open"}) else "shut" if scene.page.lemma_in(item.end, {"close", "shut"}) else ""  # "when the reed contact opens"
    return happening(scene.pool, drafts[0], drafts[0].concept, held, moved) if drafts else None
