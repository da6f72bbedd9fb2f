"""An OpenAI-like server on loopback that answers as it is told: real HTTP and server-sent events, and every way they go wrong.

    with FaultServer() as server:
        server.when(status(401), key="k1")                     # this key is always refused
        server.when(asks(("read_file", '{"path": "a"}')), text("Done."))   # one after the other, the last for ever
        ... base_url=server.url ...
        server.calls[-1].key, .messages, .tools

Replies are made of steps and joined with +: `text("half an ans") + drop()`, `wait(5) + text("late")`, `text("x") + wait(100)`.
"""

from __future__ import annotations

import json
import re
import socket
import struct
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Step = Callable[["Wire"], None]


class Cut(Exception):
    """The reply ends here without its end."""


@dataclass(frozen=True)
class Reply:
    """One HTTP answer: an error with a body, or a stream of steps. `finish` None leaves the stream without a finish_reason and [DONE]."""

    steps: tuple[Step, ...] = ()
    status: int = 200
    message: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    finish: str | None = "stop"
    usage: tuple[int, int] | None = (7, 5)

    def __add__(self, other: Reply) -> Reply:
        finish = other.finish if self.finish in ("stop", other.finish) else self.finish
        return Reply(self.steps + other.steps, other.status, other.message, other.headers, finish, other.usage)


@dataclass
class Call:
    """A request as it arrived."""

    key: str
    body: dict[str, Any]
    at: float = field(default_factory=time.monotonic)
    cut: bool = False

    @property
    def model(self) -> str:
        return str(self.body.get("model", ""))

    @property
    def messages(self) -> list[dict[str, Any]]:
        return list(self.body.get("messages", []))

    @property
    def tools(self) -> list[str]:
        return [t["function"]["name"] for t in self.body.get("tools", [])]


class Wire:
    """What a step writes to."""

    def __init__(self, handler: BaseHTTPRequestHandler, call: Call) -> None:
        self.handler = handler
        self.call = call
        self.model = call.model

    def raw(self, data: bytes) -> None:
        self.handler.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))
        self.handler.wfile.flush()

    def event(self, value: object) -> None:
        self.raw(b"data: " + json.dumps(value).encode() + b"\n\n")

    def delta(self, delta: dict[str, Any], finish: str | None = None) -> None:
        self.event({"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": self.model, "choices": [{"index": 0, "delta": delta, "finish_reason": finish}]})


def text(words: str, pause: float = 0.0) -> Reply:
    """A streamed answer, one piece a word, `pause` seconds before each."""

    def piece(word: str) -> Step:
        def step(wire: Wire) -> None:
            time.sleep(pause)
            wire.delta({"content": word})

        return step

    return Reply(tuple(piece(w) for w in re.findall(r"\S+\s*|\s+", words)))


def rest_of(words: str) -> Reply:
    """What of the words the client does not have yet, by the answer so far that it sends along: a client may lose what came just before a break."""

    def step(wire: Wire) -> None:
        said = next((m["content"] for m in reversed(wire.call.messages) if m["role"] == "assistant"), "")
        assert words.startswith(said), said
        for word in re.findall(r"\S+\s*|\s+", words[len(said):]):
            wire.delta({"content": word})

    return Reply((step,))


def tokens(count: int) -> Reply:
    """A long answer of so many tokens, several in one packet, as fast as they go."""

    def step(wire: Wire) -> None:
        for first in range(0, count, 20):
            events = ({"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": wire.model, "choices": [{"index": 0, "delta": {"content": f"t{i} "}, "finish_reason": None}]} for i in range(first, min(count, first + 20)))
            wire.raw(b"".join(b"data: " + json.dumps(e).encode() + b"\n\n" for e in events))

    return Reply((step,), usage=(7, count))


def asks(*calls: tuple[str, str], piece: int = 6) -> Reply:
    """Tool calls side by side as (name, arguments as written), their arguments in pieces, one call after the other in turn."""

    def step(wire: Wire) -> None:
        for at, (name, _) in enumerate(calls):
            wire.delta({"tool_calls": [{"index": at, "id": f"call_{at}", "type": "function", "function": {"name": name, "arguments": ""}}]})
        for begin in range(0, max((len(a) for _, a in calls), default=0), piece):
            for at, (_, arguments) in enumerate(calls):
                if arguments[begin : begin + piece]:
                    wire.delta({"tool_calls": [{"index": at, "function": {"arguments": arguments[begin : begin + piece]}}]})

    return Reply((step,), finish="tool_calls")


def status(code: int, message: str = "", retry_after: float | None = None) -> Reply:
    """Refused before anything is streamed."""
    return Reply(status=code, message=message or f"fault {code}", headers=(("Retry-After", f"{retry_after:g}"),) if retry_after is not None else ())


def wait(seconds: float) -> Reply:
    """Silence; at the head of a reply before its first token."""
    return Reply((lambda wire: time.sleep(seconds),))


def drop() -> Reply:
    """The connection is closed in the middle of the stream, after what was sent before has arrived."""

    def step(wire: Wire) -> None:
        raise Cut

    return Reply((step,), finish=None)


def unfinished() -> Reply:
    """The stream ends properly as HTTP, but without a finish_reason and [DONE]."""
    return Reply(finish=None)


def error_event(message: str = "upstream exploded", code: int = 500) -> Reply:
    """An error object instead of the next piece."""
    return Reply((lambda wire: wire.event({"error": {"message": message, "type": "server_error", "code": code}}),), finish=None)


def garbage(data: str = '{"choices": [{"del') -> Reply:
    """An event that is no JSON."""
    return Reply((lambda wire: wire.raw(f"data: {data}\n\n".encode()),), finish=None)


@dataclass
class Rule:
    replies: list[Reply]
    key: str
    model: str
    said: str

    def fits(self, call: Call) -> bool:
        return self.key in ("", call.key) and self.model in ("", call.model) and self.said in json.dumps(call.messages[-1:])


# What the embedding model of the tests knows: words of one line mean the same thing.
CONCEPTS = (
    ("shed", "hut", "cabin"), ("damp", "moist", "wet", "humidity"), ("leak", "drip", "seep"), ("dog", "hound", "puppy"), ("bark", "woof"), ("grandmother", "granny"),
)


def concepts(words: str) -> list[float]:
    """A vector by the concepts the words touch, and a little by their letters, so that no two texts are the same."""
    low = words.lower()
    touched = [float(any(w in low for w in concept)) for concept in CONCEPTS]
    letters = [low.count(c) / (20 * len(low) or 1) for c in "abcdefghijklmnopqrstuvwxyz"]
    return [*touched, *letters, 0.05]


def embed(handler: BaseHTTPRequestHandler, server: FaultServer, call: Call) -> None:
    """The answer of /embeddings: a vector for each text, the last one first as a server may, or what `embedding_fault` says."""
    if (fault := server.embedding_fault) is not None:
        for step in fault.steps:
            step(Wire(handler, call))
        if fault.status != 200:
            answer(handler, fault, call)
            return
    rows = [{"object": "embedding", "index": i, "embedding": server.meaning(t)} for i, t in enumerate(call.body["input"])]
    data = json.dumps({"object": "list", "data": rows[::-1], "model": call.model, "usage": {"prompt_tokens": 3 * len(rows), "total_tokens": 3 * len(rows)}}).encode()
    send_head(handler, 200, [("Content-Type", "application/json"), ("Content-Length", str(len(data)))])
    handler.wfile.write(data)


class FaultServer:
    """The server; its rules are tried in order, the first that fits answers. Without any it says "ok"."""

    def __init__(self, port: int = 0) -> None:
        self.calls: list[Call] = []
        self.rules: list[Rule] = []
        self.embedded: list[Call] = []
        self.meaning: Callable[[str], list[float]] = concepts
        self.embedding_fault: Reply | None = None
        self.models: list[str] = []
        self.port = port
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._http: ThreadingHTTPServer | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    def when(self, *replies: Reply, key: str = "", model: str = "", said: str = "") -> FaultServer:
        """Calls of this key, model, or whose last message holds `said`, get these one after the other, then the last one again and again."""
        self.rules.append(Rule(list(replies), key, model, said))
        return self

    def forget(self) -> None:
        """No rules, no calls."""
        self.rules.clear()
        self.calls.clear()

    def keys(self) -> list[str]:
        """The keys that were used, in order."""
        return [c.key for c in self.calls]

    def start(self) -> None:
        """Listen; after `cut` on the same port again."""
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def setup(self) -> None:
                super().setup()
                with server._lock:
                    server._open.add(self.connection)

            def finish(self) -> None:
                with server._lock:
                    server._open.discard(self.connection)
                super().finish()

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                call = Call(self.headers.get("Authorization", "").removeprefix("Bearer "), body)
                if self.path.endswith("/embeddings"):
                    server.embedded.append(call)
                    embed(self, server, call)
                    return
                server.calls.append(call)
                try:
                    answer(self, server._reply(call), call)
                except (Cut, OSError):  # closed without the last chunk; no reset, which would take away what the client has not read yet
                    call.cut = True
                    self.close_connection = True

            def do_GET(self) -> None:
                data = json.dumps({"object": "list", "data": [{"id": m, "object": "model"} for m in server.models]}).encode()
                send_head(self, 200, [("Content-Type", "application/json"), ("Content-Length", str(len(data)))])
                self.wfile.write(data)

            def log_message(self, format: str, *args: object) -> None:
                pass

        class Quiet(ThreadingHTTPServer):
            daemon_threads = True
            allow_reuse_address = True
            request_queue_size = 128

            def handle_error(self, request: object, client_address: object) -> None:
                pass

        self._http = Quiet(("127.0.0.1", self.port), Handler)
        self.port = self._http.server_address[1]
        threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def cut(self) -> None:
        """The network is gone: nobody listens, and what was open is reset."""
        assert self._http is not None
        self._http.shutdown()
        self._http.server_close()
        with self._lock:
            for connection in self._open:
                reset(connection)

    def __enter__(self) -> FaultServer:
        self.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self.cut()

    def _reply(self, call: Call) -> Reply:
        with self._lock:
            for rule in self.rules:
                if rule.fits(call):
                    return rule.replies.pop(0) if len(rule.replies) > 1 else rule.replies[0]
        return text("ok")


def reset(connection: socket.socket) -> None:
    """Closed so that the other side sees a reset, not an end."""
    try:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.shutdown(socket.SHUT_RDWR)
        connection.close()
    except OSError:
        pass


def answer(handler: BaseHTTPRequestHandler, reply: Reply, call: Call) -> None:
    if reply.status != 200:
        data = json.dumps({"error": {"message": reply.message, "type": "fault", "code": str(reply.status)}}).encode()
        send_head(handler, reply.status, [("Content-Type", "application/json"), ("Content-Length", str(len(data))), *reply.headers])
        handler.wfile.write(data)
        return
    send_head(handler, 200, [("Content-Type", "text/event-stream"), ("Transfer-Encoding", "chunked")])
    wire = Wire(handler, call)
    wire.delta({"role": "assistant", "content": ""})
    for step in reply.steps:
        step(wire)
    for end in ending(reply, call):
        end(wire)
    handler.wfile.write(b"0\r\n\r\n")


def send_head(handler: BaseHTTPRequestHandler, code: int, headers: list[tuple[str, str]]) -> None:
    handler.send_response(code)
    for name, value in headers:
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.flush()


def ending(reply: Reply, call: Call) -> Iterator[Step]:
    if reply.finish is None:
        return
    finish = reply.finish
    yield lambda wire: wire.delta({}, finish)
    if reply.usage and (call.body.get("stream_options") or {}).get("include_usage"):
        counted = {"prompt_tokens": reply.usage[0], "completion_tokens": reply.usage[1], "total_tokens": sum(reply.usage)}
        yield lambda wire: wire.event({"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": call.model, "choices": [], "usage": counted})
    yield lambda wire: wire.raw(b"data: [DONE]\n\n")


if __name__ == "__main__":
    served = FaultServer(int(sys.argv[1]))
    served.when(status(429, retry_after=600), key="refused")
    for size in (1, 50, 1000, 4000):
        served.when(tokens(size), model=f"tokens-{size}")
    for size in (20, 300):
        served.when(text("".join(f"t{i} " for i in range(size)), pause=0.01), model=f"paced-{size}")
    served.start()
    print(served.url, flush=True)
    threading.Event().wait()
