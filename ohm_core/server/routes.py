"""The HTTP routes of the contract: health, the chat stream, a project's events. Answers are JSON; errors are one sentence."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from ohm_core import __version__
from ohm_core.errors import BadInput, Locked, OhmError
from ohm_core.server.guard import check_host
from ohm_core.workshop import Workshop

if TYPE_CHECKING:
    from ohm_core.store.journal import Entry

BODY_LIMIT = 2_000_000
KEEP_ALIVE_SECONDS = 15.0
Handler = Callable[[Request], Awaitable[Response]]
log = logging.getLogger("ohm.server")


def routes(workshop: Callable[[], Workshop]) -> list[Route]:
    """All routes over the workshop that WORKSHOP gives."""

    async def health(_: Request) -> Response:
        return JSONResponse(await asyncio.to_thread(health_of, workshop()))

    async def chat(request: Request) -> Response:
        body = await json_body(request)
        message, chat_id, agent = (text_of(body, key) for key in ("message", "chatId", "agent"))
        run, past = await asyncio.to_thread(begin, workshop(), message, chat_id, agent)
        return stream(follow(workshop(), run.project_id, past, run.id), {"x-ohm-project": run.project_id, "x-ohm-run": run.id})

    async def events(request: Request) -> Response:
        project = await asyncio.to_thread(workshop().shelf.get, request.path_params["project"])
        after = request.headers.get("last-event-id") or request.query_params.get("after") or "0"
        if not after.isdigit():
            raise BadInput("Last-Event-ID must be a number.", "Last-Event-ID")
        return stream(follow(workshop(), project.id, int(after), ""))

    return [Route("/api/health", guarded(health)), Route("/api/agents/chat", guarded(chat), methods=["POST"]), Route("/api/projects/{project}/events", guarded(events))]


def guarded(handler: Handler) -> Handler:
    """HANDLER behind the Host check, with every error as JSON: the outermost border, where the unexpected is logged."""

    async def run(request: Request) -> Response:
        try:
            check_host(request.headers)
            return await handler(request)
        except OhmError as error:
            return JSONResponse({"error": error.as_json()}, status_of(error))
        except Exception:
            log.exception("%s %s failed", request.method, request.url.path)
            return JSONResponse({"error": {"kind": "bug", "message": "Something in OHM broke; the log has the details.", "where": request.url.path}}, 500)

    return run


def status_of(error: OhmError) -> int:
    """The HTTP status of an error, by who must act."""
    if error.kind in ("unknown_project", "unknown_run", "unknown_version"):
        return 404
    if error.kind == "too_large":
        return 413
    if error.kind == "forbidden_host":
        return 403
    if isinstance(error, Locked) or error.kind == "busy":
        return 409
    return 400 if isinstance(error, BadInput) else 500


def health_of(shop: Workshop) -> dict[str, Any]:
    """The health object of the contract; without a key the built-in engine answers."""
    try:
        shop.projects()
        database = "up"
    except OhmError:
        database = "down"
    return {"status": "healthy" if database == "up" else "degraded", "timestamp": datetime.now(UTC).isoformat(),
            "services": {"database": database, "ai_api": "builtin", "keys": {"healthy": 0, "total": 0}}, "flows": {"running": 0}, "version": __version__}


async def json_body(request: Request) -> Mapping[str, Any]:
    """The request's JSON object. Raises BadInput when it is none or too large."""
    if int(request.headers.get("content-length") or 0) > BODY_LIMIT:
        raise BadInput(f"The body is over {BODY_LIMIT:,} bytes.", "body", "too_large")
    raw = b""
    async for piece in request.stream():
        raw += piece
        if len(raw) > BODY_LIMIT:
            raise BadInput(f"The body is over {BODY_LIMIT:,} bytes.", "body", "too_large")
    try:
        body = json.loads(raw)
    except (ValueError, RecursionError):
        raise BadInput("The body is not valid JSON.", "body") from None
    if not isinstance(body, dict):
        raise BadInput("The body must be a JSON object.", "body")
    return body


def text_of(body: Mapping[str, Any], key: str) -> str:
    """A text field, "" when it is absent or null. Raises BadInput for anything else."""
    value = body.get(key)
    if value is not None and not isinstance(value, str):
        raise BadInput(f"\"{key}\" must be text.", key)
    return value or ""


def begin(shop: Workshop, message: str, chat_id: str, agent: str) -> tuple[Any, int]:
    """Begins the turn; the second value is the journal's number before it. Without a chatId a new project is made."""
    from ohm_core.agents.turns import check_message

    check_message(message)
    project = shop.shelf.get(chat_id) if chat_id else shop.create()
    run = shop.turns.start(shop.shelf, project, message, agent)
    return run, shop.turns.before(shop.owner, run)


async def follow(shop: Workshop, project_id: str, after: int, run_id: str) -> AsyncIterator[str]:
    """Journal entries as SSE: those of one run until its end, or of the whole project until the reader goes."""
    loop = asyncio.get_running_loop()
    fresh: asyncio.Queue[Entry] = asyncio.Queue()

    def listener(entry: Entry) -> None:
        loop.call_soon_threadsafe(fresh.put_nowait, entry)

    past, leave = await asyncio.to_thread(shop.turns.journal.listen, shop.owner, project_id, listener, after)
    try:
        waiting = iter(past)
        while True:
            entry = next(waiting, None) or await _next(fresh)
            if entry is None:
                yield ": still here\n\n"
            elif not run_id or entry.run_id == run_id:
                yield f"id: {entry.sequence}\ndata: {json.dumps(dict(entry.data), ensure_ascii=False)}\n\n"
                if run_id and entry.type == "metadata":
                    return
    finally:
        leave()


async def _next(fresh: asyncio.Queue[Entry]) -> Entry | None:
    try:
        return await asyncio.wait_for(fresh.get(), KEEP_ALIVE_SECONDS)
    except TimeoutError:
        return None


def stream(body: AsyncIterator[str], headers: Mapping[str, str] | None = None) -> StreamingResponse:
    """An SSE response that no proxy holds back."""
    return StreamingResponse(body, media_type="text/event-stream", headers={"cache-control": "no-cache", "x-accel-buffering": "no", **(headers or {})})
