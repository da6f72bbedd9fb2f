"""Deeds whose verb is known but not with what stands beside it ("the arm should come down"): where a condition waits for a deed, the verb's usual effect is taken and said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ohm_core.design.behaviour import Action, Condition
from ohm_core.understand.acting import acted_on
from ohm_core.understand.actions import action
from ohm_core.understand.clauses import Clause
from ohm_core.understand.lemma import lemmas
from ohm_core.understand.lexeme import Frame
from ohm_core.understand.page import Page
from ohm_core.understand.predicates import Predicate, predicates, unfitted
from ohm_core.understand.scene import Scene
from ohm_core.understand.states import said
from ohm_core.understand.story import past
from ohm_core.understand.triggers import of_predicate

_MOVES = ("angle", "exact_turns", "spin", "linear_motion", "push_pull")
_ENDS = ("off", "stop", "toggle")
_PEOPLE = frozenset(["i", "we", "you", "he", "she", "they", "people", "somebody", "someone", "who", "everyone", "everybody", "anyone", "nobody"])


def likely(scene: Scene, clauses: Sequence[Clause]) -> list[Action]:
    """The usual effects of the verbs that CLAUSES order the device to do, each with an assumption; empty where none is ordered."""
    made: list[Action] = []
    for clause in clauses:
        for p in [*unfitted(scene.page, scene.pool, clause), *_passive_orders(scene, clause)]:
            frame = next((f for f in scene.page.frames(p.item) if _usual(f)), None)
            if frame is None or not _ordered(scene.page, p) or frame.default in _MOVES and ("act" in scene.pool.lacking or scene.pool.serving(_MOVES)):
                continue
            words = said(scene, p)
            for draft in acted_on(scene, replace(p, frame=frame)):
                made.append(action(scene.pool, draft, frame.action, tuple(frame.args), frame.for_s))
                scene.pool.note(f"'{words}' is read as: {frame.default.replace('_', ' ')}; say it otherwise if another thing is meant.")
    return made


def likely_condition(scene: Scene, clauses: Sequence[Clause]) -> Condition | None:
    """What the first verb of CLAUSES is usually noticed by ("when she opens the pill box"), with an assumption; None where no verb happens to be noticed."""
    for clause in clauses:
        named = any(x.sort in ("device", "phenomenon", "state") or x.sense is not None and x.sense.role for x in scene.page.nouns_in(clause.body, clause.end))
        for p in unfitted(scene.page, scene.pool, clause) if clause.kind == "when" and not named else ():
            low = scene.page.low(p.item.start)
            if not (past(low) or low.endswith("s") and len(lemmas(low)) > 1 or scene.page.low(scene.page.before(p.item.start)) == "they"):
                continue
            if scene.page.low(scene.page.before(p.item.start)) == "it" and scene.pool.serving(_MOVES):
                continue  # what the device moves by itself: whether its doing or something noticed is meant is a question
            frame = next((f for f in scene.page.frames(p.item) if f.does == "event" and f.need and not f.needs_target and not p.negated), None)
            made = of_predicate(scene, replace(p, frame=frame)) if frame is not None and frame.role == "sense" else None
            if made is not None and frame is not None:
                scene.pool.note(f"'{said(scene, p)}' is read as: {frame.need[0].replace('_', ' ')} is sensed; say it otherwise if another thing is meant.")
                return made
    return None


def _passive_orders(scene: Scene, clause: Clause) -> list[Predicate]:
    """"(I want) the window opened": what fits something noticed as well, but is wanted."""
    return [p for p in predicates(scene.page, scene.pool, clause) if p.frame is not None and p.frame.does == "event" and wanted_done(scene.page, p)]


def wanted_done(page: Page, p: Predicate) -> bool:
    """True for a participle after "want" and a thing: "I want it scared away", "I'd like the fish fed"."""
    low = page.low(p.item.start)
    if not past(low) or page.is_("auxiliary", p.item.start - 1) or p.clause.kind != "main":
        return False
    return any(page.lemma_in(j, {"want", "need", "like", "have"}) and not page.is_("relative", j - 1) for j in range(p.clause.body, p.item.start - 1))


def _usual(frame: Frame) -> bool:
    """True for a frame that acts in one usual way."""
    return frame.does == "act" and bool(frame.default) and frame.action not in _ENDS and not frame.condition_only and not frame.any_target


def _ordered(page: Page, p: Predicate) -> bool:
    """True for what the device is told to do: after "should" or "must", at the head of a clause, or after its own name; never what people do."""
    if wanted_done(page, p) and not p.negated:
        return True
    if p.item.as_verb and page.lemma_in(p.item.start, {"feel"}) and page.low(p.item.start - 1) == "to":
        return True  # "she wants to feel in her palm when …"
    living = any(a.left and a.item.sense is not None and {"person", "animal"} & set(a.item.sense.kinds) for a in p.args)
    if living or p.negated:
        return False
    at = page.before(p.item.start)
    low = page.low(p.item.start)
    if page.low(at) == "be" and past(low):
        at -= 1  # "should be cooled"
    if page.low(at) in ("should", "must", "shall", "will"):
        return page.low(at - 1) not in _PEOPLE
    inflected = low.endswith(("ed", "ing")) or low.endswith("s") and len(lemmas(low)) > 1
    return p.item.start == p.clause.body and not p.person and not inflected and not p.clause.purpose and p.clause.owner is None
