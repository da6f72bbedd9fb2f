"""Rules → behaviours: conditions and deeds put together, the other case, and the ends of stretches of time."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

from ohm_core.design.behaviour import Action, AllOf, Always, AnyOf, At, Behaviour, Condition, Event, Every, Held, Reading, subjects
from ohm_core.understand.actions import action, opposite, same_family
from ohm_core.understand.checks import FLIP, is_event, is_state, negated, with_check
from ohm_core.understand.clauses import Clause
from ohm_core.understand.correlative import compared_apart, correlative
from ohm_core.understand.dayplan import planned
from ohm_core.understand.deeds import Deed, deed_of
from ohm_core.understand.gestures import gestures
from ohm_core.understand.grouping import Rule
from ohm_core.understand.keys import by_keys, key_condition
from ohm_core.understand.ladder import laddered
from ohm_core.understand.lasting import as_state
from ohm_core.understand.middle import between_limits, middling
from ohm_core.understand.predicates import predicates
from ohm_core.understand.scene import Scene
from ohm_core.understand.schedule import duration, schedule, window
from ohm_core.understand.sequences import sequenced
from ohm_core.understand.stepping import stepped
from ohm_core.understand.subjects import happening
from ohm_core.understand.triggers import condition_of, joined, one_condition
from ohm_core.understand.verbless import bare_deeds, colors_of, in_color


def compose(scene: Scene, rules: list[Rule]) -> None:
    """The behaviours of all rules, in the order of the text."""
    last: Behaviour | None = None
    for rule in [r for whole in laddered(scene, stepped(scene, planned(scene, by_keys(scene, sequenced(scene, gestures(scene, rules)))))) for each in _at_times(scene, whole) for r in compared_apart(scene, each)]:
        made = _otherwise(scene, rule, last) if rule.otherwise and last is not None else _rule(scene, rule, last)
        last = made or last
    between_limits(scene)
    _paired_limits(scene)
    _refined(scene)
    _in_turn(scene)
    _seen_too(scene)
    _counts_shown(scene)


def _at_times(scene: Scene, rule: Rule) -> list[Rule]:
    """"At 6:45 turn on the lamp, at 7:30 turn it off": each deed at its own time."""
    clocks = [any(c.start <= q.start < c.end and q.kind == "clock" for q in scene.page.quantities) for c in rule.deeds]
    if rule.conditions or rule.otherwise or sum(clocks) < 2:
        return [rule]
    parts: list[Rule] = []
    for clause, clock in zip(rule.deeds, clocks, strict=True):
        parts = [*parts, Rule((), (clause,))] if clock or not parts else [*parts[:-1], Rule((), (*parts[-1].deeds, clause))]
    return parts


def _paired_limits(scene: Scene) -> None:
    """"over 60 %: fan on, under 50 %: fan off": what ends at another limit of the same reading is one behaviour with a gap."""
    for one in [b for b in scene.behaviours if isinstance(b.when, Held) and b.else_]:
        first = one.when.held if isinstance(one.when, Held) else None
        if isinstance(first, Reading) and any(isinstance(b.when, Reading) and b is not one and set(b.do) == set(one.else_) and b.when.read == first.read and b.when.op[:1] != first.op[:1] for b in scene.behaviours):
            scene.behaviours[:] = [replace(b, else_=()) if b is one else b for b in scene.behaviours]  # "opens when dry for an hour, closes when wet"
    for two in [b for b in reversed(scene.behaviours) if all(a.action in ("off", "stop", "move") for a in b.do)]:
        for one in [b for b in scene.behaviours if b is not two and b.else_ and (set(b.else_) == set(two.do) or _moves_too(b, two))]:
            if _band(scene, one, two.when, list(two.do), apart=True):
                scene.behaviours[:] = [b for b in scene.behaviours if b is not two]
                break


def _counts_shown(scene: Scene) -> None:
    """"count how often it opens and show the number": the number is the count, not what is sensed."""
    for count in [b for b in scene.behaviours if any(a.act == "board" and a.action == "count" for a in b.do)]:
        shows = {a.act for a in count.do if a.action == "number"}
        counted = {s.partition(".")[0] for s in subjects(count.when)}
        scene.behaviours[:] = [b for b in scene.behaviours if b is count or not (
            {a.act for a in b.do} <= shows and all(a.action == "show" for a in b.do) and {s.partition(".")[0] for a in b.do for s in subjects(a)} - {a.act for a in b.do} <= counted)]


_SEEING = ("motion", "touch", "knock", "beam", "vibration")


def _seen_too(scene: Scene) -> None:
    """"a lamp with a motion sensor, but not during the day": the sensor named beside it is the other half of the condition."""
    page = scene.page
    for start, end in page.sentences:
        halves = [b for b in scene.behaviours if isinstance(b.when, Reading) and ".light" in b.when.read and b.said and b.said in page.said(start, end)]
        words = {page.low(j) for j in range(start, end)}
        beside = [d for x in page.nouns_in(start, end) if x.sort == "device" for d in scene.drafts_of(x) if d.role == "sense" and d.concept in _SEEING and d.id not in scene.touched()]
        if len(halves) == 1 and len({d.id for d in beside}) == 1 and words & {"only", "but", "not", "except"} and not any(c.low in ("when", "if") for c in page.tokens[start:end]):
            seen = happening(scene.pool, beside[0], beside[0].concept)
            both = joined(seen, halves[0].when, AllOf)
            scene.behaviours[:] = [replace(b, when=both, else_=() if is_event(both) else b.else_) if b is halves[0] else b for b in scene.behaviours]


def _in_turn(scene: Scene) -> None:
    """"when I press it the lamp comes on, and when I press it again it goes off": one behaviour that toggles."""
    for one, two in itertools.pairwise(list(scene.behaviours)):
        same = one.when == two.when and not one.else_ + two.else_
        both = _alternating(scene, two.said or "", two.when, [*one.do, *two.do]) if same else []
        if same and (turns := _to_and_fro(two, one)):
            scene.behaviours.remove(two)
            scene.behaviours[scene.behaviours.index(one)] = replace(one, do=turns, said=f"{one.said}; {two.said}")
            continue
        if both and len(both) < len({*one.do, *two.do}) and one in scene.behaviours:
            scene.behaviours.remove(two)
            scene.behaviours[scene.behaviours.index(one)] = replace(one, do=tuple(both), said=f"{one.said}; {two.said}")


def _to_and_fro(two: Behaviour, one: Behaviour) -> tuple[Action, ...]:
    """"press it and the servo opens the lid; press it again and it closes": the angles take turns."""
    again = isinstance(one.when, Event) and _says_next(two.said or "")
    moves = [*one.do, *two.do]
    apart = again and len(one.do) == len(two.do) == 1 and all(a.action == "move" and a.for_s is None and a.turn is None for a in moves)
    return tuple(replace(a, turn=n) for n, a in enumerate(moves, 1)) if apart and moves[0].act == moves[1].act and moves[0].args != moves[1].args else ()


def _refined(scene: Scene) -> None:
    """"Water them when it is dry: run the pump for 5 seconds below 30 %": what follows the colon is the same thing said exactly."""
    page = scene.page
    low = " ".join(page.text.split())
    for one, two in itertools.pairwise(list(scene.behaviours)):
        ends = low.find(one.said or "\0")
        general = ends >= 0 and low[ends + len(one.said or "") :].lstrip()[:1] in (":", "–", "—") and low.find(two.said or "\0") > ends
        same = {(a.act, a.action) for a in one.do} <= {(a.act, a.action) for a in two.do}
        if general and same and {s for s in subjects(one.when)} <= {s for s in subjects(two.when)}:
            scene.behaviours.remove(one)


def _rule(scene: Scene, rule: Rule, last: Behaviour | None = None) -> Behaviour | None:
    """One rule's behaviour; what it says of steering and counting stands beside it."""
    if correlative(scene, rule):
        return None
    before = len(scene.behaviours)
    likewise = _likewise(scene, rule, last)
    if likewise is not None:
        return likewise
    condition = condition_of(scene, rule.conditions)
    words = _words(scene, rule)
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
        if clause.joined != "gap" and _silent(scene, clause, deed):
            scene.silent.append((clause.body, clause.end, False))
        timed = timed or schedule(scene.page, clause.start, clause.end)
        if deed.trigger is not None and condition is None and not (actions and not deed.actions and timed is not None):
            if deed.actions and len(rule.deeds) > 1:
                _finish(scene, Rule((), (clause,)), deed.trigger, None, deed.actions, deed.said)
                continue
            condition, words = deed.trigger, _joined(words, deed.trigger_said)
        elif deed.trigger is not None and actions and deed.actions and is_event(deed.trigger) and {opposite(a) for a in actions} & set(deed.actions):
            _finish(scene, Rule((), (clause,)), deed.trigger, None, list(dict.fromkeys(deed.actions)), scene.page.said(clause.start, clause.end))  # "… and only the button makes it quiet"
            continue
        elif deed.trigger is not None and condition is not None and rule.conditions and _adds(condition, deed.trigger):
            condition, words = joined(condition, deed.trigger, AllOf), _joined(words, deed.trigger_said)
        actions = _afterwards(scene, clause, actions, deed.actions)
    for clause in rule.conditions:
        timed = timed or (schedule(scene.page, clause.start, clause.end) if condition is None else None)
    listed = _listed(rule)
    if listed or not actions:
        actions = actions + [a for a in bare_deeds(scene, listed or rule.deeds, condition is not None or timed is not None and len(rule.deeds) > 1) if a.act not in {x.act for x in actions}]
    if not actions and timed is not None:
        actions = _timed(scene, rule)
    switched = bool(rule.deeds) and all(_body_words(scene, c) <= {"on", "off", "again"} for c in rule.deeds)
    if last is not None and (any(c.joined == "gap" for c in rule.deeds) or switched and not actions):
        actions = _as_before(scene, rule, last) or actions
        if _band(scene, last, condition, actions) or _contrary(scene, last, condition, actions, words):
            return scene.behaviours[-1]
    if condition is None and (actions or last is not None) and middling(scene.page, rule):
        scene.middles.append((actions or (in_color(scene, [c for d in rule.deeds for c in colors_of(scene, d)][:1], last.do[0]) if last is not None else []), words))
        return None
    _lost(scene, rule, last, condition, actions, before)
    if not actions:
        return None
    return _finish(scene, rule, condition, timed, list(dict.fromkeys(actions)), words)


def _body_words(scene: Scene, clause: Clause) -> set[str]:
    """The words of a clause without the one that opens it."""
    return {scene.page.low(j) for j in range(clause.body, clause.end)}


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


def _as_before(scene: Scene, rule: Rule, last: Behaviour) -> list[Action]:
    """The deed of a clause without a verb: on or off of what the clause before switched, or the same deed by another thing or in another colour."""
    page = scene.page
    words = {page.low(j) for c in rule.deeds for j in range(c.body, c.end)}
    named = any(x.sort == "device" and scene.drafts_of(x) for c in rule.deeds for x in page.nouns_in(c.body, c.end) if x.sense is not None and x.sense.role in ("act", "show"))
    if words & {"off", "on"} and not named:
        return [a for x in last.do for a in ([opposite(x)] if "off" in words else [x]) if a is not None]
    again = _same_again(scene, rule, last)
    colors = [page.lexicon.tables["color"].get(page.low(j), page.low(j)) for c in rule.deeds for j in range(c.body, c.end) if page.is_("color", j)]
    if not again and colors:
        again = [replace(a, args=tuple((k, colors[0] if k == "color" else v) for k, v in a.args)) for a in last.do if a.arg("color") is not None] or in_color(scene, colors[:1], last.do[0])
    return again


def _moves_too(one: Behaviour, two: Behaviour) -> bool:
    """"20 when it is bright, 150 when it is dark": each angle stays until the other one comes."""
    moves = [*one.do, *two.do]
    return len(moves) == 2 and all(a.action == "move" and a.for_s is None for a in moves) and moves[0].act == moves[1].act and one.else_ == tuple(a for a in map(opposite, one.do) if a is not None)


def _band(scene: Scene, last: Behaviour, condition: Condition | None, actions: list[Action], apart: bool = False) -> bool:
    """"on below 19 and off above 21": one behaviour whose condition ends at the second limit. True where LAST became that."""
    one = last.when
    if not isinstance(one, Reading) or not isinstance(condition, Reading) or one.read != condition.read or one.op[:1] + condition.op[:1] not in ("<>", "><"):
        return False
    if one.op == ">=" and condition.op == "<=" and isinstance(condition.value, float | int) and isinstance(one.value, float | int) and one.value < condition.value:
        one, condition = replace(one, op="<"), replace(condition, op=">")  # "on at 18, off at 21": it heats
    gap = condition.value - one.value if isinstance(condition.value, float | int) and isinstance(one.value, float | int) else -1
    if (gap if one.op[:1] == "<" else -gap) < 0 or not actions or not apart and set(actions) != set(last.else_) or last not in scene.behaviours:
        return False
    scene.behaviours.remove(last)
    scene.add(replace(last, when=replace(one, hysteresis=float(abs(gap)) or one.hysteresis), else_=tuple(actions)))
    return True


def _contrary(scene: Scene, last: Behaviour, condition: Condition | None, actions: list[Action], words: str) -> bool:
    """"red when I tip it over and green when it stands upright": the other state of the same reading is the other case."""
    one = as_state(scene, last.when)
    if not isinstance(one, Reading) or not isinstance(condition, Reading) or one.read != condition.read or (one.op, condition.op) != ("==", "==") or {one.value, condition.value} != {0, 1}:
        return False
    if not actions or {a.act for a in actions} != {a.act for a in last.do} or last not in scene.behaviours:
        return False
    scene.behaviours.remove(last)
    scene.add(replace(last, when=one, else_=tuple(actions), said=f"{last.said}; {words}"))
    return True


def _likewise(scene: Scene, rule: Rule, last: Behaviour | None) -> Behaviour | None:
    """"A button inside opens it the same way": another hand for the deeds before."""
    page = scene.page
    same = any(page.low(j) == "same" and page.low(j + 1) in ("way", "thing", "manner") or page.low(j) == "likewise" for c in rule.deeds for j in range(c.start, c.end))
    hands = [d for c in rule.deeds for x in page.nouns_in(c.body, c.end) if x.sort == "device" for d in scene.drafts_of(x) if d.role in ("input", "identify")]
    if not same or rule.conditions or last is None or not hands or not is_event(last.when) and not isinstance(last.when, Reading):
        return None
    made = Behaviour(scene.free_id(last.id), happening(scene.pool, hands[0], hands[0].concept), last.do, said=_words(scene, rule))
    scene.add(made)
    return made


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


def _silent(scene: Scene, clause: Clause, deed: Deed) -> bool:
    """True for a clause whose verbs ask for a deed, where nothing came of it."""
    if deed.actions or deed.behaviours or deed.trigger is not None or clause.owner is not None or clause.purpose:
        return False
    found = predicates(scene.page, scene.pool, clause)
    return any(p.frame is not None and p.frame.does in ("act", "modulate", "regulate") and not p.negated and p.frame.action not in ("off", "stop") and not p.person for p in found)


def _lost(scene: Scene, rule: Rule, last: Behaviour | None, condition: Condition | None, actions: list[Action], behaviours: int) -> None:
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


def _words(scene: Scene, rule: Rule) -> str:
    clauses = sorted([*rule.conditions, *rule.deeds], key=lambda c: c.start)
    return scene.page.said(clauses[0].start, clauses[-1].end) if clauses else ""


def _finish(scene: Scene, rule: Rule, condition: Condition | None, timed: tuple[Condition, str] | None, actions: list[Action], words: str) -> Behaviour:
    if timed is not None and condition is None:
        condition = timed[0]
    elif timed is not None and condition is not None and not isinstance(condition, Event):
        condition = joined(timed[0], condition, AllOf) if isinstance(timed[0], At | AnyOf) or isinstance(timed[0], Every) and is_state(condition) else condition
    if (lasts := duration_said(scene, rule)) is not None:
        actions = [a for a in actions if a.for_s in (None, lasts) or not any(x.for_s == lasts and (x.act, x.action) == (a.act, a.action) for x in actions)]
    else:
        actions = [a for a in actions if a.for_s is None or replace(a, for_s=None) not in actions]  # "pump on": the verb's own time yields
    actions = [a for a in actions if a.args or a.action != "bar" or not any(x.action == "bar" and x.act == a.act and x.args for x in actions)]
    condition = with_check(scene, condition, not _any_card(scene, rule) and any(a.action in ("move", "on", "open") and _locks(scene, a) for a in actions))
    if condition is not None and _goes_on(scene, rule, condition):
        actions = [replace(a, args=(("period_s", 1.0),)) if a.action == "beep" and a.arg("duration_s") in (0.2, 0.5) and a.for_s is None else a for a in actions]
    else_: tuple[Action, ...] = ()
    if condition is not None and not is_event(condition):
        else_ = tuple(a for a in map(opposite, actions) if a is not None)
    actions = _alternating(scene, words, condition, actions)
    if isinstance(condition, Every) and condition.every_s <= 10 and all(a.action == "blink" for a in actions):
        actions = [replace(a, args=(*(x for x in a.args if x[0] != "period_s"), ("period_s", condition.every_s))) for a in actions]
        condition = Always()
    if isinstance(condition, Every) and all(a.action == "chase" for a in actions):
        condition = Always()  # the period is the chase's own
    when = condition or _unconditional(scene, actions)
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


def _unconditional(scene: Scene, actions: list[Action]) -> Condition:
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
            if _band(scene, behaviour, stop, list(ends)):
                continue
            if stop is not None and ends:
                scene.behaviours[:] = [replace(b, else_=()) if b.id == behaviour.id else b for b in scene.behaviours]  # it stays so until then
                scene.add(Behaviour(scene.free_id("until"), stop, ends, said=words))


_NEXT = frozenset(("next", "second", "again", "another", "once"))


def _alternating(scene: Scene, words: str, condition: Condition | None, actions: list[Action]) -> list[Action]:
    """"a press turns it on, the next one off again": the same hand does both, in turn."""
    if not isinstance(condition, Event) or not _says_next(words):
        return actions
    names: dict[str, set[str]] = {}
    for a in actions:
        names.setdefault(a.act, set()).add(a.action)
    both = {act for act, does in names.items() if "off" in does and does & {"on", "toggle"}}
    made = [Action(a.act, "toggle") if a.act in both and a.action in ("on", "off", "toggle") else a for a in actions]
    return list(dict.fromkeys(made))


def _says_next(words: str) -> bool:
    return bool(set(re.findall(r"\w+", words.lower())) & _NEXT)


def _beyond(when: Condition, stop: Reading) -> bool:
    """True where the limit that ends it can only be reached from the other side."""
    if not isinstance(when, Reading) or when.read != stop.read or when.op[:1] != stop.op[:1] or not isinstance(when.value, float | int) or not isinstance(stop.value, float | int):
        return False
    return stop.value < when.value if when.op[:1] == ">" else stop.value > when.value if when.op[:1] == "<" else False


def _name(actions: list[Action]) -> str:
    return f"{actions[0].act}_{actions[0].action}"


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
        return _finish(scene, Rule((), rule.deeds), joined(negated(before), own, AllOf), None, actions, f"{last.said}; {_words(scene, rule)}")
    actions += [a for a in bare_deeds(scene, _listed(rule), True) if a.act not in {x.act for x in actions}]
    actions = actions or _same_again(scene, rule, last)
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
    whole = Behaviour(last.id, last.when, (*last.do, *ends), (*undone, *actions), f"{last.said}; {_words(scene, rule)}")
    scene.behaviours[index] = whole
    return whole


def _same_again(scene: Scene, rule: Rule, last: Behaviour) -> list[Action]:
    """"… otherwise a green one", "else the buzzer": the same deed by another thing, which alone is named."""
    page, first = scene.page, last.do[0]
    drafts = [d for c in rule.deeds for x in page.nouns_in(c.body, c.end) if x.sort == "device" for d in scene.drafts_of(x) if scene.out(d)]
    colors = {page.lexicon.tables["color"].get(page.low(j), page.low(j)) for c in rule.deeds for j in range(c.body, c.end) if page.is_("color", j)}
    if colors and all(d.id == first.act for d in drafts):
        return in_color(scene, sorted(colors), first)[:2]
    angle = next((q.value for c in rule.deeds for q in page.quantities if c.body <= q.start < c.end and q.kind in ("temperature", "number")), None)
    if first.action == "move" and angle is not None and not drafts:
        return [replace(first, args=(("angle_deg", angle),))]
    like = [d for d in drafts if d.id != first.act][:2]
    return [action(scene.pool, d, first.action, first.args) if first.action in ("on", "blink", "beep", "fade") and same_family(scene.pool, d, first.act) else action(scene.pool, d, "on") for d in like]
