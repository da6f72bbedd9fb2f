"""Ids and times, made here and nowhere else: ids sort by the moment they were made, times are UTC without a zone."""

from __future__ import annotations

import os
import threading
import time
from datetime import UTC, datetime

_lock = threading.Lock()
_last = 0


def new_id() -> str:
    """32 hexadecimal digits in the layout of UUID version 7 (RFC 9562): 48 bits of milliseconds, then a counter that
    starts at random each millisecond, then random bits. A later id of this process is always greater."""
    global _last
    with _lock:
        tick = (time.time_ns() // 1_000_000) << 12 | int.from_bytes(os.urandom(1), "big")
        _last = tick if tick > _last else _last + 1
        tick = _last
    random = int.from_bytes(os.urandom(8), "big") >> 2
    value = (tick >> 12) << 80 | 7 << 76 | (tick & 0xFFF) << 64 | 2 << 62 | random
    return f"{value:032x}"


def now() -> datetime:
    """This moment in UTC, without a zone, as the tables keep it."""
    return datetime.now(UTC).replace(tzinfo=None)
