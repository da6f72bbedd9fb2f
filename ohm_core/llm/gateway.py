"""The gateway: asks the providers that there are keys for, through litellm, and goes on to the next key or model when one fails.

    models = Gateway()
    models.warm()                                   # litellm begins to load in the background, if any key exists
    for coming in models.stream(Request("openai/gpt-6-luna", (Said("user", "Hello"),)), lambda: False): ...
"""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotYet
from pathlib import Path
from types import ModuleType
from typing import Any

from ohm_core.errors import Missing, OhmError
from ohm_core.llm import litellm_door as door
from ohm_core.llm.answering import Answering, Candidate, Observe
from ohm_core.llm.embedding import Embedding
from ohm_core.llm.keys import Key, secrets_files
from ohm_core.llm.messages import messages, tools
from ohm_core.llm.models import canonical, facts, litellm_name, provider, provider_of, providers, unknown
from ohm_core.llm.pipe import LOOK_S, Pipe
from ohm_core.llm.ring import ProviderState, Ring
from ohm_core.llm.served import served
from ohm_core.llm.settings import Settings
from ohm_core.llm.usage import Tally
from ohm_core.llm.usage import tokens as tokens_of
from ohm_core.llm.values import Coming, Embedded, End, Request
from ohm_core.llm.wording import no_key

# What the rest of a broken answer may still take when its limit was nearly reached.
LEAST_TOKENS = 64


class Gateway:
    """Models by real providers. One for a process; any thread may ask. `observe` is told (provider, key index, kind) of every failure."""

    def __init__(
        self,
        settings: Settings | None = None,
        environ: Mapping[str, str] = os.environ,
        secrets: Sequence[Path] | None = None,
        observe: Observe = lambda provider, index, kind: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.settings = settings or Settings.read(environ)
        self.observe = observe
        self._ring = Ring(environ, secrets_files() if secrets is None else tuple(secrets), clock)
        self._embedding = Embedding(self._ring, self.settings, _pricer, clock)
        self._router: Any = None
        self._numbers: dict[Key, int] = {}
        self._carried: set[str] = set()

    def ready(self) -> bool:
        """Whether any provider has a key, or an address that needs none."""
        return self._ring.refresh().any()

    def providers(self) -> tuple[ProviderState, ...]:
        """All providers with their keys by index and health, for Settings and Health."""
        return self._ring.refresh().states()

    def default_model(self) -> str:
        """The model set in OHM_MODEL, else that of the first provider with a key; "" where there is none."""
        self._ring.refresh()
        return self.settings.model or next((p.default for p in providers() if p.default and self._ring.has(p.id)), "")

    def served(self, id: str) -> tuple[str, ...]:
        """Full names of the models that an address of one's own serves; asks it, for a second at most. Empty for other providers."""
        served_by = provider(id)
        address = self._ring.refresh().address(served_by)
        key = self._ring.pick(served_by.id)
        return served(served_by, address, key.reveal() if key else "") if served_by.own and address else ()

    def warm(self) -> None:
        """litellm begins to load in the background, if there is anything to ask with."""
        if self.ready():
            door.wanted()

    def embedding_model(self, answering: str) -> str:
        """As `values.Embeds`: what OHM_EMBEDDING_MODEL says, else that of the provider that answers, so that no other one reads the texts."""
        return self._embedding.model(canonical(answering or self.default_model()))

    def embed(self, model: str, texts: Sequence[str], stopped: Callable[[], bool]) -> Embedded:
        """As `values.Embeds`."""
        return self._embedding.embed(model, texts, stopped)

    def stream(self, request: Request, stopped: Callable[[], bool]) -> Iterator[Coming]:
        """As `values.Models`; a request without a model's name gets the default one."""
        candidates = self._candidates(request)
        litellm = yield from _loaded(door.wanted(), stopped)
        if litellm is None:
            return
        candidates = [self._by_name(c) for c in self._served([_known(c, litellm) for c in candidates])]
        loop = door.loop()
        pipe = Pipe(loop, self.settings.gather_s)
        answering = Answering(request, candidates, self._ring, self.settings, pipe, self._asker(litellm), Tally(_pricer(litellm)), self.observe)
        task: Future[None] = asyncio.run_coroutine_threadsafe(answering.run(), loop)
        ended = False
        try:
            for coming in pipe.read(stopped, task.cancel):
                ended = isinstance(coming, End)
                yield coming
            if not ended:
                yield End("stop")
        finally:
            task.cancel()

    def _candidates(self, request: Request) -> list[Candidate]:
        """The model that is asked for, then the ones to go on with. ProviderDown (no_key) where nobody of them can be asked."""
        wanted = canonical(request.model or self.default_model())
        self._ring.refresh()
        if not wanted:
            raise no_key(providers()[0], self._ring)
        names = dict.fromkeys([wanted, *map(canonical, self._fallbacks(wanted, request))])
        return self._served([Candidate(n, provider_of(n)) for n in names])

    def _served(self, found: list[Candidate]) -> list[Candidate]:
        """Those that there is a key for, or whose provider only litellm knows. Without a key for the first the others stand in only where a person set them."""
        self._ring.refresh(*(c.provider for c in found if c.provider))
        able = [c for c in found if (self._ring.has(c.provider) if c.provider else self._ring.any())]
        if not able or found[0] not in able and not self.settings.fallbacks:
            raise no_key(provider(found[0].provider) if found[0].provider else providers()[0], self._ring)
        return able

    def _by_name(self, candidate: Candidate) -> Candidate:
        """The first model an address serves, for its `default`; as it is where the address does not tell: many servers mind no name."""
        if not (provider(candidate.provider).own and candidate.model.endswith("/default")):
            return candidate
        return Candidate(next(iter(self.served(candidate.provider)), candidate.model), candidate.provider)

    def _fallbacks(self, wanted: str, request: Request) -> Sequence[str]:
        """Those that are set, else the default of each other provider with a key that can do what the request needs; from an address of one's own none."""
        if self.settings.fallbacks is not None:
            return self.settings.fallbacks
        if provider(provider_of(wanted)).own:
            return ()
        pictures = any(m.pictures for m in request.messages)
        others = (p for p in providers() if p.default and not p.own and p.id != provider_of(wanted) and self._ring.has(p.id))
        return [p.default for p in others if (f := facts(p.default)) and not (pictures and f.vision is False) and not (request.tools and f.tools is False)]

    def _asker(self, litellm: ModuleType) -> Callable[[Candidate, Key, Request, str], Any]:
        async def ask(candidate: Candidate, key: Key, request: Request, said: str) -> Any:
            known = facts(candidate.model)
            room = min(request.max_tokens - tokens_of(len(said)), (known and known.output_tokens) or request.max_tokens)
            optional: dict[str, Any] = {"tools": tools(request)} if request.tools else {}
            return await self._carrier(litellm).acompletion(
                model=self._deployment(litellm, candidate, key), messages=messages(request, said), stream=True, stream_options={"include_usage": True}, max_tokens=max(room, LEAST_TOKENS), temperature=request.temperature, **optional
            )

        return ask

    def _carrier(self, litellm: ModuleType) -> Any:
        if self._router is None:
            self._router = door.new_router(litellm)
        return self._router

    def _deployment(self, litellm: ModuleType, candidate: Candidate, key: Key) -> str:
        """The Router's id of this model with this key: a number, never anything of the key's text."""
        number = self._numbers.setdefault(key, len(self._numbers))
        id = f"{candidate.model}#{number}"
        if id not in self._carried:
            served_by = provider(candidate.provider)
            params: dict[str, Any] = {"model": litellm_name(candidate.model, served_by), "max_retries": 0, "drop_params": True}
            address = self._ring.address(served_by)
            if address:
                params["api_base"] = address
            if key.reveal() or served_by.litellm == "openai":
                params["api_key"] = key.reveal() or "none"
            self._carrier(litellm).add_deployment(litellm.types.router.Deployment(model_name=id, litellm_params=params, model_info={"id": id}))
            self._carried.add(id)
        return id


def _loaded(importing: Future[ModuleType], stopped: Callable[[], bool]) -> Generator[Coming, None, ModuleType | None]:
    """litellm as soon as it is there; None, after an End, where the reader stopped before."""
    while True:
        try:
            return importing.result(timeout=LOOK_S)
        except NotYet:
            if stopped():
                yield End("stop")
                return None
        except OhmError:
            raise
        except Exception as error:
            raise Missing(f"litellm cannot be loaded ({type(error).__name__}); install it again with: pip install --force-reinstall litellm", where="litellm") from error


def _known(candidate: Candidate, litellm: ModuleType) -> Candidate:
    """With its provider, where only litellm knows whose model that is. BadInput for a model of nobody."""
    served_by = provider(candidate.provider)
    if not candidate.provider or served_by.litellm not in litellm.provider_list:
        try:
            _, found, _, _ = litellm.get_llm_provider(candidate.model)
        except litellm.BadRequestError:
            raise unknown(candidate.model) from None
        return Candidate(f"{found}/{candidate.model}", found)
    return candidate


def _pricer(litellm: ModuleType) -> Callable[[str, Any], float | None]:
    def price(model: str, usage: Any) -> float | None:
        """litellm's own reckoning, which knows cached tokens and dearer long requests; None for a model it has no price of."""
        served_by = provider(provider_of(model))
        if served_by.own:
            return None
        try:
            prompt, completion = litellm.cost_per_token(model=litellm_name(model, served_by), usage_object=usage)
        except Exception:  # it raises plain Exception for a model that is not in its map
            return None
        return float(prompt + completion)

    return price
