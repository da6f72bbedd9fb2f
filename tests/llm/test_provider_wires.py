"""Each provider's own way of streaming, replayed over real HTTP through litellm: text, a tool ask, a count, an end, and a stream that just stops.

The bodies are written by hand after the providers' public descriptions of their streams; no provider is asked.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from ohm_core.llm.values import Picture, Request, Said, ToolAsk
from tests.llm.asking import READ, Asked, Came, K

TEXT = 0
SIGNATURE = "c2lnbmF0dXJl"


def sse(*events: Any, named: bool = False) -> list[bytes]:
    return [(f"event: {e['type']}\n" if named else "").encode() + b"data: " + (e if isinstance(e, bytes) else json.dumps(e).encode()) + b"\n\n" for e in events]


def openai_like() -> list[list[bytes]]:
    def delta(delta: dict[str, Any], finish: str | None = None) -> dict[str, Any]:
        return {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [{"index": 0, "delta": delta, "finish_reason": finish}]}

    ask = {"tool_calls": [{"index": 0, "id": "c1", "type": "function", "function": {"name": "read_file", "arguments": '{"path":"bom"}'}}]}
    last = {**delta({}, "tool_calls"), "usage": {"prompt_tokens": 11, "completion_tokens": 4, "total_tokens": 15}}
    return [sse(delta({"role": "assistant", "content": "Let me "}), delta({"content": "see."})), sse(delta(ask)), [], sse(last, b"[DONE]")]


def anthropic() -> list[list[bytes]]:
    begin = {"type": "message_start", "message": {"id": "m1", "type": "message", "role": "assistant", "model": "m", "content": [], "stop_reason": None, "usage": {"input_tokens": 11, "output_tokens": 1}}}

    def block(at: int, block: dict[str, Any], *deltas: dict[str, Any]) -> list[dict[str, Any]]:
        return [{"type": "content_block_start", "index": at, "content_block": block}, *({"type": "content_block_delta", "index": at, "delta": d} for d in deltas), {"type": "content_block_stop", "index": at}]

    said = block(0, {"type": "text", "text": ""}, {"type": "text_delta", "text": "Let me "}, {"type": "text_delta", "text": "see."})
    ask = block(1, {"type": "tool_use", "id": "c1", "name": "read_file", "input": {}}, {"type": "input_json_delta", "partial_json": '{"path":'}, {"type": "input_json_delta", "partial_json": '"bom"}'})
    end = [{"type": "message_delta", "delta": {"stop_reason": "tool_use", "stop_sequence": None}, "usage": {"output_tokens": 4}}, {"type": "message_stop"}]
    return [sse(begin, *said, named=True), sse(*ask, named=True), [], sse(*end, named=True)]


def gemini() -> list[list[bytes]]:
    def part(part: dict[str, Any], **more: Any) -> dict[str, Any]:
        return {"candidates": [{"content": {"parts": [part], "role": "model"}, "index": 0, **more}], "modelVersion": "m"}

    ask = part({"functionCall": {"name": "read_file", "args": {"path": "bom"}}, "thoughtSignature": SIGNATURE}, finishReason="STOP")
    return [sse(part({"text": "Let me "}), part({"text": "see."})), [], [], sse({**ask, "usageMetadata": {"promptTokenCount": 11, "candidatesTokenCount": 4, "totalTokenCount": 15}})]


def ollama() -> list[list[bytes]]:
    def line(message: dict[str, Any], **more: Any) -> bytes:
        return json.dumps({"model": "m", "created_at": "2026-11-20T12:00:00Z", "message": {"role": "assistant", "content": "", **message}, "done": False, **more}).encode() + b"\n"

    ask = line({"tool_calls": [{"function": {"name": "read_file", "arguments": {"path": "bom"}}}]})
    return [[line({"content": "Let me "}), line({"content": "see."})], [ask], [], [line({}, done=True, done_reason="stop", prompt_eval_count=11, eval_count=4)]]


WIRES = {
    "openai/gpt-6-luna": ("OPENAI_BASE_URL", openai_like, "OPENAI_API_KEY"), "mistral/mistral-large-4": ("MISTRAL_AZURE_API_BASE", openai_like, "MISTRAL_API_KEY"),
    "deepseek/deepseek-v4-flash": ("DEEPSEEK_API_BASE", openai_like, "DEEPSEEK_API_KEY"), "anthropic/claude-haiku-5-5": ("ANTHROPIC_API_BASE", anthropic, "ANTHROPIC_API_KEY"),
    "gemini/gemini-3.8-flash": ("GEMINI_API_BASE", gemini, "GEMINI_API_KEY"), "ollama/llama3.1": ("OLLAMA_API_BASE", ollama, ""),
}


class Replay:
    """Answers every POST with the next of `bodies`, the last for ever; GETs (Ollama's version) with an empty object."""

    def __init__(self) -> None:
        self.bodies: list[list[bytes]] = []
        self.asked: list[dict[str, Any]] = []
        replay = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                if self.path.endswith("/api/show"):
                    return self.reply("application/json", b'{"template": "tools", "model_info": {}, "capabilities": ["completion", "tools"]}')
                replay.asked.append(body)
                parts = replay.bodies.pop(0) if len(replay.bodies) > 1 else replay.bodies[0]
                self.reply("application/x-ndjson" if self.path.endswith("/api/chat") else "text/event-stream", *parts)

            def do_GET(self) -> None:
                self.reply("application/json", b"{}")

            def reply(self, kind: str, *parts: bytes) -> None:
                self.send_response(200)
                self.send_header("Content-Type", kind)
                self.end_headers()
                for part in parts:
                    self.wfile.write(part)
                    self.wfile.flush()

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_address[1]}"
        threading.Thread(target=self.http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()


@pytest.fixture
def replay() -> Iterator[Replay]:
    server = Replay()
    yield server
    server.http.shutdown()
    server.http.server_close()


def ask(model: str, url: str, monkeypatch: pytest.MonkeyPatch, request: Request | None = None) -> Came:
    base, _, key = WIRES[model]
    monkeypatch.setenv(base, url)
    asked = Asked(None, {key: K[0]} if key else {"OLLAMA_API_BASE": url})
    if request is None:
        return asked(model=model, tools=True, pictures=(Picture("image/png", b"\x89PNG"),) if "luna" in model else ())
    came = Came()
    came.all = list(asked.gateway.stream(request, lambda: False))
    return came


@pytest.mark.parametrize("model", WIRES)
def test_text_ask_count_and_end_arrive_in_every_providers_words(model: str, replay: Replay, monkeypatch: pytest.MonkeyPatch) -> None:
    replay.bodies = [[p for parts in WIRES[model][1]() for p in parts]]
    came = ask(model, replay.url, monkeypatch)
    assert came.error is None and came.text == "Let me see." and came.end == "tools", came
    assert [(name, json.loads(arguments)) for name, arguments in came.asks] == [("read_file", {"path": "bom"})]
    assert came.usage and (came.usage.model, came.usage.prompt_tokens, came.usage.completion_tokens, came.usage.counted) == (model, 11, 4, True)
    assert (came.usage.cost_usd or 0) > 0 if "ollama" not in model else came.usage.cost_usd in (0.0, None)
    assert len(replay.asked) == 1


@pytest.mark.parametrize("model", [m for m in WIRES if not m.startswith("gemini")])
def test_a_stream_that_just_stops_is_asked_to_go_on(model: str, replay: Replay, monkeypatch: pytest.MonkeyPatch) -> None:
    parts = WIRES[model][1]()
    replay.bodies = [parts[TEXT], [p for ps in parts for p in ps]]
    came = ask(model, replay.url, monkeypatch)
    assert len(replay.asked) == 2 and came.end == "tools", came
    assert came.text == "Let me see."


def test_of_googles_streams_litellm_calls_every_chunk_the_last_so_that_a_clean_early_end_passes(replay: Replay, monkeypatch: pytest.MonkeyPatch) -> None:
    """A limit of litellm 1.106.2, told in docs/models.md; when this fails it is gone, and Google belongs to the test above."""
    replay.bodies = [gemini()[TEXT]]
    assert ask("gemini/gemini-3.8-flash", replay.url, monkeypatch).end == "stop" and len(replay.asked) == 1


@pytest.mark.parametrize("model", WIRES)
def test_a_conversation_with_results_and_wrong_arguments_is_taken(model: str, replay: Replay, monkeypatch: pytest.MonkeyPatch) -> None:
    replay.bodies = [[p for parts in WIRES[model][1]() for p in parts]]
    said = (Said("system", "Be brief."), Said("user", "Check."), Said("assistant", "", asks=(ToolAsk("c1", "read_file", '{"path"'),)), Said("tool", "Error: no JSON", answers="c1"))
    assert ask(model, replay.url, monkeypatch, Request(model, said, (READ,))).text == "Let me see."
    assert "Error: no JSON" in json.dumps(replay.asked[0])


def test_googles_signature_of_a_call_goes_back_with_it(replay: Replay, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its newest models refuse a call in the conversation without the signature they gave it; litellm keeps it in the ask's id."""
    replay.bodies = [[p for parts in gemini() for p in parts]]
    asked = next(c for c in ask("gemini/gemini-3.8-flash", replay.url, monkeypatch).all if isinstance(c, ToolAsk))
    said = (Said("user", "Check."), Said("assistant", "", asks=(asked,)), Said("tool", "three parts", answers=asked.id))
    ask("gemini/gemini-3.8-flash", replay.url, monkeypatch, Request("gemini/gemini-3.8-flash", said, (READ,)))
    calls = [p for content in replay.asked[1]["contents"] for p in content["parts"] if "function_call" in p or "functionCall" in p]
    assert SIGNATURE in json.dumps(calls)
