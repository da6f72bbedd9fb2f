"""How each key of a provider stands, and which one is used next. Pure: time is handed in, nothing is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal["no_key", "bad_key", "quota", "rate", "timeout", "unreachable", "refused"]
OUT: frozenset[str] = frozenset({"bad_key", "quota"})
# Seconds a key rests after its first failure when the provider names no time; doubled for each further one, to a minute at most.
FIRST_REST = 1.0
LONGEST_REST = 60.0


@dataclass(frozen=True)
class KeyHealth:
    """`out` until the key is changed; resting `until` a moment of the clock it was told by; `fails` in a row."""

    out: bool = False
    until: float = 0.0
    fails: int = 0
    kind: str = ""

    def healthy(self, now: float) -> bool:
        """Whether it may be used now."""
        return not self.out and self.until <= now


def after_failure(health: KeyHealth, kind: Kind, now: float, retry_after: float | None = None) -> KeyHealth:
    """A refused key or one without money is out; any other failure lets it rest, for as long as the provider says where it does."""
    if kind in OUT:
        return KeyHealth(True, 0.0, health.fails + 1, kind)
    rest = retry_after if retry_after is not None else min(LONGEST_REST, FIRST_REST * 2.0 ** min(health.fails, 10))
    return KeyHealth(health.out, max(health.until, now + rest), health.fails + 1, kind)


def pick(keys: Sequence[KeyHealth], now: float, first: int = 0) -> int | None:
    """The index of the first healthy key from FIRST on, round to it; None where none is healthy."""
    return next((i % len(keys) for i in range(first, first + len(keys)) if keys[i % len(keys)].healthy(now)), None)


def soonest(keys: Sequence[KeyHealth], now: float) -> float | None:
    """Seconds until some key has rested; None where all are out."""
    rests = [max(0.0, k.until - now) for k in keys if not k.out]
    return min(rests, default=None)
