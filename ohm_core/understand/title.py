"""Three to six words of the request that name the project."""

from __future__ import annotations

from ohm_core.understand.page import Page

_SKIP = frozenset(["i", "we", "you", "want", "need", "would", "like", "to", "build", "make", "create", "please", "can", "could", "help", "me", "a", "an", "the", "my", "please", "design", "some", "have", "using", "use", "for", "with", "and", "hi", "hello", "hey", "project", "idea", "so", "just", "it", "is", "that", "this", "of", "on", "im", "i'm", "i'd", "looking", "how", "do", "does", "simple", "want"])
_STOP = frozenset(["that", "which", "when", "if", "whenever", "while", "so", "because", "where", "who", "using", "with", "whose", "and", "then", "once", "until"])
_TRAILING = frozenset(["a", "an", "the", "of", "to", "with", "for", "and", "on", "in", "from", "by", "my", "at", "is", "it", "or", "that", "every", "each", "if", "when"])


def title_of(page: Page) -> str:
    """The first product or things named, with the words around them, capitalised at the front; never empty."""
    product = next((x for x in page.items if x.sort == "product"), None)
    if product is not None:
        start = product.start
        while start > 0 and product.start - start < 2 and page.tokens[start - 1].kind == "word" and page.low(start - 1) not in _SKIP | _STOP:
            start -= 1
        return _shaped(page, start, product.end)
    start = 0
    while start < len(page.tokens) and (page.low(start) in _SKIP or page.tokens[start].kind == "punct"):
        start += 1
    end = start
    while end < len(page.tokens) and end - start < 6 and page.low(end) not in _STOP and page.tokens[end].text not in ".,:;!?()":
        end += 1
    return _shaped(page, start, end) if end > start else _shaped(page, 0, min(5, len(page.tokens)))


def _shaped(page: Page, start: int, end: int) -> str:
    while end - start > 1 and page.low(end - 1) in _TRAILING:
        end -= 1
    words = page.said(start, end)
    return (words[:1].upper() + words[1:])[:60] or "Prototype"
