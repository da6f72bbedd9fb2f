"""Whether a thing named is wanted: or owned, negated, replaced, compared, another device's."""

from __future__ import annotations

from ohm_core.design.wishes import Status
from ohm_core.understand.items import Item
from ohm_core.understand.page import Page

_USES = frozenset(["see", "show", "display", "know", "hear", "use", "have", "read", "watch", "print", "send", "log"])
_NEED_VERBS = frozenset(["need", "want", "use", "require", "have", "include", "like", "add", "wish", "be", "do", "get", "contain", "involve", "put", "buy"])


def status_of(page: Page, item: Item, start: int) -> Status:
    """Wanted, or owned, negated, replaced, compared."""
    sentence = sentence_of(page, item)
    if _phrase_before(page, "replaced", start, item.start, sentence):
        return "replaced"
    if _phrase_before(page, "compared", start, item.start, sentence):
        return "compared"
    if negated(page, start, item, sentence):
        return "negated"
    if _others(page, item):
        return "context"
    return "owned" if _owned(page, start, item, sentence) else "wanted"


def sentence_of(page: Page, item: Item) -> int:
    """The token at which the sentence of ITEM begins."""
    return next((s for s, e in page.sentences if s <= item.start < e), 0)


def _others(page: Page, item: Item) -> bool:
    """"the button of another gadget": a piece of something that is there already."""
    if page.low(item.end) in ("remote", "remotes") and item.sense is not None and item.sense.sort == "device" and item.sense.role == "act":
        return True  # "an air conditioner remote"
    start = page.phrase_start(item)
    before = page.at.get(start - 2)
    if page.low(start - 1) in ("with", "has") and before is not None and before.sort == "wifi" and item.sense is not None and item.sense.role == "input":
        return True  # buttons on a web page
    return page.low(item.end) in ("of", "on", "from") and page.low(item.end + 1) in ("another", "other", "existing", "someone", "old") or page.low(item.end) in ("of", "on") and page.low(item.end + 1) in ("an", "my", "the") and page.low(item.end + 2) in ("existing", "other", "old")


def _phrase_before(page: Page, name: str, start: int, item_start: int, sentence: int) -> bool:
    if name == "compared" and any(page.low(j) == "like" and page.low(j - 1) in ("would", "i'd", "we'd", "id", "you'd", "i", "we", "you", "they", "should", "also", "really", "d") for j in range(max(sentence, start - 4), item_start)):
        return False
    if name == "compared" and any(page.low(j) == "like" and page.low(j - 1) in ("something", "anything", "thing", "works", "work", "device", "gadget") for j in range(max(sentence, start - 4), item_start)) and not any(x.sort in ("product", "device") and x.end < item_start for x in page.items):
        return False  # "something like a parking sensor" is one
    return any((stop := page.lexicon.phrase(name, page.tokens, j)) > j and start <= stop <= item_start + 1 for j in range(max(sentence, start - 4), item_start))


def negated(page: Page, start: int, item: Item, sentence: int) -> bool:
    """"no display", "without a screen or a buzzer", "I don't want a relay"; not "if there is no motion"."""
    for j in range(item.start - 1, max(sentence, item.start - 9) - 1, -1):
        word = page.low(j)
        if page.is_("negation", j) and not (j in page.at and page.at[j].sort == "idiom"):
            return not _in_condition(page, j, sentence) and _reaches(page, j, item)
        if word in (".", ";", ")", "!", "but", "just", "only", "then") or page.is_("condition", j) or word == "," and j < start - 1 and page.low(j + 1) not in ("no", "and", "or", "nor"):
            return False
    return False


def _reaches(page: Page, j: int, item: Item) -> bool:
    """True when nothing but small words, things and verbs of wanting stands between the "no" and the noun."""
    for k in range(j + 1, item.start):
        other = page.at.get(k)
        if other and other.as_verb and not page.lemma_in(k, _NEED_VERBS) and not (page.lemma_in(k, _USES) and page.low(k - 1) == "to" and page.lemma_in(k - 2, _NEED_VERBS)):
            return False
        if page.low(k) == "to" and page.lemma_in(k + 1, _USES):
            continue
        if page.low(k) in ("and", "but", "with", "to", "when", "if", "just", "because", "so", "when", "on", "from", "for", "in") and not (page.low(k) == "and" and page.low(j) in ("no", "without")):
            return False
    return page.low(j) not in ("not",) or page.low(j + 1) in ("a", "an", "the", "any", "need", "want", "use", "have", "require", "include", "with") or j + 1 == item.start


def _in_condition(page: Page, j: int, sentence: int) -> bool:
    return any(page.is_("condition", k) or page.is_("held", k) or page.is_("unless", k) for k in range(max(sentence, j - 6), j))


def _owned(page: Page, start: int, item: Item, sentence: int) -> bool:
    tokens = page.tokens
    for j in range(start - 1, max(sentence, start - 40) - 1, -1):
        stop = page.lexicon.phrase("owned", tokens, j)
        if stop > j:
            owner = page.at.get(j - 1)
            if owner is not None and not owner.as_verb and owner.sort in ("device", "board", "product") and page.low(j) in ("i", "we", "i've", "that"):
                return False  # "the servo I have": what stands before is owned
            return page.low(stop) not in ("to",) and not any(x.as_verb and not page.plain(x) for x in page.items if stop <= x.start < item.start)
    tail = [page.lexicon.phrase("owned", tokens, j) > j for j in range(item.end, min(len(tokens), item.end + 3)) if not any(page.low(k) in (".", ",", ";", "and") for k in range(item.end, j)) and page.low(j) in ("lying", "left", "at", "here", "spare", "already", "i", "on", "in")]
    return any(tail) or page.low(item.start - 1) == "spare"
