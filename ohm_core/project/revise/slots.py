"""The numbers in a behaviour that a person may want otherwise: limits, durations, intervals, times of day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from ohm_core.design.behaviour import Action, AllOf, AnyOf, At, Behaviour, Between, Condition, Every, Held, Reading

Role = Literal["limit", "every", "for", "at", "argument"]
KINDS = {"pct": "percent", "c": "temperature", "cm": "length", "mm": "length", "g": "weight", "kg": "weight", "s": "time", "deg": "angle", "hz": "frequency", "lux": "other", "ppm": "other", "v": "other", "a": "other", "hpa": "other", "pa": "other", "bpm": "other"}
PER_SAID = {"mm": 10.0, "kg": 0.001}  # a reading's own unit for one cm, g … as quantities are read


@dataclass(frozen=True)
class Slot:
    """One value of one behaviour. `put` gives the behaviour with another value in its place; `subject` is the reading or the
    wish that acts, `op` the comparison of a limit, `name` the argument of an action."""

    behaviour: Behaviour
    role: Role
    kind: str
    value: float | str
    put: Callable[[float | str], Behaviour]
    subject: str = ""
    op: str = ""
    name: str = ""

    def in_unit(self, said: float) -> float:
        """A value in cm, g, s … in this slot's unit."""
        return said * PER_SAID.get(_unit(self.subject if self.role == "limit" else self.name), 1.0)


def slots(behaviour: Behaviour) -> Iterator[Slot]:
    """Every value of a behaviour that can be changed by itself."""
    yield from _of_condition(behaviour, behaviour.when, lambda when: replace(behaviour, when=when))
    for index, action in enumerate(behaviour.do):
        def place(new: Action, index: int = index) -> Behaviour:
            return replace(behaviour, do=(*behaviour.do[:index], new, *behaviour.do[index + 1:]))

        yield from _of_action(behaviour, action, place)


def _of_condition(behaviour: Behaviour, when: Condition, back: Callable[[Condition], Behaviour]) -> Iterator[Slot]:
    match when:
        case Reading(read, op, value) if isinstance(value, (int, float)) and not (op in ("==", "!=") and value in (0, 1)):
            yield Slot(behaviour, "limit", KINDS.get(_unit(read), "number"), float(value), lambda v: back(replace(when, value=float(v))), read, op)
        case Every(every_s):
            yield Slot(behaviour, "every", "time", every_s, lambda v: back(Every(float(v))))
        case At(at):
            yield Slot(behaviour, "at", "clock", at, lambda v: back(At(str(v))))
        case Between((first, last)):
            yield Slot(behaviour, "at", "clock", first, lambda v: back(Between((str(v), last))), op=">")
            yield Slot(behaviour, "at", "clock", last, lambda v: back(Between((first, str(v)))), op="<")
        case Held(held, for_s):
            yield Slot(behaviour, "for", "time", for_s, lambda v: back(replace(when, for_s=float(v))), name="held")
            yield from _of_condition(behaviour, held, lambda new: back(replace(when, held=new)))
        case AllOf(parts) | AnyOf(parts):
            for index, part in enumerate(parts):
                def inside(new: Condition, index: int = index) -> Behaviour:
                    return back(type(when)((*parts[:index], new, *parts[index + 1:])))

                yield from _of_condition(behaviour, part, inside)


def _of_action(behaviour: Behaviour, action: Action, place: Callable[[Action], Behaviour]) -> Iterator[Slot]:
    if action.for_s is not None:
        yield Slot(behaviour, "for", "time", action.for_s, lambda v: place(replace(action, for_s=float(v))), action.act)
    for index, (name, value) in enumerate(action.args):
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            def put(v: float | str, index: int = index, name: str = name) -> Behaviour:
                return place(replace(action, args=(*action.args[:index], (name, float(v)), *action.args[index + 1:])))

            yield Slot(behaviour, "argument", KINDS.get(_unit(name), "number"), float(value), put, action.act, name=name)


def _unit(name: str) -> str:
    return name.rsplit(".", 1)[-1].rsplit("_", 1)[-1]
