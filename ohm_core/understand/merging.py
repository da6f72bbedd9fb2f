"""Two behaviours that are one: limits on both sides, turns, the same thing said again more exactly."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

from ohm_core.design.behaviour import Action, AllOf, Behaviour, Condition, Event, Held, Reading, subjects
from ohm_core.understand.actions import opposite
from ohm_core.understand.checks import is_event
from ohm_core.understand.lasting import as_state
from ohm_core.understand.scene import Scene
from ohm_core.understand.subjects import happening
from ohm_core.understand.triggers import joined


def paired_limits(scene: Scene) -> None:
    """"over 60 %: fan on, under 50 %: fan off": what ends at another limit of the same reading is one behaviour with a gap."""
    for one in [b for b in scene.behaviours if isinstance(b.when, Held) and b.else_]:
        first = one.when.held if isinstance(one.when, Held) else None
        if isinstance(first, Reading) and any(isinstance(b.when, Reading) and b is not one and set(b.do) == set(one.else_) and b.when.read == first.read and b.when.op[:1] != first.op[:1] for b in scene.behaviours):
            scene.behaviours[:] = [replace(b, else_=()) if b is one else b for b in scene.behaviours]  # "opens when dry for an hour, closes when wet"
    for two in [b for b in reversed(scene.behaviours) if all(a.action in ("off", "stop", "move") for a in b.do)]:
        for one in [b for b in scene.behaviours if b is not two and b.else_ and (set(b.else_) == set(two.do) or _moves_too(b, two))]:
            if banded(scene, one, two.when, list(two.do), apart=True):
                scene.behaviours[:] = [b for b in scene.behaviours if b is not two]
                break


def counts_shown(scene: Scene) -> None:
    """"count how often it opens and show the number": the number is the count, not what is sensed."""
    for count in [b for b in scene.behaviours if any(a.act == "board" and a.action == "count" for a in b.do)]:
        shows = {a.act for a in count.do if a.action == "number"}
        counted = {s.partition(".")[0] for s in subjects(count.when)}
        scene.behaviours[:] = [b for b in scene.behaviours if b is count or not (
            {a.act for a in b.do} <= shows and all(a.action == "show" for a in b.do) and {s.partition(".")[0] for a in b.do for s in subjects(a)} - {a.act for a in b.do} <= counted)]


_SEEING = ("motion", "touch", "knock", "beam", "vibration")


def seen_too(scene: Scene) -> None:
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


def in_turn(scene: Scene) -> None:
    """"when I press it the lamp comes on, and when I press it again it goes off": one behaviour that toggles."""
    for one, two in itertools.pairwise(list(scene.behaviours)):
        same = one.when == two.when and not one.else_ + two.else_
        both = alternating(scene, two.said or "", two.when, [*one.do, *two.do]) if same else []
        if one in scene.behaviours and _contrary_next(one, two):
            scene.behaviours.remove(two)
            scene.behaviours[scene.behaviours.index(one)] = replace(one, do=tuple(Action(a.act, "toggle") for a in one.do), else_=(), said=f"{one.said}; {two.said}")
            continue
        if same and (turns := _to_and_fro(two, one)):
            scene.behaviours.remove(two)
            scene.behaviours[scene.behaviours.index(one)] = replace(one, do=turns, said=f"{one.said}; {two.said}")
            continue
        if both and len(both) < len({*one.do, *two.do}) and one in scene.behaviours:
            scene.behaviours.remove(two)
            scene.behaviours[scene.behaviours.index(one)] = replace(one, do=tuple(both), said=f"{one.said}; {two.said}")


def _contrary_next(one: Behaviour, two: Behaviour) -> bool:
    """"When I clap the light goes on, when I clap again it goes off", where a clap is a limit of a reading."""
    return one.when == two.when and bool(one.else_) and set(two.do) == set(one.else_) and all(a.action == "on" and a.for_s is None for a in one.do) and says_next(two.said or "")


def _to_and_fro(two: Behaviour, one: Behaviour) -> tuple[Action, ...]:
    """"press it and the servo opens the lid; press it again and it closes": the angles take turns."""
    again = isinstance(one.when, Event) and says_next(two.said or "")
    moves = [*one.do, *two.do]
    apart = again and len(one.do) == len(two.do) == 1 and all(a.action == "move" and a.for_s is None and a.turn is None for a in moves)
    return tuple(replace(a, turn=n) for n, a in enumerate(moves, 1)) if apart and moves[0].act == moves[1].act and moves[0].args != moves[1].args else ()


def refined(scene: Scene) -> None:
    """"Water them when it is dry: run the pump for 5 seconds below 30 %": what follows the colon is the same thing said exactly."""
    page = scene.page
    low = " ".join(page.text.split())
    for one, two in itertools.pairwise(list(scene.behaviours)):
        ends = low.find(one.said or "\0")
        general = ends >= 0 and low[ends + len(one.said or "") :].lstrip()[:1] in (":", "–", "—") and low.find(two.said or "\0") > ends
        same = {(a.act, a.action) for a in one.do} <= {(a.act, a.action) for a in two.do}
        if general and same and {s for s in subjects(one.when)} <= {s for s in subjects(two.when)}:
            scene.behaviours.remove(one)


def _moves_too(one: Behaviour, two: Behaviour) -> bool:
    """"20 when it is bright, 150 when it is dark": each angle stays until the other one comes."""
    moves = [*one.do, *two.do]
    return len(moves) == 2 and all(a.action == "move" and a.for_s is None for a in moves) and moves[0].act == moves[1].act and one.else_ == tuple(a for a in map(opposite, one.do) if a is not None)


def banded(scene: Scene, last: Behaviour, condition: Condition | None, actions: list[Action], apart: bool = False) -> bool:
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


def other_state(scene: Scene, last: Behaviour, condition: Condition | None, actions: list[Action], words: str) -> bool:
    """"red when I tip it over and green when it stands upright": the other state of the same reading is the other case."""
    one = as_state(scene, last.when)
    if not isinstance(one, Reading) or not isinstance(condition, Reading) or one.read != condition.read or (one.op, condition.op) != ("==", "==") or {one.value, condition.value} != {0, 1}:
        return False
    if not actions or {a.act for a in actions} != {a.act for a in last.do} or last not in scene.behaviours:
        return False
    scene.behaviours.remove(last)
    scene.add(replace(last, when=one, else_=tuple(actions), said=f"{last.said}; {words}"))
    return True


_NEXT = frozenset(("next", "second", "again", "another", "once"))


def alternating(scene: Scene, words: str, condition: Condition | None, actions: list[Action]) -> list[Action]:
    """"a press turns it on, the next one off again": the same hand does both, in turn."""
    if not isinstance(condition, Event) or not says_next(words):
        return actions
    names: dict[str, set[str]] = {}
    for a in actions:
        names.setdefault(a.act, set()).add(a.action)
    both = {act for act, does in names.items() if "off" in does and does & {"on", "toggle"}}
    made = [Action(a.act, "toggle") if a.act in both and a.action in ("on", "off", "toggle") else a for a in actions]
    return list(dict.fromkeys(made))


def says_next(words: str) -> bool:
    return bool(set(re.findall(r"\w+", words.lower())) & _NEXT)
