"""The AI SDK's UI message stream: the same turns and events as `chat.py`, told as its parts.

Form: server-sent events with the header `x-vercel-ai-ui-message-stream: v1`; parts start, text-*, tool-*, data-*, error, finish,
then `[DONE]` (AI SDK documentation, "Stream Protocol", data stream). What has no part of its own travels as `data-<event>`.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import Response

from ohm_core.errors import BadInput
from ohm_core.server.callers import Caller
from ohm_core.server.chat import entries
from ohm_core.server.http import json_body, stream, text_of
from ohm_core.server.shops import Shops
from ohm_core.workshop import Workshop

if TYPE_CHECKING:
    from ohm_core.store.rows import Project, Run

HEADERS = {"x-vercel-ai-ui-message-stream": "v1"}
IN_PLACE = ("agent_selected", "metadata")  # one of each in a message: a later one takes the place of the earlier
TRIGGERS = ("submit-message", "regenerate-message")


@dataclass(frozen=True)
class UiStream:
    """The handlers of `/api/chat`."""

    shops: Shops

    async def chat(self, request: Request, caller: Caller) -> Response:
        """POST {id, messages, trigger, agent?, model?}: says the newest message, or has it answered again."""
        body, shop = await json_body(request), self.shops.of(caller)
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
        said = check_message(newest_text(body.get("messages")))
        project = shop.shelf.of_chat(chat) or shop.shelf.for_chat(chat)
        run = shop.turns.start(shop.shelf, project, said, text_of(body, "agent"), text_of(body, "model"))
    return run, shop.turns.before(shop.owner, run)


def again(shop: Workshop, project: Project) -> Run | None:
    """The newest message being answered once more; None where nothing was said."""
    last = next((m for m in reversed(shop.messages(project)) if m.run_id), None)
    return shop.retry(project, last.run_id) if last else None


def newest_text(messages: Any) -> str:
    """The text of the newest user message. Raises BadInput for what is no list of messages with parts, and for files, which are uploaded by themselves."""
    if not isinstance(messages, list) or not messages or not isinstance(messages[-1], dict) or not isinstance(messages[-1].get("parts"), list):
        raise BadInput("\"messages\" must be a list whose last message has \"parts\".", "messages")
    found = [p for p in messages[-1]["parts"] if isinstance(p, dict)]
    return "\n".join(p["text"] for p in found if p.get("type") == "text" and isinstance(p.get("text"), str))


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
