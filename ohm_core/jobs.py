"""Work done in child processes with limits: compilers, simulators, readers of foreign files. Nothing here knows what is run.

A child gets its own process group, a time limit, a limit of address space (POSIX) and of output; when one is passed the
whole group is killed, so no grandchild outlives its job.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from ohm_core.errors import Missing

# What a child needs to find its tools and write text; nothing that names a person, a key or a project.
PASSED_ON = ("PATH", "HOME", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT", "LANG", "LD_LIBRARY_PATH", "VIRTUAL_ENV")


@dataclass(frozen=True)
class Limits:
    """`seconds` of wall time, `memory_mb` of address space (None: no limit, as node needs), `output_bytes` a stream."""

    seconds: float = 60.0
    memory_mb: int | None = 2048
    output_bytes: int = 1_000_000


@dataclass(frozen=True)
class Done:
    """How a job ended. `code` is its exit code (negative: the signal that ended it); `why` is "" or the limit it passed."""

    code: int
    out: str
    err: str
    seconds: float
    why: str = ""

    @property
    def ok(self) -> bool:
        return self.code == 0 and not self.why


_listener: ContextVar[Callable[[str], None] | None] = ContextVar("listener", default=None)


@contextmanager
def heard(listener: Callable[[str], None]) -> Iterator[None]:
    """While this lasts, LISTENER gets every line that jobs begun in this thread write to stderr, as it comes. What it raises ends the job."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


def run(command: Sequence[str | Path], cwd: Path, limits: Limits = Limits(), env: Mapping[str, str] | None = None,
        stdin: bytes = b"") -> Done:
    """Runs COMMAND in CWD and waits for its end; ENV is added to a minimal environment.

    Raises Missing when the program itself is not there. A job that fails or is stopped is an answer, not an error.
    """
    words = [str(word) for word in command]
    if shutil.which(words[0]) is None:
        raise Missing(f"The program '{Path(words[0]).name}' is not installed.", words[0])
    started = time.monotonic()
    with tempfile.TemporaryFile() as given:
        given.write(stdin)
        given.seek(0)
        child = subprocess.Popen(_limited(words, limits), cwd=cwd, env=_environment(env), stdin=given, stdout=subprocess.PIPE,
                                 stderr=subprocess.PIPE, start_new_session=True)
    readers = [_Reader(child.stdout, limits.output_bytes, child), _Reader(child.stderr, limits.output_bytes, child, _listener.get())]
    why = _wait(child, limits.seconds)
    for reader in readers:
        reader.join(2)
    if raised := next((r.raised for r in readers if r.raised), None):
        raise raised
    why = why or next((r.why for r in readers if r.why), "")
    return Done(child.returncode, readers[0].text(), readers[1].text(), time.monotonic() - started, why)


def fresh_folder(prefix: str) -> tempfile.TemporaryDirectory[str]:
    """A new private folder that disappears at the end of its `with`."""
    return tempfile.TemporaryDirectory(prefix=f"ohm-{prefix}-")


def _limited(words: list[str], limits: Limits) -> list[str]:
    """The command behind a shell that lowers the address space first: no code of ours runs between fork and exec."""
    if limits.memory_mb is None or os.name != "posix":
        return words
    return ["/bin/sh", "-c", f'ulimit -v {limits.memory_mb * 1024}; exec "$@"', "sh", *words]


def _environment(extra: Mapping[str, str] | None) -> dict[str, str]:
    kept = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    return {**kept, "LC_ALL": "C.UTF-8", **(extra or {})}


def _wait(child: subprocess.Popen[bytes], seconds: float) -> str:
    try:
        child.wait(seconds)
        return ""
    except subprocess.TimeoutExpired:
        return f"it was stopped after {seconds:g} s"
    finally:
        _kill(child)


def _kill(child: subprocess.Popen[bytes]) -> None:
    """Ends the child's whole group; what has ended already is fine."""
    try:
        if os.name == "posix":
            os.killpg(child.pid, signal.SIGKILL)
        else:
            child.kill()
    except (ProcessLookupError, PermissionError):
        pass
    child.wait()


class _Reader(threading.Thread):
    """Collects one stream up to its limit; past it the job is stopped. A listener gets each line as it comes."""

    def __init__(self, stream: IO[bytes] | None, limit: int, child: subprocess.Popen[bytes], listener: Callable[[str], None] | None = None) -> None:
        super().__init__(daemon=True)
        self._stream, self._limit, self._child, self._listener = stream, limit, child, listener
        self._pieces: list[bytes] = []
        self._line = b""
        self.why = ""
        self.raised: Exception | None = None
        self.start()

    def run(self) -> None:
        assert self._stream is not None
        size = 0
        with self._stream:
            while piece := self._stream.read1(65536):  # type: ignore[attr-defined]
                self._pieces.append(piece[: max(0, self._limit - size)])
                size += len(piece)
                self._tell(piece)
                if size > self._limit:
                    self.why = f"it wrote more than {self._limit:,} bytes"
                    _kill(self._child)
                    return

    def _tell(self, piece: bytes) -> None:
        if self._listener is None:
            return
        *lines, self._line = (self._line + piece).split(b"\n")
        try:
            for line in lines:
                self._listener(line.decode("utf-8", "replace"))
        except Exception as error:  # what a listener raises belongs to who listens: kept and raised where the job was begun
            self.raised, self._listener = error, None
            _kill(self._child)

    def text(self) -> str:
        return b"".join(self._pieces).decode("utf-8", "replace")
