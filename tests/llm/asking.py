"""Asking through the gateway in tests: everything that came, with the error at its end."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from ohm_core.errors import OhmError
from ohm_core.llm.gateway import Gateway
from ohm_core.llm.settings import Settings
from ohm_core.llm.values import Coming, End, Picture, Piece, Request, Rotation, Said, ToolAsk, Usage
from tests.llm.fault_server import FaultServer

K = ("sk-test-alpha-1111aaaa", "sk-test-bravo-2222bbbb", "sk-test-charlie-3333cccc")
# Long enough for a machine that is busy with other tests; where silence is what is tested it is shorter.
FAST = Settings(silence_s=5.0, patience_s=5.0, again=1, gather_s=0.005)
IMPATIENT = replace(FAST, silence_s=0.8)
READ = {"name": "read_file", "description": "Read a file.", "parameters": {"type": "object", "properties": {"path": {"type": "string"}}}}


@dataclass
class Came:
    """What one request brought."""

    all: list[Coming] = field(default_factory=list)
    error: OhmError | None = None
    seconds: float = 0.0

    @property
    def text(self) -> str:
        return "".join(c.text for c in self.all if isinstance(c, Piece))

    @property
    def asks(self) -> list[tuple[str, str]]:
        return [(c.name, c.arguments) for c in self.all if isinstance(c, ToolAsk)]

    @property
    def rotations(self) -> list[tuple[str, int, int | None, int]]:
        return [(c.kind, c.failed, c.new, c.remaining) for c in self.all if isinstance(c, Rotation)]

    @property
    def usage(self) -> Usage | None:
        return next((c for c in self.all if isinstance(c, Usage)), None)

    @property
    def end(self) -> str:
        return next((c.reason for c in self.all if isinstance(c, End)), "")


def until(true: Callable[[], bool], seconds: float = 10.0) -> bool:
    """Whether it becomes so within the time."""
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:
        time.sleep(0.02)
    return true()


class Asked:
    """A gateway and its environment, which tests may change."""

    def __init__(self, server: FaultServer | None, environ: dict[str, str], settings: Settings = FAST, secrets: tuple[Path, ...] = ()) -> None:
        self.server, self.environ = server, environ
        self.failures: list[tuple[str, int, str]] = []
        self.gateway = Gateway(settings, environ, secrets, lambda provider, index, kind: self.failures.append((provider, index, kind)))
        self.gateway.warm()

    def __call__(self, text: str = "hello", model: str = "compatible/m", stopped: Callable[[], bool] = lambda: False, pictures: tuple[Picture, ...] = (), tools: bool = False) -> Came:
        came, begun = Came(), time.monotonic()
        request = Request(model, (Said("user", text, pictures),), (READ,) if tools else ())
        try:
            for coming in self.gateway.stream(request, stopped):
                came.all.append(coming)
        except OhmError as error:
            came.error = error
        came.seconds = time.monotonic() - begun
        return came
