"""Chat over HTTP: one turn's events, a project's events, and what a reader follows of the journal."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from ohm_core.errors import BadInput
from ohm_core.project.drafts import EVENT
from ohm_core.server.callers import Caller
from ohm_core.server.http import json_body, stream, text_of, texts_of
from ohm_core.server.shops import Shops
from ohm_core.workshop import Workshop

if TYPE_CHECKING:
    from ohm_core.store.journal import Entry
    from ohm_core.store.rows import Run

KEEP_ALIVE_SECONDS, LOOK_SECONDS = 15.0, 0.5


@dataclass(frozen=True)
class Chat:
    """The handlers of turns and events."""

    shops: Shops

    async def chat(self, request: Request, caller: Caller) -> Response:
        """POST {message, chatId, agent?, model?, threadId?, attachments?}: the events of the turn that answers it."""
        body, shop = await json_body(request), self.shops.of(caller)
        message, chat_id, agent, model, thread = (text_of(body, key) for key in ("message", "chatId", "agent", "model", "threadId"))
        run, past = await asyncio.to_thread(begin, shop, message, chat_id, agent, model, thread, texts_of(body, "attachments"))
        return stream(follow(shop, run.project_id, past, run.id), {"x-ohm-project": run.project_id, "x-ohm-run": run.id})

    async def events(self, request: Request, caller: Caller) -> Response:
        """GET: every event of a project from Last-Event-ID on, until the reader goes."""
        shop = self.shops.of(caller)
        project = await asyncio.to_thread(shop.shelf.get, request.path_params["project"])
        after = request.headers.get("last-event-id") or request.query_params.get("after") or "0"
        if not after.isdigit():
            raise BadInput("Last-Event-ID must be a number.", "Last-Event-ID")
        return stream(follow(shop, project.id, int(after), ""))

    async def stop(self, request: Request, caller: Caller) -> Response:
        """POST: ends the answer that is going; what came is kept."""
        shop = self.shops.of(caller)
        project = await asyncio.to_thread(shop.shelf.get, request.path_params["project"])
        return JSONResponse({"stopped": shop.turns.stop(project)})


def begin(shop: Workshop, message: str, chat_id: str, agent: str = "", model: str = "", thread: str = "", attached: tuple[str, ...] = ()) -> tuple[Run, int]:
    """Begins the turn; the second value is the journal's number before it. Without a chatId a new project is made."""
    from ohm_core.agents.turns import check_message

    check_message(message, bool(attached))
    if attached and not chat_id:
        raise BadInput("Files belong to a project: give \"chatId\" beside \"attachments\".", "chatId")
    project = shop.shelf.get(chat_id) if chat_id else shop.create()
    if thread:
        project = shop.shelf.in_thread(project, thread)
    run = shop.turns.start(shop.shelf, project, message, agent, model, attached)
    return run, shop.turns.before(shop.owner, run)


async def follow(shop: Workshop, project_id: str, after: int, run_id: str) -> AsyncIterator[str]:
    """Journal entries as SSE: those of one run until its end, or of the whole project until the reader goes."""
    async for entry in entries(shop, project_id, after, run_id):
        if entry is None:
            yield ": still here\n\n"
        else:
            data = await asyncio.to_thread(drafted, shop, project_id, entry.data) if entry.type == EVENT else entry.data
            yield f"id: {entry.sequence}\ndata: {json.dumps(dict(data), ensure_ascii=False)}\n\n"


def drafted(shop: Workshop, project_id: str, data: Mapping[str, Any]) -> Mapping[str, Any]:
    """A draft's event with the whole snapshot, where that still stands; what a newer one has taken the place of comes without."""
    from ohm_core.store import drafts

    found = drafts.get(shop.store, shop.owner, project_id, str(data["artifact"]), str(data["path"]))
    return {**data, "content": found.content} if found and found.open and found.version == data["version"] else data


async def entries(shop: Workshop, project_id: str, after: int, run_id: str) -> AsyncIterator[Entry | None]:
    """The same as entries; None whenever nothing came for a while."""
    loop = asyncio.get_running_loop()
    fresh: asyncio.Queue[Any] = asyncio.Queue()

    def listener(entry: Entry) -> None:
        loop.call_soon_threadsafe(fresh.put_nowait, entry)

    past, leave = await asyncio.to_thread(shop.turns.journal.listen, shop.owner, project_id, listener, after)
    coming, seen = past, after
    try:
        while True:
            for entry in coming:
                seen = entry.sequence
                if not run_id or entry.run_id == run_id:
                    yield entry
                if run_id and entry.run_id == run_id and entry.type == "metadata":
                    return
            coming = await (_shared(shop, project_id, fresh, seen) if shop.store.many else _next(fresh, KEEP_ALIVE_SECONDS))
            if not coming:
                yield None
    finally:
        leave()


async def _next(fresh: asyncio.Queue[Entry], seconds: float) -> list[Entry]:
    try:
        return [await asyncio.wait_for(fresh.get(), seconds)]
    except TimeoutError:
        return []


async def _shared(shop: Workshop, project_id: str, fresh: asyncio.Queue[Entry], seen: int) -> list[Entry]:
    """What came in a store that other processes write too: looked for there whenever something came here, and twice a second."""
    for _ in range(round(KEEP_ALIVE_SECONDS / LOOK_SECONDS)):
        await _next(fresh, LOOK_SECONDS)
        if found := await asyncio.to_thread(shop.turns.journal.read, shop.owner, project_id, seen):
            return found
    return []
