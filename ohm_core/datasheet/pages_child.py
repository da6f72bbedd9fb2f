"""Run as a program: the pages of one PDF. Prints JSON and imports nothing of OHM.

    python -I pages_child.py count|texts FILE MOST
"""

from __future__ import annotations

import json
import logging
import sys

from pypdf import PdfReader
from pypdf.errors import PyPdfError

LONGEST = 20_000  # characters of one page


def main() -> None:
    what, path, most = sys.argv[1], sys.argv[2], int(sys.argv[3])
    logging.disable(logging.CRITICAL)
    try:
        reader = PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            print(json.dumps({"error": "locked"}))
        elif what == "count":
            print(json.dumps({"pages": len(reader.pages)}))
        else:
            told(reader, most)
    except Exception:  # a border: whatever a broken file makes the reader raise means the same
        print(json.dumps({"error": "broken"}))


def told(reader: PdfReader, most: int) -> None:
    """One line of JSON a page, as it is read: what came before a limit is kept."""
    for number, page in enumerate(reader.pages, 1):
        if number > most:
            return
        try:
            text = page.extract_text()
        except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, IndexError):
            text = ""  # one broken page does not hide the others
        print(json.dumps({"page": number, "text": text[:LONGEST]}), flush=True)


if __name__ == "__main__":
    main()
