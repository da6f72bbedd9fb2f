"""What a file is, found from its bytes: never from its name, which only tells the language of a program's text."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ohm_core.errors import BadInput

HEAD = 4096  # bytes that are looked at before the rest is taken
MEGA = 1_000_000
PICTURES = (
    (b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png"), (b"GIF87a", "image/gif"), (b"GIF89a", "image/gif"), (b"II*\0", "image/tiff"), (b"MM\0*", "image/tiff"))
PHONE = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"heim", b"heis")
CODE = {"ino": "text/x-c++", "cpp": "text/x-c++", "hpp": "text/x-c++", "h": "text/x-c", "c": "text/x-c", "py": "text/x-python"}


@dataclass(frozen=True)
class Kind:
    """`name` is photo, pdf, table, circuit, code or text; `most` its limit in bytes (contract: photo 25 MB, PDF 100 MB, CSV 20 MB,
    design or diagram 2 MB; other text as a design)."""

    name: str
    media_type: str
    most: int


TABLE = Kind("table", "text/csv", 20 * MEGA)
TEXT = Kind("text", "text/plain", 2 * MEGA)
LARGEST = 100 * MEGA


def at_first(head: bytes, name: str) -> Kind:
    """What the first bytes of a file say: enough to know how much of it may come. Text is told apart at its end. Raises BadInput for a
    file that is none of those OHM takes."""
    for start, media_type in PICTURES:
        if head.startswith(start):
            return Kind("photo", media_type, 25 * MEGA)
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return Kind("photo", "image/webp", 25 * MEGA)
    if head[:2] == b"BM" and head[6:10] == b"\0\0\0\0":
        return Kind("photo", "image/bmp", 25 * MEGA)
    if head[4:8] == b"ftyp":
        if head[8:12] in (b"avif", b"avis"):
            return Kind("photo", "image/avif", 25 * MEGA)
        what = "a HEIC picture; save it as JPEG and send that" if head[8:12] in PHONE else "a film or sound, which OHM cannot read"
        raise BadInput(f"{name} is {what}.", name, "unknown_kind")
    if b"%PDF-" in head[:1024]:
        return Kind("pdf", "application/pdf", 100 * MEGA)
    if head[:4] == b"PK\x03\x04":
        raise BadInput(f"{name} is a zip (or a spreadsheet, which is one inside); send the files that are in it, tables as CSV.", name, "unknown_kind")
    if not head:
        raise BadInput(f"{name} is empty.", name, "empty_file")
    if b"\0" in head and head[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        raise BadInput(f"{name} is no kind of file OHM can read; it takes photos, PDFs, CSV tables, circuits (JSON) and source code.", name, "unknown_kind")
    return TABLE


def at_last(path: Path, first: Kind, name: str) -> Kind:
    """What a file is now that all of it is there. Raises BadInput for text over its limit, or bytes that are no text after all."""
    if first is not TABLE:
        return first
    text = text_of(path.read_bytes(), name)
    kind = _of_text(text, name)
    if path.stat().st_size > kind.most:
        raise BadInput(f"{name} has {path.stat().st_size:,} bytes; the limit for {kind.name} is {kind.most:,}.", name, "too_large")
    return kind


def text_of(data: bytes, name: str) -> str:
    """The text of a file in UTF-8, UTF-16 with its mark, or a Western code page. Raises BadInput."""
    for encoding in ("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and text.strip():
            return text
    raise BadInput(f"{name} is empty or no text OHM can read.", name, "unknown_kind")


def _of_text(text: str, name: str) -> Kind:
    if text.lstrip()[:1] == "{" and _is_circuit(text):
        return Kind("circuit", "application/json", 2 * MEGA)
    if media_type := CODE.get(PurePosixPath(name).suffix.lower().removeprefix(".")):
        return Kind("code", media_type, 2 * MEGA)
    return TABLE if _is_table(text) else TEXT


def _is_circuit(text: str) -> bool:
    """Whether it is a JSON object with parts: an OHM design or a Wokwi diagram."""
    try:
        raw = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return isinstance(raw, dict) and "parts" in raw and "connections" in raw


def _is_table(text: str) -> bool:
    """Whether its first lines have the same columns, at least two, with a heading each."""
    lines = [line for line in text[:200_000].splitlines()[:20] if line.strip()][:6]
    delimiter = max(",;\t", key=lines[0].count) if lines else ","
    try:
        rows = [r for r in csv.reader(lines, delimiter=delimiter)]
    except csv.Error:
        return False
    heads = [h.strip() for h in rows[0]] if rows else []
    return len(heads) >= 2 and all(heads) and len(set(heads)) == len(heads) and all(len(r) == len(heads) for r in rows)
