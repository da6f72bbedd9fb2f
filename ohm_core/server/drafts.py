"""Drafts over HTTP: what people edit, seen by others before it is saved."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from ohm_core.project.drafts import Stale, as_json
from ohm_core.server.bodies import DraftBody, DraftEnd, read
from ohm_core.server.callers import Caller
from ohm_core.server.http import status_of
from ohm_core.server.shops import Shops
from ohm_core.store.rows import Project
from ohm_core.workshop import Workshop


@dataclass(frozen=True)
class Drafts:
    """Handlers of `/api/projects/{project}/drafts`."""

    shops: Shops

    async def opened(self, request: Request, caller: Caller) -> Response:
        """GET: the open drafts of a project, each with its newest snapshot."""
        return await self._told(request, caller, lambda shop, project: JSONResponse([as_json(d) for d in shop.drafts(project)]))

    async def draft(self, request: Request, caller: Caller) -> Response:
        """GET: the draft of one artifact; where none is open `content` is the artifact as it stands. DELETE {version}: drops it."""
        kind, path = place(request)
        if request.method == "GET":
            return await self._told(request, caller, lambda shop, project: JSONResponse(standing(shop, project, kind, path)))
        body = await read(request, DraftEnd)
        return await self._told(request, caller, lambda shop, project: JSONResponse(as_json(shop.drop_draft(project, kind, path, body.version))))

    async def put(self, request: Request, caller: Caller) -> Response:
        """PUT {version, content, by?}: keeps a snapshot; 409 with the one that stands where it is not newer."""
        kind, path = place(request)
        body = await read(request, DraftBody)
        return await self._told(request, caller, lambda shop, project: JSONResponse(as_json(shop.put_draft(project, kind, path, body.version, body.content, body.by))))

    async def save(self, request: Request, caller: Caller) -> Response:
        """POST {version}: the draft as the artifact's next version. `version` null: it breaks a rule and stays open, `findings` say which."""
        kind, path = place(request)
        body = await read(request, DraftEnd)

        def saved(shop: Workshop, project: Project) -> Response:
            done = shop.save_draft(project, kind, path, body.version)
            return JSONResponse({"version": done.version or None, "broken": done.broken, "findings": [f.as_json() for f in done.findings], "notes": list(done.notes), "summary": done.summary,
                                 "draft": as_json(done.draft)})

        return await self._told(request, caller, saved)

    async def _told(self, request: Request, caller: Caller, act: Callable[[Workshop, Project], Response]) -> Response:
        """What ACT gives; where it came too late the refusal holds what stands."""
        shop = self.shops.of(caller)

        def done() -> Response:
            project = shop.shelf.get(request.path_params["project"])
            try:
                return act(shop, project)
            except Stale as error:
                return JSONResponse({"error": error.as_json(), "draft": as_json(error.draft)}, status_of(error))

        return await asyncio.to_thread(done)


def standing(shop: Workshop, project: Project, kind: str, path: str) -> Mapping[str, Any]:
    """The open draft, else what one begins with: the artifact as it is, and the number to be gone above (0 where there never was a draft)."""
    there = shop.draft(project, kind, path)
    if there is not None and there.open:
        return as_json(there)
    known = as_json(there) if there else {"artifact": kind, "path": path, "version": 0, "state": "none"}
    return {**known, "content": shop.beginning(project, kind, path)}


def place(request: Request) -> tuple[str, str]:
    """The artifact and path that a request is about."""
    return request.path_params["artifact"], request.query_params.get("path", "")
