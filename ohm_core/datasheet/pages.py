"""A PDF → its page count, and the text of its pages."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from ohm_core import jobs
from ohm_core.errors import BadInput

MOST_PAGES = 2_000  # the contract's limit
CHILD = Path(__file__).with_name("pages_child.py")
COUNTING = jobs.Limits(seconds=60.0, memory_mb=2048, output_bytes=10_000)
READING = jobs.Limits(seconds=40.0, memory_mb=2048, output_bytes=4_000_000)


def count(source: Path, name: str) -> int:
    """How many pages a PDF has. Raises BadInput, naming the file NAME, for one that is broken, locked or has too many."""
    done = jobs.run([sys.executable, "-I", CHILD, "count", source, str(MOST_PAGES)], source.parent, COUNTING)
    told = _object(done.out.strip()) if done.ok else {"error": "broken"}
    match told:
        case {"pages": int(pages)} if 0 < pages <= MOST_PAGES:
            return pages
        case {"pages": int(pages)} if pages > MOST_PAGES:
            raise BadInput(f"{name} has more than {MOST_PAGES:,} pages; send the part that matters.", name, "too_large")
        case {"error": "locked"}:
            raise BadInput(f"{name} is locked by a password; send it without one.", name, "bad_pdf")
    raise BadInput(f"{name} is no PDF that can be read; send it again.", name, "bad_pdf")


def texts(source: Path) -> dict[int, str]:
    """The text of each page by its number from 1, as far as the reader came within its limits; pages without text are left out."""
    done = jobs.run([sys.executable, "-I", CHILD, "texts", source, str(MOST_PAGES)], source.parent, READING)
    found = (_object(line) for line in done.out.splitlines())
    return {int(str(p["page"])): str(p["text"]) for p in found if "page" in p and str(p["text"]).strip()}


def _object(line: str) -> dict[str, object]:
    """A line of the child's answer; empty for one that was cut."""
    try:
        told = json.loads(line)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}
