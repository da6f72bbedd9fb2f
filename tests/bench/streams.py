"""What the gateway costs beside litellm alone, in one run: `python -m tests.bench.streams [runs]`. Prints a table; asserts nothing.

Both stream the same answers of a server in a process of its own, in turn, so that a slow moment of the machine hits both sides. CPU is that of
the whole process: the loop's thread and the reader's.
"""

from __future__ import annotations

import asyncio
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from ohm_core.llm import litellm_door as door
from ohm_core.llm.gateway import Gateway
from ohm_core.llm.values import Piece, Request, Rotation, Said
from tests.bench.ratios import ROOT, Figure, free_port


@dataclass(frozen=True)
class Run:
    """Seconds of CPU, and seconds until the first word and to the end."""

    cpu: float
    first: float
    whole: float


def alone(litellm: Any, url: str, model: str) -> Run:
    """One answer through `litellm.acompletion`, in the gateway's loop."""

    async def read() -> Run:
        cpu, begun, first = time.process_time(), time.perf_counter(), 0.0
        stream = await litellm.acompletion(model=f"openai/{model}", api_base=url, api_key="k", messages=[{"role": "user", "content": "hello"}], stream=True, stream_options={"include_usage": True}, max_retries=0)
        async for chunk in stream:
            if not first and chunk.choices and chunk.choices[0].delta.content:
                first = time.perf_counter() - begun
        return Run(time.process_time() - cpu, first, time.perf_counter() - begun)

    return asyncio.run_coroutine_threadsafe(read(), door.loop()).result()


def through(gateway: Gateway, model: str, until: type = Piece) -> Run:
    """The same through the gateway; `first` is when the first UNTIL came."""
    cpu, begun, first = time.process_time(), time.perf_counter(), 0.0
    for coming in gateway.stream(Request(f"compatible/{model}", (Said("user", "hello"),)), lambda: False):
        if not first and isinstance(coming, until):
            first = time.perf_counter() - begun
    return Run(time.process_time() - cpu, first, time.perf_counter() - begun)


def side_by_side(a: Callable[[], Run], b: Callable[[], Run], runs: int) -> tuple[list[Run], list[Run]]:
    a(), b()
    pairs = []
    for _ in range(runs):
        pairs.append((a(), b()))
        time.sleep(0.05)
    return [p[0] for p in pairs], [p[1] for p in pairs]


def middle(runs: list[Run], what: Callable[[Run], float]) -> float:
    return statistics.median(map(what, runs))


def figures(runs: int, url: str) -> list[Figure]:
    litellm = door.wanted().result()
    gateway = Gateway(environ={"OHM_OPENAI_BASE": url, "OHM_OPENAI_KEY": "k"}, secrets=())
    found = []
    for model, words, name in (("tokens-1000", 1000, "CPU a token, as fast as it goes"), ("paced-300", 300, "CPU a token, one every 10 ms")):
        ours, theirs = side_by_side(lambda m=model: through(gateway, m), lambda m=model: alone(litellm, url, m), runs)  # type: ignore[misc]
        a, b = middle(ours, lambda r: r.cpu) / words, middle(theirs, lambda r: r.cpu) / words
        found.append(Figure(name + " / litellm alone", a / b, 1.25, f"{a * 1e3:.3f} ms / {b * 1e3:.3f} ms"))
    for model, name in (("paced-20", "one every 10 ms"), ("tokens-50", "all at once")):
        ours, theirs = side_by_side(lambda m=model: through(gateway, m), lambda m=model: alone(litellm, url, m), runs * 3)  # type: ignore[misc]
        a, b = middle(ours, lambda r: r.first), middle(theirs, lambda r: r.first)
        found.append(Figure(f"first token later, {name}, in ms", (a - b) * 1e3, 15.0, f"{a * 1e3:.1f} ms / {b * 1e3:.1f} ms"))
    refused = [
        through(Gateway(environ={"OHM_OPENAI_BASE": url, "OHM_KEYS_COMPATIBLE": "refused,k"}, secrets=()), "tokens-50", Rotation) for _ in range(runs)
    ]
    found.append(Figure("asked to told of the next key, in ms", middle(refused, lambda r: r.first) * 1e3, 250.0, f"its whole answer {middle(refused, lambda r: r.whole) * 1e3:.0f} ms after asking"))
    return [*found, *at_once(gateway, litellm, url)]


def at_once(gateway: Gateway, litellm: Any, url: str, count: int = 50) -> list[Figure]:
    """So many answers at once, each read by a thread of its own, against as many tasks of litellm alone."""
    wanted = "".join(f"t{i} " for i in range(300))

    def read(_: int) -> bool:
        request = Request("compatible/paced-300", (Said("user", "hello"),))
        return "".join(c.text for c in gateway.stream(request, lambda: False) if isinstance(c, Piece)) == wanted

    cpu, begun = time.process_time(), time.perf_counter()
    with ThreadPoolExecutor(count) as pool:
        whole = sum(pool.map(read, range(count)))
    ours, wall = time.process_time() - cpu, time.perf_counter() - begun
    cpu = time.process_time()
    with ThreadPoolExecutor(count) as pool:
        list(pool.map(lambda _: alone(litellm, url, "paced-300"), range(count)))
    theirs = time.process_time() - cpu
    return [Figure(f"{count} answers at once, lost", count - whole, 0.0, f"{wall:.1f} s for {count * 300:,} tokens"), Figure(f"{count} answers at once, CPU / litellm alone", ours / theirs, 1.25, f"{ours:.1f} s / {theirs:.1f} s")]


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    port = free_port()
    server = subprocess.Popen([sys.executable, "-m", "tests.llm.fault_server", str(port)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        for figure in figures(runs, server.stdout.readline().strip()):
            print(figure.line(), flush=True)
    finally:
        server.terminate()


if __name__ == "__main__":
    main()
