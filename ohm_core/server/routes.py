"""Every HTTP route, and which handler answers it."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ohm_core.server.callers import Caller
from ohm_core.server.chat import Chat
from ohm_core.server.drafts import Drafts
from ohm_core.server.health import Health
from ohm_core.server.http import Handler, guarded, linked
from ohm_core.server.mcp import Mounted
from ohm_core.server.runs import Runs
from ohm_core.server.shops import Shops
from ohm_core.server.threads import Threads
from ohm_core.server.uistream import UiStream
from ohm_core.workshop import Workshop


def routes(workshop: Callable[[], Workshop], mounted: Mounted | None = None) -> list[Route]:
    """All routes over the workshop that WORKSHOP gives. MOUNTED is the MCP server, to be closed by who made it."""
    shops = Shops(workshop)

    async def metrics(request: Request, caller: Caller) -> Response:
        from ohm_core.server.metrics import Exposed

        return await Exposed(shops).metrics(request, caller)

    def files(name: str) -> Handler:
        async def handle(request: Request, caller: Caller) -> Response:
            from ohm_core.server.uploads import Uploads

            handler: Handler = getattr(Uploads(shops), name)
            return await handler(request, caller)

        return handle

    chat, threads, ui, runs = Chat(shops), Threads(shops), UiStream(shops), Runs(shops)
    return [
        Route("/api/health", guarded(Health(shops).health, counted=False)),
        Route("/api/openapi.json", guarded(_late("openapi", "description"))),
        Route("/api/metrics", guarded(metrics, counted=False)),
        *(_post(f"/api/{name}", _late("designs", name)) for name in ("design", "check", "layout", "budget", "export")),
        _post("/api/agents/chat", chat.chat),
        _post("/api/chat", ui.chat),
        Route("/api/chat/{id}/stream", guarded(ui.resume)),
        Route("/api/projects/{project}/events", guarded(chat.events)),
        _post("/api/projects/{project}/stop", chat.stop),
        Route("/api/projects/{project}/threads", guarded(threads.threads), methods=["GET", "POST", "DELETE"]),
        Route("/api/projects/{project}/threads/{thread}/messages", guarded(threads.messages)),
        *_drafts(shops),
        Route("/api/projects/{project}/uploads", guarded(files("uploads")), methods=["GET", "POST"]),
        Route("/api/projects/{project}/uploads/{upload}", guarded(files("upload")), methods=["GET", "DELETE"]),
        Route("/api/projects/{project}/pictures", guarded(files("pictures"))),
        Route("/api/projects/{project}/files/{link}", linked(files("file"))),
        *_allowed(shops),
        Route("/mcp", mounted or Mounted(shops)),
        _post("/api/runs", runs.begin),
        Route("/api/runs/{run}", guarded(runs.run)),
        _post("/api/runs/{run}/retry", runs.retry),
        _post("/api/runs/{run}/stop", runs.stop),
    ]


def _drafts(shops: Shops) -> list[Route]:
    """What people edit. Snapshots come often, so they are counted apart."""
    drafts, one = Drafts(shops), "/api/projects/{project}/drafts/{artifact}"
    return [
        Route("/api/projects/{project}/drafts", guarded(drafts.opened)),
        Route(one, guarded(drafts.put, times=10), methods=["PUT"]),
        Route(one, guarded(drafts.draft), methods=["GET", "DELETE"]),
        _post(f"{one}/save", drafts.save),
    ]


def _allowed(shops: Shops) -> list[Route]:
    """What agents may do in a project, and whose tools they have."""
    at = "/api/projects/{project}"

    def of(noun: str, name: str) -> Handler:
        return _late(noun, name, shops)

    return [
        Route(f"{at}/permissions", guarded(of("permissions", "rules")), methods=["GET", "PUT"]),
        Route(f"{at}/features", guarded(of("permissions", "feature")), methods=["PUT"]),
        Route(f"{at}/descriptions", guarded(of("permissions", "words")), methods=["PUT"]),
        Route(f"{at}/requests", guarded(of("permissions", "requests"))),
        _post(f"{at}/requests/{{request}}", of("permissions", "decide")),
        Route(f"{at}/servers", guarded(of("toolservers", "servers")), methods=["GET", "POST"]),
        Route(f"{at}/servers/{{server}}", guarded(of("toolservers", "server")), methods=["PATCH", "DELETE"]),
        _post(f"{at}/servers/{{server}}/test", of("toolservers", "test")),
    ]


def _late(module: str, name: str, *first: Shops) -> Handler:
    """A handler whose module is imported with the first request for it: what few ask for costs the others nothing. It is given FIRST."""

    async def handle(request: Request, caller: Caller) -> Response:
        handler = getattr(import_module(f"ohm_core.server.{module}"), name)
        answer: Response = await handler(*first, request, caller)
        return answer

    return handle


def _post(path: str, handler: Handler) -> Route:
    return Route(path, guarded(handler), methods=["POST"])
