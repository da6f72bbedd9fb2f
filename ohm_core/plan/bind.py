"""Behaviours of wishes → behaviours of references."""

from __future__ import annotations

from dataclasses import replace

from ohm_core.design.behaviour import Action, Behaviour, rename, subjects
from ohm_core.design.wishes import Requirements
from ohm_core.plan.attempt import Attempt


def bound(behaviour: Behaviour, attempt: Attempt, wishes: Requirements) -> Behaviour | None:
    """The behaviour with wishes replaced by references; an action on several pieces becomes one for each. None where nothing is left of it."""
    onboard = {w.id for w in wishes.wanted() if w.conditions.get("onboard") or w.role == "communicate" and w.id not in attempt.refs}
    known = {*attempt.refs, *onboard}
    gone = [s for s in subjects((behaviour.when,)) if s.split(".")[0] not in known | {"board", attempt.draft.board_ref}]
    if gone:
        return None

    def first(subject: str) -> str:
        return _ref(subject, attempt, onboard, 0)

    do, other = (tuple(a for action in actions for a in _each(action, attempt, onboard, known)) for actions in (behaviour.do, behaviour.else_))
    if not do and not other:
        return None
    return replace(behaviour, when=rename(behaviour.when, first), do=do, else_=other)


def _each(action: Action, attempt: Attempt, onboard: set[str], known: set[str]) -> list[Action]:
    wish, _, _ = action.act.partition(".")
    if wish not in known | {"board", attempt.draft.board_ref}:
        return []
    if any(s.split(".")[0] not in known | {"board"} for s in subjects((action,))):
        return []
    count = 1 if "[" in action.act else len(attempt.refs.get(wish, [""]))
    def piece(number: int) -> Action:
        renamed: Action = rename(action, lambda s: _ref(s, attempt, onboard, number if s.split(".")[0] == wish else 0))
        return renamed

    return [piece(n) for n in range(count)]


def _ref(subject: str, attempt: Attempt, onboard: set[str], number: int) -> str:
    """`w3.temperature_c` → `DHT1.temperature_c`; a reading that the chosen part names otherwise gets its name."""
    wish, dot, name = subject.partition(".")
    if wish in onboard:
        return f"{attempt.draft.board_ref}{dot}{name}"
    refs = attempt.refs.get(wish)
    if not refs:
        return subject
    ref = refs[min(number, len(refs) - 1)]
    part = attempt.draft.part(ref)
    if name and name not in part.readings and name not in part.events:
        pick = next((p for p in attempt.picks if p.wish.id == wish), None)
        if pick and pick.provide:
            name = pick.provide.event if pick.provide.event and not pick.provide.reading else pick.provide.reading or name
    return f"{ref}{dot}{name}"
