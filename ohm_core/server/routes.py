"""Every HTTP route, and which handler answers it."""

from __future__ import annotations

from collections.abc import Callable

from starlette.routing import Route

from ohm_core.server.chat import Chat
from ohm_core.server.health import Health
from ohm_core.server.http import Handler, guarded
from ohm_core.server.mcp import Mounted
from ohm_core.server.runs import Runs
from ohm_core.server.shops import Shops
from ohm_core.server.threads import Threads
from ohm_core.server.uistream import UiStream
from ohm_core.workshop import Workshop


def routes(workshop: Callable[[], Workshop], mounted: Mounted | None = None) -> list[Route]:
    """All routes over the workshop that WORKSHOP gives. MOUNTED is the MCP server, to be closed by who made it."""
    shops = Shops(workshop)
    chat, threads, ui, runs = Chat(shops), Threads(shops), UiStream(shops), Runs(shops)
    return [
        Route("/api/health", guarded(Health(shops).health, counted=False)),
        _post("/api/agents/chat", chat.chat),
        _post("/api/chat", ui.chat),
        Route("/api/chat/{id}/stream", guarded(ui.resume)),
        Route("/api/projects/{project}/events", guarded(chat.events)),
        _post("/api/projects/{project}/stop", chat.stop),
        Route("/api/projects/{project}/threads", guarded(threads.threads), methods=["GET", "POST", "DELETE"]),
        Route("/api/projects/{project}/threads/{thread}/messages", guarded(threads.messages)),
        Route("/mcp", mounted or Mounted(shops)),
        _post("/api/runs", runs.begin),
        Route("/api/runs/{run}", guarded(runs.run)),
        _post("/api/runs/{run}/retry", runs.retry),
        _post("/api/runs/{run}/stop", runs.stop),
    ]


def _post(path: str, handler: Handler) -> Route:
    return Route(path, guarded(handler), methods=["POST"])
