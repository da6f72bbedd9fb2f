"""A count that begins anew: "back to zero with a button", "the button resets it"."""

from __future__ import annotations

from dataclasses import replace

from ohm_core.design.behaviour import Action, Behaviour, Event, Reading, Template, subjects
from ohm_core.understand.drafts import Draft
from ohm_core.understand.manners import press_kind, told_apart
from ohm_core.understand.page import Page
from ohm_core.understand.scene import Scene
from ohm_core.understand.subjects import happening

_ANEW = frozenset(["reset", "resets", "resetting", "zero", "zeroes", "clears", "clear", "anew"])
_HANDS = ("press", "touch")


def recount(scene: Scene) -> None:
    """Adds the reset that the words ask for to what counts, and shows the count where it changes."""
    _above(scene)
    counting = [b for b in scene.behaviours if any(a.action == "count" for a in b.do)]
    _alone(scene, counting)
    at = _anew(scene.page)
    if not counting or at is None:
        return
    start = next((s for s, e in scene.page.sentences if s <= at < e), 0)
    end = next((e for s, e in scene.page.sentences if s <= at < e), at + 1)
    hands = [d for d in scene.pool.live() if d.concept in _HANDS and d.role in ("input", "sense")]
    named = [d for x in scene.page.nouns_in(max(start, at - 6), min(end, at + 7)) if x.sort == "device" for d in scene.drafts_of(x) if d in hands]
    hand = next(iter(named), None) or next((d for d in hands if d.role == "input"), None) or scene.pool.serve("input", ("press",), scene.page.said(at, at + 1), at)
    if hand is None:
        return
    kind = press_kind(scene.page, max(start, at - 12), min(end, at + 6))
    when = told_apart(happening(scene.pool, hand, hand.concept), kind)
    if not isinstance(when, Event) or any(b.when == when for b in counting):
        return
    shows = [a for b in scene.behaviours for a in b.do if a.action in ("number", "show") and any(isinstance(v, Template) and "{board.count}" in v.text for _, v in a.args)]
    ids = {b.id for b in scene.behaviours if (b.when == when or b.said is None) and not any(a.action == "count" for a in b.do)}
    boards = {a.act for a in shows}
    scene.behaviours[:] = [replace(b, do=tuple(a for a in b.do if a.act not in boards or f"{hand.id}.pressed" not in subjects(a))) for b in scene.behaviours]  # "show it": the count, not the button
    scene.behaviours[:] = [replace(b, do=tuple(a for a in b.do if a in shows or a.act not in boards)) if b.id in ids else b for b in scene.behaviours]
    scene.behaviours[:] = [b for b in scene.behaviours if b.do]
    words = scene.page.said(max(start, at - 2), min(end, at + 4))
    scene.add(Behaviour(scene.free_id("reset"), when, (Action("board", "reset", (("name", "count"),)), *dict.fromkeys(shows)), said=words))


_YES_NO = (".magnet", ".obstacle", ".motion", ".beam_broken", ".pressed", ".touched", ".closed", ".vibration", ".tilted")
_TOLD = frozenset(["count", "counter", "counts", "counted", "times", "laps", "plus", "visitors", "number"])


def _above(scene: Scene) -> None:
    """A yes or no that is "above 100" beside a counter is how often it was so."""
    if not any(t.low in _TOLD for t in scene.page.tokens):
        return
    for n, behaviour in enumerate(list(scene.behaviours)):
        when = behaviour.when
        if not isinstance(when, Reading) or when.op[:1] not in "<>" or not when.read.endswith(_YES_NO) or not isinstance(when.value, int | float) or when.value <= 1:
            continue
        scene.behaviours[n] = replace(behaviour, when=Reading("board.count", when.op, when.value))
        if not any(a.action == "count" for b in scene.behaviours for a in b.do):
            opened = when.read.endswith(".magnet") and any(t.low.startswith("open") for t in scene.page.tokens)
            scene.add(Behaviour(scene.free_id("count"), Reading(when.read, "==", int(not opened)), (Action("board", "count", (("name", "count"),)),), said=behaviour.said))


def _alone(scene: Scene, counting: list[Behaviour]) -> None:
    """Where the count is shown, what is counted is not shown beside it, and the count stays."""
    boards = {a.act for b in counting for a in b.do if a.action in ("number", "show")}
    counted = {s.partition(".")[0] for b in counting for s in subjects(b.when)}
    for n, behaviour in enumerate(list(scene.behaviours)):
        do = tuple(a for a in behaviour.do if a.act not in boards or not ({s.partition(".")[0] for s in subjects(a)} - {a.act}) & counted or any("{board.count}" in v.text for _, v in a.args if isinstance(v, Template)))
        else_ = tuple(a for a in behaviour.else_ if a.act not in boards or a.action != "clear") if behaviour in counting else behaviour.else_
        scene.behaviours[n] = replace(behaviour, do=do, else_=else_)
    scene.behaviours[:] = [b for b in scene.behaviours if b.do]


def zeroes(scene: Scene, draft: Draft) -> bool:
    """True for a button that sets a count back, which does not count itself."""
    at = _anew(scene.page)
    if at is None or draft.concept not in _HANDS:
        return False
    start, end = next(((s, e) for s, e in scene.page.sentences if s <= at < e), (0, at + 1))
    return draft.label == "reset" or any(d is draft for x in scene.page.nouns_in(max(start, at - 6), min(end, at + 7)) if x.sort == "device" for d in scene.drafts_of(x))


def _anew(page: Page) -> int | None:
    """Where a reset is asked for."""
    for j in range(len(page.tokens)):
        word = page.low(j)
        if word in ("reset", "resets", "resetting", "zeroes", "anew") or word in ("zero", "0") and page.low(j - 1) in ("to", "at", "from"):
            return j
        if word in ("clear", "clears") and page.low(j + 1) in ("it", "the", "all", "everything"):
            return j
    return None
