"""Flows over HTTP: begun, followed, tried again, stopped."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from ohm_core.server.callers import Caller
from ohm_core.server.http import json_body, text_of
from ohm_core.server.shops import Shops
from ohm_core.workshop import Workshop

if TYPE_CHECKING:
    from ohm_core.flows.prototype import Progress


@dataclass(frozen=True)
class Runs:
    """Handlers of `/api/runs`."""

    shops: Shops

    async def begin(self, request: Request, caller: Caller) -> Response:
        """POST {chatId, text}: begins to make the whole prototype; without a chatId in a new project."""
        body, shop = await json_body(request), self.shops.of(caller)

        def start() -> Mapping[str, Any]:
            chat = text_of(body, "chatId")
            project = shop.shelf.get(chat) if chat else shop.create()
            return as_json(shop.progress(shop.make_whole(project, text_of(body, "text")).id))

        return JSONResponse(await asyncio.to_thread(start), 202)

    async def run(self, request: Request, caller: Caller) -> Response:
        """GET: status and the steps so far."""
        return await self._of(request, caller, lambda shop, run: None)

    async def retry(self, request: Request, caller: Caller) -> Response:
        """POST: the failed step again, and what follows it."""
        return await self._of(request, caller, Workshop.retry_step)

    async def stop(self, request: Request, caller: Caller) -> Response:
        """POST: ends it after the step that is going."""
        return await self._of(request, caller, Workshop.stop_flow)

    async def _of(self, request: Request, caller: Caller, act: Callable[[Workshop, str], object]) -> Response:
        shop, run = self.shops.of(caller), request.path_params["run"]

        def done() -> Mapping[str, Any]:
            shop.progress(run)
            act(shop, run)
            return as_json(shop.progress(run))

        return JSONResponse(await asyncio.to_thread(done))


def as_json(found: Progress) -> Mapping[str, Any]:
    """Status and finished steps of a run."""
    return {"id": found.run.id, "projectId": found.run.project_id, "kind": found.run.kind, "status": found.run.status, "error": found.run.error or None, "order": list(found.order),
            "steps": [{"step": s.name, "status": s.status, "output": s.output, "error": s.error or None, "startedAt": s.started_at.isoformat(),
                       "endedAt": s.ended_at.isoformat() if s.ended_at else None} for s in found.steps]}
