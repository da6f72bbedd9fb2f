"""Rules → behaviours: conditions and deeds put together, the other case, and the ends of stretches of time."""

from __future__ import annotations

from dataclasses import replace

from ohm_core.design.behaviour import Action, AllOf, Always, Behaviour, Condition, subjects
from ohm_core.understand.actions import action, opposite
from ohm_core.understand.bands import by_bands, floors
from ohm_core.understand.checks import is_event, negated
from ohm_core.understand.clauses import Clause
from ohm_core.understand.correlative import compared_apart, correlative
from ohm_core.understand.dayplan import planned
from ohm_core.understand.deed import Deed
from ohm_core.understand.deeds import deed_of
from ohm_core.understand.finishing import finished
from ohm_core.understand.gestures import gestures
from ohm_core.understand.grouping import Rule
from ohm_core.understand.heard import heard_condition, heard_deeds
from ohm_core.understand.keys import by_keys, key_condition
from ohm_core.understand.ladder import laddered
from ohm_core.understand.lasting import as_state
from ohm_core.understand.likely import likely, likely_condition
from ohm_core.understand.likewise import as_before, likewise, same_again, words_of
from ohm_core.understand.merging import banded, counts_shown, in_turn, other_state, paired_limits, refined, seen_too
from ohm_core.understand.middle import between_limits, middling
from ohm_core.understand.remote import by_remote
from ohm_core.understand.scene import Scene
from ohm_core.understand.schedule import duration, schedule
from ohm_core.understand.sequences import sequenced
from ohm_core.understand.silence import came_to_nothing, note_lost
from ohm_core.understand.stepping import stepped
from ohm_core.understand.triggers import condition_of, joined
from ohm_core.understand.verbless import bare_deeds, colors_of, in_color


def compose(scene: Scene, rules: list[Rule]) -> None:
    """The behaviours of all rules, in the order of the text."""
    last: Behaviour | None = None
    for rule in [r for whole in laddered(scene, stepped(scene, planned(scene, by_keys(scene, sequenced(scene, gestures(scene, by_bands(scene, by_remote(scene, rules)))))))) for each in _at_times(scene, whole) for r in compared_apart(scene, each)]:
        made = _otherwise(scene, rule, last) if rule.otherwise and last is not None else _rule(scene, rule, last)
        last = made or last
    floors(scene)
    between_limits(scene)
    paired_limits(scene)
    refined(scene)
    in_turn(scene)
    seen_too(scene)
    counts_shown(scene)


def _at_times(scene: Scene, rule: Rule) -> list[Rule]:
    """"At 6:45 turn on the lamp, at 7:30 turn it off": each deed at its own time."""
    clocks = [any(c.start <= q.start < c.end and q.kind == "clock" for q in scene.page.quantities) for c in rule.deeds]
    if rule.conditions or rule.otherwise or sum(clocks) < 2:
        return [rule]
    parts: list[Rule] = []
    for clause, clock in zip(rule.deeds, clocks, strict=True):
        parts = [*parts, Rule((), (clause,))] if clock or not parts else [*parts[:-1], Rule((), (*parts[-1].deeds, clause))]
    return parts


def _rule(scene: Scene, rule: Rule, last: Behaviour | None = None) -> Behaviour | None:
    """One rule's behaviour; what it says of steering and counting stands beside it."""
    if correlative(scene, rule):
        return None
    before = len(scene.behaviours)
    same = likewise(scene, rule, last)
    if same is not None:
        return same
    condition = condition_of(scene, rule.conditions)
    words = words_of(scene, rule)
    if condition is None and not rule.conditions and rule.deeds:
        condition = key_condition(scene, rule.deeds[0])
    actions: list[Action] = []
    timed: tuple[Condition, str] | None = None
    for clause in rule.deeds:
        if last is not None and _goes_off(scene, clause, last):
            actions += [a for x in last.do if (a := opposite(x)) is not None]
            continue
        deed = deed_of(scene, clause)
        _beside(scene, deed, condition)
        if clause.joined != "gap" and came_to_nothing(scene, clause, deed):
            scene.silent.append((clause.body, clause.end, False))
        timed = timed or schedule(scene.page, clause.start, clause.end)
        if deed.trigger is not None and condition is None and not (actions and not deed.actions and timed is not None):
            if deed.actions and len(rule.deeds) > 1:
                finished(scene, Rule((), (clause,)), deed.trigger, None, deed.actions, deed.said)
                continue
            condition, words = deed.trigger, _joined(words, deed.trigger_said)
        elif deed.trigger is not None and actions and deed.actions and is_event(deed.trigger) and {opposite(a) for a in actions} & set(deed.actions):
            finished(scene, Rule((), (clause,)), deed.trigger, None, list(dict.fromkeys(deed.actions)), scene.page.said(clause.start, clause.end))  # "… and only the button makes it quiet"
            continue
        elif deed.trigger is not None and condition is not None and rule.conditions and _adds(condition, deed.trigger):
            condition, words = joined(condition, deed.trigger, AllOf), _joined(words, deed.trigger_said)
        actions = _afterwards(scene, clause, actions, deed.actions)
    if condition is None and timed is None and not rule.conditions and last is not None and _too(scene, rule, actions):
        condition, words = last.when, _joined(words, last.said or "")
    for clause in rule.conditions:
        timed = timed or (schedule(scene.page, clause.start, clause.end) if condition is None else None)
    listed = _listed(rule)
    if listed or not actions:
        actions = actions + [a for a in bare_deeds(scene, listed or rule.deeds, condition is not None or timed is not None and len(rule.deeds) > 1) if a.act not in {x.act for x in actions}]
    if not actions and timed is not None:
        actions = _timed(scene, rule)
    switched = bool(rule.deeds) and all(_body_words(scene, c) <= {"on", "off", "again"} for c in rule.deeds)
    if last is not None and (any(c.joined == "gap" for c in rule.deeds) or switched and not actions):
        actions = as_before(scene, rule, last) or actions
        if banded(scene, last, condition, actions) or other_state(scene, last, condition, actions, words):
            return scene.behaviours[-1]
    if condition is None and (actions or last is not None) and middling(scene.page, rule):
        scene.middles.append((actions or (in_color(scene, [c for d in rule.deeds for c in colors_of(scene, d)][:1], last.do[0]) if last is not None else []), words))
        return None
    if not actions and (condition is not None or timed is not None) and rule.deeds and len(scene.behaviours) == before:
        actions = likely(scene, rule.deeds) or heard_deeds(scene, rule.deeds)
    if actions and condition is None and timed is None and rule.conditions:
        condition = likely_condition(scene, rule.conditions) or heard_condition(scene, rule.conditions)
    note_lost(scene, rule, last, condition, actions, before)
    if not actions:
        return None
    return finished(scene, rule, condition, timed, list(dict.fromkeys(actions)), words)


def _body_words(scene: Scene, clause: Clause) -> set[str]:
    """The words of a clause without the one that opens it."""
    return {scene.page.low(j) for j in range(clause.body, clause.end)}


def _too(scene: Scene, rule: Rule, actions: list[Action]) -> bool:
    """True for "…; it cackles too": one more deed on the same occasion; what is shown or sent is so always."""
    also = any(scene.page.low(j) in ("too", "also", "additionally") or scene.page.low(j) == "as" and scene.page.low(j + 1) == "well" for c in rule.deeds for j in range(c.start, c.end))
    return also and bool(actions) and not any(a.action in ("show", "number", "bar", "publish", "log", "count") for a in actions)


def _listed(rule: Rule) -> tuple[Clause, ...]:
    """The clauses of a list of things, with the one that begins it."""
    return tuple(c for k, c in enumerate(rule.deeds) if c.joined == "listed" or any(d.joined == "listed" for d in rule.deeds[k + 1 : k + 2]))


def _goes_off(scene: Scene, clause: Clause, last: Behaviour) -> bool:
    """"a LED lights when … and goes off when …": what was on goes off; no alarm sounds."""
    page = scene.page
    off = any(page.low(j) in ("goes", "go") and page.low(j + 1) == "off" for j in range(clause.body, clause.end))
    return off and not page.nouns_in(clause.body, clause.end) and all(a.action in ("on", "blink", "color", "set", "fade") for a in last.do)


def _adds(condition: Condition, more: Condition) -> bool:
    """True for a limit or state said beside the deed ("on above 27 degrees, unless the window is open") that the condition has not yet."""
    return not (is_event(more) and is_event(condition)) and not subjects(more) & subjects(condition)


def _afterwards(scene: Scene, clause: Clause, actions: list[Action], more: list[Action]) -> list[Action]:
    """"… for 3 seconds, then it locks again": what undoes a deed afterwards says how long the deed lasts."""
    page = scene.page
    then = any(page.low(j) in ("then", "afterwards", "after") for j in range(clause.start, clause.body + 1)) and any(page.low(j) in ("again", "back", "closes", "locks", "off") for j in range(clause.body, clause.end))
    seconds = duration(page, clause.start, clause.end) or max((a.for_s or 0.0 for a in actions), default=0.0)
    undone = {a.act for a in more} & {a.act for a in actions if a.for_s is None or a.for_s == seconds}
    if not then or not seconds or not undone:
        return actions + more
    scene.rests.update({a.act: float(at) for a in more if a.act in undone and a.action == "move" and isinstance(at := a.arg("angle_deg"), float | int) and at not in {x.arg("angle_deg") for x in actions}})
    return [replace(a, for_s=seconds) if a.act in undone else a for a in actions] + [a for a in more if a.act not in undone]


def _timed(scene: Scene, rule: Rule) -> list[Action]:
    """A time said of a thing whose verb says nothing ("a lamp that imitates sunrise at 6"): it goes on."""
    drafts = [d for c in rule.deeds for x in [*scene.page.nouns_in(c.start, c.end), *([c.owner] if c.owner else [])] for d in scene.drafts_of(x, True) if scene.out(d)]
    return [action(scene.pool, d, "on") for d in drafts[:1]]


def _beside(scene: Scene, deed: Deed, condition: Condition | None) -> None:
    for behaviour in deed.behaviours:
        mine = {s.split(".")[0] for s in subjects(behaviour.do)} if condition is not None else set()
        same = condition is not None and bool(mine & {s.split(".")[0] for s in subjects(condition)})
        when = condition if condition is not None and isinstance(behaviour.when, Always) and not same else behaviour.when
        scene.add(Behaviour(scene.free_id(behaviour.id), when, behaviour.do, behaviour.else_, behaviour.said))


def _joined(words: str, more: str) -> str:
    return words if more in words else f"{more}: {words}" if words else more


def _otherwise(scene: Scene, rule: Rule, last: Behaviour) -> Behaviour | None:
    """The other case of the rule before: its deeds are what is done when the condition does not hold."""
    actions: list[Action] = []
    own = condition_of(scene, rule.conditions)
    for clause in rule.deeds:
        deed = deed_of(scene, clause)
        _beside(scene, deed, None)
        actions += deed.actions
        own = own or deed.trigger
    before = as_state(scene, last.when)
    if own is not None and actions and not is_event(own) and not is_event(before) and last in scene.behaviours:
        if all(a.action in ("off", "stop") for a in last.do) and {a.act for a in actions} <= {a.act for a in last.do}:
            scene.behaviours.remove(last)  # "open: it stays off; otherwise on below 20 degrees"
        return finished(scene, Rule((), rule.deeds), joined(negated(before), own, AllOf), None, actions, f"{last.said}; {words_of(scene, rule)}")
    actions += [a for a in bare_deeds(scene, _listed(rule), True) if a.act not in {x.act for x in actions}]
    actions = actions or same_again(scene, rule, last)
    if not actions:
        return None
    index = scene.behaviours.index(last) if last in scene.behaviours else -1
    if index < 0:
        return _rule(scene, Rule((), rule.deeds))
    undone = [a for a in last.else_ if a.act not in {x.act for x in actions}]
    if is_event(last.when):
        last = Behaviour(last.id, as_state(scene, last.when), last.do, tuple(a for a in map(opposite, last.do) if a is not None), last.said)
        undone = [a for a in last.else_ if a.act not in {x.act for x in actions}]
    ends = tuple(a for a in map(opposite, actions) if a is not None and a.act not in {x.act for x in last.do})
    whole = Behaviour(last.id, last.when, (*last.do, *ends), (*undone, *actions), f"{last.said}; {words_of(scene, rule)}")
    scene.behaviours[index] = whole
    return whole
