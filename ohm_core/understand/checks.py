"""Conditions looked at as values: their contraries, whether they are moments, and cards and codes that must be the right ones."""

from __future__ import annotations

import re
from dataclasses import replace

from ohm_core.design.behaviour import AllOf, AnyOf, Between, Condition, Event, Held, Reading
from ohm_core.understand.drafts import Draft
from ohm_core.understand.scene import Scene

FLIP = {"<": ">", ">": "<", "<=": ">", ">=": "<", "==": "!=", "!=": "=="}


def checked(scene: Scene, draft: Draft, concept: str, op: str = "==") -> Condition:
    """What is typed or held near, compared with what is known: a code said in the text, a list of cards."""
    known = next((t.text for t in scene.page.tokens if concept == "key_entry" and t.kind == "number" and re.fullmatch(r"\d{3,8}", t.text)), "")
    if concept == "key_entry":
        scene.pool.note(f"The code is {known or '1234'}; change CODE.")
        return Reading(f"{draft.id}.key", op, known or "1234")
    scene.pool.note("The cards that are let in are listed in KNOWN_TAGS; put yours there.")
    return Reading(f"{draft.id}.tag" if concept == "identity_tag" else f"{draft.id}.finger", op, "known")


def with_check(scene: Scene, condition: Condition | None, locks: bool) -> Condition | None:
    """A card or key as condition of opening something means the right one."""
    if not locks or not isinstance(condition, Event):
        return condition
    id_, _, name = condition.event.partition(".")
    draft = next((d for d in scene.pool.drafts if d.id == id_), None)
    if draft is None or name not in ("tag_read", "key_pressed", "finger_read"):
        return condition
    return checked(scene, draft, next((c for c in ("key_entry", "identity_tag", "fingerprint") if scene.pool.provides(draft, c)), "identity_tag"))


def negated(condition: Condition) -> Condition:
    """The condition's contrary; an event stays as it is."""
    if isinstance(condition, Reading):
        if condition.op == "==" and condition.value in (0, 1):
            return replace(condition, value=1 - int(condition.value))
        return replace(condition, op=FLIP[condition.op])
    if isinstance(condition, Between):
        return condition.outside()
    if isinstance(condition, AllOf):
        return AnyOf(tuple(negated(c) for c in condition.all))
    if isinstance(condition, AnyOf):
        return AllOf(tuple(negated(c) for c in condition.any))
    return condition


def is_state(condition: Condition) -> bool:
    """True for what goes on for a while and names no instant."""
    return isinstance(condition, (AllOf, AnyOf, Reading, Held, Between)) and not is_event(condition)


_HANDS = (".pressed", ".touched")


def is_event(condition: Condition | None) -> bool:
    """True for what happens at a moment, so that nothing is undone when it ends; a button held for so long is one too."""
    if isinstance(condition, Held):
        return isinstance(condition.held, Reading) and condition.held.read.endswith(_HANDS) and condition.held.value == 1
    if isinstance(condition, (AllOf, AnyOf)):
        return any(is_event(c) for c in (condition.all if isinstance(condition, AllOf) else condition.any))
    return not isinstance(condition, Reading | Between)
