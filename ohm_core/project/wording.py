"""Behaviours in plain words: what the firmware does, said so that a person can check it."""

from __future__ import annotations

import re
from collections.abc import Callable

from ohm_core.design.behaviour import Action, AllOf, Always, AnyOf, At, Behaviour, Between, Condition, Event, Every, Held, MapOf, OneOf, Read, Reading, Template, Value
from ohm_core.design.values import Design

Names = Callable[[str], str]
OPS = {"<": "is below", "<=": "is at most", ">": "is above", ">=": "is at least", "==": "is", "!=": "is not"}
UNITS = {"pct": " %", "c": " °C", "cm": " cm", "mm": " mm", "lux": " lx", "deg": "°", "g": " g", "kg": " kg", "hpa": " hPa", "pa": " Pa", "v": " V", "a": " A", "ppm": " ppm", "s": " s", "hz": " Hz", "bpm": " bpm"}


def say(behaviour: Behaviour, name: Names = str) -> str:
    """'when SOIL1 moisture is below 30 %: PUMP1 on for 5 s'. NAME gives a reference's name in words."""
    what = (_done(behaviour.do, name) or "nothing") + (", over and over" if behaviour.again else "")
    other = f"; otherwise {', '.join(say_action(a, name) for a in behaviour.else_)}" if behaviour.else_ else ""
    return f"{say_condition(behaviour.when, name)}: {what}{other}"


def _done(actions: tuple[Action, ...], name: Names) -> str:
    """'LED1 on, BZ1 beep'; what takes turns as 'in turn LED1 color red / LED1 off', steps as 'LED1 on for 2 s, then BZ1 beep'."""
    together = [say_action(a, name) for a in actions if a.turn is None and a.step is None]
    turns = [", ".join(say_action(a, name) for a in actions if a.turn == n) for n in sorted({a.turn for a in actions if a.turn is not None})]
    steps = [" and ".join(say_action(a, name) for a in actions if a.step == n) for n in sorted({a.step for a in actions if a.step is not None})]
    return ", ".join([*together, *([f"in turn {' / '.join(turns)}"] if turns else []), *([", then ".join(steps)] if steps else [])])


def say_condition(when: Condition, name: Names = str) -> str:
    """A condition in words, beginning in lower case."""
    match when:
        case Reading(read, op, value):
            return "while " + _reading(read, op, value, name)
        case Event(event):
            return f"when {subject(event, name)}"
        case Every(every_s):
            return f"every {duration(every_s)}"
        case At(at):
            return f"at {at}"
        case Between((first, last)):
            return f"between {first} and {last}"
        case Always():
            return "all the time"
        case Held(held, for_s):
            return f"{say_condition(held, name)} for {duration(for_s)} without a break"
        case AllOf(parts):
            return " and ".join(say_condition(p, name) for p in parts)
        case AnyOf(parts):
            return " or ".join(say_condition(p, name) for p in parts)


def _reading(read: str, op: str, value: Value, name: Names) -> str:
    if op == "==" and value in (0, 1, 0.0, 1.0):
        return subject(read, name) + ("" if value else " is not so")
    unit = UNITS.get(read.rsplit("_", 1)[-1], "")
    return f"{subject(read, name)} {OPS[op]} {say_value(value, name)}{unit if isinstance(value, int | float) else ''}"


def say_action(action: Action, name: Names = str) -> str:
    """'PUMP1 on for 5 s'."""
    if action.action == "fade" and isinstance(to := action.arg("to_pct"), int | float):
        return f"{name(action.act)} slowly {'off' if to == 0 else f'to {to:g} %'}{_within(action)}"
    times = action.arg("times")
    args = ", ".join(_argument(k, v, name) for k, v in action.args if k != "times")
    often = f" {say_value(times)} times" if times is not None else ""
    who = "" if action.act == "board" else name(action.act) + " "
    return f"{who}{_words(action.action)}{often}" + (f" ({args})" if args else "") + (f" for {duration(action.for_s)}" if action.for_s else "")


def _within(action: Action) -> str:
    seconds = action.arg("duration_s")
    return f" within {duration(seconds)}" if isinstance(seconds, int | float) else ""


def _argument(key: str, value: Value, name: Names) -> str:
    """'period_s', 3 → 'period 3 s'."""
    bits = key.split("_")
    unit = UNITS.get(bits[-1], "") if len(bits) > 1 else ""
    if isinstance(value, MapOf):
        of = UNITS.get(value.map.rsplit("_", 1)[-1], "")
        return f"{' '.join(bits[:-1] if unit else bits)} {value.to[0]:g} to {value.to[1]:g}{unit} as {subject(value.map, name)} goes from {value.from_[0]:g} to {value.from_[1]:g}{of}"
    return f"{' '.join(bits[:-1] if unit else bits)} {say_value(value, name)}{unit if isinstance(value, int | float) else ''}".strip()


def say_value(value: Value, name: Names = str) -> str:
    match value:
        case Read(read):
            return subject(read, name)
        case MapOf(map_, from_, to):
            return f"following {subject(map_, name)} ({from_[0]:g} to {from_[1]:g} becomes {to[0]:g} to {to[1]:g})"
        case Template(text):
            return f"“{re.sub(r'[{]([^{}]+)[}]', lambda m: '…', text)}”"
        case OneOf(random):
            return "one of " + ", ".join(map(str, random))
        case float() | int():
            return f"{value:g}"
        case _:
            return f"“{value}”"


def alike(a: Design, b: Design) -> bool:
    """True when two designs are the same thing to their owner: parts, wires, behaviour, power, and what was asked and left
    open about them. The words of the request, and comments in the firmware that repeat them, may differ."""
    def gist(design: Design) -> tuple[object, ...]:
        wishes = design.requirements
        asked = (wishes.places, wishes.budget, wishes.language, wishes.power, dict(wishes.features)) if wishes else ()
        parts = {ref: (use.part, dict(use.attrs), use.owned) for ref, use in design.parts.items()}
        return parts, set(design.connections), [say(x) for x in design.behaviours], design.supply, dict(design.features), asked, design.assumptions, design.questions

    return gist(a) == gist(b)


def purpose(serves: tuple[str, ...], request: str) -> str:
    """Why a part is there: the words of the request it answers, in quotation marks, and what it does for other parts."""
    told = request.casefold()
    said = [f"“{s}”" for s in serves if s.casefold() in told]
    return "; ".join(([f"for {', '.join(said)}"] if said else []) + [s for s in serves if s.casefold() not in told])


def subject(text: str, name: Names = str) -> str:
    """'SOIL1.moisture_pct' → 'SOIL1 moisture'."""
    ref, _, what = text.partition(".")
    bits = what.split("_")
    if len(bits) > 1 and bits[-1] in UNITS:
        bits = bits[:-1]
    return f"{name(ref)} {' '.join(bits)}".strip()


def duration(seconds: float) -> str:
    """3600 → '1 h', 90 → '90 s', 0.5 → '0.5 s'."""
    for size, unit in ((86400, "days"), (3600, "h"), (60, "min")):
        if seconds >= size and seconds % size == 0:
            count = seconds / size
            return f"{count:g} {'day' if unit == 'days' and count == 1 else unit}"
    return f"{seconds:g} s"


def _words(text: str) -> str:
    return text.replace("_", " ")
