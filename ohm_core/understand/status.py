"""Whether a thing named is wanted: or owned, negated, replaced, compared, another device's."""

from __future__ import annotations

from ohm_core.design.wishes import Status
from ohm_core.understand.items import Item
from ohm_core.understand.page import Page
from ohm_core.understand.story import KIN

_USES = frozenset(["see", "show", "display", "know", "hear", "use", "have", "read", "watch", "print", "send", "log"])
_NEED_VERBS = frozenset(["need", "want", "use", "require", "have", "include", "like", "add", "wish", "be", "do", "get", "contain", "involve", "put", "buy"])


def status_of(page: Page, item: Item, start: int) -> Status:
    """Wanted, or owned, negated, replaced, compared."""
    sentence = sentence_of(page, item)
    if _phrase_before(page, "replaced", start, item.start, sentence):
        return "replaced"
    if _phrase_before(page, "compared", start, item.start, sentence) or _of_compared(page, start, sentence):
        return "compared"
    if negated(page, start, item, sentence) or _unused(page, item):
        return "negated"
    if _others(page, item) or _theirs(page, item, sentence) or _topic(page, item, sentence) or _likened(page, item, start, sentence):
        return "context"
    return "owned" if _owned(page, start, item, sentence) else "wanted"


def sentence_of(page: Page, item: Item) -> int:
    """The token at which the sentence of ITEM begins."""
    return next((s for s, e in page.sentences if s <= item.start < e), 0)


_TOLD = frozenset(["story", "poem", "song", "film", "movie", "book", "novel", "essay", "article", "report", "talk", "lecture", "joke", "quiz", "podcast", "blog", "presentation", "chapter", "documentary", "lesson", "question", "questions", "post", "text", "letter", "news", "tale", "play", "musical", "paper", "speech", "video", "discussion"])
_ARE = frozenset(["is", "are", "was", "were"])
_PARTS = frozenset(["output", "input", "display", "sensor", "power", "source", "light", "alarm", "actuator", "actor", "project", "idea", "plan", "device", "gadget", "thing", "signal", "feedback", "indicator", "trigger", "controller", "interface", "goal", "screen", "board", "supply", "button", "switch", "remote", "lamp", "motor", "hardware", "component", "part", "core", "heart", "control", "product", "result", "box", "unit", "lock", "key", "cheap", "best", "work", "task", "homework", "gift", "present", "toy", "it", "this", "that", "there", "here", "which", "what", "one", "other", "rest", "second", "first", "third", "setup", "circuit", "wish", "dream"])


def _topic(page: Page, item: Item, sentence: int) -> bool:
    """"a story about a key", "told in a relay of voices": what something told is about."""
    about = [j for j in range(sentence, item.start) if page.low(j) == "about" and any(page.low(k) in _TOLD for k in range(max(sentence, j - 3), j))]
    return bool(about) and not any(page.low(k) in (";", ":") or page.low(k) == "," and page.low(k + 1) in ("so", "with", "but", "i", "we") or page.is_("condition", k) for k in range(about[-1], item.start))


def _likened(page: Page, item: Item, start: int, sentence: int) -> bool:
    """"the moon is a lantern": said of something that is no piece of a device, by people who ask for nothing."""
    at = start - 1
    if page.low(at) not in _ARE or page.low(start) not in ("a", "an", "the", "my", "like") or at == sentence:
        return False
    said_of = page.at.get(at - 1)
    if page.low(at - 1) in _PARTS or said_of is not None and said_of.sort not in ("", "thing", "state", "idiom") or page.tokens[at - 1].kind != "word":
        return False
    return page.low(at - 1) in page.lexicon.general and (page.is_("determiner", at - 2) or at - 1 == sentence) and page.low(sentence) not in ("when", "if", "while", "what", "where")


def _of_compared(page: Page, start: int, sentence: int) -> bool:
    """"unlike my old clock with a keypad, …": a piece of what is compared with, up to the comma."""
    for j in range(start - 1, max(sentence - 1, start - 9), -1):
        if page.low(j) in (",", ".", ";", ":", "!", "?") or j in page.at and page.at[j].as_verb and not page.plain(page.at[j]):
            return False
        if page.low(j) in ("unlike",):
            return True
    return False


_HAVE = frozenset(["has", "had", "uses", "used", "owns"])


def _theirs(page: Page, item: Item, sentence: int) -> bool:
    """"My neighbour's has a motion sensor": what belongs to somebody else, up to a word that comes back to the request."""
    for j in range(item.start - 1, max(sentence, item.start - 12) - 1, -1):
        if page.low(j) in (";", "but", "so", "which", "when", "if", "that", "and") and page.low(j) != "and" or page.low(j) in ("i", "we", "it", "mine"):
            return False
        if page.low(j) in _HAVE:
            owner = page.low(j - 1).removesuffix("'s")
            return owner in KIN and page.low(j - 2) in ("my", "our", "his", "her", "the", "a")
    return False


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
    if any((stop := page.lexicon.phrase("negation", page.tokens, j)) > j + 1 and start <= stop <= item.start for j in range(max(sentence, start - 4), start + 1)):
        return True  # "anything but a stepper", "no need for a display"
    for j in range(item.start - 1, max(sentence, item.start - 9) - 1, -1):
        word = page.low(j)
        if page.lexicon.phrase("unless", page.tokens, j) > j:
            return False  # "except while the switch is on": when not, no refusal
        if page.is_("negation", j) and not (j in page.at and page.at[j].sort == "idiom"):
            return not _in_condition(page, j, sentence) and _reaches(page, j, item)
        if word in (".", ";", ")", "!", ":", "->", "=>", "→", "but", "just", "only", "then") or page.is_("condition", j) or word == "," and j < start - 1 and page.low(j + 1) not in ("no", "and", "or", "nor"):
            return False
    return False


_NOT = frozenset(["won't", "wont", "don't", "dont", "can't", "cant", "cannot", "shouldn't", "wouldn't", "not"])


def _unused(page: Page, item: Item) -> bool:
    """"a sensor lying around that I won't use", "an OLED, which I do not need": refused by what follows it."""
    for j in range(item.end, min(len(page.tokens), item.end + 5)):
        if page.low(j) in (".", ";", "!", "?"):
            return False
        if page.low(j) in ("that", "which", "but") and page.low(j + 1) in ("i", "we"):
            rest = [page.low(k) for k in range(j + 2, min(len(page.tokens), j + 6))]
            words = rest[: next((k for k, w in enumerate(rest) if w in ("and", ",", ".", "but")), 4)]
            return bool(_NOT & set(words)) and any(w in ("use", "need", "want", "like", "touch", "include", "using", "trust") for w in words)
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
