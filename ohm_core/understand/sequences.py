"""One deed after the other: "red for 10 seconds, then yellow for 2, and over again", "wait 5 seconds, then …"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ohm_core.design.behaviour import Action, Always, Behaviour, Condition
from ohm_core.understand.actions import opposite
from ohm_core.understand.checks import is_event
from ohm_core.understand.clauses import Clause
from ohm_core.understand.deeds import deed_of
from ohm_core.understand.grouping import Rule
from ohm_core.understand.lasting import as_state
from ohm_core.understand.manners import with_manner
from ohm_core.understand.page import Page
from ohm_core.understand.scene import Scene
from ohm_core.understand.schedule import schedule, time_at
from ohm_core.understand.subjects import happening
from ohm_core.understand.triggers import condition_of
from ohm_core.understand.verbless import angle_in, bare_deeds, colors_of

_ARROWS = ("->", "→", "=>")
_NEXT = frozenset(["then", "afterwards", "afterward", "thereafter", "finally", *_ARROWS])
_WAITS = frozenset(["wait", "waits", "waiting", "pause", "pauses", "after", "delay"])
_AGAIN = ("over and over", "again and again", "over again", "starts over", "start over", "starts again", "start again", "from the start", "from the beginning", "begins again", "begin again",
          "and so on", "repeat", "repeats", "repeated", "repeating", "in a loop", "loops", "round and round", "forever", "endlessly", "continuously", "all over", "starts anew", "begins anew")
_ENDS = ("off", "stop", "clear")
_INSTANT = ("publish", "log", "count", "reset", "number", "show", "toggle")


@dataclass
class _Step:
    """Tokens [start, end) of one step, what is done in it and for how long."""

    start: int
    end: int
    actions: list[Action] = field(default_factory=list)
    seconds: float | None = None
    wait: float | None = None


def sequenced(scene: Scene, rules: list[Rule]) -> list[Rule]:
    """Makes the behaviours whose deeds follow one another; gives the rules that are left."""
    for start, end in _spans(scene.page):
        mine = [r for r in rules if any(start <= c.start < end for c in (*r.conditions, *r.deeds))]
        if _follow(scene.page, start, end) and _sequence(scene, mine, start, end):
            rules = [r for r in rules if r not in mine]
    return rules


def _spans(page: Page) -> Iterator[tuple[int, int]]:
    """Sentences, each with those after it that go on with "then" or "and over again"."""
    open_: tuple[int, int] | None = None
    for start, end in page.sentences:
        goes_on = page.low(start) in _NEXT or page.low(start) in ("after", "followed") and page.low(start + 1) in ("that", "by") or _repeats(page, start, min(end, start + 6))
        if open_ is not None and (goes_on or page.low(open_[1] - 1) == ":"):
            open_ = (open_[0], end)
            continue
        if open_ is not None:
            yield open_
        open_ = (start, end)
    if open_ is not None:
        yield open_


def _repeats(page: Page, start: int, end: int) -> bool:
    return _again_at(page, start, end) < end


def _again_at(page: Page, start: int, end: int) -> int:
    """Where the words say that it all begins again; END where they do not."""
    phrases = [w.split() for w in _AGAIN]
    return next((j for j in range(start, end) if any([page.low(j + k) for k in range(len(p))] == p for p in phrases)), end)


def _after_that(page: Page, rule: Rule) -> Rule:
    """A rule in which "after that the fan runs" is a deed."""
    later = tuple(c for c in rule.conditions if page.low(c.start) == "after" and page.low(c.start + 1) == "that")
    deeds = sorted((*rule.deeds, *(replace(c, kind="main") for c in later)), key=lambda c: c.start)
    return replace(rule, conditions=tuple(c for c in rule.conditions if c not in later), deeds=tuple(deeds)) if later else rule


def _before_wait(page: Page, clause: Clause) -> Clause:
    """A condition without the ", wait 5 seconds" behind it."""
    at = next((j for j in range(clause.body + 1, clause.end) if page.low(j) in ("wait", "waits") and page.low(j - 1) == ","), None)
    return clause if at is None else replace(clause, end=at - 1)


def _follow(page: Page, start: int, end: int) -> bool:
    """True where the words tell an order of deeds and a time: the rest is read only then."""
    parts = sum(page.low(j) in _NEXT or page.low(j) == "after" and page.low(j + 1) == "that" for j in range(start + 1, end))
    timed = any(time_at(page, j) is not None for j in range(start, end))
    return timed and (parts > 1 or parts == 1 and not any(page.low(j) in _ARROWS for j in range(start, end)))


def _sequence(scene: Scene, mine: list[Rule], start: int, end: int) -> bool:
    """The behaviour of one order of deeds. True where it was made."""
    page = scene.page
    arrow = next((j for j in range(start, end) if page.low(j) in _ARROWS), None)
    mine = [_after_that(page, r) for r in mine]
    ruled = [r for r in mine if r.conditions]
    if arrow is not None:
        if any(page.predicative(x) and (x.sort == "state" or any(f.does in ("event", "state") for f in page.frames(x))) for x in page.items if arrow < x.start < end):
            return False  # "dry -> pump 5 s, empty -> LED": a rule each
        ruled, mine = [r for r in ruled if r.conditions[0].end <= arrow][:1], mine[:1]
        ruled = [replace(r, conditions=tuple(c for c in r.conditions if c.end <= arrow)) for r in ruled]
    if len(ruled) > 1 or any(r.otherwise for r in mine) or any(c.kind in ("until", "unless") for r in mine for c in r.conditions):
        return False
    conditions = tuple(_before_wait(page, c) for c in ruled[0].conditions) if ruled else ()
    deeds = [c for r in mine for c in r.deeds]
    if not deeds or conditions and conditions[0].start > deeds[0].start:
        return False
    colon = next((j + 1 for j in range(start, end) if page.low(j) == ":" and not page.quantity_at.get(j)), 0)
    waits = conditions and any(page.low(j) in ("wait", "waits") for j in range(conditions[-1].end, deeds[0].body))
    begin = arrow + 1 if arrow is not None else conditions[-1].end + 1 if waits else max(deeds[0].body, colon if colon and not conditions and not any(time_at(page, j) for j in range(start, colon)) else 0)
    steps = _steps(page, begin, _again_at(page, begin, end))
    condition = condition_of(scene, conditions)
    trigger: Condition | None = None
    for step in steps:
        trigger = _read(scene, step, deeds, steps) or trigger
    trigger = trigger or _by_hand(scene, start, steps[0].end)
    again = _repeats(page, begin, end)
    if any(not s.actions and s.wait is None and any(x.as_verb for x in page.items if s.start <= x.start < s.end) for s in steps):
        return False  # what is not understood may be what matters
    steps = _shared_time(page, [s for s in steps if s.actions or s.wait])
    if not any(s.actions for s in steps) or sum(bool(s.actions) + (s.wait is not None) for s in steps) < 2 or not any(s.seconds or s.wait for s in steps) or _only_undone(page, steps, again):
        return False
    timed = schedule(page, start, begin) or schedule(page, begin, steps[0].end)
    when = condition or trigger or (timed[0] if timed is not None else None)
    if conditions and condition is None:
        return False
    if when is None:
        when = Always()
        if not again:
            scene.pool.note("The steps begin again after the last one; nothing says that they end.")
    do = tuple(_numbered(steps))
    if not is_event(when) and not isinstance(when, Always):
        when = as_state(scene, when)
    ends = () if is_event(when) or isinstance(when, Always) else tuple(dict.fromkeys(o for a in do if (o := opposite(replace(a, step=None, for_s=None))) is not None))
    first = next(a for a in do if a.act != "board" or a.action != "wait")
    scene.add(Behaviour(scene.free_id(f"{first.act}_steps"), when, do, ends, page.said(start, end), again or isinstance(when, Always)))
    return True


def _steps(page: Page, begin: int, end: int) -> list[_Step]:
    """The stretches between "then", arrows and the commas before what has a time of its own."""
    cuts = [begin]
    for j in range(begin + 1, end):
        word = page.low(j)
        new = word in _NEXT or word == "after" and page.low(j + 1) == "that" or word == "followed" and page.low(j + 1) == "by"
        if not new and word in (",", ";", "and"):
            stop = next((k for k in range(j + 1, end) if page.low(k) in (",", ";", "and", ".") or page.low(k) in _NEXT), end)
            timed = any(time_at(page, k) is not None for k in range(j + 1, stop))
            waits = page.low(j + 1) in ("wait", "waits", "pauses", "pause")
            new = timed and page.low(j + 1) not in _NEXT and (waits or any(time_at(page, k) is not None for k in range(cuts[-1], j)))
        if new and j > cuts[-1]:
            cuts.append(j)
    return [_Step(s, e) for s, e in zip(cuts, [*cuts[1:], end], strict=True)]


def _body(page: Page, step: _Step) -> int:
    at = step.start
    while step.end > at and page.low(step.end - 1) in (".", ",", ";", "!", "and"):
        step.end -= 1
    while at < step.end and (page.low(at) in _NEXT or page.low(at) in (",", ";", ".", "and", "first", "next", "that", "by", "followed") or page.low(at) == "after" and page.low(at + 1) == "that"):
        at += 1
    return at


def _read(scene: Scene, step: _Step, deeds: list[Clause], steps: list[_Step]) -> Condition | None:
    """Fills in what is done in STEP and how long it lasts; the event that it tells besides, if any."""
    page = scene.page
    at = _body(page, step)
    time = next(((j, t) for j in range(at, step.end) if (t := time_at(page, j)) is not None and page.low(j - 1) not in ("every", "each")), None)
    waits = time is not None and any(page.low(j) in _WAITS for j in range(max(at, time[0] - 3), time[0]))
    if time is not None and waits:
        step.wait, at = time[1][0], time[1][1]
    elif time is not None:
        step.seconds = time[1][0]
    told = next((j for j in range(at, step.end) if page.low(j) == "and" and any(f.does == "event" for x in page.verbs_in(at, j) for f in page.frames(x))), at)
    cuts = sorted({at, told, *(c.start for c in deeds if at < c.start < step.end)})
    trigger: Condition | None = None
    before = [a for s in steps if s is not step for a in s.actions]
    for s, e in zip(cuts, [*cuts[1:], step.end], strict=True):
        clause = Clause(s, e, "main", sum(page.low(j) in (",", "and", ":") for j in range(s, min(s + 2, e))))
        deed = deed_of(scene, clause)
        trigger = trigger or deed.trigger
        found = deed.actions or with_manner(scene, s, e, bare_deeds(scene, (clause,), True)) or _like(scene, clause, before)
        step.actions += [a for a in _own_colors(scene, clause, found) if a not in step.actions]
    step.actions = [_timed(a, step.seconds) for a in step.actions]
    return trigger


def _own_colors(scene: Scene, clause: Clause, actions: list[Action]) -> list[Action]:
    """Of lights in several colours those whose colour this step says."""
    said = set(colors_of(scene, clause))
    colors = {d.id: d.color for d in scene.pool.drafts}
    mine = [a for a in actions if colors.get(a.act) in said]
    if len(said) == 1 and not mine:
        many = {d.id for d in scene.pool.drafts if scene.pool.lexicon.any_is_a(d.concept, ("colored_light", "pixel_light"))}
        return [replace(a, action="color", args=(("color", min(said)),)) if a.act in many and a.action == "on" else a for a in actions]
    return [a for a in actions if a in mine or not colors.get(a.act)] if mine else actions


def _by_hand(scene: Scene, start: int, end: int) -> Condition | None:
    """"At the push of a button …": the hand's part named before what is done."""
    hands = [d for x in scene.page.nouns_in(start, end) if x.sort == "device" for d in scene.drafts_of(x) if d.role == "input" and d.concept in ("press", "touch")]
    return happening(scene.pool, hands[0], hands[0].concept) if hands else None


def _timed(done: Action, seconds: float | None) -> Action:
    """DONE for so long, where it does not end by itself or happens in an instant."""
    if seconds is None or done.action in _INSTANT or done.arg("times") is not None or done.arg("to_pct") is not None:
        return done
    if done.action == "beep":
        return replace(done, args=(), for_s=seconds)
    return replace(done, for_s=seconds)


def _like(scene: Scene, clause: Clause, before: list[Action]) -> list[Action]:
    """"then the middle one", "then all off", "back to 0": the deed before by another thing, or what ends what was begun."""
    page = scene.page
    words = {page.low(j) for j in range(clause.body, clause.end)}
    if words & {"off", "stop"} and (words & {"all", "everything", "both", "it", "they"} or len(words) <= 2):
        return list(dict.fromkeys(o for a in before if (o := opposite(replace(a, for_s=None, step=None))) is not None and o.action in _ENDS))
    if not before:
        return []
    angle = angle_in(scene, clause)
    if before[-1].action == "move" and angle is not None and not page.nouns_in(clause.body, clause.end):
        return [replace(before[-1], args=(("angle_deg", angle),), for_s=None)]
    labelled = next((d for d in scene.acting() if d.label and d.label in words), None)
    label = next((page.low(j) for j in range(clause.body, clause.end - 1) if page.is_("label", j) and page.low(j + 1) in ("one", "led", "lamp", "light")), "")
    kin = next((d for d in scene.acting() if d.id == before[-1].act), None)
    if labelled is None and label and kin is not None and kin.label:
        stem = kin.id.removesuffix(f"_{kin.label}")
        labelled = scene.pool.add(replace(kin, id=f"{stem}_{label}", label=label, count=1, said=f"{label} one", conditions=dict(kin.conditions), attrs=dict(kin.attrs)))
    return [replace(before[-1], act=labelled.id)] if labelled is not None else []


def _shared_time(page: Page, steps: list[_Step]) -> list[_Step]:
    """"… for a second, then the middle one, each just as long": what has no time of its own takes the one that is said."""
    said = next((s.seconds for s in steps if s.seconds is not None), None)
    words = {page.low(j) for s in steps for j in range(s.start, s.end)}
    whole = {page.low(j) for j in range(steps[0].start, min(steps[-1].end + 12, len(page.tokens)))} if steps else set()
    if said is None or not (words | whole) & {"each", "same", "long", "likewise"}:
        return steps
    for step in steps:
        if step.seconds is None and step.wait is None:
            step.actions, step.seconds = [_timed(a, said) for a in step.actions], said
    return steps


def _only_undone(page: Page, steps: list[_Step], again: bool) -> bool:
    """True for "on for 5 seconds, then off again": how long the one deed lasts."""
    if again or len(steps) != 2 or steps[1].wait:
        return False
    first = {a.act: a.action for a in steps[0].actions}
    back = {page.low(j) for j in range(steps[1].start, steps[1].end)} & {"again", "locks", "closes"}
    return all(a.act in first and (back or a.action in (*_ENDS, first[a.act]) and a.action != "move") for a in steps[1].actions)


def _numbered(steps: list[_Step]) -> Iterator[Action]:
    number = 0
    for step in steps:
        if step.wait is not None:
            number += 1
            yield Action("board", "wait", (), step.wait, None, number)
        if step.actions:
            number += 1
            yield from (replace(a, step=number) for a in step.actions)
