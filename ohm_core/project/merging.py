"""Texts put together: appended, or merged by their headings."""

from __future__ import annotations

import re
from typing import Literal

Strategy = Literal["replace", "append", "merge"]
HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*\s*$", re.M)


def merged(before: str, content: str, strategy: Strategy, *, headed: bool = True) -> str:
    """CONTENT in the place of BEFORE, behind it, or merged: sections (Markdown headings) of the same name are replaced and new ones put
    at the end; in texts without headings what is not there yet is put at the end."""
    if strategy == "replace" or not before.strip():
        return content
    if strategy == "append":
        return f"{before.rstrip()}\n\n{content.lstrip()}" if headed else f"{before.rstrip()}\n{content.lstrip()}"
    if not headed or not HEADING.search(content):
        return before if content.strip() in before else merged(before, content, "append", headed=headed)
    return _by_heading(before, content)


def _by_heading(before: str, content: str) -> str:
    old, new = _sections(before), _sections(content)
    fresh = {key: body for key, body in new if key}
    kept = [(key, fresh.pop(key, body) if key else body) for key, body in old]
    lead = "".join(body for key, body in new if not key and body.strip() and body.strip() not in before)
    return "\n\n".join(body.strip("\n") for body in [*(b for _, b in kept), lead, *fresh.values()] if body.strip()) + "\n"


def _sections(text: str) -> list[tuple[str, str]]:
    """(name of the heading, heading with what stands below it); what stands before the first heading has no name."""
    starts = [(m.start(), m[2].casefold()) for m in HEADING.finditer(text)]
    if not starts:
        return [("", text)]
    ends = [*(s for s, _ in starts[1:]), len(text)]
    return [("", text[: starts[0][0]]), *((name, text[start:end]) for (start, name), end in zip(starts, ends, strict=True))]
