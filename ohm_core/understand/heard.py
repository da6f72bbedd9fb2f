"""Stretches that by resemblance to labelled requests ask for something (`learned`): what the grammar found nothing in is taken so, with a
note; what the grammar found where nothing of the kind is likely is let go. Named things are never doubted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ohm_core.design.behaviour import Action, AllOf, AnyOf, Behaviour, Condition, Reading, subjects
from ohm_core.design.wishes import Unserved
from ohm_core.understand.actions import action, family
from ohm_core.understand.clauses import Clause
from ohm_core.understand.drafts import Draft
from ohm_core.understand.learned.ear import SURE, Ear, Heard
from ohm_core.understand.scene import Scene
from ohm_core.understand.status import status_of
from ohm_core.understand.subjects import STATES, happening

CERTAIN = 0.7  # from here on even beside what is easily taken for it
SHORT = 5  # words
DOUBTFUL = 0.12  # below, what the grammar took from general words is let go
NOBODY = "none"
_METERS = ("meter", "meters", "sensor", "sensors", "detector", "probe", "gauge")
_LINKS = {"publish": "wifi", "internet_data": "wifi", "bluetooth": "bluetooth"}
_HAND = ("press", "toggle_switch", "knob", "key_entry", "joystick", "rotary_steps", "touch")


def heed(scene: Scene) -> None:
    """Lets go of what is unlikely and adds what is likely and missing."""
    doubt(scene)
    for heard in scene.ear.stretches():
        _take(scene, heard)


def doubt(scene: Scene) -> None:
    """Lets go of what came of general words and is unlikely; of what was named too, where nothing at all is likely asked for.
    An occasion that was read stays where nothing else would be left to notice and nothing likelier is heard."""
    live = scene.pool.live()
    heard = scene.ear.stretches()
    if not heard and all(_unlikely(scene, scene.ear, d, DOUBTFUL / 3) for d in live):
        for draft in live:
            let_go(scene, draft)
        return
    tied = _tied(scene)
    going = [d for d in live if d.id not in tied and _general(d) and _unlikely(scene, scene.ear, d)]
    occasions = {s.partition(".")[0] for b in scene.behaviours for s in subjects(b.when)}
    for out, kinds in ((False, ("phenomenon", "event")), (True, ("effect",))):
        side = [d for d in live if scene.out(d) == out]
        likelier = any(d not in going for d in side) or any(_kind(scene, h.concept) in kinds for h in heard)
        for draft in side:
            if draft in going and (likelier or draft.id not in occasions):
                let_go(scene, draft)


def _kind(scene: Scene, concept: str) -> str:
    known = scene.page.lexicon.concepts.get(concept)
    return known.kind if known else ""


def _tied(scene: Scene) -> set[str]:
    """What stands in a behaviour with an amount that was said for its condition: words that fit together so well were read right."""
    amounts = {q.value for q in scene.page.quantities}
    return {s.partition(".")[0] for b in scene.behaviours if b.id.startswith("keep_") or any(isinstance(x, Reading) and x.value in amounts for x in _parts(b.when)) for s in subjects(b)}


def _parts(condition: Condition) -> tuple[Condition, ...]:
    return condition.all if isinstance(condition, AllOf) else condition.any if isinstance(condition, AnyOf) else (condition,)


def _general(draft: Draft) -> bool:
    """True for what came of general words: no part, product, colour, place or count was named."""
    measures = draft.role == "sense" and any(w.endswith(_METERS) for w in draft.said.lower().split()[-2:])
    return draft.generic and not measures and not draft.part and not draft.color and not draft.label and not draft.counted


def _unlikely(scene: Scene, ear: Ear, draft: Draft, least: float = DOUBTFUL) -> bool:
    """True where no stretch likely asks for this, or one asks for what is easily taken for it."""
    if draft.concept not in ear.highest:
        return False
    lexicon = scene.page.lexicon
    known = [c for c in ear.highest if c in lexicon.concepts]
    own = ear.somewhere([c for c in known if lexicon.kin(c, draft.concept)])
    other = max((ear.highest[c] for c in known if alike(c, draft.concept)), default=0.0)
    if sum(t.kind == "word" for t in scene.page.tokens) <= SHORT:
        return False  # hardly anything stands around it that could speak against it
    return own < least and (other < DOUBTFUL or other >= SURE and own < DOUBTFUL / 3)


_ALIKE = [{"distance", "obstacle", "beam", "motion", "water_level"}, {"beam", "light", "obstacle"}, {"tilt", "acceleration", "rotation_rate", "vibration", "knock"}, {"force", "weight", "contact", "press", "touch"}, {"angle", "linear_motion", "exact_turns", "push_pull", "lock", "spin"},
          {"water_flow", "valve"}, {"switched_power", "heat", "air_flow", "cooling", "illumination", "pixel_light", "colored_light", "water_flow"}, {"magnetic_field", "contact"}, {"temperature", "flame", "high_temperature", "contactless_temperature"}, {"gas", "smoke", "co2", "dust"},
          {"soil_moisture", "rain", "water_level", "humidity"}, {"display", "light_bar", "publish"}, {"text_display", "number_display", "graphic_display", "color_display", "touch_display", "display"}]


def alike(a: str, b: str) -> bool:
    """True where two concepts are often served by the same parts, or taken for each other."""
    return any(a in group and b in group for group in _ALIKE)


def _take(scene: Scene, heard: Heard) -> None:
    page = scene.page
    if all(i in page.quantity_at or page.tokens[i].kind != "word" for i in range(heard.start, heard.end)):
        return  # amounts alone say nothing of what they are of
    inside = [x for x in page.items if heard.start <= x.start < heard.end]
    if any(x.start in page.aside or x.sort == "phenomenon" and status_of(page, x, page.phrase_start(x)) not in ("wanted", "owned") for x in inside) or page.told & set(range(heard.start, heard.end)):
        return  # refused, or told of something else
    if any(page.is_("negation", k) for k in range(heard.start - 4, heard.end)) and _kind(scene, heard.concept) not in ("phenomenon", "event"):
        return  # "no logging to a card"; "when nobody moves" asks all the same for what notices it
    if heard.concept == "voltage" and any(x.sort == "power" for x in inside):
        return  # what it runs from, which `power` reads
    words = scene.page.said(heard.start, heard.end)
    if any(u.said and (u.said in words or words in u.said) for u in scene.pool.unserved):
        return  # said to be unserved, with the reason
    if heard.concept == NOBODY:
        scene.pool.unserved.append(Unserved(words, "OHM knows no part that does this."))
        return
    if heard.concept in _LINKS:
        if not scene.features.get(_LINKS[heard.concept]) and not scene.pool.refused_(heard.concept):
            scene.features[_LINKS[heard.concept]] = True
            scene.pool.note(_note(words, heard.concept))
        return
    made = served(scene, heard)
    if made is not None:
        scene.pool.note(_note(words, heard.concept))


def served(scene: Scene, heard: Heard) -> Draft | None:
    """A new draft for what was heard; None where something there serves it, it is not wanted, or no part can."""
    pool, lexicon = scene.pool, scene.page.lexicon
    out = _kind(scene, heard.concept) == "effect"
    near = [d for d in pool.live() if scene.out(d) == out]
    if any(heard.start - 1 <= d.at <= heard.end or heard.sure < CERTAIN and alike(d.concept, heard.concept) for d in near):
        return None  # the grammar has read these words, or found what is easily taken for it
    if pool.refused_(heard.concept) or any(lexicon.kin(k, heard.concept) for d in pool.live() for k in (d.concept, *d.kinds)) or pool.serving((heard.concept,)):
        return None
    kind = _kind(scene, heard.concept)
    role = "input" if heard.concept in _HAND else "time" if heard.concept == "wall_clock" else "sense" if kind in ("phenomenon", "event") else "act"
    before = len(pool.drafts)
    made = pool.serve(role, (heard.concept,), scene.page.said(heard.start, heard.end), heard.start)
    return made if len(pool.drafts) > before else None


def _note(words: str, concept: str) -> str:
    return f"'{words}' is taken to ask for {concept.replace('_', ' ')}; say it otherwise if another thing is meant."


def let_go(scene: Scene, draft: Draft) -> None:
    """Takes a draft away with what it would have done or started."""
    scene.pool.drafts.remove(draft)
    scene.behaviours[:] = [kept for b in scene.behaviours if (kept := _without(b, draft.id)) is not None]


def _without(behaviour: Behaviour, id: str) -> Behaviour | None:
    if any(s.partition(".")[0] == id for s in subjects(behaviour.when)):
        return None
    do = tuple(a for a in behaviour.do if a.act != id)
    return replace(behaviour, do=do, else_=tuple(a for a in behaviour.else_ if a.act != id)) if do else None


def heard_condition(scene: Scene, clauses: Sequence[Clause]) -> Condition | None:
    """What a condition is noticed by that the grammar finds nothing in ("once the hens have gone to roost")."""
    found = _within(scene, clauses, ("phenomenon", "event"))
    if found is None:
        return None
    draft = next(iter(scene.pool.serving((found.concept,), found.start)), None) or served(scene, found)
    if draft is None:
        return None
    scene.pool.note(_note(scene.page.said(found.start, found.end), found.concept))
    return happening(scene.pool, draft, found.concept, held=found.concept in STATES)


def heard_deeds(scene: Scene, clauses: Sequence[Clause]) -> list[Action]:
    """What is done in clauses that the grammar finds no deed in ("a nudge on the wrist")."""
    found = _within(scene, clauses, ("effect",))
    if found is None:
        return []
    draft = next(iter(scene.pool.serving((found.concept,), found.start)), None) or served(scene, found)
    if draft is None:
        return []
    scene.pool.note(_note(scene.page.said(found.start, found.end), found.concept))
    return [action(scene.pool, draft, "alert" if family(scene.pool, draft) in ("sound", "tone", "display") else "on")]


def _within(scene: Scene, clauses: Sequence[Clause], kinds: tuple[str, ...]) -> Heard | None:
    """The surest stretch of these kinds whose middle stands in one of CLAUSES."""
    inside = [h for h in scene.ear.stretches() if _kind(scene, h.concept) in kinds and h.concept != "wall_clock"
              and any(c.start <= (h.start + h.end) // 2 < c.end and c.kind != "until" for c in clauses)]
    return max(inside, key=lambda h: h.sure, default=None)
