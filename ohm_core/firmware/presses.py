"""Which kinds of presses a design tells apart at a button: short, long and double ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ohm_core.design.behaviour import AllOf, AnyOf, Behaviour, Condition, Event, Held, Reading

LONG_S = 0.8  # a finger that only taps has let go by then
AGAIN_S = 0.3  # two taps of one gesture come within this time


@dataclass(frozen=True)
class Presses:
    """`long_s`: held so long it is a long press, `again_s`: so soon a second one makes it a double press; 0 where not asked for."""

    long_s: float = 0.0
    again_s: float = 0.0


def presses(behaviours: Iterable[Behaviour], ref: str) -> Presses | None:
    """What is told apart at the button REF; None where every press is one."""
    events: set[str] = set()
    held: list[float] = []
    for one in (c for b in behaviours for c in _each(b.when)):
        if isinstance(one, Event) and one.event.startswith(f"{ref}."):
            events.add(one.event.partition(".")[2])
        elif isinstance(one, Held) and isinstance(one.held, Reading) and one.held.read in (f"{ref}.pressed", f"{ref}.touched") and (one.held.op, one.held.value) == ("==", 1):
            held.append(one.for_s)
    if not events & {"long_pressed", "double_pressed"} and not (held and events & {"pressed", "touched"}):
        return None
    return Presses(min(held, default=LONG_S if "long_pressed" in events else 0.0), AGAIN_S if "double_pressed" in events else 0.0)


def _each(condition: Condition) -> Iterator[Condition]:
    yield condition
    if isinstance(condition, (AllOf, AnyOf)):
        for part in condition.all if isinstance(condition, AllOf) else condition.any:
            yield from _each(part)
