"""Stretches of the day within which, or outside which, something is done: "only from 8 to 20", "not between 13 and 15", "at night, 10 to 6".

They are taken out of the page before its clauses are read, so that "between 13 and 15" is no limit, and joined to what their
sentence does. A stretch that alone says when something is on ("on from 7 to 9") stays with `schedule` and `dayplan`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from ohm_core.design.behaviour import AllOf, Always, AnyOf, At, Behaviour, Between, Condition, subjects
from ohm_core.design.wishes import Unserved
from ohm_core.understand.page import Page
from ohm_core.understand.quantities import clock_text
from ohm_core.understand.scene import Scene
from ohm_core.understand.schedule import from_to
from ohm_core.understand.triggers import joined

_MARKS = frozenset(["only", "not", "never", "except", "but", "unless", "just", "n't", "don't", "no"])
_AGAINST = frozenset(["not", "never", "except", "unless", "n't", "don't", "no"])
_OPENED = frozenset(["between", "from"])
_TO = frozenset(["and", "to", "till", "until", "-", "–"])
_CASES = ("condition", "held", "until", "unless")
_NIGHT, _DAY = Between(("22:00", "06:00")), Between(("06:00", "22:00"))


@dataclass(frozen=True)
class Window:
    """Tokens [start, end) that name a stretch of the day, as the condition it makes."""

    start: int
    end: int
    hours: Between


def windows_of(page: Page) -> list[Window]:
    """The stretches of the day of a text that are conditions, in order."""
    found: list[Window] = []
    for start, end in page.sentences:
        i = start
        while i < end:
            one = _window_at(page, i, start, end) or _night_by_clock(page, i)
            found += [one] if one is not None else []
            i = one.end if one is not None else i + 1
    return found


def without_windows(page: Page, windows: list[Window]) -> Page:
    """PAGE without the items and amounts of WINDOWS."""
    gone = {t for w in windows for t in range(w.start, w.end)}
    kept = tuple(x for x in page.items if x.start not in gone)
    return replace(page, items=kept, quantities=tuple(q for q in page.quantities if q.start not in gone)) if windows else page


def _window_at(page: Page, i: int, start: int, end: int) -> Window | None:
    """The window that begins at token I of the sentence [START, END)."""
    stretch = from_to(page, i) or _plain_hours(page, i)
    if stretch is None or stretch[2] > end:
        return None
    low, high = _with_part_of_day(page, i, stretch[2], start, end)
    marks = [page.low(j) for j in range(max(start, low - 2), low)]
    ruled = any(page.lexicon.phrase(n, page.tokens, j) > j for n in _CASES for j in range(start, end) if not low <= j < high) or _tells_state(page, start, end, low, high)
    alone = not any(start <= x.start < end and not low <= x.start < high and (page.predicative(x) or x.sort == "device") for x in page.items)
    if not (_MARKS & set(marks) or ruled or alone and start):
        return None
    first, last = (_at_night(page, m, low, high, k) for k, m in enumerate(stretch[:2]))
    hours = Between((first, last))
    return Window(low, high, hours.outside() if _AGAINST & set(marks) else hours)


def _plain_hours(page: Page, i: int) -> tuple[At, At, int] | None:
    """"from 8 to 20", "between ten and six" after a word like "only" or "never": whole numbers up to 24 without a unit."""
    opened = page.low(i) in _OPENED
    one = page.quantity_at.get(i + 1) if opened else None
    two = page.quantity_at.get(one.end + 1) if one is not None and page.low(one.end) in _TO else None
    marked = any(page.low(j) in _MARKS or page.low(j) == "night" for j in range(max(0, i - 3), i))
    marked = marked or one is not None and two is not None and one.value > two.value  # no limit has its ends that way round
    if one is None or two is None or not marked or {one.kind, two.kind} != {"number"} or two.start != one.end + 1:
        return None
    if not all(0 <= q.value <= 24 and q.value % 1 == 0 for q in (one, two)) or page.at.get(two.end) is not None and page.at[two.end].sort in ("device", "thing"):
        return None
    return At(clock_text(one.value % 24 * 3600)), At(clock_text(two.value % 24 * 3600)), two.end


def _with_part_of_day(page: Page, low: int, high: int, start: int, end: int) -> tuple[int, int]:
    """The stretch with the "at night" or "in the daytime" that only says it again."""
    for item in page.items:
        if item.sort == "state" and item.key in ("dark", "bright") and start <= item.start < end:
            if 0 <= low - item.end <= 1:
                low = item.start
            elif 0 <= item.start - high <= 1:
                high = item.end
    while page.low(low - 1) in ("in", "at", "during", "by", "the", "hours", "of"):
        low -= 1
    return low, high + (page.low(high) in ("h", "hrs", "hours", "o'clock", "only"))


def _tells_state(page: Page, start: int, end: int, low: int, high: int) -> bool:
    """True where a limit, a state or a sensor beside the stretch says when as well."""
    beside = [x for x in page.items if start <= x.start < end and not low <= x.start < high]
    limits = any(x.as_verb and any(f.does == "state" for f in page.frames(x)) or x.sort == "state" and page.predicative(x) for x in beside)
    return limits or any(x.sort == "phenomenon" and x.concepts[0] == "motion" or x.sort == "device" and x.sense is not None and x.sense.role in ("sense", "input") and x.concepts[0] != "wall_clock" for x in beside)


def _at_night(page: Page, moment: At, low: int, high: int, place: int) -> str:
    """A time of the stretch; "at night between ten and six" begins at 22 h."""
    night = any(page.low(j) in ("night", "nights", "nighttime", "evening") for j in range(low, high))
    hour, _, minute = moment.at.partition(":")
    plain = minute and not any(page.low(j) in ("am", "pm", "a.m", "p.m") for j in range(low, high))
    return f"{int(hour) + 12:02d}:{minute}" if night and plain and place == 0 and 5 <= int(hour) < 12 else moment.at


def _night_by_clock(page: Page, i: int) -> Window | None:
    """"at night" where a clock is named and nothing that sees light: the clock decides."""
    item = page.at.get(i)
    if item is None or item.start != i or item.sort != "state" or item.key not in ("dark", "bright") or page.low(i) not in ("at", "by", "during", "in") or page.low(item.end - 1) not in ("night", "day", "daytime", "nighttime"):
        return None
    devices = [x for x in page.items if x.sort == "device" and x.sense is not None]
    clock = any("wall_clock" in x.concepts for x in devices) and not any("light" in x.concepts and x.sense is not None and x.sense.role == "sense" for x in devices)
    hours = _NIGHT if item.key == "dark" else _DAY
    against = page.low(i - 1) in _AGAINST
    return Window(i, item.end, hours.outside() if against else hours) if clock else None


def within_hours(scene: Scene, start: int, end: int, condition: Condition | None) -> Condition | None:
    """CONDITION of what the words [START, END) ask for, within the hours that their sentence says; marks those as used."""
    sentence = next((s for s, e in scene.page.sentences if s <= start < e), 0)
    for window in scene.windows:
        leads = sentence <= window.start <= sentence + 1
        if start <= window.start < end or leads and sentence <= start and sentence == next((s for s, e in scene.page.sentences if s <= window.start < e), -1):
            scene.hours_used.add(window.start)
            condition = window.hours if condition is None or isinstance(condition, Always) else joined(condition, window.hours, AllOf)
    return condition


def hours_told_apart(scene: Scene) -> None:
    """Joins hours in a sentence of their own ("Only in day time, 8am - 8pm.") to what was said before; says those nothing came of."""
    for window in [w for w in scene.windows if w.start not in scene.hours_used]:
        words = scene.page.said(window.start, window.end)
        before = [b for b in scene.behaviours if b.said and 0 <= scene.page.text.find(b.said[:24]) < scene.page.tokens[window.start].start and any(d.id in {s.partition(".")[0] for s in subjects(b.do)} for d in scene.acting())]
        if not before:
            scene.pool.unserved.append(Unserved(words, "OHM found nothing that is done within these hours; say it with what they are for."))
            continue
        last = before[-1]
        scene.behaviours[:] = [_kept(b, window.hours) if b.said == last.said else b for b in scene.behaviours]


def _kept(behaviour: Behaviour, hours: Between) -> Behaviour:
    return replace(behaviour, when=hours if isinstance(behaviour.when, Always) else joined(behaviour.when, hours, AllOf))


def tells_time(condition: Condition) -> bool:
    """True for a condition that needs to know the time of day."""
    if isinstance(condition, AllOf | AnyOf):
        return any(map(tells_time, condition.all if isinstance(condition, AllOf) else condition.any))
    return isinstance(condition, At | Between)
