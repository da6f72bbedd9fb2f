"""Clauses of which nothing came: found while behaviours are composed, said at the end."""

from __future__ import annotations

from ohm_core.design.behaviour import Action, Behaviour, Condition
from ohm_core.understand.clauses import Clause
from ohm_core.understand.deed import Deed
from ohm_core.understand.grouping import Rule
from ohm_core.understand.predicates import predicates
from ohm_core.understand.scene import Scene


def came_to_nothing(scene: Scene, clause: Clause, deed: Deed) -> bool:
    """True for a clause whose verbs ask for a deed, where nothing came of it."""
    if deed.actions or deed.behaviours or deed.trigger is not None or clause.owner is not None or clause.purpose:
        return False
    found = predicates(scene.page, scene.pool, clause)
    return any(p.frame is not None and p.frame.does in ("act", "modulate", "regulate") and not p.negated and p.frame.action not in ("off", "stop") and not p.person for p in found)


def note_lost(scene: Scene, rule: Rule, last: Behaviour | None, condition: Condition | None, actions: list[Action], behaviours: int) -> None:
    """Notes the clauses of RULE of which nothing is left: a deed without its condition, a condition without a deed."""
    page = scene.page
    given = [c for c in rule.conditions if c.kind != "until" and any(page.predicative(x) for x in page.items if c.body <= x.start < c.end)]
    if last is not None and last.else_ and all(a.action in ("off", "stop") for a in actions) and actions:
        return  # "stop when it is closed": that it ends is said already
    if actions and condition is None and given or condition is not None and given and not rule.deeds and len(scene.behaviours) == behaviours:
        scene.silent += [(c.body, c.end, True) for c in given]
    elif condition is not None and not actions and rule.deeds and len(scene.behaviours) == behaviours and not any(
            f.action in ("off", "stop") for c in rule.deeds for x in page.verbs_in(c.body, c.end) for f in page.frames(x)):
        clauses = sorted([*rule.conditions, *rule.deeds], key=lambda c: c.start)
        scene.silent.append((clauses[0].start, clauses[-1].end, False))


def unanswered(scene: Scene) -> None:
    """What asks for a deed and came to nothing is said, never dropped; what an assumption answers is not."""
    page, touched = scene.page, scene.touched()
    for start, end, condition in scene.silent:
        things = [d for x in page.nouns_in(start, end) if x.sort == "device" for d in scene.drafts_of(x)]
        words = page.said(start, end)
        if not condition and things and all(d.id in touched for d in things if scene.out(d)) or any(words in u.said or u.said in words for u in scene.pool.unserved):
            continue
        scene.lost(words)
