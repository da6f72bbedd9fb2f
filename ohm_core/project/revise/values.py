"""A number said anew: which value of which behaviour it is, by its unit, the side of the limit, and what is named beside it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from ohm_core.design.behaviour import AllOf, AnyOf, At, Behaviour, Condition, Every, Held, Reading, subjects
from ohm_core.design.wishes import Requirements
from ohm_core.project.revise.sheet import Sheet
from ohm_core.project.revise.slots import Slot, slots
from ohm_core.project.wording import UNITS, duration
from ohm_core.understand import lexicon as lexicons
from ohm_core.understand.names import names_of
from ohm_core.understand.page import Page
from ohm_core.understand.quantities import Quantity, clock_text
from ohm_core.understand.schedule import schedule
from ohm_core.understand.understanding import page_of

BELOW = re.compile(r"\b(below|under|beneath|less|lower|colder|cooler|darker|drier|at most|smaller|closer|nearer)\b", re.I)
ABOVE = re.compile(r"\b(above|over|more|higher|greater|exceeds?|warmer|hotter|brighter|wetter|at least|farther|beyond)\b", re.I)
OLD = re.compile(r"\b(?:instead of|rather than|better than|from|not|in place of)\s*$", re.I)
FASTER = re.compile(r"\b(faster|quicker|more (?:often|frequently)|quickly|shorter|less long|sooner|twice as (?:fast|often)|speed (?:it )?up)\b", re.I)
SLOWER = re.compile(r"\b(slower|less (?:often|frequently)|more slowly|slowly|longer|half as (?:fast|often)|twice as (?:long|slow)|slow (?:it )?down)\b", re.I)
LENGTH = re.compile(r"\b(longer|shorter|as long|less long)\b", re.I)
TOLD = re.compile(r"\b(?:to|at|be|is|make it|set it|with|limit|threshold|level)\s+(?:be |to |at )?-?\d", re.I)
SAYS_LIMIT = re.compile(r"\b(limit|threshold|level|trigger|set ?point)\b", re.I)


@dataclass(frozen=True)
class Aim:
    """One new value: of which kind and role, on which side, and the old one where that is said."""

    value: float | str
    kind: str
    role: str
    op: str = ""
    old: float | None = None
    said: str = ""


def page(sheet: Sheet, text: str) -> Page:
    """The sentence with its quantities."""
    return page_of(text, lexicons.load(), names_of(sheet.before.catalogue))


def retime(sheet: Sheet, text: str, alone: Requirements) -> bool:
    """"faster", "twice as long": intervals and durations of what is named, scaled. True when it was such a wish."""
    fast, slow = FASTER.search(text), SLOWER.search(text)
    if not (fast or slow) or any(q.kind == "time" for q in page(sheet, text).quantities):
        return False
    span = bool(LENGTH.search(text))
    times = [s for s in _about(sheet, _all(sheet), text, alone) if s.kind == "time" and (s.role == "for" or s.name == "duration_s") == span]
    times = times or [s for s in _all(sheet) if s.kind == "time" and (s.role == "for" or s.name == "duration_s") == span]
    if not times:
        sheet.asks.append(f"Nothing in this design has a {'duration' if span else 'pace'} to change; it does: {'; '.join(sheet.say(b) for b in sheet.now.behaviours[:4])}.")
        return True
    factor = 0.5 if fast else 2.0
    for slot in times:
        _put(sheet, slot, float(slot.value) * factor, text)
    return True


def reset(sheet: Sheet, text: str, alone: Requirements) -> bool:
    """The new values in TEXT put where they belong. True when the sentence was about values, also where it is unclear which."""
    found = aims(page(sheet, text), text)
    if not found:
        return False
    hit = False
    for aim in found:
        fits = [s for s in _all(sheet) if _fits(s, aim)]
        near = _narrow(sheet, fits, aim, text, alone)
        if not near:
            continue
        hit = True
        if len({(s.subject, s.op, s.value, s.role) for s in near}) > 1:
            choices = "; or ".join(dict.fromkeys(_words(sheet, s) for s in near))
            sheet.asks.append(f"Which one shall be {aim.said}: {choices}?")
            continue
        for slot in near:
            _put(sheet, slot, slot.in_unit(aim.value) if isinstance(aim.value, float) else aim.value, text, aim.op)
    return hit


def aims(page_: Page, text: str) -> list[Aim]:
    """The values said, each with what the words around it make of it; amounts of money and counts of things are none."""
    timed = schedule(page_, 0, len(page_.tokens))
    if timed and isinstance(timed[0], At):
        return [Aim(timed[0].at, "clock", "at", said=timed[1])]
    if timed and isinstance(timed[0], Every):
        return [Aim(timed[0].every_s, "time", "every", said=timed[1])]
    if timed and isinstance(timed[0], AnyOf):
        return []
    fresh: list[Quantity] = []
    old: list[Quantity] = []
    for q in page_.quantities:
        before = text[: page_.tokens[q.start].start]
        (old if OLD.search(before) else fresh).append(q)
    sheet = [_aim(page_, text, q, next((o.value for o in old if o.kind in (q.kind, "number") or q.kind == "number"), None)) for q in fresh if q.kind != "money" and not _counts(page_, q)]
    return [a for a in sheet if a.kind != "number" or a.op or a.old is not None or TOLD.search(text)]


def _aim(page_: Page, text: str, q: Quantity, old: float | None) -> Aim:
    near = text[max(0, page_.tokens[q.start].start - 24) : page_.tokens[q.start].start]
    op = "<" if BELOW.search(near) else ">" if ABOVE.search(near) else ""
    role = "clock" if q.kind == "clock" else "for" if q.kind == "time" else "limit" if q.kind in ("percent", "weight", "length") or op else ""
    value: float | str = clock_text(q.value) if q.kind == "clock" else q.value
    return Aim(value, q.kind, role, op, old, page_.said(q.start, q.end))


def _counts(page_: Page, q: Quantity) -> bool:
    """"three buttons", "pin 5", "v2": a number that counts or names something."""
    item = page_.at.get(q.end)
    pronoun = page_.low(q.start) in ("one", "ones") and q.end - q.start == 1
    return q.kind == "number" and bool(pronoun or item and item.sort in ("device", "thing", "product") or page_.low(q.start - 1) in ("pin", "gpio", "version"))


def _all(sheet: Sheet) -> list[Slot]:
    return [s for b in sheet.now.behaviours for s in slots(b)]


def _fits(slot: Slot, aim: Aim) -> bool:
    if aim.kind == "clock" or slot.kind == "clock":
        return aim.kind == slot.kind == "clock"
    if aim.role == "every":
        return slot.role == "every" or slot.name == "period_s"
    if aim.kind == "time":
        return slot.kind == "time" and slot.role != "limit"
    if aim.kind == "number":
        return slot.role in ("limit", "argument") and slot.kind != "time"
    if aim.kind == "temperature":
        return slot.kind == "temperature" or slot.kind == "angle" and not aim.op
    return slot.kind == aim.kind or aim.kind == "other" and slot.kind in ("other", "frequency")


def _narrow(sheet: Sheet, fits: list[Slot], aim: Aim, text: str, alone: Requirements) -> list[Slot]:
    """The slots left after each hint, taken while it leaves some."""
    hints: tuple[Callable[[Slot], bool], ...] = (
        lambda s: aim.old is not None and isinstance(s.value, float) and abs(s.value - s.in_unit(aim.old)) < 1e-6,
        lambda s: s in _about(sheet, fits, text, alone),
        lambda s: bool(aim.op) and s.op[:1] == aim.op,
        lambda s: s.role == "limit" and bool(aim.op or SAYS_LIMIT.search(text)),
        lambda s: aim.role == "for" and (s.role == "for" or s.name == "duration_s"),
        lambda s: s.role == "limit" and aim.kind not in ("time", "clock"),
        lambda s: aim.role == "for" and s.role == "for",
    )
    for hint in hints:
        fits = [s for s in fits if hint(s)] or fits
    return fits


def _about(sheet: Sheet, among: Iterable[Slot], text: str, alone: Requirements) -> list[Slot]:
    """The slots of behaviours in which something happens, or is read, that TEXT names."""
    kept = list(among)
    acts = {(k.id, a.action) for b in alone.behaviours if b.said for a in b.do for w in alone.wishes if w.id == a.act.split(".")[0] for k in sheet.meant(w)}
    reads = {k.id for w in alone.wishes if w.role in ("sense", "input", "time") for k in sheet.meant(w)}
    things = {k.id for k in sheet.named(text)[0]} | {a for a, _ in acts} | {"board" for b in alone.behaviours if b.said for a in b.do if a.act == "board"}
    same = [s for s in kept if any((a.act.split(".")[0], a.action) in acts for a in s.behaviour.do)]
    acting = same or [s for s in kept if {x.split(".")[0] for x in subjects((s.behaviour.do,))} & things]
    reading = [s for s in kept if {x.split(".")[0] for x in subjects((s.behaviour.when,))} & (reads | things)]
    both = [s for s in acting if s in reading]
    return both or acting or reading


def _put(sheet: Sheet, slot: Slot, value: float | str, text: str, op: str = "") -> None:
    now = next(b for b in sheet.now.behaviours if b.id == slot.behaviour.id)
    fresh = next((s for s in slots(now) if (s.role, s.subject, s.name, s.op, s.value) == (slot.role, slot.subject, slot.name, slot.op, slot.value)), None)
    if fresh is None:
        return
    made = fresh.put(value)
    if op and slot.op and slot.op[:1] != op:
        made = turned(made, slot.subject, op)
    if made == now:
        sheet.told = True
        sheet.asks.append(f"It is so already: {_words(sheet, slot)}.")
        return
    sheet.put(behaviours=[replace(made, said=text.strip()) if b.id == now.id else b for b in sheet.now.behaviours])
    sheet.now = replace(sheet.now, assumptions=tuple(a for a in sheet.now.assumptions if not _tells(a, slot)))
    sheet.done.append(f"{_words(sheet, slot)} is now {_value(slot, value)}" + (f" ({'below' if op == '<' else 'above'})" if op and slot.op[:1] != op else ""))


def turned(behaviour: Behaviour, read: str, op: str) -> Behaviour:
    """The behaviour with the comparison of this reading the other way round."""
    def turn(when: Condition) -> Condition:
        if isinstance(when, Reading) and when.read == read:
            return replace(when, op=op)
        if isinstance(when, Held):
            return replace(when, held=turn(when.held))
        if isinstance(when, (AllOf, AnyOf)):
            return type(when)(tuple(turn(p) for p in (when.all if isinstance(when, AllOf) else when.any)))
        return when

    return replace(behaviour, when=turn(behaviour.when))


def _tells(assumption: str, slot: Slot) -> bool:
    """True for an assumption about just this value."""
    number = f"{slot.value:g}" if isinstance(slot.value, float) else str(slot.value)
    concept = slot.subject.split(".")[0].rstrip("_0123456789").replace("_", " ")
    return bool(re.search(rf"(?<![\d.]){re.escape(number)}(?![\d.])", assumption)) and (concept in assumption or slot.role != "limit")


def _words(sheet: Sheet, slot: Slot) -> str:
    """'the limit “soil moisture below 30 %”', 'the time “5 s”' of what is done."""
    what = sheet.say(slot.behaviour)
    return f"the {'limit' if slot.role == 'limit' else 'time' if slot.kind in ('time', 'clock') else 'value'} {_value(slot, slot.value)} of “{what}”"


def _value(slot: Slot, value: float | str) -> str:
    if isinstance(value, str):
        return value
    if slot.kind == "time":
        return duration(value)
    return f"{value:g}{UNITS.get((slot.name or slot.subject).rsplit('.', 1)[-1].rsplit('_', 1)[-1], '')}"
