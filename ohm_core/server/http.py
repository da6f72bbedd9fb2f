"""What every route is made of: bodies read within limits, errors as one sentence of JSON, streams that no proxy holds back."""

from __future__ import annotations

import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from ohm_core.errors import BadInput, LimitReached, Locked, Missing, OhmError, ProviderDown
from ohm_core.server.callers import Caller, TokenNeeded, caller_of
from ohm_core.server.guard import check_host
from ohm_core.server.limits import admit

BODY_LIMIT = 2_000_000
ABSENT = ("unknown_project", "unknown_thread", "unknown_run", "unknown_version", "unknown_page", "unknown_draft", "unknown_artifact", "unknown_server", "unknown_request", "unknown_upload")
Handler = Callable[[Request, Caller], Awaitable[Response]]
log = logging.getLogger("ohm.server")


def linked(handler: Handler) -> Callable[[Request], Awaitable[Response]]:
    """HANDLER of a signed link, which is permission enough: no token. It counts the request itself, by the link's owner."""
    return guarded(handler, counted=False, who=lambda request: Caller("", f"link from {request.client.host if request.client else 'nowhere'}"))


def guarded(handler: Handler, *, counted: bool = True, times: int = 1, who: Callable[[Request], Caller] = caller_of) -> Callable[[Request], Awaitable[Response]]:
    """HANDLER behind the checks of Host, token and rate, with every error as JSON: the outermost border, where the unexpected is logged.
    TIMES above 1 gives the route a window of its own, so much wider than the common one."""

    async def run(request: Request) -> Response:
        try:
            check_host(request.headers)
            caller = who(request)
            if counted:
                admit(caller, times)
            return await handler(request, caller)
        except OhmError as error:
            return refusal(error)
        except Exception:
            log.exception("%s %s failed", request.method, request.url.path)
            return JSONResponse({"error": {"kind": "bug", "message": "Something in OHM broke; the log has the details.", "where": request.url.path}}, 500)

    return run


def refusal(error: OhmError) -> JSONResponse:
    """An error as JSON with its status, and when to come again where that is known."""
    wait = getattr(error, "retry_after", None)
    headers = {"retry-after": str(wait)} if wait else {"www-authenticate": "Bearer"} if isinstance(error, TokenNeeded) else {}
    return JSONResponse({"error": error.as_json()}, status_of(error), headers)


def status_of(error: OhmError) -> int:
    """The HTTP status of an error, by who must act."""
    if isinstance(error, TokenNeeded):
        return 401
    if error.kind in ABSENT:
        return 404
    if error.kind == "too_large":
        return 413
    if error.kind in ("forbidden_host", "bad_link", "only_here"):
        return 403
    if error.kind == "too_many":
        return 429
    if isinstance(error, Locked) or error.kind in ("busy", "stale_draft"):
        return 409
    if isinstance(error, Missing | ProviderDown):
        return 503
    return 400 if isinstance(error, BadInput | LimitReached) else 500


async def json_body(request: Request, limit: int = BODY_LIMIT) -> Mapping[str, Any]:
    """The request's JSON object. Raises BadInput when it is none, or larger than LIMIT bytes."""
    try:
        body = json.loads(await raw_body(request, limit))
    except (ValueError, RecursionError):
        raise BadInput("The body is not valid JSON.", "body") from None
    if not isinstance(body, dict):
        raise BadInput("The body must be a JSON object.", "body")
    return body


async def raw_body(request: Request, limit: int) -> bytes:
    """The request's bytes. Raises BadInput (kind too_large) over LIMIT."""
    said = request.headers.get("content-length") or "0"
    if said.isdigit() and int(said) > limit:
        raise BadInput(f"The body is over {limit:,} bytes.", "body", "too_large")
    raw = bytearray()
    async for piece in request.stream():
        raw += piece
        if len(raw) > limit:
            raise BadInput(f"The body is over {limit:,} bytes.", "body", "too_large")
    return bytes(raw)


def text_of(body: Mapping[str, Any], key: str) -> str:
    """A text field, "" when it is absent or null. Raises BadInput for anything else."""
    value = body.get(key)
    if value is not None and not isinstance(value, str):
        raise BadInput(f"\"{key}\" must be text.", key)
    return value or ""


def texts_of(body: Mapping[str, Any], key: str) -> tuple[str, ...]:
    """A list of texts, empty when it is absent or null. Raises BadInput for anything else."""
    value = body.get(key)
    if value is not None and not (isinstance(value, list) and all(isinstance(v, str) for v in value)):
        raise BadInput(f"\"{key}\" must be a list of texts.", key)
    return tuple(value or ())


def stream(body: AsyncIterator[str], headers: Mapping[str, str] | None = None) -> StreamingResponse:
    """An SSE response that no proxy holds back."""
    return StreamingResponse(body, media_type="text/event-stream", headers={"cache-control": "no-cache", "x-accel-buffering": "no", **(headers or {})})
