"""Counters and times for Prometheus: what turns, agents, tools, keys and readers do. No text of anybody is in them."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from starlette.requests import Request
from starlette.responses import Response

from ohm_core.server.callers import Caller
from ohm_core.server.shops import Shops
from ohm_core.store.counts import counted
from ohm_core.store.journal import Entry

FAST = (0.001, 0.005, 0.015, 0.05, 0.2, 0.8, 3, 10, 30, 60)
SLOW = (0.1, 0.5, 2, 5, 15, 60, 180, 300)


class Metrics:
    """The figures of one process, gathered from what the journal is told."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()

        def one(kind: Any, name: str, about: str, *labels: str, **more: Any) -> Any:
            return kind(name, about, labels, registry=self.registry, **more)

        self.turns = one(Counter, "ohm_turns", "Answers by agent and how they ended", "agent", "status")
        self.first_token = one(Histogram, "ohm_first_token_seconds", "From the choice of the agent to the first word", buckets=FAST)
        self.agent_seconds = one(Histogram, "ohm_agent_seconds", "How long an agent answered", "agent", buckets=SLOW)
        self.tool_seconds = one(Histogram, "ohm_tool_seconds", "How long a tool ran", "tool", "ok", buckets=FAST)
        self.rotations = one(Counter, "ohm_key_rotations", "Keys that were changed for another, by the index of the one that failed", "key", "kind")
        self.errors = one(Counter, "ohm_errors", "Answers that ended with an error, by its kind", "kind")
        self.tokens = one(Counter, "ohm_tokens", "Tokens by model and direction", "model", "direction")
        self.routing = one(Histogram, "ohm_routing_seconds", "How long it took to choose an agent", buckets=FAST)
        self.readers = one(Gauge, "ohm_readers", "Who follows a project's events now")
        self.rows = one(Gauge, "ohm_rows", "Messages, artifacts and opened drawers in the store", "what")
        self.memory = one(Gauge, "ohm_memory_bytes", "Resident memory of the process")
        self._begun: dict[str, tuple[float, str, bool]] = {}
        self._calls: dict[str, tuple[float, str]] = {}
        self._lock = threading.Lock()

    def told(self, entry: Entry, at: float) -> None:
        """Takes one event into account; AT is the monotonic time it came."""
        with self._lock:
            match entry.data:
                case {"type": "agent_selected", "agent": {"type": agent}}:
                    self._begun[entry.run_id] = (at, agent, False)
                case {"type": "text"} if (begun := self._begun.get(entry.run_id)) and not begun[2]:
                    self.first_token.observe(at - begun[0])
                    self._begun[entry.run_id] = (begun[0], begun[1], True)
                case {"type": "tool_call", "toolCall": {"id": id_, "name": name}}:
                    self._calls[id_] = (at, name)
                case {"type": "tool_result", "id": id_, "ok": ok} if id_ in self._calls:
                    since, name = self._calls.pop(id_)
                    self.tool_seconds.labels(name, str(ok).lower()).observe(at - since)
                case {"type": "key_rotation", "event": {"type": kind, "failedKeyIndex": key}}:
                    self.rotations.labels(str(key), kind).inc()
                case {"type": "error", "kind": kind}:
                    self.errors.labels(kind).inc()
                case {"type": "metadata", "agent": {"type": agent}, "status": status}:
                    self._ended(entry, at, agent, status)

    def _ended(self, entry: Entry, at: float, agent: str, status: str) -> None:
        self.turns.labels(agent, status).inc()
        if begun := self._begun.pop(entry.run_id, None):
            self.agent_seconds.labels(agent).observe(at - begun[0])
        used = entry.data.get("usage") or {}
        if model := used.get("model"):
            self.tokens.labels(model, "in").inc(used.get("promptTokens", 0))
            self.tokens.labels(model, "out").inc(used.get("completionTokens", 0))


METRICS = Metrics()


class Exposed:
    """The route that Prometheus reads. Only the server's own owner may: the figures are of everybody."""

    def __init__(self, shops: Shops) -> None:
        self.shops = shops

    async def metrics(self, _: Request, caller: Caller) -> Response:
        """GET: everything in Prometheus' text form."""
        import asyncio

        from ohm_core.errors import BadInput

        if caller.owner != self.shops.here().owner:
            raise BadInput("There is no such page.", "path", "unknown_page")
        await asyncio.to_thread(self._count)
        return Response(generate_latest(METRICS.registry), media_type=CONTENT_TYPE_LATEST)

    def _count(self) -> None:
        shop = self.shops.here()
        METRICS.readers.set(shop.turns.journal.readers())
        METRICS.memory.set(resident())
        for what, count in counted(shop.store).items():
            METRICS.rows.labels(what).set(count)


def resident() -> int:
    """Bytes of memory this process holds; 0 where the system does not tell."""
    try:
        with open("/proc/self/status", encoding="ascii") as lines:
            return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmRSS"))
    except (OSError, StopIteration):
        return 0


def watched(entries: Iterable[Entry]) -> None:
    """Takes events into account now (the journal's tap)."""
    import time

    for entry in entries:
        METRICS.told(entry, time.monotonic())
