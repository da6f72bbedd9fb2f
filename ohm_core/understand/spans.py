"""What became of every stretch of the text: explained, ignored for a reason, or unserved."""

from __future__ import annotations

from typing import Literal

from ohm_core.design.wishes import Span
from ohm_core.understand.page import Page
from ohm_core.understand.scene import Scene

Fate = Literal["explained", "ignored", "unserved"]
_SMALL = ("determiner", "pronoun", "preposition", "auxiliary", "coordinate", "condition", "relative", "adverb", "modal", "held", "otherwise", "negation", "until", "unless", "another")


def spans_of(scene: Scene) -> tuple[Span, ...]:
    """Every word of the text in order, neighbours of one fate joined."""
    page = scene.page
    unserved = {u.said.lower() for u in scene.pool.unserved}
    fates = [_fate(scene, page, i, unserved) for i in range(len(page.tokens))]
    joined: list[Span] = []
    for token, (fate, why) in zip(page.tokens, fates, strict=False):
        if joined and joined[-1].fate == fate and joined[-1].why == why:
            joined[-1] = Span(joined[-1].start, token.end, fate, why)
        else:
            joined.append(Span(token.start, token.end, fate, why))
    return tuple(joined)


def _fate(scene: Scene, page: Page, i: int, unserved: set[str]) -> tuple[Fate, str]:
    item = page.at.get(i)
    if i in page.told and item is None:
        return "ignored", "told around the request"
    if item is not None and item.sort == "idiom":
        return "ignored", "a manner of speaking"
    if item is None:
        return _loose(page, i)
    words = page.said(item.start, item.end)
    if any(words.lower() in u for u in unserved if item.sort in ("device", "phenomenon", "product", "unknown_board", "power", "thing", "usb_hid") or item.model):
        return "unserved", words
    if item.sense is None:
        return "ignored", "a name nothing is known of"
    if item.as_verb:
        return ("ignored", "says nothing by itself") if page.plain(item) else ("explained", "what is done")
    status = scene.mentions[item.start].status if item.start in scene.mentions else "wanted"
    if status not in ("wanted", "owned"):
        return "ignored", {"negated": "not wanted", "replaced": "replaced by something else", "compared": "only a comparison", "context": "context"}[status]
    return "explained", {"device": item.key, "thing": "what it is about", "state": "a condition"}.get(item.sort, item.sort)


def _loose(page: Page, i: int) -> tuple[Fate, str]:
    token = page.tokens[i]
    if i in page.quantity_at:
        return "explained", "a number"
    if token.kind == "punct" or any(page.is_(name, i) for name in _SMALL):
        return "ignored", "a small word"
    if page.is_("color", i) or page.is_("label", i) or page.is_("head", i):
        return "explained", "which one"
    return "ignored", "a word without meaning for the circuit"
