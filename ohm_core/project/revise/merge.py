"""What a sentence asks for besides what is there: read together with the request, so that "it" and "the pump" mean something."""

from __future__ import annotations

import re
from dataclasses import replace

from ohm_core.design.behaviour import Action, AllOf, Always, AnyOf, At, Behaviour, Between, Condition, Event, Every, Held, Reading
from ohm_core.design.wishes import Requirements, Wish
from ohm_core.project.revise.sheet import Sheet, renamed

ALSO = re.compile(r"\b(?:also|too|as well|additionally|add|another|second|besides|and when)\b", re.I)
INSTEAD = re.compile(r"\b(?:instead|rather|no longer|not any ?more|change)\b", re.I)
ONLY = re.compile(r"\b(?:only|just|solely|but not unless)\b", re.I)
DURATION = re.compile(r"\b(?:seconds?|minutes?|hours?|sec|min|s)\b", re.I)


def context(text: str, piece: str) -> str:
    """The request with a piece added to it."""
    return f"{text.strip().rstrip('.!')}. {piece.strip().rstrip('.!')}." if text.strip() else piece


def extend(sheet: Sheet, piece: str, alone: Requirements, text: str) -> None:
    """Adds the wishes and behaviours that PIECE brings and the design has not; what it says anew of one replaces that one."""
    base, both = sheet.read(text), sheet.read(context(text, piece))
    news = _new_behaviours(sheet, base, both, piece)
    source = both
    if not news and any(b.said for b in alone.behaviours):
        news, source = [b for b in alone.behaviours if b.said], alone
    gone = {w.id for w in base.wanted()} - {w.id for w in sheet.now.wishes}
    news = [b for b in news if b.said is not None or not {s.split(".")[0] for s in _every_subject(b)} & gone]  # nothing is assumed for what was taken away
    if unread := [u.said for u in source.unserved if u not in base.unserved and u.said in piece and any(isinstance(b.when, Always) and b.said and u.said in b.said for b in news)]:
        sheet.asks.append(f"I understood what shall be done, but not when: “{unread[0].rstrip('?!. ')}”. Say it by a reading, a button or a time, for example “when the temperature is above 30”.")
        return
    ids = _wishes(sheet, base, source, alone, news)
    for behaviour in news:
        _behaviour(sheet, renamed(behaviour, ids), piece)
    fresh = [a for a in both.assumptions if a not in base.assumptions and a not in sheet.now.assumptions] if sheet.done else []
    lost = [u for u in both.unserved if u not in base.unserved and u not in sheet.now.unserved and "Nothing in this asks" not in u.why]
    sheet.now = replace(sheet.now, assumptions=(*sheet.now.assumptions, *fresh), unserved=(*sheet.now.unserved, *lost), questions=tuple(q for q in both.questions if q not in base.questions))
    if lost:
        sheet.missed += [f"“{u.said}”: {u.why}" for u in lost]


def _new_behaviours(sheet: Sheet, base: Requirements, both: Requirements, piece: str) -> list[Behaviour]:
    """The behaviours of the two together that the request alone has not."""
    old = {(b.when, b.do, b.else_) for b in base.behaviours}
    same = _counterparts(both, base)
    flat = [renamed(b, same) for b in both.behaviours]
    return [b for b, f in zip(both.behaviours, flat, strict=True) if (f.when, f.do, f.else_) not in old and (b.when, b.do, b.else_) not in old]


def _counterparts(a: Requirements, b: Requirements) -> dict[str, str]:
    """Ids of A's wishes → those of B's that are the same function."""
    return {w.id: k.id for w in a.wanted() for k in b.wanted() if (w.role, w.concept) == (k.role, k.concept)} | {w.id: w.id for w in a.wanted() if any(k.id == w.id for k in b.wanted())}


def _wishes(sheet: Sheet, base: Requirements, source: Requirements, alone: Requirements, news: list[Behaviour]) -> dict[str, str]:
    """SOURCE's wish ids as ids of the sheet; what is new is adopted, what is said more exactly is made so."""
    had = {w.id: w for w in base.wishes}
    spoken = {s.split(".")[0] for b in news for s in _every_subject(b)}
    explicit = [w for w in alone.wanted() if not w.implied]
    ids: dict[str, str] = {}
    for wish in source.wanted():
        known = [k for k in sheet.now.wanted() if k.id == wish.id and (k.role, k.concept) == (wish.role, wish.concept)] or sheet.meant(wish)
        fresh = wish.id not in had or source is alone
        if known:
            ids[wish.id] = known[0].id
            before = had.get(wish.id)
            if fresh and not wish.implied and any(e.said == wish.said for e in explicit) and (known[0].implied or wish.count > known[0].count):
                _sharpen(sheet, known[0], wish)
            elif before and wish.count > before.count and wish.count > known[0].count:
                _sharpen(sheet, known[0], replace(known[0], count=wish.count))
        elif fresh or wish.id in spoken or any(e.concept == wish.concept for e in explicit):
            made = sheet.adopt(wish)
            ids[wish.id] = made.id
            sheet.done.append(f"new: {wish.concept.replace('_', ' ') if wish.implied else wish.said or wish.concept}")
    return ids


def adopted(sheet: Sheet, source: Requirements, spoken: set[str]) -> dict[str, str]:
    """The ids of SOURCE's wishes that are spoken of as ids of the sheet; those that are new are adopted."""
    ids: dict[str, str] = {}
    for wish in (w for w in source.wanted() if w.id in spoken):
        known = sheet.meant(wish)
        ids[wish.id] = known[0].id if known else sheet.adopt(wish).id
    return ids


def _every_subject(behaviour: Behaviour) -> set[str]:
    from ohm_core.design.behaviour import subjects

    return subjects((behaviour,))


def _sharpen(sheet: Sheet, known: Wish, wish: Wish) -> None:
    """The known wish as it is said now: by the name of a part, or more of them."""
    made = replace(known, part=wish.part or known.part, conditions={**known.conditions, **wish.conditions}, attrs={**known.attrs, **wish.attrs}, count=max(known.count, wish.count), implied=False, said=wish.said or known.said,
                   role=wish.role if wish.part else known.role, concept=wish.concept if wish.part else known.concept)
    if (made.part, dict(made.conditions), made.count) == (known.part, dict(known.conditions), known.count) or made.count == known.count and any(x.part.startswith(wish.part) for x in sheet.refs_of(known)):
        return
    sheet.put(wishes=[made if w.id == known.id else w for w in sheet.now.wishes])
    sheet.done.append(f"{sheet.name(known)}: {wish.said or wish.concept}" + (f", {made.count} of them" if made.count > known.count else ""))


def _behaviour(sheet: Sheet, new: Behaviour, piece: str) -> None:
    """Adds NEW, or puts it in the place of the one that does the same on the same occasion."""
    for known in sheet.now.behaviours:
        if (known.when, known.do, known.else_) == (new.when, new.do, new.else_):
            sheet.told = True
            return
    acting = [b for b in sheet.now.behaviours if _deeds(b.do) & _deeds(new.do)]
    twin = next((b for b in acting if _occasion(b.when) == _occasion(new.when)), None)
    if twin is None and acting and ONLY.search(piece) and isinstance(new.when, Reading):
        for known in acting:
            restrict(sheet, known, new.when, new.said)
        return
    if twin is None and acting and INSTEAD.search(piece) and not ALSO.search(piece):
        twin = acting[0]
    if twin is None and new.said is None and any(_deeds(b.do) & _deeds(new.do) for b in sheet.now.behaviours):
        return  # assumed for a thing that already has its task
    if twin is None:
        sheet.add(new)
        sheet.done.append(f"new: {sheet.say(new)}")
        return
    if new.said is None:
        return
    made = replace(twin, when=_when(twin.when, new.when), do=_do(twin.do, new.do, bool(DURATION.search(piece))), said=new.said)
    if (made.when, made.do) == (twin.when, twin.do):
        sheet.told = True
        return
    sheet.put(behaviours=[made if b.id == twin.id else b for b in sheet.now.behaviours])
    sheet.done.append(f"{sheet.say(twin)} → {sheet.say(made)}")


def restrict(sheet: Sheet, known: Behaviour, also: Condition, said: str | None) -> None:
    """A behaviour that from now on also needs a condition."""
    parts = known.when.all if isinstance(known.when, AllOf) else (known.when,)
    made = replace(known, when=AllOf((*parts, also)), said=said or known.said)
    sheet.put(behaviours=[made if b.id == known.id else b for b in sheet.now.behaviours])
    sheet.done.append(f"{sheet.say(known)} → {sheet.say(made)}")


def _when(old: Condition, new: Condition) -> Condition:
    """The new condition; where it is a limit on the same side of the same reading, only the number of it."""
    if isinstance(old, Reading) and isinstance(new, Reading) and old.read == new.read and old.op[:1] == new.op[:1]:
        return replace(old, value=new.value)
    return new


def _do(old: tuple[Action, ...], new: tuple[Action, ...], timed: bool) -> tuple[Action, ...]:
    """What is done now: the old deeds, those said anew with their new times where any are said."""
    if not _deeds(new) <= _deeds(old):
        return new
    fresh = {(a.act.split(".")[0], a.action): a for a in new}
    return tuple(fresh.get((a.act.split(".")[0], a.action), a) for a in old) if timed else old


def _deeds(actions: tuple[Action, ...]) -> set[tuple[str, str]]:
    return {(a.act.split(".")[0], a.action) for a in actions}


def _occasion(when: Condition) -> object:
    """What a condition is about, without its numbers."""
    match when:
        case Reading(read, op, value):
            return ("reading", read, op[:1], value if op == "==" else "")
        case Event(event):
            return ("event", event)
        case Every():
            return "every"
        case At():
            return "at"
        case Between():
            return "between"
        case Held(held, _):
            return ("held", _occasion(held))
        case AllOf(parts) | AnyOf(parts):
            return (type(when).__name__, frozenset(map(_occasion, parts)))
    return type(when).__name__
