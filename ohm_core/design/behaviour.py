"""What the firmware must do, tied to the words that asked for it.

A condition is a reading compared, an event, a time, or several of these. A value is a number, a text, or a formula of
readings. Subjects are `REF.name` in a Design (`SOIL1.moisture_pct`), and `ID.name` of a wish while a request is being
understood; `rename` turns the one into the other.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any


@dataclass(frozen=True)
class Reading:
    """`subject op value`: true while it holds. `op` is one of < <= > >= == != ; `hysteresis` is in the reading's own unit.

    For a reading that is a state (`PIR1.motion`), `op` is "==" and `value` 1 or 0.
    """

    read: str
    op: str
    value: Value
    hysteresis: float = 0.0


@dataclass(frozen=True)
class Event:
    """Something happens once: `BTN1.pressed`."""

    event: str


@dataclass(frozen=True)
class Every:
    """Again and again, `every_s` seconds apart."""

    every_s: float


@dataclass(frozen=True)
class At:
    """At a time of day: "07:30", "sunrise", "sunset"."""

    at: str


@dataclass(frozen=True)
class Between:
    """From one time of day until another, the first included, over midnight too: ("22:00", "06:00"). Times as in `At`."""

    between: tuple[str, str]

    def outside(self) -> Between:
        """The rest of the day."""
        return Between((self.between[1], self.between[0]))


@dataclass(frozen=True)
class Always:
    """All the time, from the start."""


@dataclass(frozen=True)
class AllOf:
    all: tuple[Condition, ...]


@dataclass(frozen=True)
class AnyOf:
    any: tuple[Condition, ...]


@dataclass(frozen=True)
class Held:
    """`held` has been so for `for_s` seconds without a break: a door left open, a room in which nothing moves."""

    held: Condition
    for_s: float


Condition = Reading | Event | Every | At | Between | Always | AllOf | AnyOf | Held


@dataclass(frozen=True)
class Read:
    """The present value of a reading."""

    read: str


@dataclass(frozen=True)
class MapOf:
    """A reading mapped in a straight line from `from_` (two of its values) to `to` (two values), clamped at both ends."""

    map: str
    from_: tuple[float, float]
    to: tuple[float, float]


@dataclass(frozen=True)
class Template:
    """A text with readings in braces: "{DHT1.temperature_c} °C"."""

    text: str


@dataclass(frozen=True)
class OneOf:
    """One of these at random."""

    random: tuple[str | float, ...]


Value = float | str | Read | MapOf | Template | OneOf


@dataclass(frozen=True)
class Action:
    """`subject` does `action`: one that its part declares (on, off, toggle, set, blink, beep, tone, move, show, clear, say,
    publish, log …). `args` by name, in SI units as their names say (`{"angle_deg": MapOf(…)}`); `for_s` ends it by itself.
    The subject "board" logs and publishes. Actions with a `turn` (1, 2, 3 …) take turns: each time their condition comes,
    those of the next turn are done, after the last the first again. Actions with a `step` (1, 2, 3 …) follow one another:
    a step lasts as long as the longest of its actions, and `wait` of the "board" is one in which nothing is done.
    """

    act: str
    action: str
    args: tuple[tuple[str, Value], ...] = ()
    for_s: float | None = None
    turn: int | None = None
    step: int | None = None

    def arg(self, name: str, default: Value | None = None) -> Value | None:
        return dict(self.args).get(name, default)


@dataclass(frozen=True)
class Behaviour:
    """While or when `when`, `do`; for a condition that ends, `else_` when it ends. `said` is None for what was assumed.
    `again`: after the last step of `do` the first comes again, while the condition holds or until the event comes anew.
    """

    id: str
    when: Condition
    do: tuple[Action, ...]
    else_: tuple[Action, ...] = ()
    said: str | None = None
    again: bool = False


def rename(value: Any, new: Callable[[str], str]) -> Any:
    """The same behaviour, condition, action or value with every subject (`X.name` or `X`) passed through NEW."""
    if isinstance(value, tuple):
        return tuple(rename(v, new) for v in value)
    if isinstance(value, Template):
        return Template(_rename_braces(value.text, new))
    if not is_dataclass(value) or isinstance(value, type):
        return value
    subjects = {"read", "event", "act", "map"}
    changed = {f.name: new(v) if f.name in subjects and isinstance(v, str) else rename(v, new)
               for f in fields(value) if (v := getattr(value, f.name)) is not None and f.name not in ("id", "said", "action", "op")}
    return replace(value, **changed)


def _rename_braces(text: str, new: Callable[[str], str]) -> str:
    import re

    return re.sub(r"\{([^{}]+)\}", lambda m: "{" + new(m[1]) + "}", text)


def subjects(value: Any) -> set[str]:
    """Every subject that a behaviour, condition, action or value speaks of."""
    found: set[str] = set()

    def note(subject: str) -> str:
        found.add(subject)
        return subject

    rename(value, note)
    return found
