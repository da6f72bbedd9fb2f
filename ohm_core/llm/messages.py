"""A request in the words of OpenAI's chat completions, which litellm turns into every other provider's."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Sequence
from typing import Any

from ohm_core.llm.values import Picture, Request, Said, ToolAsk

GO_ON = "Your answer was cut off by a broken connection. Go on exactly after its last character. Repeat nothing, and say nothing about the break."


def messages(request: Request, said: str = "") -> list[dict[str, Any]]:
    """The messages of a request. With SAID, the part of the answer that came before the stream broke, and the wish to go on."""
    told = list(_messages(request.messages))
    if said:
        told += [{"role": "assistant", "content": said}, {"role": "user", "content": GO_ON}]
    return told


def tools(request: Request) -> list[dict[str, Any]]:
    """The request's tools as functions."""
    return [{"type": "function", "function": dict(tool)} for tool in request.tools]


def _messages(said: Sequence[Said]) -> Iterator[dict[str, Any]]:
    """Pictures of a tool's result follow its whole batch as a user's message: no provider takes them inside the result."""
    waiting: list[Picture] = []
    for one in said:
        if waiting and one.role != "tool":
            yield _with_pictures("Pictures of the results above:", waiting)
            waiting = []
        if one.role == "tool":
            yield {"role": "tool", "tool_call_id": one.answers, "content": one.text}
            waiting += one.pictures
        elif one.role == "assistant":
            yield _assistant(one)
        elif one.pictures:
            yield _with_pictures(one.text, one.pictures)
        else:
            yield {"role": one.role, "content": one.text}
    if waiting:
        yield _with_pictures("Pictures of the results above:", waiting)


def _assistant(one: Said) -> dict[str, Any]:
    if not one.asks:
        return {"role": "assistant", "content": one.text}
    return {"role": "assistant", "content": one.text or None, "tool_calls": [_ask(a) for a in one.asks]}


def _ask(ask: ToolAsk) -> dict[str, Any]:
    return {"id": ask.id, "type": "function", "function": {"name": ask.name, "arguments": _readable(ask.arguments)}}


def _readable(arguments: str) -> str:
    """Arguments as a JSON object: what a model wrote wrongly goes back to it inside one, as several providers read them here."""
    try:
        fine = isinstance(json.loads(arguments), dict)
    except (ValueError, RecursionError):
        fine = False
    return arguments if fine else json.dumps({"unreadable": arguments} if arguments.strip() else {})


def _with_pictures(text: str, pictures: Sequence[Picture]) -> dict[str, Any]:
    parts: list[dict[str, Any]] = [{"type": "text", "text": text}] if text else []
    for p in pictures:
        parts.append({"type": "image_url", "image_url": {"url": f"data:{p.media_type};base64,{base64.b64encode(p.data).decode()}"}})
    return {"role": "user", "content": parts}
