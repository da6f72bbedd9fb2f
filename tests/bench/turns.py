"""What a whole turn costs beside litellm alone, in one run: `python -m tests.bench.turns [runs]`. Prints a table; asserts nothing.

A turn goes through gateway, loop, journal and server-sent events; its reader is the route's own generator in this process.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from ohm_core.agents.router import route
from ohm_core.agents.speaker import Speakers
from ohm_core.llm import litellm_door as door
from ohm_core.llm.gateway import Gateway
from ohm_core.server.chat import follow
from ohm_core.workshop import Workshop
from tests.bench.ratios import ROOT, Figure, free_port
from tests.bench.streams import Run, alone, middle, side_by_side


def turn(shop: Workshop, project: Any, model: str) -> tuple[Run, str]:
    """One message answered, read as server-sent events, and its text."""

    async def read() -> tuple[Run, str]:
        cpu, begun, first, texts = time.process_time(), time.perf_counter(), 0.0, []
        run = await asyncio.to_thread(shop.turns.start, shop.shelf, project, "hello", "conversational", f"compatible/{model}")
        async for line in follow(shop, project.id, shop.turns.before(shop.owner, run), run.id):
            data = json.loads(line.partition("data: ")[2] or "{}")
            if data.get("type") == "text":
                first = first or time.perf_counter() - begun
                texts.append(data["content"])
        return Run(time.process_time() - cpu, first, time.perf_counter() - begun), "".join(texts)

    return asyncio.run(read())


def figures(runs: int, url: str, shop: Workshop) -> list[Figure]:
    litellm = door.wanted().result()
    shop.turns.speakers = Speakers(Gateway(environ={"OHM_OPENAI_BASE": url, "OHM_OPENAI_KEY": "k"}, secrets=()))
    found = []
    for model, words, name in (("tokens-1000", 1000, "as fast as it goes"), ("paced-300", 300, "one every 10 ms")):
        ours, theirs = side_by_side(lambda m=model: turn(shop, shop.create(), m)[0], lambda m=model: alone(litellm, url, m), runs)  # type: ignore[misc]
        a, b = middle(ours, lambda r: r.cpu) / words, middle(theirs, lambda r: r.cpu) / words
        found.append(Figure(f"CPU a token of a turn, {name} / litellm alone", a / b, 1.25, f"{a * 1e3:.3f} ms / {b * 1e3:.3f} ms"))
    ours, theirs = side_by_side(lambda: turn(shop, shop.create(), "paced-20")[0], lambda: alone(litellm, url, "paced-20"), runs * 3)
    a, b = middle(ours, lambda r: r.first), middle(theirs, lambda r: r.first)
    found.append(Figure("first token of a turn later, in ms", (a - b) * 1e3, 15.0, f"{a * 1e3:.1f} ms / {b * 1e3:.1f} ms"))
    return [*found, *at_once(shop), second_reader(shop), routing()]


def at_once(shop: Workshop, count: int = 50) -> list[Figure]:
    """So many answers in as many projects at once, each read to its end."""
    wanted, begun = "".join(f"t{i} " for i in range(300)), time.perf_counter()
    with ThreadPoolExecutor(count) as pool:
        got = list(pool.map(lambda project: turn(shop, project, "paced-300")[1], [shop.create() for _ in range(count)]))
    return [Figure(f"{count} turns at once, lost", sum(g != wanted for g in got), 0.0, f"{time.perf_counter() - begun:.1f} s for {count * 300:,} tokens")]


def second_reader(shop: Workshop, count: int = 200) -> Figure:
    """Milliseconds from an event's writing to a second reader that follows the project."""
    project, seen, came = shop.create(), [], threading.Event()

    def listener(entry: Any) -> None:
        seen.append(time.perf_counter() - entry.data["at"])
        if len(seen) == count:
            came.set()

    _, leave = shop.turns.journal.listen(shop.owner, project.id, listener)
    for _ in range(count):
        shop.turns.journal.emit(shop.owner, project.id, "r", {"type": "text", "content": "x", "at": time.perf_counter()})
    came.wait(10)
    leave()
    return Figure("event to a second reader, in ms", sorted(seen)[len(seen) // 2] * 1e3, 50.0, f"slowest of {count}: {max(seen) * 1e3:.1f} ms")


def routing() -> Figure:
    texts = ("which resistor do I need", "make it cheaper", "the upload fails with an error", "wie verdrahte ich das", "thanks")
    for text in texts:
        route(text)
    times = sorted(route(f"{text} {n}").milliseconds for n in range(40) for text in texts)
    return Figure("routing a message, in ms", times[len(times) // 2], 5.0, f"slowest of {len(times)}: {times[-1]:.1f} ms")


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    server = subprocess.Popen([sys.executable, "-m", "tests.llm.fault_server", str(free_port())], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    with tempfile.TemporaryDirectory() as home:
        shop = Workshop(home)
        try:
            assert server.stdout is not None
            for figure in figures(runs, server.stdout.readline().strip(), shop):
                print(figure.line(), flush=True)
        finally:
            server.terminate()
            shop.turns.halt()
            shop.store.close()


if __name__ == "__main__":
    main()
