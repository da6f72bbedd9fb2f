"""litellm itself: imported only here, only when asked for, kept quiet and off the network; and the event loop it lives in."""

from __future__ import annotations

import asyncio
import atexit
import logging
import os
import threading
from concurrent.futures import Future
from types import ModuleType
from typing import Any

log = logging.getLogger("ohm.llm")
LOGGERS = ("LiteLLM", "LiteLLM Router", "LiteLLM Proxy")
CLOSING_S = 2.0

_lock = threading.Lock()
_importing: Future[ModuleType] | None = None
_loop: asyncio.AbstractEventLoop | None = None


def wanted() -> Future[ModuleType]:
    """litellm, imported once in a thread of its own (2 to 4 seconds); an import that failed is told to whoever waits for it."""
    global _importing
    with _lock:
        if _importing is None:
            _importing = Future()
            threading.Thread(target=_import, args=(_importing,), name="litellm-import", daemon=True).start()
        return _importing


def _import(into: Future[ModuleType]) -> None:
    try:
        litellm = _litellm()
        try:
            asyncio.run_coroutine_threadsafe(_rehearse(litellm), loop()).result()
        except Exception:  # only a rehearsal: the first real question pays for it, and tells if something is really wrong
            log.warning("the rehearsal of litellm failed", exc_info=True)
        into.set_result(litellm)
    except BaseException as error:  # whatever the import raises belongs to the one who waits for it
        log.exception("litellm could not be imported")
        into.set_exception(error)


def _litellm() -> ModuleType:
    # Before the import: its cost map from the package instead of the network, and no .env file of the folder read into the environment.
    os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"
    os.environ.setdefault("LITELLM_MODE", "PRODUCTION")
    import litellm
    import openai.resources.chat  # noqa: F401  what its first call imports, most of a second

    litellm.suppress_debug_info = True
    litellm.telemetry = False
    for name in LOGGERS:  # its loggers print requests, which hold what people say
        logging.getLogger(name).setLevel(logging.CRITICAL)
    return litellm


async def _rehearse(litellm: ModuleType) -> None:
    """One answer that litellm makes up itself, with a tool: what it imports on the way would else be waited for by the first person."""
    router = new_router(litellm)
    tool = {"type": "function", "function": {"name": "rehearsal", "parameters": {"type": "object", "properties": {}}}}
    router.add_deployment(litellm.types.router.Deployment(model_name="rehearsal", litellm_params={"model": "openai/rehearsal", "api_key": "none"}, model_info={"id": "rehearsal"}))
    stream = await router.acompletion(model="rehearsal", messages=[{"role": "user", "content": "ok"}], stream=True, tools=[tool], mock_response="ok")
    async for _ in stream:
        pass


def loop() -> asyncio.AbstractEventLoop:
    """The one event loop of all models, in a daemon thread: litellm's clients belong to the loop they were made in."""
    global _loop
    with _lock:
        if _loop is None:
            _loop = asyncio.new_event_loop()
            threading.Thread(target=_loop.run_forever, name="models", daemon=True).start()
            atexit.register(_close)
        return _loop


def _close() -> None:
    """Connections are given back at the end of the process."""
    if _loop is None or _importing is None or not _importing.done() or _importing.exception():
        return
    try:
        asyncio.run_coroutine_threadsafe(_importing.result().close_litellm_async_clients(), _loop).result(CLOSING_S)
    except Exception:  # the process is ending; a connection that will not close closes with it
        log.debug("connections of models left open", exc_info=True)
    _loop.call_soon_threadsafe(_loop.stop)


def new_router(litellm: ModuleType) -> Any:
    """A Router that only carries: one deployment a key, asked for by its id. Which key is next is decided by `ring.py`, so it retries and rests nothing."""
    return litellm.Router(model_list=[], num_retries=0, disable_cooldowns=True, max_fallbacks=0)


def counted_usage(stream: Any, summed: Any) -> Any:
    """The provider's own count: SUMMED, which litellm told at the end, or what it had by then; None where the provider sent none and litellm estimated."""
    sent = [usage for chunk in stream.chunks if (usage := getattr(chunk, "usage", None)) is not None]
    return (summed or sent[-1]) if sent else None


def stream_ended(stream: Any) -> bool:
    """Whether the provider itself ended the stream: litellm 1.106.2 says "stop" of its own where a stream just ends, but keeps only what came."""
    return any(c.finish_reason for chunk in stream.chunks[-5:] for c in chunk.choices)
