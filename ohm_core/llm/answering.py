"""One request while it is answered: which key of which model is asked, what happens when one fails, and how a broken stream goes on.

Lives in the loop of `litellm_door.py`. The order of things: next key at once; the same key again after a rest when it is the only one; then the
next model; a stream that broke after its first words is asked to go on, and ends `broken` when that fails too.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from ohm_core.errors import OhmError
from ohm_core.llm.asks import Asks
from ohm_core.llm.failures import Failure, cut, read_failure, silence
from ohm_core.llm.joining import Joiner
from ohm_core.llm.keys import Key
from ohm_core.llm.litellm_door import counted_usage, stream_ended
from ohm_core.llm.models import provider, unknown
from ohm_core.llm.pipe import Pipe
from ohm_core.llm.ring import Ring
from ohm_core.llm.settings import Settings
from ohm_core.llm.usage import Attempt, Tally
from ohm_core.llm.values import End, Request, Rotation
from ohm_core.llm.wording import all_exhausted, down, no_key

# A rest is stretched by up to this share, so that many who wait do not come back together.
JITTER = 0.25
# After so many chunks that were all there already other streams get their turn, and the reader when there is something to read.
BREATH = 16
UNBROKEN_S = 0.002
# The first words are not to wait while the loop works on what came with them: so long the interpreter is left to the reader.
FIRST_REST_S = 0.001
ENDS: dict[str, End] = {
    "length": End("length"),
    "content_filter": End("broken", "The provider's content filter ended the answer."),
}

Observe = Callable[[str, int, str], None]


@dataclass(frozen=True)
class Candidate:
    """A model that may answer, and who serves it."""

    model: str
    provider: str


@dataclass
class Answering:
    """`ask` opens the stream of one model with one key: (candidate, key, request, words said before) → litellm's stream."""

    request: Request
    candidates: Sequence[Candidate]
    ring: Ring
    settings: Settings
    pipe: Pipe
    ask: Callable[[Candidate, Key, Request, str], Any]
    tally: Tally
    observe: Observe = lambda provider, index, kind: None
    said: list[str] = field(default_factory=list)
    breaks: int = 0
    first: tuple[Candidate, Failure | None] | None = None

    async def run(self) -> None:
        """Writes everything into the pipe and closes it, whatever happens."""
        error: BaseException | None = None
        try:
            await self._run()
        except asyncio.CancelledError:
            self._end(End("stop"))
        except BaseException as caught:  # handed to the thread that reads, which is where it belongs
            error = caught
        finally:
            self.pipe.close(error)

    async def _run(self) -> None:
        for at, candidate in enumerate(self.candidates):
            if await self._with_model(candidate, last=at == len(self.candidates) - 1):
                return
            if self.breaks > self.settings.continuations:
                break
        error = self._why()
        if not self.said:
            raise error
        self._end(End("broken", error.message))

    def _why(self) -> OhmError:
        """What the first model failed with: that is the one that was wanted."""
        assert self.first is not None
        candidate, failure = self.first
        served_by = provider(candidate.provider)
        if failure is None:
            return no_key(served_by, self.ring)
        return unknown(candidate.model) if failure.status == 404 and not served_by.own else down(served_by, candidate.model, failure, self.ring)

    async def _with_model(self, candidate: Candidate, last: bool) -> bool:
        """Whether the answer is done: all keys of one model, one after the other. A rest is waited for only where no other model is left."""
        id, waits = candidate.provider, self.settings.again if last else 0
        failed: Key | None = None
        failure: Failure | None = None
        while True:
            key = self.ring.pick(id)
            if key is None and waits and await self._rested(id):
                waits, key = waits - 1, self.ring.pick(id)
            if key is None:
                self.pipe.give(all_exhausted(provider(id), failed.index if failed else 0, self.ring))
                break
            if failed is not None and key != failed:
                self.pipe.give(Rotation("key_rotated", failed.index, key.index, self.ring.healthy(id)))
            try:
                await self._with_key(candidate, key)
                return True
            except Failure as caught:
                failure, failed = caught, key
            self._note(candidate, key, failure)
            if failure.fault != "key" or self.breaks > self.settings.continuations:
                break
        self.first = self.first or (candidate, failure)
        return False

    def _note(self, candidate: Candidate, key: Key, failure: Failure) -> None:
        """The key that failed rests or is out, and whoever counts is told; a fault of the model or the request is not the key's."""
        failure.said = self.ring.scrubbed(failure.said)
        self.observe(candidate.provider, key.index, failure.kind)
        if failure.fault == "key":
            self.ring.failed(key, failure.kind, failure.retry_after)

    async def _rested(self, id: str) -> bool:
        """Waits until a key has rested, with jitter; False at once where that takes longer than anybody would wait."""
        rest = self.ring.soonest(id)
        if rest is None or rest > self.settings.patience_s:
            return False
        await asyncio.sleep(rest * (1 + random.random() * JITTER))
        self.ring.refresh()
        return self.ring.healthy(id) > 0

    async def _with_key(self, candidate: Candidate, key: Key) -> None:
        """The answer, or the rest of it, from one key. Raises Failure."""
        said, spoken = "".join(self.said), len(self.said)
        joiner = Joiner(said)
        attempt = self.tally.attempt(candidate.model, self.request, said)
        asks = Asks()
        try:
            finish = await self._listen(candidate, key, said, joiner, asks, attempt)
            self._say(joiner.finish())
            if joiner.lost:
                raise cut("the stream broke and the model began anew with other words")
        except Failure:
            self.breaks += len(self.said) > spoken
            raise
        finally:
            attempt.close(self.said, asks.characters)
        self.ring.worked(key)
        for ask in asks.whole():
            self.pipe.give(ask)
        self._end(ENDS.get(finish) or End("tools" if asks.whole() else "stop"))

    async def _listen(self, candidate: Candidate, key: Key, said: str, joiner: Joiner, asks: Asks, attempt: Attempt) -> str:
        """Reads one stream to its end and gives back its finish reason. Raises Failure where it breaks, is refused or falls silent."""
        stream: Any = None
        finish, limit, count = "", self.settings.silence_s, 0
        now = asyncio.get_running_loop().time
        try:
            async with asyncio.timeout(limit) as silent:
                stream = await self.ask(candidate, key, self.request, said)
                heard = at = now()
                async for chunk in stream:
                    gap, at = now() - at, now()
                    if at - heard > limit / 60:
                        heard = at
                        silent.reschedule(heard + limit)
                    finish = self._take(chunk, joiner, asks, attempt) or finish
                    count += 1
                    if gap < UNBROKEN_S and (self.pipe.fresh or count % BREATH == 0):
                        self.pipe.fresh = False
                        await asyncio.sleep(FIRST_REST_S if count < BREATH else 0)
                    if joiner.lost or self._too_long(asks):
                        return "length"
        except asyncio.CancelledError:
            raise
        except Exception as error:  # litellm raises what providers' libraries raise: by no common class
            # What fails once the finish reason has come (the count, the closing) takes nothing from the answer.
            if not finish:
                raise (silence(limit) if isinstance(error, TimeoutError) and silent.expired() else read_failure(error)) from None
        finally:
            if stream is not None:
                await stream.aclose()
        attempt.usage = counted_usage(stream, attempt.usage)
        if not stream_ended(stream):
            raise cut("the stream ended in the middle")
        return finish

    def _take(self, chunk: Any, joiner: Joiner, asks: Asks, attempt: Attempt) -> str:
        """What one chunk brings; its finish reason, if it has one."""
        usage = getattr(chunk, "usage", None)
        if usage is not None:
            attempt.usage = usage
        if not chunk.choices:
            return ""
        choice = chunk.choices[0]
        if choice.delta.content:
            self._say(joiner.feed(choice.delta.content))
        if choice.delta.tool_calls:
            asks.feed(choice.delta.tool_calls)
        return choice.finish_reason or ""

    def _too_long(self, asks: Asks) -> bool:
        return self.tally.characters + asks.characters > self.settings.most_characters

    def _say(self, words: str) -> None:
        if words:
            self.said.append(words)
            self.tally.characters += len(words)
            self.pipe.say(words)

    def _end(self, end: End) -> None:
        """Usage, then the end. A stop is no failure: what came until then was used too."""
        used = self.tally.usage()
        if used is not None:
            self.pipe.give(used)
        self.pipe.give(end)
