"""The AI SDK's UI message stream: the same turns and events as `chat.py`, told as its parts.

Form: server-sent events with the header `x-vercel-ai-ui-message-stream: v1`; parts start, text-*, tool-*, data-*, error, finish,
then `[DONE]` (AI SDK documentation, "Stream Protocol", data stream). What has no part of its own travels as `data-<event>`.
"""

from __future__ import annotations

import asyncio
import base64
import json
import re
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import Response

from ohm_core.errors import BadInput, OhmError
from ohm_core.project import uploads
from ohm_core.server.callers import Caller
from ohm_core.server.chat import entries
from ohm_core.server.http import json_body, stream, text_of
from ohm_core.server.links import Links
from ohm_core.server.shops import Shops
from ohm_core.store import uploads as rows
from ohm_core.workshop import Workshop

if TYPE_CHECKING:
    from ohm_core.store.rows import Project, Run, Upload

HEADERS = {"x-vercel-ai-ui-message-stream": "v1"}
IN_PLACE = ("agent_selected", "metadata")  # one of each in a message: a later one takes the place of the earlier
FILES_LIMIT = 48_000_000  # bytes of a message with files inside it: a photo of 25 MB takes 33 in base64
TRIGGERS = ("submit-message", "regenerate-message")


@dataclass(frozen=True)
class UiStream:
    """The handlers of `/api/chat`."""

    shops: Shops

    async def chat(self, request: Request, caller: Caller) -> Response:
        """POST {id, messages, trigger, agent?, model?}: says the newest message, or has it answered again."""
        body, shop = await json_body(request, FILES_LIMIT), self.shops.of(caller)
        run, past = await asyncio.to_thread(begin, shop, body)
        return stream(parts(shop, run, past), {**HEADERS, "x-ohm-project": run.project_id, "x-ohm-run": run.id})

    async def resume(self, request: Request, caller: Caller) -> Response:
        """GET: the answer that is going, from its beginning; 204 when none is."""
        shop = self.shops.of(caller)
        project = await asyncio.to_thread(shop.shelf.of_chat, request.path_params["id"])
        run = shop.turns.going(project.id) if project else None
        if run is None:
            return Response(status_code=204)
        return stream(parts(shop, run, shop.turns.before(shop.owner, run)), HEADERS)


def begin(shop: Workshop, body: Mapping[str, Any]) -> tuple[Run, int]:
    """Begins the turn that the body asks for. A chat id that is nobody's yet gets a new project. Raises BadInput."""
    from ohm_core.agents.turns import check_message

    chat, trigger = text_of(body, "id"), text_of(body, "trigger") or "submit-message"
    if trigger not in TRIGGERS:
        raise BadInput(f"\"trigger\" must be one of {', '.join(TRIGGERS)}.", "trigger")
    if trigger == "regenerate-message":
        project = shop.shelf.of_chat(chat)
        run = again(shop, project) if project else None
        if run is None:
            raise BadInput("There is no message to answer again in this chat.", "id", "unknown_run")
    else:
        message = newest(body.get("messages"))
        files = [p for p in message if p.get("type") == "file"]
        said = check_message("\n".join(p["text"] for p in message if p.get("type") == "text" and isinstance(p.get("text"), str)), bool(files))
        there = shop.shelf.of_chat(chat)
        project = there or shop.shelf.for_chat(chat)
        with kept(shop, project, files, fresh=there is None) as attached:
            run = shop.turns.start(shop.shelf, project, said, text_of(body, "agent"), text_of(body, "model"), attached)
    return run, shop.turns.before(shop.owner, run)


def again(shop: Workshop, project: Project) -> Run | None:
    """The newest message being answered once more; None where nothing was said."""
    last = next((m for m in reversed(shop.messages(project)) if m.run_id), None)
    return shop.retry(project, last.run_id) if last else None


def newest(messages: Any) -> list[dict[str, Any]]:
    """The parts of the newest user message. Raises BadInput for what is no list of messages with parts."""
    if not isinstance(messages, list) or not messages or not isinstance(messages[-1], dict) or not isinstance(messages[-1].get("parts"), list):
        raise BadInput("\"messages\" must be a list whose last message has \"parts\".", "messages")
    return [p for p in messages[-1]["parts"] if isinstance(p, dict)]


@contextmanager
def kept(shop: Workshop, project: Project, files: Sequence[Mapping[str, Any]], fresh: bool) -> Iterator[list[str]]:
    """Ids of the message's files: those that came inside it (data: URLs) are kept in the project, links to its own are followed.

    What goes wrong later takes them away again, and a FRESH project with them. Raises BadInput, Locked.
    """
    made: list[Upload] = []
    try:
        ids = []
        for part in files[:uploads.MOST_AT_ONCE + 1]:
            url = text_of(part, "url")
            if url.startswith("data:"):
                made.append(uploads.receive(shop.shelf, project, text_of(part, "filename") or "file", (decoded(url),)))
                ids.append(made[-1].id)
            else:
                ids.append(linked_id(shop, project, url))
        yield ids
    except OhmError:
        for one in made:
            rows.delete(shop.store, shop.owner, one)
        if fresh:
            shop.delete(project)
        raise


def decoded(url: str) -> bytes:
    """The bytes of a data: URL in base64. Raises BadInput."""
    head, comma, body = url.partition(",")
    try:
        if not comma or not head.endswith(";base64"):
            raise ValueError
        return base64.b64decode(body, validate=True)
    except ValueError:
        raise BadInput("A file part must have a data: URL in base64, or a link to a file of this project.", "messages.parts.url") from None


def linked_id(shop: Workshop, project: Project, url: str) -> str:
    """The upload that a signed link of this project leads to. Raises BadInput; no other address is ever fetched."""
    found = re.fullmatch(r"(?:https?://[^/]+)?/api/projects/([0-9a-f]+)/files/([\w.-]+)", url)
    if not found or found[1] != project.id:
        raise BadInput("OHM fetches no addresses: send the file itself, or a link to a file of this project.", "messages.parts.url")
    linked = Links(shop.store.home).read(project.id, found[2])
    if linked.kind != "upload" or linked.owner != shop.owner:
        raise BadInput("This link leads to no file that was sent.", "messages.parts.url")
    return linked.id


async def parts(shop: Workshop, run: Run, past: int) -> AsyncIterator[str]:
    """The run's events as lines of the UI message stream."""
    told = Telling(run.message_id)
    for part in told.begin():
        yield line(part)
    async for entry in entries(shop, run.project_id, past, run.id):
        if entry is None:
            yield ": still here\n\n"
            continue
        for part in told.parts(entry.data):
            yield line(part)
    for part in told.end():
        yield line(part)
    yield "data: [DONE]\n\n"


def line(part: Mapping[str, Any]) -> str:
    return f"data: {json.dumps(part, ensure_ascii=False)}\n\n"


@dataclass
class Telling:
    """Events → parts; knows whether a text is open, for a client wants each one begun and ended."""

    message_id: str
    texts: int = 0
    open: bool = False
    inputs: set[str] = field(default_factory=set)

    def begin(self) -> Iterator[dict[str, Any]]:
        yield {"type": "start", "messageId": self.message_id}

    def parts(self, data: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        """The parts of one event."""
        match data:
            case {"type": "text", "content": content}:
                if not self.open:
                    self.open, self.texts = True, self.texts + 1
                    yield {"type": "text-start", "id": f"text-{self.texts}"}
                yield {"type": "text-delta", "id": f"text-{self.texts}", "delta": content}
            case {"type": "tool_call", "toolCall": {"id": id_, "name": name, "arguments": arguments}}:
                yield from self._closed()
                self.inputs.add(id_)
                yield {"type": "tool-input-available", "toolCallId": id_, "toolName": name, "input": arguments, "dynamic": True}
            case {"type": "tool_result", "id": id_, "ok": ok, "summary": summary} if id_ in self.inputs:
                if ok:
                    yield {"type": "tool-output-available", "toolCallId": id_, "output": summary, "dynamic": True}
                else:
                    yield {"type": "tool-output-error", "toolCallId": id_, "errorText": summary, "dynamic": True}
            case {"type": "error", "message": message}:
                yield from self._closed()
                yield {"type": "error", "errorText": message}
            case {"type": kind, **rest}:
                yield {"type": f"data-{kind}", "data": rest, **({"id": kind} if kind in IN_PLACE else {})}

    def end(self) -> Iterator[dict[str, Any]]:
        yield from self._closed()
        yield {"type": "finish"}

    def _closed(self) -> Iterator[dict[str, Any]]:
        if self.open:
            self.open = False
            yield {"type": "text-end", "id": f"text-{self.texts}"}
