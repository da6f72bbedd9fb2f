"""A condition with its deeds → the behaviour: how long, how often, what ends it."""

from __future__ import annotations

from dataclasses import replace

from ohm_core.design.behaviour import Action, AllOf, Always, AnyOf, At, Behaviour, Condition, Event, Every, Reading, subjects
from ohm_core.understand.actions import opposite
from ohm_core.understand.checks import FLIP, is_event, is_state, with_check
from ohm_core.understand.grouping import Rule
from ohm_core.understand.merging import alternating, banded
from ohm_core.understand.scene import Scene
from ohm_core.understand.schedule import duration, window
from ohm_core.understand.triggers import joined, one_condition
from ohm_core.understand.windows import within_hours


def finished(scene: Scene, rule: Rule, condition: Condition | None, timed: tuple[Condition, str] | None, actions: list[Action], words: str) -> Behaviour:
    if timed is not None and condition is None:
        condition = timed[0]
    elif timed is not None and condition is not None and not isinstance(condition, Event):
        condition = joined(timed[0], condition, AllOf) if isinstance(timed[0], At | AnyOf) or isinstance(timed[0], Every) and is_state(condition) else condition
    if (lasts := duration_said(scene, rule)) is not None:
        actions = [a for a in actions if a.for_s in (None, lasts) or not any(x.for_s == lasts and (x.act, x.action) == (a.act, a.action) for x in actions)]
    else:
        actions = [a for a in actions if a.for_s is None or replace(a, for_s=None) not in actions]  # "pump on": the verb's own time yields
    actions = [a for a in actions if a.args or a.action != "bar" or not any(x.action == "bar" and x.act == a.act and x.args for x in actions)]
    clauses = (*rule.conditions, *rule.deeds)
    condition = within_hours(scene, min((c.start for c in clauses), default=0), max((c.end for c in clauses), default=0), condition)
    condition = with_check(scene, condition, not _any_card(scene, rule) and any(a.action in ("move", "on", "open") and _locks(scene, a) for a in actions))
    if condition is not None and _goes_on(scene, rule, condition):
        actions = [replace(a, args=(("period_s", 1.0),)) if a.action == "beep" and a.arg("duration_s") in (0.2, 0.5) and a.for_s is None else a for a in actions]
    else_: tuple[Action, ...] = ()
    if condition is not None and not is_event(condition):
        else_ = tuple(a for a in map(opposite, actions) if a is not None)
    actions = alternating(scene, words, condition, actions)
    if isinstance(condition, Every) and condition.every_s <= 10 and all(a.action == "blink" for a in actions):
        actions = [replace(a, args=(*(x for x in a.args if x[0] != "period_s"), ("period_s", condition.every_s))) for a in actions]
        condition = Always()
    if isinstance(condition, Every) and all(a.action == "chase" for a in actions):
        condition = Always()  # the period is the chase's own
    when = condition or unconditional(scene, actions)
    behaviour = Behaviour(scene.free_id(_name(actions)), when, tuple(actions), else_, words)
    scene.add(behaviour)
    _window(scene, rule, actions, words)
    _until(scene, rule, behaviour, actions, words)
    return next((b for b in scene.behaviours if b.id == behaviour.id), behaviour)


def duration_said(scene: Scene, rule: Rule) -> float | None:
    """The seconds that a rule says its deeds last."""
    return next((s for c in rule.deeds if (s := duration(scene.page, c.start, c.end)) is not None), None)


_CONTACTS = (".magnet", ".closed", ".pressed", ".touched")


_ONCE = frozenset(["once", "twice", "short", "shortly", "brief", "briefly", "single", "times", "double"])


def _goes_on(scene: Scene, rule: Rule, condition: Condition) -> bool:
    """True where a beep is heard again and again: as long as a state lasts that is told as one ("is open", "too hot"), not as a moment."""
    if any(c.kind == "until" for c in rule.conditions):
        return True
    page = scene.page
    once = any(page.low(j) in _ONCE for c in rule.deeds for j in range(c.body, c.end))
    once = once or any(page.low(c.start - 1) in _ONCE or page.low(c.start) == "once" and page.is_("condition", c.start + 1) for c in rule.conditions)
    if is_event(condition) or once:
        return False
    if not isinstance(condition, Reading) or not condition.read.endswith(_CONTACTS):
        return True
    moves = [x for c in rule.conditions for x in page.verbs_in(c.body, c.end) if any(f.does == "event" for f in page.frames(x))]
    stands = {page.low(j) for c in rule.conditions for j in range(c.start, c.end)} & {"is", "are", "stays", "remains", "left", "still", "been"}
    return not moves or bool(stands) or any(c.kind == "while" for c in rule.conditions)


def _any_card(scene: Scene, rule: Rule) -> bool:
    """True for "when I hold an RFID card to it": any card, where "my card" or "the right one" is a known one."""
    cards = [x for c in rule.conditions for x in scene.page.nouns_in(c.body, c.end) if x.key in ("rfid_card", "card")]
    return any(scene.page.low(scene.page.phrase_start(x)) in ("a", "an", "any") for x in cards)


def _locks(scene: Scene, done: Action) -> bool:
    """True for what a lock or door would be moved by."""
    draft = next((d for d in scene.pool.drafts if d.id == done.act), None)
    return draft is not None and draft.concept in ("lock", "angle", "switched_power", "push_pull", "exact_turns")


_QUICK = frozenset(("distance", "knob", "rotary_steps", "joystick", "sound_level", "heading", "tilt_angle", "rpm"))  # what people move while they look at it


def unconditional(scene: Scene, actions: list[Action]) -> Condition:
    """Without a condition: reports come every two seconds (a minute for what is sent or kept), the rest is always so."""
    if any(a.action in ("publish", "log") for a in actions):
        scene.pool.note("Values are sent or logged once a minute; change LOG_EVERY_S.")
        return Every(60.0)
    if any(a.action in ("show", "number", "bar") for a in actions):
        shown = {s.split(".")[0] for a in actions for s in subjects(a)} - {a.act for a in actions}
        if shown and all(d.concept in _QUICK for d in scene.pool.drafts if d.id in shown):
            return Every(0.5)
        return Every(2.0)
    return Always()


def _window(scene: Scene, rule: Rule, actions: list[Action], words: str) -> None:
    """"from 7 to 21 h": the contrary at the second hour."""
    for clause in rule.deeds:
        ends = window(scene.page, clause.start, clause.end)
        undo = tuple(a for a in map(opposite, actions) if a is not None)
        if ends is not None and undo:
            scene.add(Behaviour(scene.free_id("until"), ends, undo, said=words))


def _until(scene: Scene, rule: Rule, behaviour: Behaviour, actions: list[Action], words: str) -> None:
    """"… until it is wet": the contrary when that comes."""
    for clause in rule.conditions:
        if clause.kind == "until":
            stop = one_condition(scene, clause)
            ends = tuple(a for a in (opposite(Action(x.act, x.action, x.args)) for x in actions) if a is not None)
            if isinstance(stop, Reading) and _beyond(behaviour.when, stop):
                stop = replace(stop, op=FLIP[stop.op])  # "on above 40 until it reaches 35"
            if banded(scene, behaviour, stop, list(ends)):
                continue
            if stop is not None and ends:
                scene.behaviours[:] = [replace(b, else_=()) if b.id == behaviour.id else b for b in scene.behaviours]  # it stays so until then
                scene.add(Behaviour(scene.free_id("until"), stop, ends, said=words))


def _beyond(when: Condition, stop: Reading) -> bool:
    """True where the limit that ends it can only be reached from the other side."""
    if not isinstance(when, Reading) or when.read != stop.read or when.op[:1] != stop.op[:1] or not isinstance(when.value, float | int) or not isinstance(stop.value, float | int):
        return False
    return stop.value < when.value if when.op[:1] == ">" else stop.value > when.value if when.op[:1] == "<" else False


def _name(actions: list[Action]) -> str:
    return f"{actions[0].act}_{actions[0].action}"
