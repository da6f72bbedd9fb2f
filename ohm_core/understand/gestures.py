"""Kinds of presses each with a deed of its own: "short press next colour, long press off", "1x on, 2x blink, long off"."""

from __future__ import annotations

from dataclasses import dataclass

from ohm_core.design.behaviour import Action, Behaviour, Event
from ohm_core.understand.actions import opposite
from ohm_core.understand.clauses import Clause
from ohm_core.understand.deeds import deed_of
from ohm_core.understand.drafts import Draft
from ohm_core.understand.grouping import Rule
from ohm_core.understand.page import Page
from ohm_core.understand.scene import Scene
from ohm_core.understand.stepping import option_at, steps, switched_to
from ohm_core.understand.subjects import happening
from ohm_core.understand.verbless import bare_deeds

_PRESS = frozenset(["press", "presses", "pressed", "click", "clicks", "clicked", "tap", "taps", "tapped", "push", "pushed", "touch", "touched", "hold", "held"])
_KINDS = {"short": "pressed", "shortly": "pressed", "once": "pressed", "single": "pressed", "brief": "pressed", "briefly": "pressed", "1x": "pressed", "quick": "pressed",
          "long": "long_pressed", "longer": "long_pressed", "twice": "double_pressed", "double": "double_pressed", "2x": "double_pressed", "dbl": "double_pressed"}
_BEFORE = frozenset(["", ".", ",", ":", ";", "-", "–", "a", "an", "the", "and", "but", "on", "with", "when", "if", "it", "is", "after"])
_LEADS = frozenset([",", ":", ";", "->", "→", "=", "-", "–", "on", "it", "quickly", "the", "button", "and", "then", "means", "of"])


@dataclass(frozen=True)
class _Cue:
    """Tokens [start, end) that name a kind of press."""

    start: int
    end: int
    event: str


def gestures(scene: Scene, rules: list[Rule]) -> list[Rule]:
    """Makes a behaviour for each kind of press where several are listed; gives the rules that are left."""
    page = scene.page
    cues = _cues(page)
    hands = [d for d in scene.pool.live() if d.concept in ("press", "touch") and d.role in ("input", "sense")]
    if len({c.event for c in cues}) < 2 or len(cues) != len({c.event for c in cues}) or len(hands) > 1:
        return rules
    hand = hands[0] if hands else scene.pool.serve("input", ("press",), page.said(cues[0].start, cues[0].end), cues[0].start)
    usual = happening(scene.pool, hand, hand.concept) if hand is not None else None
    if hand is None or not isinstance(usual, Event):
        return rules
    made: list[Behaviour] = []
    used: list[tuple[int, int]] = []
    for n, cue in enumerate(cues):
        end = cues[n + 1].start if n + 1 < len(cues) else next((e for s, e in page.sentences if s <= cue.end - 1 < e), cue.end)
        while end > cue.end and page.low(end - 1) in (",", ".", ";", "and", "a", "the", "but"):
            end -= 1
        if cue.event == "pressed" and steps(page, cue.start, end):
            continue  # "short press next colour" steps through a list
        done = list(dict.fromkeys(_done(scene, cue.end, end, [a for b in made for a in b.do])))
        if not done:
            return rules
        when = usual if cue.event == "pressed" else Event(f"{hand.id}.{cue.event}")
        made.append(Behaviour(f"{done[0].act}_{cue.event}", when, tuple(done), said=page.said(cue.start, end)))
        used.append((cue.start, end))
    for behaviour in made:
        scene.add(behaviour)
    return [r for r in rules if not any(s < c.end and c.start < e for s, e in used for c in (*r.conditions, *r.deeds))]


def _cues(page: Page) -> list[_Cue]:
    """Each kind of press that begins a stretch: "long press", "pressed twice", "1x", "long" alone beside others."""
    found: list[_Cue] = []
    j = 0
    while j < len(page.tokens):
        stop, event = _cue(page, j)
        if event and page.low(j - 1 if j else -1) in _BEFORE or event and j == 0:
            found.append(_Cue(j, stop, event))
            j = stop
        else:
            j += 1
    return found if any(c.end - c.start > 1 or page.low(c.start)[-1:] == "x" for c in found) else []


def _cue(page: Page, j: int) -> tuple[int, str]:
    word, after = page.low(j), page.low(j + 1)
    if word in ("1", "2") and after == "x":
        return j + 2, "pressed" if word == "1" else "double_pressed"
    if word in _KINDS:
        return (j + 2 if after in _PRESS else j + 1), _KINDS[word]
    if word in _PRESS and after in _KINDS:
        return j + 2, _KINDS[after]
    return j, ""


def _done(scene: Scene, start: int, end: int, before: list[Action]) -> list[Action]:
    """What one stretch asks for: a deed, a thing named alone, or one word of a list ("off", "half brightness")."""
    page = scene.page
    while start < end and page.low(start) in _LEADS and page.low(start) not in ("on",) or start + 1 < end and page.low(start) == "on" and page.low(start + 1) in ("the", "it"):
        start += 1
    clause = Clause(start, end)
    words = {page.low(j) for j in range(start, end)}
    if words & {"everything", "all"} and words & {"off", "stop", "stops"}:
        return [back for a in before if (back := opposite(a)) is not None and back.action in ("off", "stop")]
    options = [o for j in range(start, min(end, start + 3)) if (o := option_at(page, j)) is not None]
    things = [d for x in page.nouns_in(start, end) if x.sort == "device" for d in scene.drafts_of(x) if scene.out(d)]
    if options and not page.verbs_in(start, end) or options and end - start <= 2:
        target: Draft | None = next(iter([*things, *scene.acting()]), None)
        name, value = options[0]
        level = float(value) * (100 if float(value) <= 1 else 1) if name == "number" else None
        return [switched_to(scene, target, options[0] if level is None else ("level", level))] if target is not None else []
    return deed_of(scene, clause).actions or bare_deeds(scene, (clause,), True)
