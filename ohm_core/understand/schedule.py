"""Times in the text: every ten minutes, at 7:30, twice a day, for five seconds."""

from __future__ import annotations

from ohm_core.design.behaviour import AnyOf, At, Condition, Every
from ohm_core.understand.page import Page
from ohm_core.understand.quantities import clock_text

_UNITS = {"second": 1.0, "minute": 60.0, "hour": 3600.0, "day": 86400.0, "week": 604800.0, "month": 2592000.0, "night": 86400.0, "morning": 86400.0, "evening": 86400.0, "hr": 3600.0, "min": 60.0, "sec": 1.0, "hourly": 3600.0, "daily": 86400.0, "weekly": 604800.0}
SUN = {"sunrise": "sunrise", "sunset": "sunset", "dawn": "sunrise", "dusk": "sunset", "nightfall": "sunset", "sundown": "sunset", "daybreak": "sunrise"}
_EVENING = {"morning": "07:00", "evening": "19:00", "afternoon": "15:00", "noon": "12:00", "midnight": "00:00"}


def schedule(page: Page, start: int, end: int) -> tuple[Condition, str] | None:
    """When something recurs, by words in tokens [start, end), with those words; None where nothing is said."""
    for i in range(start, end):
        if stretch := from_to(page, i):
            return stretch[0], page.said(i, stretch[2])
    clocks: list[tuple[int, int, Condition]] = [(max(start, q.start - 1), q.end, At(clock_text(q.value))) for q in page.quantities if start <= q.start < end and q.kind == "clock"]
    for at, _, _ in list(clocks):
        clocks += _hours_before(page, at, start)
    if clocks:
        said = sorted(clocks + [(i, sun[1], sun[0]) for i in range(start, end) if page.low(i) == "at" and (sun := _at_sun(page, i))], key=lambda t: t[0])
        times = [when for _, _, when in said]
        return (times[0] if len(times) == 1 else AnyOf(tuple(times))), page.said(said[0][0], said[-1][1])
    hours = [h for i in range(start, end) for h in hours_from(page, i)]
    hour = hours[0] if hours else None
    if len(hours) > 1:
        return AnyOf(tuple(h[0] for h in hours)), page.said(start, hours[-1][1])
    daily = any(page.low(i) == "daily" or page.low(i) in ("every", "each") and page.low(i + 1) in ("day", "morning", "evening", "night", "afternoon") for i in range(start, end))
    if hour is not None and daily:
        return hour[0], page.said(start, hour[1])
    for i in range(start, end):
        found = _at_sun(page, i) or _every(page, i, end) or _often(page, i, end) or _bare_hour(page, i)
        if found:
            return found[0], page.said(i, found[1])
    return None


def _hours_before(page: Page, i: int, start: int) -> list[tuple[int, int, Condition]]:
    """The bare hours of "at 7 and 17:30", "at 8, 13 and at 20:00" before the time of day whose words begin at token I."""
    found: list[tuple[int, int, Condition]] = []
    j = i
    while j > start and page.low(j) in ("at", "and", ","):
        j -= 1
    hour = page.quantity_at.get(j)
    while hour is not None and j < i and hour.kind == "number" and 0 < hour.value < 24 and hour.value % 1 == 0 and page.low(hour.start - 1) in ("at", "and", ","):
        found.append((hour.start, hour.end, At(clock_text(hour.value * 3600))))
        j = hour.start - 1
        while j > start and page.low(j) in ("and", ","):
            j -= 1
        hour = page.quantity_at.get(j)
    return found if found and page.low(found[-1][0] - 1) == "at" else []


def _at_sun(page: Page, i: int) -> tuple[Condition, int] | None:
    if page.low(i) in ("at", "after", "before", "on") and page.low(i + 1) in SUN:
        return At(SUN[page.low(i + 1)]), i + 2
    if page.low(i) in ("every", "each", "in") and (day := page.low(j := i + (2 if page.low(i + 1) in ("the", "early", "late") else 1))) in _EVENING and (page.low(i) != "in" or j == i + 2):
        return At(_EVENING[day]), j + 1
    return None


def _every(page: Page, i: int, end: int) -> tuple[Condition, int] | None:
    """"every ten minutes", "each hour", "every other day", "every 5 to 10 seconds"."""
    if page.low(i) not in ("every", "each", "per"):
        return None
    other = page.low(i + 1) in ("other", "few", "single")
    quantity = page.quantity_at.get(i + 1 + other)
    if quantity and quantity.kind == "time":
        return Every(quantity.value), quantity.end
    if quantity and quantity.kind == "number" and (unit := _unit(page, quantity.end)):
        return Every(quantity.value * unit), quantity.end + 1
    unit = _unit(page, i + 1 + other)
    factor = {"other": 2.0, "few": 5.0}.get(page.low(i + 1), 1.0) if other else 1.0
    return (Every(unit * factor), i + 2 + other) if unit and page.low(i) != "per" else None


def moment_at(page: Page, i: int) -> tuple[At, int] | None:
    """The time of day that begins at token I ("7:30", "sunset", "7" after "at"), and where it ends."""
    if page.low(i) in SUN:
        return At(SUN[page.low(i)]), i + 1
    one = page.quantity_at.get(i)
    if one is not None and one.start == i and one.kind == "clock":
        return At(clock_text(one.value)), one.end
    return None


def hours_from(page: Page, i: int) -> list[tuple[At, int]]:
    """The hours of "at 7, 13 and 19" from the token "at" on, each with where it ends."""
    first = _bare_hour(page, i)
    found = [first] if first is not None else []
    while found:
        j = found[-1][1]
        while page.low(j) in (",", "and", "&", "n") and j < found[-1][1] + 2:
            j += 1
        more = page.quantity_at.get(j)
        plain = more is not None and more.start == j and more.kind == "number" and 0 < more.value < 24 and more.value % 1 == 0 and j > found[-1][1]
        if more is None or not plain or page.low(more.end) in ("times", "x") or more.end in page.at and page.at[more.end].sort in ("device", "thing"):
            break
        found.append((At(clock_text(more.value * 3600)), more.end))
    return found


def from_to(page: Page, i: int) -> tuple[At, At, int] | None:
    """"from 7 to 21h", "between 8 and 18:30", "18:00-23:00", "from dusk until 11 pm": the two times, and where they end."""
    opened = page.low(i) in ("from", "between")
    at = i + opened
    one, two = page.quantity_at.get(at), None
    if one is not None and one.start == at or page.low(at) in SUN:
        end = one.end if one is not None and one.start == at else at + 1
        dash = end < len(page.tokens) and page.tokens[end].joined and page.quantity_at.get(end) is not None  # "18:00-23:00"
        if not dash and page.low(end) not in (("to", "till", "until", "til", "-", "–", "and") if opened else ("-", "–", "to", "till", "until", "til")):
            return None
        two = page.quantity_at.get(end + (not dash))
        second = moment_at(page, end + (not dash))
        hours = [moment_at(page, at), second]
        if all(hours):
            return hours[0][0], hours[1][0], hours[1][1]  # type: ignore[index]
        if not opened and not any(h and q and q.kind == "clock" for h, q in zip(hours, (one, two), strict=True)):
            return None
        mixed = [h[0] if h is not None else At(clock_text(q.value * 3600)) if q is not None and q.kind == "number" and q.value <= 24 and q.value % 1 == 0 else None for h, q in zip(hours, (one, two), strict=True)]
        if any(hours) and all(mixed):
            return mixed[0], mixed[1], second[1] if second else two.end if two else end + 2  # type: ignore[return-value]
    if one is None or two is None or not {one.kind, two.kind} <= {"clock", "number", "time"} or not (two.kind == "time" and two.value % 3600 == 0) and page.low(two.end) not in ("o'clock", "oclock", "uhr", "", "."):
        return None
    ends = [q.value if q.kind != "number" else q.value * 3600 for q in (one, two)]
    return (At(clock_text(ends[0])), At(clock_text(ends[1])), two.end) if all(h < 86400 for h in ends) else None


def window(page: Page, start: int, end: int) -> At | None:
    """When a stretch of the day said in [start, end) ends, None where none is said."""
    return next((found[1] for i in range(start, end) if (found := from_to(page, i))), None)


def _unit(page: Page, i: int) -> float:
    word = page.low(i)
    return _UNITS.get(word) or _UNITS.get(word.rstrip("s")) or 0.0


def _often(page: Page, i: int, end: int) -> tuple[Condition, int] | None:
    """"once an hour", "twice a day", "3 times per day", "hourly"."""
    if page.low(i) in ("hourly", "daily", "weekly"):
        return Every(_UNITS[page.low(i)]), i + 1
    times = {"once": 1.0, "twice": 2.0}.get(page.low(i), 0.0)
    j = i + 1
    quantity = page.quantity_at.get(i)
    if quantity and quantity.start == i and quantity.kind == "number" and 1 < quantity.value <= 6:
        meals = next((k for k in range(quantity.end + 1, min(end, quantity.end + 4)) if page.low(k) in ("a", "per", "every", "each") and page.low(k + 1) == "day"), 0)
        if meals:
            return _spread(int(quantity.value)), meals + 2  # "two small meals a day"
    if quantity and quantity.start == i and (quantity.unit == "times" or page.low(quantity.end) in ("times", "x")):
        times, j = quantity.value, quantity.end + (quantity.unit != "times")
    if times and page.low(j) in ("a", "an", "per", "every", "each", "the") and (unit := _unit(page, j + 1)):
        return (_spread(int(times)) if unit == 86400 and 1 < times <= 6 and times % 1 == 0 else Every(unit / times)), j + 2
    return None


def _spread(times: int) -> Condition:
    """So many times of day between 8 and 20 h, evenly apart: 08:00, 14:00, 20:00."""
    step = 12 / (times - 1)
    return AnyOf(tuple(At(clock_text(round((8 + n * step) * 2) * 1800.0)) for n in range(times)))


def _bare_hour(page: Page, i: int) -> tuple[At, int] | None:
    """"at 7", "at 8 in the morning"."""
    quantity = page.quantity_at.get(i + 1)
    if page.low(i) != "at" or quantity is None or quantity.kind != "number" or not 0 < quantity.value < 24 or quantity.value % 1:
        return None
    late = page.low(quantity.end) in ("in", "at") and page.low(quantity.end + 2) in ("evening", "afternoon") and quantity.value < 12
    if page.low(quantity.end) in ("", ".", ",", "in", "and", "every", "each", "the", "a", "my", "then", "for", "with", "by", "using") or (after := page.at.get(quantity.end)) is not None and after.sort != "state":
        return At(clock_text((quantity.value + 12 * late) * 3600)), quantity.end
    return None


def time_at(page: Page, i: int) -> tuple[float, int] | None:
    """The seconds of the stretch of time that begins at token I ("10 minutes", "an hour"), and its end."""
    quantity = page.quantity_at.get(i)
    if quantity is not None and quantity.start == i and quantity.kind == "time":
        return quantity.value, quantity.end
    if page.low(i) in ("a", "an", "one") and page.low(i + 1).rstrip("s") in ("second", "minute", "hour", "day", "week"):
        return _unit(page, i + 1), i + 2
    return None


def duration(page: Page, start: int, end: int) -> float | None:
    """The seconds of "for 5 seconds", "for half an hour", "after 30 seconds" said of a deed; None where nothing is said."""
    for quantity in page.quantities:
        if start <= quantity.start < end and quantity.kind == "time" and page.low(quantity.start - 1) in ("for", "about", "of", "after", "around", "least", "approximately"):
            if page.low(quantity.start - 1) != "of":
                return quantity.value
        if start <= quantity.start < end and quantity.kind == "time" and page.low(quantity.end) in ("each", "apiece") and page.low(quantity.start - 1) != "every":
            return quantity.value
        alone = start < quantity.start < end and quantity.kind == "time" and page.low(quantity.start - 1) in ("on", "open", "off")
        thing = page.at.get(quantity.start - 1)
        acts = start < quantity.start < end and quantity.kind == "time" and thing is not None and (thing.as_verb and any(f.does == "act" for f in page.frames(thing)) or thing.sort == "device" and thing.sense is not None and thing.sense.role == "act")
        alone = alone or acts
        if alone and page.low(quantity.end) not in ("after", "before", "later") and (quantity.end >= end or not page.low(quantity.end).isalpha()):
            return quantity.value  # "lock open 5 s"
    for i in range(start, end - 1):
        if page.low(i) in ("a", "an", "one") and page.low(i + 2) in ("each", "apiece") and (unit := _unit(page, i + 1)):
            return unit  # "a minute each"
        if page.low(i) == "for" and page.low(i + 1) in ("a", "an", "one") and (unit := _unit(page, i + 2)):
            return unit
    return None
