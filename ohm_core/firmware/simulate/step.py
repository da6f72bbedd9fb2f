"""One step of a scenario, and what it looks at. Values only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Look:
    """Something to look at and what it must be: `value` (± `tolerance`), or a number from `min` to `max`."""

    part: str
    pin: str
    value: float | str | None = None
    tolerance: float = 0.0
    min: float | None = None
    max: float | None = None
    contains: bool = False

    def expected(self) -> str:
        """What it must be, in words."""
        if self.value is not None:
            text = f"{self.value:g}" if isinstance(self.value, float) else f'"{self.value}"'
            return f"contains {text}" if self.contains else f"{text} ± {self.tolerance:g}" if self.tolerance else text
        low = "" if self.min is None else f"at least {self.min:g}"
        high = "" if self.max is None else f"at most {self.max:g}"
        return " and ".join(x for x in (low, high) if x)


@dataclass(frozen=True)
class Step:
    """One step. `kind`: delay, serial, expect, set, write, wait, waitAll, screenshot; `said` is the step as written."""

    kind: str
    said: str
    where: str
    seconds: float = 0.0
    text: str = ""
    data: bytes = b""
    looks: tuple[Look, ...] = ()
    part: str = ""
    control: str = ""
    value: float | str = 0.0
