"""Talks once with a real model served by llama.cpp through OHM's whole path, and writes what came of it as Markdown.

    python scripts/talk_llama_cpp.py --url http://127.0.0.1:8080/v1
    python scripts/talk_llama_cpp.py --server path/to/llama-server --model FILE.gguf --out report.md

A project in an OHM_HOME of its own, OHM's routes on loopback, messages posted and their events read over HTTP: route, gateway, litellm, loop, tools,
journal and server-sent events are the real ones, with the limits they always have. Not part of the tests: it needs a model, which nobody ships here.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from ohm_core import Workshop
from ohm_core.errors import BadInput, Missing, OhmError
from scripts.talk_report import Answer, Served, report

URL = "http://127.0.0.1:8080/v1"
MESSAGES = ("A small lamp that comes on when it gets dark.", "Which resistor does its LED need, and why?", "Find the LED in the catalogue and show me the parts list.")
START_S = 120.0
# Keys of other providers and choices of the person: a talk with this model must not be answered by another.
OWN = ("OHM_MODEL", "OHM_MODEL_FALLBACKS", "OHM_OPENAI_KEY", "OHM_KEYS_COMPATIBLE", "OHM_MODEL_SILENCE_S")


def served(url: str) -> Served:
    """The first model at URL and what llama.cpp tells under /props. Raises Missing where no server answers or it serves no model."""
    listed = _read(url + "/models")
    if listed is None:
        raise Missing(f"No server answers at {url}; start llama-server, or give --server and --model.", "--url")
    rows = listed.get("data") or [{}]
    props = _read(url.removesuffix("/v1") + "/props") or {}
    name, meta = str(rows[0].get("id", "")), rows[0].get("meta") or {}
    if not name:
        raise Missing(f"The server at {url} serves no model.", "--url")
    size = ", ".join(t for t in (f"{meta['n_params'] / 1e6:,.0f} million parameters" if meta.get("n_params") else "", str(meta.get("ftype") or "")) if t)
    caps = props.get("chat_template_caps") or {}
    return Served(Path(name).name, str(props.get("build_info", "")), size, f"{meta['n_ctx']:,} tokens" if meta.get("n_ctx") else "", {True: "yes", False: "no"}.get(caps.get("supports_tools"), ""))


def _read(address: str) -> dict[str, Any] | None:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            told = json.load(answer)
    except (OSError, ValueError):
        return None
    return told if isinstance(told, dict) else None


@contextlib.contextmanager
def started(program: str, model: str, more: Sequence[str]) -> Iterator[str]:
    """The address of a llama.cpp server of our own on a free port, ended afterwards. Raises BadInput for a missing file, Missing where it does not start."""
    for path, option in ((program, "--server"), (model, "--model")):
        if not Path(path).is_file():
            raise BadInput(f"{option} must be a file; there is none at {path}.", option)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with subprocess.Popen([program, "-m", model, "--host", "127.0.0.1", "--port", str(port), "--jinja", *more], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
        try:
            end = time.monotonic() + START_S
            while _read(f"http://127.0.0.1:{port}/health") is None:
                if running.poll() is not None or time.monotonic() > end:
                    raise Missing(f"{Path(program).name} did not start; try it by hand with this model.", "--server")
                time.sleep(0.2)
            yield f"http://127.0.0.1:{port}/v1"
        finally:
            running.terminate()


@contextlib.contextmanager
def house(url: str, patience: float) -> Iterator[tuple[Workshop, str]]:
    """A workshop in a folder of its own with the provider at URL, set as docs/models.md tells, and the address of its routes. PATIENCE 0 leaves
    the limits as they are."""
    import uvicorn
    from starlette.applications import Starlette

    from ohm_core.agents.speaker import set_limit
    from ohm_core.llm import litellm_door
    from ohm_core.server.routes import routes

    before = dict(os.environ)
    with tempfile.TemporaryDirectory() as folder:
        for name in OWN:
            os.environ.pop(name, None)
        os.environ |= {"OHM_HOME": folder, "OHM_OPENAI_BASE": url, "OHM_MODEL": "compatible/default", "OHM_MODEL_FALLBACKS": "none"}
        if patience:
            os.environ["OHM_MODEL_SILENCE_S"] = f"{patience:g}"
        shop = Workshop(folder)
        if patience:
            set_limit(shop.shelf, "turn_s", max(patience, 300.0))
        server = uvicorn.Server(uvicorn.Config(Starlette(routes=routes(lambda: shop)), host="127.0.0.1", port=0, log_level="error"))
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        try:
            litellm_door.wanted().result()  # loaded before the clock runs: it happens once a process
            while not server.started:
                time.sleep(0.01)
            yield shop, f"127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(5)
            shop.turns.halt()
            shop.store.close()
            os.environ.clear()
            os.environ |= before


def say(address: str, words: str, project: str) -> Answer:
    """One message sent to the chat route, its answer read to the end. Raises OhmError where the route refuses it."""
    answer, begun = Answer(words), time.monotonic()
    wire = http.client.HTTPConnection(address)
    try:
        wire.request("POST", "/api/agents/chat", json.dumps({"message": words, "chatId": project}), {"Content-Type": "application/json"})
        came = wire.getresponse()
        if came.status != 200:
            raise OhmError(f"The chat route answered {came.status}: {came.read(500).decode()}")
        answer.project = came.headers["x-ohm-project"]
        for line in came:
            if line.startswith(b"data: "):
                event = json.loads(line[6:])
                if event["type"] == "text" and answer.first is None:
                    answer.first = time.monotonic() - begun
                answer.events.append(event)
    finally:
        wire.close()
    answer.whole = time.monotonic() - begun
    return answer


def talk(url: str, messages: Sequence[str], patience: float) -> str:
    """The report of one talk with the model at URL. Raises Missing where none is there."""
    told, answers = served(url), list[Answer]()
    with house(url, patience) as (shop, address):
        for words in messages:
            answers.append(say(address, words, answers[0].project if answers else ""))
        return report(told, answers, shop)


def main(arguments: Sequence[str] | None = None) -> int:
    read = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    read.add_argument("--url", default=URL, help=f"a running server's OpenAI-compatible address ({URL})")
    read.add_argument("--server", default="", help="llama-server, to be started and ended here; with --model")
    read.add_argument("--model", default="", help="the GGUF file it serves")
    read.add_argument("--server-option", action="append", default=[], metavar="OPTION", help="one more for llama-server, as --server-option=-c --server-option=8192")
    read.add_argument("--say", action="append", metavar="WORDS", help="a message, again for more; else three of our own")
    read.add_argument("--patience", type=float, default=0.0, metavar="SECONDS", help="wait so long for a word (60), and a turn at least 300: for slow machines")
    read.add_argument("--out", type=Path, help="write the report here as well")
    given = read.parse_args(arguments)
    try:
        if bool(given.server) != bool(given.model):
            raise BadInput("Give --server and --model together, or neither.", "--server")
        with started(given.server, given.model, given.server_option) if given.server else contextlib.nullcontext(given.url.rstrip("/")) as url:
            written = talk(url, given.say or MESSAGES, given.patience)
    except OhmError as error:
        print(error.message, file=sys.stderr)
        return 2
    print(written)
    if given.out:
        given.out.write_text(written, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
