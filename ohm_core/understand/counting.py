""""Count visitors", "one more with each press": what is counted, and where the number goes."""

from __future__ import annotations

from ohm_core.design.behaviour import Action, Always, Behaviour, Condition, Template, subjects
from ohm_core.understand.causes import of_noun
from ohm_core.understand.clauses import Clause
from ohm_core.understand.deed import Deed
from ohm_core.understand.parties import for_each
from ohm_core.understand.predicates import Predicate, predicates
from ohm_core.understand.recount import zeroes
from ohm_core.understand.scene import Scene
from ohm_core.understand.states import said
from ohm_core.understand.subjects import happening, own_concept
from ohm_core.understand.triggers import of_predicate


def counted(scene: Scene, p: Predicate, deed: Deed) -> None:
    """"count visitors": what is counted is sensed; the number is shown where there is a display."""
    counted = [a for a in p.args if a.item.sense and (a.item.sort == "phenomenon" or a.item.sort == "thing" and a.item.sense.sense[:1] not in (("temperature",), ("light",), ("humidity",)))]
    concepts = tuple(c for a in counted if a.item.sense for c in (a.item.sense.concepts or a.item.sense.sense))
    senses = [d for a in p.args if a.item.sort == "device" for d in scene.drafts_of(a.item) if d.role in ("sense", "input") and not zeroes(scene, d)]
    happens = _counted_event(scene, p) if not senses and (not concepts or _how_often(scene, p)) else None
    happens = happens or (_who_do(scene, p) if not senses else None)
    if happens is not None:
        deed.behaviours.append(_counting(scene, p, happens))
        return
    senses = senses or [d for d in scene.pool.live() if d.role == "input" and not d.implied and d.concept in ("press", "touch") and not zeroes(scene, d)]
    if not senses and concepts:
        draft = scene.pool.serve("sense", concepts, said(scene, p), p.item.start)
        senses = [draft] if draft else []
    if not senses and (scene.page.is_("determiner", p.item.end) or scene.page.low(p.item.end) in ("how", "goals", "points", "laps", "people")):
        draft = scene.pool.serve("input", ("press", "touch", "beam", "motion", "distance"), said(scene, p), p.item.start, count=for_each(scene.page, p.item.start))
        senses = [draft] if draft else []
    if not senses:
        if any(scene.page.low(j) in ("one", "1") for j in range(p.item.start, p.item.end)):
            deed.actions += _counting(scene, p, Always()).do  # "whenever the beam is broken, plus one"
        return
    deed.behaviours.append(_counting(scene, p, happening(scene.pool, senses[0], own_concept(scene.pool, senses[0], concepts or senses[0].kinds))))


def _counting(scene: Scene, p: Predicate, when: Condition) -> Behaviour:
    """One more each time WHEN comes, shown where there is a display."""
    if not scene.has_output() and not any(a.item.sort == "device" for a in p.args):
        scene.pool.serve("show", ("display",), said(scene, p), p.item.start)
    done = [Action("board", "count", (("name", "count"),))]
    done += [Action(d.id, "number", (("value", Template("{board.count}")),)) for d in scene.pool.serving(("display",), p.item.start)[:1]]
    return Behaviour("count", when, tuple(done), said=said(scene, p))


def _who_do(scene: Scene, p: Predicate) -> Condition | None:
    """"count the visitors who break the light beam": what those who are counted do."""
    page, at = scene.page, p.clause.end
    if page.low(at) not in ("who", "that", "which"):
        return None
    end = next((j for j in range(at, len(page.tokens)) if page.low(j) in ("and", ",", ".", ";")), len(page.tokens))
    events = (q for q in predicates(page, scene.pool, Clause(at, end, "when", 1)) if q.frame is not None and q.frame.key.startswith("break_"))
    return next((made for q in events if (made := of_predicate(scene, q)) is not None), None)


def _how_often(scene: Scene, p: Predicate) -> bool:
    """True for "count how often …", "count how many times …"."""
    return any(scene.page.low(j) in ("how", "often", "times") for j in range(p.item.start, min(p.end, p.item.end + 4)))


def _counted_event(scene: Scene, p: Predicate) -> Condition | None:
    """"count how often the perch gets touched", "how many times the drawer opens": what happens in the verb beside."""
    others = (q for q in predicates(scene.page, scene.pool, p.clause) if q.item.start > p.item.start and q.frame is not None and q.frame.does == "event")
    for q in others:
        made = of_predicate(scene, q)
        id_ = next((s.partition(".")[0] for s in subjects(made)), "") if made is not None else ""
        if made is None or not any(d.id == id_ and zeroes(scene, d) for d in scene.pool.drafts):
            return made
        assert q.frame is not None
        draft = scene.pool.serve("sense", q.frame.need[:1], said(scene, q), q.item.start)  # the button only sets it back
        return happening(scene.pool, draft, draft.concept) if draft is not None and draft.id != id_ else None
    told = next((x for x in scene.page.nouns_in(p.item.end, p.clause.end) if x.key in ("door_state", "door_open")), None)
    return of_noun(scene, told) if told is not None else None
