"""A deterministic model: a script of answers, given out by order or by what was asked. Knows no network and no key.

model = Scripted(asks("read_file", artifact_type="bom"), says("Your list has three parts."))
list(model.stream(request, lambda: False))
model.requests[0].messages[-1].text
"""

from __future__ import annotations

import json
import re
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from ohm_core.errors import Bug, OhmError
from ohm_core.llm.values import Coming, End, Piece, Request, ToolAsk

TICK_S = 0.02


@dataclass(frozen=True)
class Pause:
    """Silence for so many seconds; ended early by a stop."""

    seconds: float


@dataclass(frozen=True)
class Answer:
    """What one call gives, in order; an error in it is raised when its turn comes. Without an End one is added.

    `when` keeps the answer for requests it is true of; `again` keeps it after use.
    """

    gives: tuple[Coming | Pause | OhmError, ...]
    when: Callable[[Request], bool] | None = None
    again: bool = False

    def only_when(self, when: Callable[[Request], bool]) -> Answer:
        return replace(self, when=when)

    def always(self) -> Answer:
        """The same answer for every call that reaches it."""
        return replace(self, again=True)

    def __add__(self, other: Answer) -> Answer:
        """Both in one call: what is said first, and then what is asked."""
        return replace(self, gives=self.gives + other.gives)


def says(text: str, *after: Coming | Pause | OhmError) -> Answer:
    """The text word by word, then what follows (Usage, an End, an error)."""
    return Answer((*(Piece(word) for word in re.findall(r"\S+\s*|\s+", text)), *after))


def asks(name: str, /, id: str = "", **arguments: object) -> Answer:
    """One tool ask. Its id is made from name and arguments unless given."""
    return asks_raw(name, json.dumps(arguments), id)


def asks_raw(name: str, arguments: str, id: str = "") -> Answer:
    """One tool ask with arguments as the model wrote them, which may be no JSON at all."""
    return Answer((ToolAsk(id or f"call_{name}_{zlib.crc32(arguments.encode()):x}", name, arguments),))


def fails(error: OhmError) -> Answer:
    """The call is refused before anything has come."""
    return Answer((error,))


class Scripted:
    """Models by script. An answer goes to the first request that reaches it and satisfies its `when`; `requests` holds what was asked."""

    def __init__(self, *answers: Answer, pause_s: float = 0.0) -> None:
        self.requests: list[Request] = []
        self.pause_s = pause_s
        self._left = list(answers)
        self._lock = threading.Lock()

    def stream(self, request: Request, stopped: Callable[[], bool]) -> Iterator[Coming]:
        """As `values.Models`; a Bug when the script has nothing for this request."""
        with self._lock:
            self.requests.append(request)
            answer = self._next(request)
        ended = False
        for given in answer.gives:
            if not _waited(self.pause_s, stopped):
                break
            if isinstance(given, OhmError):
                raise given
            if isinstance(given, Pause):
                _waited(given.seconds, stopped)
                continue
            ended = isinstance(given, End)
            yield given
        if not ended:
            asked = any(isinstance(g, ToolAsk) for g in answer.gives) and not stopped()
            yield End("tools" if asked else "stop")

    def _next(self, request: Request) -> Answer:
        for at, answer in enumerate(self._left):
            if answer.when is None or answer.when(request):
                if not answer.again:
                    del self._left[at]
                return answer
        last = request.messages[-1].text[:80] if request.messages else ""
        raise Bug(f"The script has no answer for call {len(self.requests)}, which ends with {last!r}.")


def _waited(seconds: float, stopped: Callable[[], bool]) -> bool:
    """Whether it went on to the end; False as soon as it is stopped."""
    until = time.monotonic() + seconds
    while not stopped():
        left = until - time.monotonic()
        if left <= 0:
            return True
        time.sleep(min(TICK_S, left))
    return False
