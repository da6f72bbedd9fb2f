"""What the command prints: JSON on stdout, sentences on stderr, never both on one."""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterable, Sequence
from typing import Any

from ohm_core.errors import OhmError


def print_json(body: Any) -> None:
    """One JSON document on stdout, whatever the terminal's encoding."""
    sys.stdout.write(json.dumps(_clean(body), indent=1, ensure_ascii=True, default=str) + "\n")


def _clean(value: Any) -> Any:
    """JSON has no NaN and no infinity."""
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, dict):
        return {str(k): _clean(v) for k, v in value.items()}
    return [_clean(v) for v in value] if isinstance(value, (list, tuple)) else value


def say(text: str = "") -> None:
    """A line for a person, on stdout."""
    sys.stdout.write(visible(text) + "\n")


def note(text: str) -> None:
    """A line on stderr: progress, errors."""
    sys.stderr.write(visible(text) + "\n")


def visible(text: str) -> str:
    """The text without control characters that a terminal would obey."""
    return "".join(c if c == "\n" or ord(c) >= 32 and ord(c) != 127 and not 0x80 <= ord(c) < 0xA0 else " " for c in text).encode(sys.stdout.encoding or "utf-8", "replace").decode(sys.stdout.encoding or "utf-8")


def fail(error: OhmError, as_json: bool) -> int:
    """Print an error in the contract's way and give its exit code."""
    note(" ".join(error.message.split())[:600])
    if as_json:
        print_json({"error": {**error.as_json(), "message": " ".join(error.message.split())[:600]}})
    return error.exit_code


def table(headings: Sequence[str], rows: Iterable[Sequence[str]], right: Sequence[int] = ()) -> None:
    """A table for people, by rich."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    shown = Table(box=None, pad_edge=False, header_style="bold")
    for i, heading in enumerate(headings):
        shown.add_column(heading, justify="right" if i in right else "left", overflow="fold")
    for row in rows:
        shown.add_row(*(Text(visible(str(cell))) for cell in row))
    Console(highlight=False).print(shown)
