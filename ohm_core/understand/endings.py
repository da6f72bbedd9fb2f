"""Nothing is left on for ever that the words do not leave so: what motion starts ends after a while, motors, pumps and sounds too."""

from __future__ import annotations

from dataclasses import replace

from ohm_core.design.behaviour import Action, AllOf, AnyOf, At, Behaviour, Between, Condition, Event, Every
from ohm_core.understand.actions import family
from ohm_core.understand.drafts import Draft
from ohm_core.understand.lasting import as_state
from ohm_core.understand.scene import Scene

AFTER_MOTION_S = 30.0  # long enough to walk through a room, and to be seen by the sensor again
RUN_S = 5.0
SOUND_S = 1.0
_BEGIN = frozenset(["move", "on", "blink", "color", "set", "rainbow", "fade", "chase", "forward", "backward", "tone", "speed"])
_END = frozenset(["off", "stop", "toggle", "clear"])
_PASSING = frozenset(["motion", "vibration", "knocked", "gesture", "moved", "beam_broken", "obstacle"])
_RUNNING = ("spin", "water_flow", "haptic", "exact_turns")
_SWITCHED = ("air_flow", "heat", "switched_power")
_SOUNDING = ("tone", "sound")


def let_go(scene: Scene) -> None:
    """Gives each action that would go on for ever after a moment an end, and says so."""
    for n, behaviour in enumerate(list(scene.behaviours)):
        events = _events(behaviour.when)
        if behaviour.else_ or not events or any(a.turn is not None or a.step is not None for a in behaviour.do):
            continue
        passing = any(e.partition(".")[2] in _PASSING for e in events if e)
        do = tuple(_ended(scene, behaviour, a, passing) for a in behaviour.do)
        if do == behaviour.do:
            continue
        moved = any(a.action == "move" for a in do)
        when = as_state(scene, behaviour.when) if passing and _as_long(behaviour.when) and not moved else behaviour.when
        scene.behaviours[n] = replace(behaviour, when=when, do=do)


def _as_long(condition: Condition) -> bool:
    """True for an event alone, or within hours of the day: what it starts goes on as long as it comes again."""
    return isinstance(condition, Event) or isinstance(condition, AllOf) and all(isinstance(c, Event | Between) for c in condition.all)


def _events(condition: Condition) -> list[str]:
    """The events in a condition; "" for a time of day or an interval."""
    if isinstance(condition, (AllOf, AnyOf)):
        return [e for c in (condition.all if isinstance(condition, AllOf) else condition.any) for e in _events(c)]
    if isinstance(condition, Event):
        return [condition.event]
    return [""] if isinstance(condition, (At, Every)) else []


def _ended(scene: Scene, behaviour: Behaviour, done: Action, passing: bool) -> Action:
    draft = next((d for d in scene.pool.drafts if d.id == done.act), None)
    toggled = passing and done.action == "toggle"
    if draft is None or done.for_s is not None or done.arg("times") is not None or not (done.action in _BEGIN or toggled) or _ends_elsewhere(scene, behaviour, done):
        return done
    kind = family(scene.pool, draft)
    if done.action == "move" and (not passing or kind != "angle"):
        return done
    if done.action == "move":
        _say(scene, draft, RUN_S, "")
        return replace(done, for_s=RUN_S)
    if passing:
        _say(scene, draft, AFTER_MOTION_S, "after the last motion")
        return replace(done, action="on" if toggled else done.action, for_s=AFTER_MOTION_S)
    if kind in _SOUNDING:
        _say(scene, draft, SOUND_S, "")
        return replace(done, for_s=SOUND_S)
    if kind in _RUNNING or kind in _SWITCHED and not isinstance(behaviour.when, Event):
        if kind in _SWITCHED:
            return done  # a heater or a socket at a time of day may stay on
        _say(scene, draft, RUN_S, "")
        return replace(done, for_s=RUN_S)
    if kind in _SWITCHED and done.action == "on" and isinstance(behaviour.when, Event) and behaviour.when.event.endswith((".pressed", ".touched")):
        scene.pool.note(f"The {draft.id.replace('_', ' ')} goes off with the next press.")
        return Action(done.act, "toggle")
    return done


def _ends_elsewhere(scene: Scene, behaviour: Behaviour, done: Action) -> bool:
    mine = [a for a in behaviour.do if a is not done and a.act == done.act]
    others = [a for b in scene.behaviours if b is not behaviour for a in (*b.do, *b.else_) if a.act == done.act]
    return any(a.action in _END or a.action == done.action in ("set", "move") for a in (*mine, *others))


def _say(scene: Scene, draft: Draft, seconds: float, when: str) -> None:
    name = draft.id.replace("_", " ")
    scene.pool.note(f"The {name} ends {seconds:g} seconds {when}, which is not said; change {draft.id.upper()}_FOR_S." if when else f"How long the {name} goes on is not said: {seconds:g} seconds; change {draft.id.upper()}_FOR_S.")
