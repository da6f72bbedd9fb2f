"""What is written in a file that was sent: whole where it is short, else the places that fit some words. Never more than asked for."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Mapping

from ohm_core.datasheet.pages import texts
from ohm_core.project import kinds, uploads
from ohm_core.project.retrieval import PAGES, best, kept_pages, stems
from ohm_core.project.shelf import Shelf
from ohm_core.store import uploads as rows
from ohm_core.store.rows import Upload

FIRST, PIECE = 1_500, 2_500  # characters of a document's first page (what it is), and of each page that fits


def pages(shelf: Shelf, upload: Upload) -> Mapping[int, str]:
    """The text of a PDF's pages by number; read once, then kept beside the file. Pages without text are left out. Raises BadInput where the file is gone."""
    if known := kept_pages(shelf.db, upload):
        return known
    kept = rows.path_of(shelf.db, upload, PAGES)
    uploads.content(shelf, upload)
    found = texts(rows.path_of(shelf.db, upload))
    fresh = kept.with_name(f"{PAGES}-{secrets.token_hex(4)}")
    try:
        fresh.write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")
        os.replace(fresh, kept)
    except OSError:  # kept only to save time
        fresh.unlink(missing_ok=True)
    return found


def page(shelf: Shelf, upload: Upload, number: int, most: int) -> str:
    """One page of a PDF; "" where it has no text."""
    return pages(shelf, upload).get(number, "")[:most]


def excerpt(shelf: Shelf, upload: Upload, words: str, most: int) -> str:
    """At most about MOST characters of a file: the start, or for a PDF the first page and those that fit WORDS, each under its number. "" for a photo. Raises BadInput."""
    if upload.kind == "photo":
        return ""
    if upload.kind == "pdf":
        return _of_pages(pages(shelf, upload), words, most)
    text = kinds.text_of(uploads.content(shelf, upload), upload.name)
    return text if len(text) <= most else f"{text[:most]}\n… (cut; {len(text):,} characters in all)"


def fitting(found: Mapping[int, str], words: str) -> list[int]:
    """The pages that share a word with WORDS, the likeliest first."""
    numbers = sorted(found)
    return [numbers[i] for i in best(words, [found[n] for n in numbers])]


def _of_pages(found: Mapping[int, str], words: str, most: int) -> str:
    if not found:
        return "No page of it has text that can be read: it may be scanned."
    first, told, size = min(found), list[str](), 0
    for number in dict.fromkeys((first, *fitting(found, words), *sorted(found))):
        piece = around(found[number], words, FIRST if number == first else PIECE)
        if size + len(piece) > most:
            break
        size += len(piece)
        told.append(f"[page {number}]\n{piece}")
    left = len(found) - len(told)
    return "\n\n".join(told) + (f"\n\n… and {left} more pages with text." if left else "")


def around(text: str, words: str, most: int) -> str:
    """At most MOST characters of TEXT around the line with most of WORDS, from the start where none has one."""
    if len(text) <= most:
        return text.strip()
    wanted, lines = set(stems(words)), text.splitlines()
    at = max(range(len(lines)), key=lambda i: (len(wanted & set(stems(lines[i]))), -i))
    start = max(0, sum(len(line) + 1 for line in lines[:at]) - most // 4)
    return text[start:start + most].strip()
