"""What takes long to make from files, kept as one file that loads fast. A broken or missing one is made again; a disk that cannot be written
costs speed, nothing else."""

from __future__ import annotations

import os
import pickle
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

Made = TypeVar("Made")
_BROKEN = (OSError, pickle.UnpicklingError, EOFError, ValueError, AttributeError, ImportError, IndexError, TypeError)


def compiled(target: Path, make: Callable[[], Made]) -> Made:
    """What TARGET holds, else what MAKE gives, kept there. TARGET is named NAME-STAMP.bin: older ones of the same name are taken away."""
    try:
        kept: Made = pickle.loads(target.read_bytes())
        return kept
    except _BROKEN:
        made = make()
        _keep(made, target)
        return made


def _keep(made: object, target: Path) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        for old in target.parent.glob(target.name.partition("-")[0] + "-*.bin"):
            old.unlink(missing_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(pickle.dumps(made, protocol=5))
        os.replace(name, target)
    except OSError:
        pass
