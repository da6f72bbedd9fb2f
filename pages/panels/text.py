"""Text of people, models and files on the page: Markdown that can neither load pictures nor lead anywhere but to http(s)."""

from __future__ import annotations

import re

from ohm_core.project.documents import inline

_LINK = re.compile(r"\]\((?!\s*<?https?://)", re.I)
_DEFINITION = re.compile(r"^(\s{0,3}\[[^\]]*\]:\s*)(?!<?https?://)", re.M | re.I)


def safe(markdown: str) -> str:
    """MARKDOWN without pictures, and with links only to http(s). Streamlit itself shows HTML in it as plain text."""
    return _DEFINITION.sub(r"\\\1", _LINK.sub(r"]\\(", markdown.replace("![", "!\\[")))


def plain(text: str) -> str:
    """What a person typed, line by line, every character of it shown as typed."""
    return "  \n".join(inline(line) for line in text.splitlines())


def http(url: str) -> str:
    """URL when it is an http(s) link, else ""."""
    return url if re.match(r"https?://[^\s\"'<>]+$", url, re.I) else ""
