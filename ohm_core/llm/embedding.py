"""Texts to vectors by a provider, through litellm. Only an aid to searching: whatever fails is a line in the log, and takes no key out of use."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import TimeoutError as NotYet
from types import ModuleType
from typing import Any

from ohm_core.llm import litellm_door as door
from ohm_core.llm.failures import read_failure
from ohm_core.llm.keys import Key
from ohm_core.llm.models import provider, provider_of
from ohm_core.llm.pipe import LOOK_S
from ohm_core.llm.ring import Ring
from ohm_core.llm.settings import Settings
from ohm_core.llm.usage import tokens
from ohm_core.llm.values import Embedded, Usage

log = logging.getLogger("ohm.llm")
# Texts of one request, and requests of one call, which go out together: passages are short, so each request stays small; what is more comes
# with the next search.
TEXTS, REQUESTS = 32, 8
# A provider that failed is left alone so long, so that not every question waits for it.
REST_S = 60.0

Pricer = Callable[[ModuleType], Callable[[str, Any], "float | None"]]


class Embedding:
    """Vectors by the providers that RING has keys for."""

    def __init__(self, ring: Ring, settings: Settings, pricer: Pricer, clock: Callable[[], float] = time.monotonic) -> None:
        self._ring, self._settings, self._pricer, self._clock = ring, settings, pricer, clock
        self._rests: dict[tuple[str, str], float] = {}

    def model(self, answering: str) -> str:
        """The model that is set, else that of the provider of ANSWERING; "" where there is none, no key for it, or it failed just now."""
        said = self._settings.embedding
        model = said or (provider(provider_of(answering)).embedding if answering else "")
        if model in ("", "none"):
            return ""
        served_by = provider_of(model)
        able = self._ring.refresh(served_by).has(served_by) and self._ring.pick(served_by)
        return model if able and self._rests.get(self._place(model), 0.0) <= self._clock() else ""

    def embed(self, model: str, texts: Sequence[str], stopped: Callable[[], bool]) -> Embedded:
        """As `values.Embeds`; the first TEXTS * REQUESTS of TEXTS."""
        key = self._ring.refresh(provider_of(model)).pick(provider_of(model))
        if key is None or not texts:
            return Embedded({})
        litellm = _waited(door.wanted(), stopped, None)  # who answers waits for it too
        if litellm is None:
            return Embedded({})
        batches = [list(texts[i:i + TEXTS]) for i in range(0, min(len(texts), TEXTS * REQUESTS), TEXTS)]
        asking = asyncio.run_coroutine_threadsafe(self._all(litellm, model, key, batches), door.loop())
        came = _waited(asking, stopped, self._settings.embedding_s + 2 * LOOK_S)
        if came is None:
            asking.cancel()
        return came or Embedded({})

    async def _all(self, litellm: ModuleType, model: str, key: Key, batches: Sequence[list[str]]) -> Embedded:
        """All batches side by side; each that comes in time counts."""
        parts = await asyncio.gather(*(self._batch(litellm, model, key, b) for b in batches), return_exceptions=True)
        vectors: dict[str, Sequence[float]] = {}
        used: list[Usage] = []
        for part in parts:
            if isinstance(part, BaseException):
                self._failed(model, part)
            else:
                vectors.update(part[0])
                used.append(part[1])
        return Embedded(vectors, tuple(used))

    async def _batch(self, litellm: ModuleType, model: str, key: Key, texts: list[str]) -> tuple[Mapping[str, Sequence[float]], Usage]:
        limit, served_by = self._settings.embedding_s, provider(provider_of(model))
        # Ollama's chat has a name of its own in litellm, its embeddings have not.
        params: dict[str, Any] = {"model": f"{served_by.litellm.removesuffix('_chat')}/{model.partition('/')[2]}"}
        if address := self._ring.address(served_by):
            params["api_base"] = address
        if key.reveal() or served_by.litellm == "openai":
            params["api_key"] = key.reveal() or "none"
            params["encoding_format"] = "float"
        # litellm 1.106.2 takes no retries here for its usual two, at addresses like OpenAI's; they are within the limit of time.
        answer = await asyncio.wait_for(litellm.aembedding(input=texts, timeout=limit, max_retries=0, drop_params=True, **params), limit)
        rows = sorted(((int(r["index"]), [float(x) for x in r["embedding"]]) for r in answer.data), key=lambda r: r[0])
        if [i for i, _ in rows] != list(range(len(texts))):
            raise ValueError(f"{len(rows)} vectors came for {len(texts)} texts")
        usage = getattr(answer, "usage", None)
        counted = int(getattr(usage, "prompt_tokens", 0) or 0)
        cost = self._pricer(litellm)(model, usage) if counted else None
        return dict(zip(texts, (v for _, v in rows), strict=True)), Usage(model, counted or tokens(sum(map(len, texts))), 0, cost, bool(counted))

    def _failed(self, model: str, error: BaseException) -> None:
        self._rests[self._place(model)] = self._clock() + REST_S
        failure = read_failure(error)
        log.warning("no vectors from %s (%s): %s; searching goes on by words", model, failure.kind, self._ring.scrubbed(failure.said) or type(error).__name__)

    def _place(self, model: str) -> tuple[str, str]:
        return model, self._ring.address(provider(provider_of(model)))


def _waited(coming: Any, stopped: Callable[[], bool], seconds: float | None) -> Any:
    """What COMING brings; None where it was stopped, took longer, or failed."""
    until = None if seconds is None else time.monotonic() + seconds
    while not stopped() and (until is None or time.monotonic() < until):
        try:
            return coming.result(timeout=LOOK_S)
        except NotYet:
            if coming.done():  # it is itself what took too long
                return None
        except Exception as error:  # searching never fails for it, and who answers will meet the same
            log.warning("no vectors: %s", type(error).__name__)
            return None
    return None
