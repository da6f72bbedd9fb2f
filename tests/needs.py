"""What some tests need beside Python: named in one line where it is missing (CI lets nothing be skipped)."""

from __future__ import annotations

from pathlib import Path

import pytest


def needed(path: Path, script: str) -> Path:
    """PATH when it is there; otherwise the test is skipped, with the script that fetches it."""
    if not path.exists():
        pytest.skip(f"{path.name} is not there: run `python {script}`")
    return path
