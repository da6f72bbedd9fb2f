"""The conversations of a project over HTTP."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from ohm_core.server.callers import Caller
from ohm_core.server.http import json_body, text_of
from ohm_core.server.shops import Shops
from ohm_core.store.rows import Message, Project, Thread
from ohm_core.workshop import Workshop


@dataclass(frozen=True)
class Threads:
    """Handlers of `/api/projects/{project}/threads`."""

    shops: Shops

    async def threads(self, request: Request, caller: Caller) -> Response:
        """GET lists them, POST {title?} makes one, DELETE {id, clear?} takes one away or empties it."""
        shelf = self.shops.of(caller).shelf
        project = await asyncio.to_thread(shelf.get, request.path_params["project"])
        if request.method == "GET":
            return JSONResponse([as_json(t) for t in await asyncio.to_thread(shelf.threads, project)])
        body = await json_body(request)
        if request.method == "POST":
            made = await asyncio.to_thread(shelf.new_thread, project, text_of(body, "title"))
            return JSONResponse(as_json(made), 201)
        act = shelf.clear_thread if body.get("clear") is True else shelf.delete_thread
        left = await asyncio.to_thread(act, project, text_of(body, "id"))
        return JSONResponse(as_json(left))

    async def messages(self, request: Request, caller: Caller) -> Response:
        """GET: the messages of one conversation, first one first."""
        shop = self.shops.of(caller)
        project = await asyncio.to_thread(shop.shelf.get, request.path_params["project"])
        inside = await asyncio.to_thread(shop.shelf.in_thread, project, request.path_params["thread"])
        return JSONResponse(await asyncio.to_thread(_told, shop, inside))


def as_json(thread: Thread) -> Mapping[str, Any]:
    return {"id": thread.id, "title": thread.title, "createdAt": thread.created_at.isoformat(), "model": thread.model or None}


def _told(shop: Workshop, project: Project) -> list[Mapping[str, Any]]:
    messages = shop.messages(project)
    if not any(m.metadata.get("attachments") for m in messages):
        return [message_json(m) for m in messages]
    from ohm_core.server.uploads import as_json as file_json

    there = {u.id: u for u in shop.uploads(project)}
    return [{**message_json(m), "attachments": [file_json(shop, there[a["id"]]) if a["id"] in there else {**a, "url": None} for a in m.metadata.get("attachments", ())]} for m in messages]


def message_json(message: Message) -> Mapping[str, Any]:
    """A message with what its answer brought."""
    return {"id": message.id, "sequence": message.sequence, "role": message.role, "content": message.content, "agent": message.agent, "intent": message.intent,
            "createdAt": message.created_at.isoformat(), "metadata": dict(message.metadata),
            "attachments": list(message.metadata.get("attachments", ()))}
