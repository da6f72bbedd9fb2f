"""Who holds the store: DuckDB lets one process in, so that process leaves its number and address beside the file."""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Holder:
    """The process that has the store open; `address` is its dashboard's ("" when it has none)."""

    pid: int
    address: str = ""

    def sentence(self, path: Path) -> str:
        """One sentence that says who holds PATH and what to do."""
        who = f"the dashboard at {self.address} (process {self.pid})" if self.address else f"process {self.pid}"
        return f"The project store {path} is in use by {who}; work there, or close it and try again."


def note_path(path: Path) -> Path:
    return path.with_name(path.name + ".holder")


def announce(path: Path, address: str = "") -> None:
    """Leaves this process's number and ADDRESS beside the store; a folder that cannot be written costs only the hint."""
    target = note_path(path)
    with contextlib.suppress(OSError):
        fresh = target.with_name(target.name + f".{os.getpid()}")
        fresh.write_text(json.dumps({"pid": os.getpid(), "address": address}), encoding="utf-8")
        os.replace(fresh, target)


def holder(path: Path) -> Holder | None:
    """Who says it holds the store at PATH; None where nobody does or the note cannot be read."""
    try:
        note = json.loads(note_path(path).read_text(encoding="utf-8"))
        return Holder(int(note["pid"]), str(note.get("address", "")))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def elsewhere(path: Path) -> str:
    """The address of another process that lives and holds the store at PATH; "" where none does or it has no address."""
    found = holder(path)
    if found is None or found.pid == os.getpid() or not found.address:
        return ""
    try:
        os.kill(found.pid, 0)
    except OSError:
        return ""
    return found.address


def leave(path: Path) -> None:
    """Takes this process's note away."""
    found = holder(path)
    if found and found.pid == os.getpid():
        with contextlib.suppress(OSError):
            note_path(path).unlink(missing_ok=True)
