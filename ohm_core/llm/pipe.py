"""From the event loop, where an answer comes, to the thread that reads it. Words that wait together are handed over together."""

from __future__ import annotations

import asyncio
import queue
from collections.abc import Callable, Iterator

from ohm_core.llm.values import Coming, Piece

# How often a reader looks whether it has been stopped, and how long it waits for the loop's end after that.
LOOK_S = 0.2
FAREWELL_S = 0.6


class Pipe:
    """Written to by the loop's thread only, read by one other. `fresh` after something was handed over: the writer may let the reader run."""

    def __init__(self, loop: asyncio.AbstractEventLoop, gather_s: float) -> None:
        self._loop = loop
        self._gather_s = gather_s
        self._words: list[str] = []
        self._timer: asyncio.TimerHandle | None = None
        self._handed = 0.0
        self.fresh = False
        self._queue: queue.SimpleQueue[Coming | BaseException | None] = queue.SimpleQueue()

    def say(self, words: str) -> None:
        """Words of the answer: handed on at once when the last ones were a moment ago, else gathered until then."""
        self._words.append(words)
        if self._loop.time() - self._handed >= self._gather_s:
            self._flush()
        elif self._timer is None:
            self._timer = self._loop.call_later(self._gather_s, self._flush)

    def give(self, coming: Coming) -> None:
        """Anything else, behind the words said before it."""
        self._flush()
        self._queue.put(coming)

    def close(self, error: BaseException | None = None) -> None:
        """Nothing more comes; ERROR is raised at the reader."""
        self._flush()
        self._queue.put(error)

    def _flush(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._words:
            self._handed = self._loop.time()
            self._queue.put(Piece("".join(self._words)))
            self._words.clear()
            self.fresh = True

    def read(self, stopped: Callable[[], bool], stop: Callable[[], object]) -> Iterator[Coming]:
        """What was written, until it is closed. Once STOPPED, STOP is called and what comes for a moment after that is still given."""
        stopping = 0
        while True:
            if not stopping and stopped():
                stop()
                stopping = 1
            try:
                coming = self._queue.get(timeout=LOOK_S)
            except queue.Empty:
                stopping += bool(stopping)
                if stopping > FAREWELL_S / LOOK_S:
                    return
                continue
            if coming is None:
                return
            if isinstance(coming, BaseException):
                raise coming
            yield coming
