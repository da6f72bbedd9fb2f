"""Conditions of behaviours as expressions; what they must remember between two passes of the loop."""

from __future__ import annotations

import operator
from collections.abc import Callable

from ohm_core.design.behaviour import AllOf, Always, AnyOf, At, Between, Condition, Event, Every, Held, Reading, subjects
from ohm_core.firmware.code import Function, Keep
from ohm_core.firmware.devices import Device
from ohm_core.firmware.names import constant, snake
from ohm_core.firmware.values import Context, Unwritable, number

COMPARE: dict[str, Callable[[float, float], bool]] = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "==": operator.eq, "!=": operator.ne}
# Readings that tremble get a dead band of their own where none was asked for, so that a relay does not chatter at the limit.
TREMBLE = {"pct": 2.0, "c": 0.3, "cm": 1.0, "hpa": 0.3, "g": 0.05, "dps": 5.0, "v": 0.05}


def is_moment(condition: Condition) -> bool:
    """True for what happens at an instant (an event, a time), False for what goes on for a while."""
    if isinstance(condition, AllOf):
        return any(is_moment(c) for c in condition.all)
    if isinstance(condition, AnyOf):
        return any(is_moment(c) for c in condition.any)
    return isinstance(condition, (Event, Every, At))


def lasting(ctx: Context, condition: Condition) -> Condition:
    """Events that must come together become states ("both buttons pressed"): two instants never coincide."""
    if isinstance(condition, AllOf) and sum(isinstance(c, Event) for c in condition.all) > 1:
        return AllOf(tuple(_held(ctx, c) if isinstance(c, Event) else c for c in condition.all))
    return condition


def _held(ctx: Context, event: Event) -> Condition:
    device, name = ctx.device(event.event)
    if name not in device.driver.readings:
        raise Unwritable(f"{device.ref}.{name} lasts an instant only and cannot coincide with another event.")
    return Reading(event.event, "==", 1)


def expression(ctx: Context, condition: Condition, fn: Function) -> str:
    """The condition as a truth value of this pass of the loop."""
    if isinstance(condition, AllOf):
        return ctx.dialect.both([_inner(ctx, c, fn, AnyOf) for c in _moments_first(condition.all)])
    if isinstance(condition, AnyOf):
        return ctx.dialect.either([_inner(ctx, c, fn, AllOf) for c in condition.any])
    if isinstance(condition, Reading):
        return _reading(ctx, condition, fn)
    if isinstance(condition, Event):
        return _event(ctx, condition)
    if isinstance(condition, Every):
        return _every(ctx, condition, fn)
    if isinstance(condition, At):
        return _at(ctx, condition, fn)
    if isinstance(condition, Between):
        return _between(ctx, condition, fn)
    if isinstance(condition, Held):
        return _held_for(ctx, condition, fn)
    return ctx.dialect.figure("true")


def _held_for(ctx: Context, held: Held, fn: Function) -> str:
    """Whether it has been so for long enough. It is watched in each pass, whatever else the function asks: a statement of its own."""
    if not 0 < held.for_s <= 4_000_000:
        raise Unwritable(f"{held.for_s:g} s is out of range; a state may have to last up to 46 days.")
    inside = lasting(ctx, held.held)
    if isinstance(inside, Event):
        inside = _held(ctx, inside)
    if is_moment(inside):
        raise Unwritable("what happens at an instant does not last; only a state or a reading can.")
    long = ctx.figures.add(fn.name, constant(fn.name, "lasts_ms"), "uint32_t", round(held.for_s * 1000), "it must be so for this long without a break")
    holds = expression(ctx, inside, fn)
    name = _free(fn, "lasting")
    fn.kept.append(Keep("Lasting", name))
    kept = ctx.dialect.kept(fn.name, name)
    fn.body.do(ctx.dialect.call(kept, "update", holds, long))
    return ctx.dialect.call(kept, "holds")


def _inner(ctx: Context, condition: Condition, fn: Function, loose: type) -> str:
    inner = expression(ctx, condition, fn)
    return f"({inner})" if isinstance(condition, loose) else inner


def _moments_first(conditions: tuple[Condition, ...]) -> list[Condition]:
    return sorted((c for c in conditions if not isinstance(c, Always)), key=lambda c: not is_moment(c))


def _event(ctx: Context, event: Event) -> str:
    device, name = ctx.device(event.event)
    method = device.driver.events.get(name)
    if method is None:
        raise Unwritable(f"{device.ref} has no event '{name}'; it has {', '.join(device.driver.events) or 'none'}.")
    return ctx.dialect.call(device.var, method)


def _every(ctx: Context, every: Every, fn: Function) -> str:
    if not 0 < every.every_s <= 4_000_000:
        raise Unwritable(f"an interval of {every.every_s:g} s is out of range; it may be up to 46 days.")
    period = ctx.figures.add(fn.name, constant(fn.name, "every_ms"), "uint32_t", round(every.every_s * 1000))
    fn.kept.append(Keep("Every", _free(fn, "tick"), (period,)))
    return ctx.dialect.call(ctx.dialect.kept(fn.name, fn.kept[-1].name), "due")


def _at(ctx: Context, at: At, fn: Function) -> str:
    clock = _clock(ctx, at.at)
    now = [ctx.dialect.call(clock, "minute_of_day")]
    if at.at in ("sunrise", "sunset"):
        fn.kept.append(Keep("SunTime", _free(fn, at.at), (ctx.dialect.figure("true" if at.at == "sunrise" else "false"), *_place(ctx))))
        now.append(ctx.dialect.call(clock, "day_of_year"))
    else:
        fn.kept.append(Keep("DailyTime", _free(fn, "alarm"), _clock_minutes(ctx, at, fn)))
    return ctx.dialect.call(ctx.dialect.kept(fn.name, fn.kept[-1].name), "reached", *now)


def _clock(ctx: Context, at: str) -> str:
    """The variable that tells the time of day. Raises Unwritable where nothing does."""
    clock = next((d.var for d in ctx.devices.values() if "minute" in d.driver.readings), ctx.dialect.net_clock if ctx.online else "")
    if not clock:
        raise Unwritable(f"'{at}' needs a clock; add a DS3231, or take a board with Wi-Fi.")
    ctx.tells_time = ctx.tells_time or clock == ctx.dialect.net_clock
    return clock


def _between(ctx: Context, window: Between, fn: Function) -> str:
    """Whether the clock stands within a stretch of the day; false while it is not known."""
    clock = _clock(ctx, "–".join(window.between))
    fn.kept.append(Keep("DayWindow", _free(fn, "hours")))
    kept = ctx.dialect.kept(fn.name, fn.kept[-1].name)
    ends = [_minute_of(ctx, fn, clock, at, name) for at, name in zip(window.between, ("from", "until"), strict=True)]
    return ctx.dialect.call(kept, "holds", ctx.dialect.call(clock, "minute_of_day"), *ends)


def _minute_of(ctx: Context, fn: Function, clock: str, at: str, name: str) -> str:
    """A time of day as minutes after midnight: a figure, or what the sun does that day."""
    if at in ("sunrise", "sunset"):
        fn.kept.append(Keep("SunTime", _free(fn, at), (ctx.dialect.figure("true" if at == "sunrise" else "false"), *_place(ctx))))
        return ctx.dialect.call(ctx.dialect.kept(fn.name, fn.kept[-1].name), "minute_on", ctx.dialect.call(clock, "day_of_year"))
    hour, minute = _hour_and_minute(at)
    return ctx.figures.add(fn.name, constant(fn.name, f"{name}_minute"), "int", hour * 60 + minute, f"{at} in minutes after midnight")


def _place(ctx: Context) -> tuple[str, str, str]:
    """Where the sun is asked for: figures for a person to fill in."""
    names = ("LATITUDE", "LONGITUDE", "UTC_OFFSET_MIN")
    if "where it stands" not in ctx.figures.sections:
        ctx.figures.add("where it stands", names[0], "float", 51.5, "where it stands: north positive; fill in yours")
        ctx.figures.add("where it stands", names[1], "float", 0.0, "east positive; fill in yours")
    utc_offset(ctx)
    prefix = ctx.figures.prefix
    return prefix + names[0], prefix + names[1], prefix + names[2]


def utc_offset(ctx: Context) -> None:
    """Local time less UTC: a figure for a person to fill in."""
    if not any(c.name == "UTC_OFFSET_MIN" for cs in ctx.figures.sections.values() for c in cs):
        ctx.figures.add("where it stands", "UTC_OFFSET_MIN", "int", 0, "local time less UTC in minutes; fill in yours")


def _clock_minutes(ctx: Context, at: At, fn: Function) -> tuple[str, ...]:
    hour, minute = _hour_and_minute(at.at)
    return ctx.figures.add(fn.name, constant(fn.name, "at_hour"), "uint8_t", hour), ctx.figures.add(fn.name, constant(fn.name, "at_minute"), "uint8_t", minute)


def _hour_and_minute(at: str) -> tuple[int, int]:
    import re

    match = re.fullmatch(r"(\d{1,2}):(\d{2})", at.strip())
    if not match or int(match[1]) > 23 or int(match[2]) > 59:
        raise Unwritable(f"'{at}' is no time of day; give one like 07:30.")
    return int(match[1]), int(match[2])


def _free(fn: Function, wanted: str) -> str:
    used = {k.name for k in fn.kept}
    return next(n for n in (wanted, *(f"{wanted}{i}" for i in range(2, 99))) if n not in used)


def _reading(ctx: Context, reading: Reading, fn: Function) -> str:
    if reading.read.startswith("board."):
        count = ctx.dialect.call(ctx.counter(reading.read.removeprefix("board.")), "value")
        return f"{count} {reading.op} {number(ctx, reading.value, fn, constant(fn.name, 'count'))}"
    device, name, now = ctx.reading(reading.read)
    if name in device.driver.states:
        return now if _wanted(reading) else ctx.dialect.negate(now)
    if name in device.driver.texts:
        if reading.op not in ("==", "!="):
            raise Unwritable(f"{reading.read} is a text: it is equal to another or not, neither more nor less.")
        same = ctx.dialect.same_text(now, ctx.dialect.string(str(reading.value)))
        return same if reading.op == "==" else ctx.dialect.negate(same)
    limit = number(ctx, reading.value, fn, constant(fn.name, name))
    if reading.op in ("==", "!="):
        return _equal(ctx, reading, now, limit)
    band = 0.0 if fn.moment else reading.hysteresis or TREMBLE.get(name.rsplit("_", 1)[-1], 0.0)
    if not band:
        return f"{now} {reading.op} {limit}"
    return _limit(ctx, reading, fn, device, name, (now, limit, band))


def _wanted(reading: Reading) -> bool:
    """Whether the comparison asks for the state (1) or for its absence (0). Raises Unwritable where it asks for both or neither."""
    if not isinstance(reading.value, (int, float, str)):
        raise Unwritable(f"{reading.read} is a state, yes or no; it cannot be compared with another reading.")
    with_ = 0.0 if reading.value in (0, "0") else float(reading.value) if isinstance(reading.value, (int, float)) else 1.0
    absent, present = (COMPARE[reading.op](state, with_) for state in (0.0, 1.0))
    if absent == present:
        raise Unwritable(f"{reading.read} is a state, 0 or 1: '{reading.op} {reading.value}' is {'always' if present else 'never'} so.")
    return present


def _equal(ctx: Context, reading: Reading, now: str, limit: str) -> str:
    """Equal to the digit that the limit is given with; to the whole number where it follows another reading."""
    fixed = isinstance(reading.value, (int, float))
    if fixed and float(reading.value).is_integer():  # type: ignore[arg-type]
        return f"{ctx.dialect.rounded(now)} {reading.op} {limit}"
    tenth = " * 10" if fixed else ""
    return f"{ctx.dialect.rounded(now + tenth)} {reading.op} {ctx.dialect.rounded(limit + tenth)}"


def _limit(ctx: Context, reading: Reading, fn: Function, device: Device, name: str, parts: tuple[str, str, float]) -> str:
    now, limit, band = parts
    fn.kept.append(Keep("Limit", _free(fn, f"{snake(name.split('_')[0])}_limit")))
    width = ctx.figures.add(fn.name, constant(fn.name, name, "band"), "float", int(band) if band.is_integer() else band,
                            "it must come back by so much before the condition ends")
    side = "above" if reading.op in (">", ">=") else "below"
    return ctx.dialect.call(ctx.dialect.kept(fn.name, fn.kept[-1].name), side, now, limit, width)


def _silent(ctx: Context, subject: str) -> str:
    if subject.startswith("board."):
        return ""
    device, name, now = ctx.reading(subject)
    return ctx.dialect.unknown(now) if device.driver.fragile and name not in device.driver.texts else ""


def lost(ctx: Context, condition: Condition) -> str:
    """The expression for "nothing can be said about it": the sensors it stands on are silent. "" where that cannot happen."""
    if isinstance(condition, Reading):
        spoken = [condition.read, *sorted(subjects(condition.value))]  # a limit that follows a sensor falls silent with it
        return ctx.dialect.either(list(dict.fromkeys(x for subject in spoken if (x := _silent(ctx, subject)))))
    if isinstance(condition, Held):
        return lost(ctx, condition.held)
    if isinstance(condition, AllOf):
        return ctx.dialect.either(list(dict.fromkeys(x for c in condition.all if (x := lost(ctx, c)))))
    if isinstance(condition, AnyOf):
        each = [lost(ctx, c) for c in condition.any]
        return ctx.dialect.both(list(dict.fromkeys(each))) if all(each) else ""
    return ""
