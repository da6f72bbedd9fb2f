"""A picture from anywhere → a checked one, and two small copies of it: for models and for the page."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path

from ohm_core import jobs
from ohm_core.errors import BadInput

MOST_PIXELS = 50_000_000  # the contract's limit
# Anthropic's guide to vision (docs.claude.com/en/docs/vision, "Evaluate image size") scales anything down whose long edge is over
# 1568 pixels, and gains nothing from more.
MODEL_SIDE, THUMB_SIDE = 1568, 480
FOR_MODEL, THUMB = "model.jpg", "thumb.jpg"
LIMITS = jobs.Limits(seconds=30.0, memory_mb=1500, output_bytes=10_000)
WHY = {"pixels": "has {width} × {height} pixels; the limit is 50 megapixels. Send a smaller copy", "broken": "is broken or only part of a picture; send it again",
       "unknown": "is no picture OHM can read; send it as JPEG, PNG or WebP"}


@dataclass(frozen=True)
class Size:
    """Width and height in pixels, upright."""

    width: int
    height: int


def prepared(source: Path, folder: Path, name: str) -> Size:
    """Writes the copies for models (long side at most MODEL_SIDE) and for the page into FOLDER: turned upright, without metadata, JPEG.

    Gives the picture's own size. Raises BadInput, naming the file NAME, for what is broken, too large or no picture.
    """
    child = Path(__file__).with_name("picture_child.py")
    done = jobs.run([sys.executable, "-I", child, source, folder, str(MOST_PIXELS), f"{FOR_MODEL}:{MODEL_SIDE}", f"{THUMB}:{THUMB_SIDE}"], folder, LIMITS)
    try:
        told = json.loads(done.out) if done.ok else {"error": "broken"}
    except ValueError:
        told = {"error": "broken"}
    if "error" in told:
        raise BadInput(f"{name} {WHY[told['error']].format(**told)}.", name, "too_large" if told["error"] == "pixels" else "bad_picture")
    return Size(int(told["width"]), int(told["height"]))
