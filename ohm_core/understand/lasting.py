"""How long a state must last before it counts: "open for more than a minute", "30 seconds after the last motion"."""

from __future__ import annotations

from dataclasses import dataclass

from ohm_core.design.behaviour import AllOf, AnyOf, Between, Condition, Event, Held, Reading
from ohm_core.design.wishes import Unserved
from ohm_core.understand.checks import negated
from ohm_core.understand.clauses import Clause
from ohm_core.understand.page import Page
from ohm_core.understand.scene import Scene
from ohm_core.understand.schedule import time_at
from ohm_core.understand.subjects import STATES, happening, own_concept, reading

_MORE = frozenset(["longer", "more", "than", "over", "at", "least", "about", "the", "last", "around", "already", "up", "to", "full", "whole"])
_WITHOUT = frozenset(["without", "no", "of", "with"])
_STILL = frozenset(["inactivity", "silence", "quiet", "rest", "stillness"])
_CALM = ("motion", "sound_level", "vibration", "touch", "press", "tilt", "knock", "rain")


@dataclass(frozen=True)
class Stretch:
    """So many seconds, said in tokens [start, end)."""

    seconds: float
    start: int
    end: int


def lasts(page: Page, clause: Clause) -> Stretch | None:
    """The time for which what a condition says must be so; None where it says none, or the time is that of a deed in it."""
    if _acts(page, clause):
        return None
    for i in range(clause.body, clause.end):
        time = time_at(page, i)
        if time is None:
            continue
        j = i - 1
        while j > clause.body and page.low(j) in _MORE:
            j -= 1
        compared = page.low(i - 1) == "than" and page.low(i - 2) in ("longer", "more")
        if page.low(j) in ("for", "since") or compared or page.low(i - 1) in ("over", "least") and page.low(j) not in ("every", "in"):
            return Stretch(time[0], j if page.low(j) in ("for", "since") else i - 2, time[1])
    return None


def _acts(page: Page, clause: Clause) -> bool:
    """True for a clause that asks for a deed: the time is the deed's."""
    return any(f.does in ("act", "report") for x in page.verbs_in(clause.body, clause.end) for f in page.frames(x)
               if page.low(x.start) not in ("is", "are", "has", "have", "been", "left", "stays") and not any(g.does in ("event", "state", "sense") for g in page.frames(x)))


def lasting(scene: Scene, clause: Clause, one: Condition) -> Condition:
    """ONE, which CLAUSE says, with the time that it must last where the clause tells one."""
    stretch = lasts(scene.page, clause)
    if stretch is None:
        before = _before(scene.page, clause)
        state = as_state(scene, one)
        return Held(negated(state), before) if before and not _moments(state) else one
    state = as_state(scene, one)
    if _moments(state):
        scene.pool.unserved.append(Unserved(scene.page.said(stretch.start, stretch.end), "This happens at an instant and cannot last; it is done at once."))
        return one
    return Held(state, stretch.seconds)


def _before(page: Page, clause: Clause) -> float | None:
    """The seconds of "30 seconds after the last motion", said before the clause."""
    if page.low(clause.start) != "after" or page.low(clause.body) not in ("the", "last", "any", "all"):
        return None
    if not any(page.low(j) in ("last", "latest") for j in range(clause.body, clause.end)):
        return None
    return next((time[0] for i in range(max(clause.start - 4, 0), clause.start) if (time := time_at(page, i)) is not None and time[1] == clause.start), None)


def calm(scene: Scene, start: int, end: int) -> tuple[Condition, int, int] | None:
    """"after 5 minutes without motion" said beside a deed: the state, and where it is said."""
    page = scene.page
    for i in range(start, end):
        time = time_at(page, i)
        if time is None or page.low(i - 1) not in ("after", "for") or page.low(time[1]) not in _WITHOUT:
            continue
        noun = next((x for x in page.nouns_in(time[1], min(end, time[1] + 5)) if x.sort == "phenomenon" and x.concepts[0] in _CALM), None)
        still = any(page.low(j) in _STILL for j in range(time[1], min(end, time[1] + 3)))
        concepts = noun.concepts if noun is not None else ("motion",)
        if noun is None and not still:
            gone = next((x for x in page.items if time[1] <= x.start < time[1] + 3 and x.sense is not None and x.sort == "state" and x.sense.value == 0), None)
            if gone is None or gone.sense is None:
                continue
            concepts = gone.sense.concepts
        draft = scene.pool.serve("sense", concepts, page.said(i, min(end, time[1] + 3)), i)
        if draft is not None:
            state = happening(scene.pool, draft, own_concept(scene.pool, draft, concepts), held=True)
            return Held(negated(state), time[0]), i - 1, min(end, time[1] + 3)
    return None


def as_state(scene: Scene, condition: Condition) -> Condition:
    """Events as the states that last: "when I press …, otherwise …" means while it is pressed."""
    if isinstance(condition, AllOf):
        return AllOf(tuple(as_state(scene, c) for c in condition.all))
    if isinstance(condition, AnyOf):
        return AnyOf(tuple(as_state(scene, c) for c in condition.any))
    if isinstance(condition, Event):
        id_ = condition.event.partition(".")[0]
        draft = next((d for d in scene.pool.drafts if d.id == id_), None)
        if draft is not None and draft.concept in STATES:
            return Reading(reading(scene.pool, draft, draft.concept) if scene.pool.names.best(draft.concept, draft.part) else f"{id_}.{STATES[draft.concept]}", "==", 1)
    return condition


def _moments(condition: Condition) -> bool:
    """True where an instant is among it."""
    if isinstance(condition, (AllOf, AnyOf)):
        return any(map(_moments, condition.all if isinstance(condition, AllOf) else condition.any))
    return not isinstance(condition, (Reading, Held, Between))
