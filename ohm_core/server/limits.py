"""How often one caller may ask: a moving window of a minute."""

from __future__ import annotations

import math
import os
import time
from functools import cache
from typing import TYPE_CHECKING

from ohm_core.errors import BadInput, LimitReached

if TYPE_CHECKING:
    from limits import RateLimitItem
    from limits.strategies import MovingWindowRateLimiter

    from ohm_core.server.callers import Caller

A_MINUTE = 60


class TooMany(LimitReached):
    """The caller asked too often; `retry_after` is in seconds."""

    kind = "too_many"

    def __init__(self, retry_after: int, most: int) -> None:
        super().__init__(f"More than {most} requests in a minute; try again in {retry_after} s.", "requests")
        self.retry_after = retry_after


def admit(caller: Caller, times: int = 1) -> None:
    """Counts one request of CALLER; those with TIMES above 1 in a window of their own, so much wider. Raises TooMany."""
    limiter, rate = _window(), _rate(os.environ.get("OHM_RATE", ""), times)
    name = caller.name if times == 1 else f"{caller.name}:{times}"
    if not limiter.hit(rate, name):
        reset = limiter.get_window_stats(rate, name).reset_time
        raise TooMany(max(1, math.ceil(reset - time.time())), rate.amount)


@cache
def _window() -> MovingWindowRateLimiter:
    from limits.storage import MemoryStorage
    from limits.strategies import MovingWindowRateLimiter

    return MovingWindowRateLimiter(MemoryStorage())


@cache
def _rate(said: str, times: int) -> RateLimitItem:
    from limits import RateLimitItemPerMinute

    if said and not said.isdigit():
        raise BadInput("OHM_RATE must be a number of requests a minute.", "OHM_RATE")
    return RateLimitItemPerMinute((int(said) if said else A_MINUTE) * times)
