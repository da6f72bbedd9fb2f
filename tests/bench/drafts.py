"""How fast a draft reaches others: `python -m tests.bench.drafts [snapshots]`. A server in its own process, a writer and two readers over HTTP.

Prints a table; asserts nothing.
"""

from __future__ import annotations

import json
import sys
import tempfile
import threading
import time
from pathlib import Path

import httpx

from tests.browser.conftest import Served

SIZE = 5_000  # characters of a snapshot: a usual sketch


def readers(address: str, project: str, count: int) -> tuple[list[dict[int, float]], list[threading.Thread]]:
    """Two that follow the project's events; each notes when it saw which version with its content."""
    seen: list[dict[int, float]] = [{}, {}]

    def read(mine: dict[int, float]) -> None:
        with httpx.stream("GET", f"{address}/api/projects/{project}/events", timeout=60) as events:
            for line in events.iter_lines():
                data = json.loads(line[5:]) if line.startswith("data:") else {}
                if data.get("type") == "draft_changed" and (data.get("content") or data["version"] < count):
                    mine[data["version"]] = time.perf_counter()
                    if data["version"] == count:
                        return

    threads = [threading.Thread(target=read, args=(s,)) for s in seen]
    for thread in threads:
        thread.start()
    time.sleep(1)
    return seen, threads


def measure(address: str, count: int) -> list[tuple[str, list[float]]]:
    """Milliseconds from sending a snapshot to its answer, and to each of two readers."""
    project = httpx.post(f"{address}/api/agents/chat", json={"message": "call it Lamp"}, timeout=60).headers["x-ohm-project"]
    seen, threads = readers(address, project, count)
    sent, answered = {}, []
    with httpx.Client(timeout=30) as client:
        for number in range(1, count + 1):
            sent[number] = time.perf_counter()
            client.put(f"{address}/api/projects/{project}/drafts/context", json={"version": number, "content": "x" * SIZE, "by": "bench"}).raise_for_status()
            answered.append((time.perf_counter() - sent[number]) * 1e3)
            time.sleep(0.05)
    for thread in threads:
        thread.join()
    return [("a snapshot kept and answered", answered), *((f"a snapshot at reader {n + 1}", [(at - sent[v]) * 1e3 for v, at in one.items()]) for n, one in enumerate(seen))]


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with tempfile.TemporaryDirectory() as home:
        served = Served(Path(home))
        served.start()
        try:
            for name, times in measure(served.address, count):
                times.sort()
                print(f"{name}: {times[len(times) // 2]:.1f} ms; 95 of 100 within {times[int(len(times) * 0.95)]:.1f} ms ({len(times)} snapshots)")
        finally:
            served.stop()


if __name__ == "__main__":
    main()
