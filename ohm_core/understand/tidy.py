"""Behaviours looked at together: what is always so yields to what has a condition, and switching off nothing is left out."""

from __future__ import annotations

from dataclasses import replace

from ohm_core.design.behaviour import Action, Always, Behaviour, Event, Every, Held, MapOf, Template
from ohm_core.understand.actions import opposite
from ohm_core.understand.checks import is_event, negated
from ohm_core.understand.scene import Scene

_MODES = ("chase", "rainbow", "fade", "sweep", "bar")
_ENDS = ("off", "stop", "clear")


def tidy(scene: Scene) -> None:
    """Drops actions that are done "always" though something else says when, and those that only end what never began."""
    timed = {a.act for b in scene.behaviours if not isinstance(b.when, Always) for a in b.do if a.act != "board" and a.action not in _ENDS}
    kept = [_without(b, timed) for b in scene.behaviours]
    kept = [_ended(b, kept) for b in kept if not _said_already(b, kept)]
    kept = [b for b in kept if not _followed(b, kept) and not _said_twice(b, kept) and not _shown_over(b, kept)]
    kept = [_latched(b, kept, scene) for b in kept]
    kept = [_cleared(b, kept, scene) for b in kept]
    once = {(b.when, b.do, b.else_): b for b in reversed(kept) if b.do}
    scene.behaviours[:] = [b for b in kept if b.do and once[(b.when, b.do, b.else_)] is b]


def at_rest(scene: Scene) -> None:
    """What an event moves for a while goes back to where it began: an arm begins at its resting angle."""
    steady = {a.act for b in scene.behaviours for a in b.do if a.action == "move" and (a.for_s is None or isinstance(b.when, Always))}
    for done in [a for b in scene.behaviours if isinstance(b.when, Event) for a in b.do if a.action == "move" and a.for_s is not None and a.act not in steady]:
        back = opposite(replace(done, for_s=None))
        if back is None or done.act in steady:
            continue
        steady.add(done.act)
        angle = scene.rests.get(done.act, back.arg("angle_deg"))
        assert angle is not None
        scene.add(Behaviour(scene.free_id(f"{done.act}_rest"), Always(), (replace(back, args=(("angle_deg", angle),)),)))
        scene.pool.note(f"The {done.act.replace('_', ' ')} rests at {angle:g} degrees.")


def _without(behaviour: Behaviour, timed: set[str]) -> Behaviour:
    if not isinstance(behaviour.when, Always) or any(a.step is not None for a in behaviour.do):
        return behaviour
    return replace(behaviour, do=tuple(a for a in behaviour.do if a.action not in _ENDS and (a.act not in timed or _steady(a))))


def _said_twice(behaviour: Behaviour, others: list[Behaviour]) -> bool:
    """"water when dry … run the pump when dry": the same deeds under the same condition, once with how long they last."""
    plain = {(a.act, a.action) for a in behaviour.do if a.for_s is None}
    return len(plain) == len(behaviour.do) > 0 and any(plain <= {(a.act, a.action) for a in b.do if a.for_s is not None} for b in others if b is not behaviour and b.when == behaviour.when)


def _shown_over(behaviour: Behaviour, others: list[Behaviour]) -> bool:
    """"count … and show the number": what merely names the event does not cover the count shown at the same moment."""
    shown = [a for a in behaviour.do if a.action == "show" and isinstance(t := a.arg("text"), Template) and isinstance(behaviour.when, Event) and behaviour.when.event.partition(".")[0] in t.text]
    return len(shown) == len(behaviour.do) > 0 and any(a.act == shown[0].act and a.action == "number" for b in others if b is not behaviour and b.when == behaviour.when for a in b.do)


def _followed(behaviour: Behaviour, others: list[Behaviour]) -> bool:
    """"a bar shows the distance, more the nearer it is": what is renewed now and then is followed all the time already."""
    maps = {(a.act, a.action, v.map) for a in behaviour.do for _, v in a.args if isinstance(v, MapOf)}
    always = {(a.act, a.action, v.map) for b in others if isinstance(b.when, Always) for a in b.do for _, v in a.args if isinstance(v, MapOf)}
    return isinstance(behaviour.when, Every) and len(maps) == len(behaviour.do) and maps <= always


def _latched(behaviour: Behaviour, others: list[Behaviour], scene: Scene) -> Behaviour:
    """"goes off when the window opens and only stops when I press the button": only the event ends it."""
    only = {a.act for b in others if isinstance(b.when, Event) and " only " in f" {(b.said or '').lower()} " for a in b.do if a.action in _ENDS}
    return behaviour if is_event(behaviour.when) else replace(behaviour, else_=tuple(a for a in behaviour.else_ if a.act not in only or a.action not in _ENDS))


def _cleared(behaviour: Behaviour, others: list[Behaviour], scene: Scene) -> Behaviour:
    """A notice shown while something is so goes away with it, where nothing else is shown there."""
    if is_event(behaviour.when) or behaviour.else_ and any(a.action in ("show", "clear", "number") for a in behaviour.else_):
        return behaviour
    shown = [a.act for a in behaviour.do if a.action in ("show", "number") and a.for_s is None and not any(isinstance(v, Template) and "{board." in v.text for _, v in a.args)]
    alone = [x for x in dict.fromkeys(shown) if not any(a.act == x for b in others if b is not behaviour for a in (*b.do, *b.else_))]
    return replace(behaviour, else_=(*behaviour.else_, *(Action(x, "clear") for x in alone if any(d.id == x and d.role == "show" for d in scene.pool.drafts))))


def _said_already(behaviour: Behaviour, others: list[Behaviour]) -> bool:
    """"beep when it is open, stop when it is closed": the end of the one is the other."""
    if behaviour.else_ or not all(a.action in _ENDS for a in behaviour.do):
        return False
    return any(set(behaviour.do) <= set(b.else_) and behaviour.when == negated(b.when.held if isinstance(b.when, Held) else b.when) for b in others if b is not behaviour)


def _ended(behaviour: Behaviour, others: list[Behaviour]) -> Behaviour:
    """"beep when it is open, stop when it is closed": what only ends something does not begin it again otherwise."""
    begun = {a.act for b in others if b is not behaviour for a in b.do if a.action not in _ENDS}
    if not behaviour.else_ or not all(a.action in _ENDS and a.act in begun for a in behaviour.do):
        return behaviour
    return replace(behaviour, else_=())


def _steady(done: Action) -> bool:
    """True for what goes on beside moments: a value that follows a reading, a running light."""
    return done.action in _MODES or any(isinstance(v, MapOf) for _, v in done.args)
