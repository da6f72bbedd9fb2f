"""Tells a request for a device from mere talk: questions, chat, orders to somebody else."""

from __future__ import annotations

from ohm_core.design.behaviour import Reading
from ohm_core.understand.grouping import Rule
from ohm_core.understand.page import Page
from ohm_core.understand.scene import Scene
from ohm_core.understand.schedule import schedule
from ohm_core.understand.stepping import steps
from ohm_core.understand.story import KIN, PETS, past

_EVIDENCE = ("device", "product", "board", "unknown_board", "power", "onboard", "language", "bluetooth", "serial")
_OPENERS = frozenset(["what", "what's", "whats", "who", "who's", "whose", "why", "how", "when", "where", "which", "is", "are", "am", "was", "does", "do", "did", "has", "should", "would", "could", "explain", "translate", "write", "recommend", "summarize", "summarise", "tell", "convert", "fix", "thanks", "thank", "hello", "hi", "good"])
_ASKING = frozenset(["want", "need", "build", "make", "create", "design", "would", "like", "can", "could", "help", "device", "project", "circuit", "arduino", "gadget"])


_MARKS = frozenset(["want", "wants", "wanted", "need", "needs", "needed", "build", "make", "create", "design", "construct", "please", "pls", "help", "should", "shall", "must", "wish", "project", "idea", "thing", "something", "device", "gadget", "machine", "system", "circuit", "like", "using", "able", "can", "would", "looking", "let", "let's", "how", "using"])
_TASKS = frozenset(["list", "name", "prefer", "compare", "suggest", "describe", "rewrite", "correct", "proofread", "define", "imagine", "discuss", "summarise", "summarize", "translate", "recommend", "explain", "book", "cancel", "reschedule"])
_SURE = ("board", "unknown_board", "usb_hid", "serial", "language", "onboard", "bluetooth")


def asks(scene: Scene, rules: list[Rule]) -> bool:
    """True when some sentence can be a request: a wish, an order, a condition with a deed, a thing that does something, or a bare list of things."""
    page = scene.page
    if sum(t.kind == "punct" and t.text not in ("%", ",", "°") for t in page.tokens) > sum(t.kind == "word" for t in page.tokens) + 2:
        return False  # markup, paths, code
    if all(_tells_of_somebody(page, s, e) for s, e in page.sentences):
        return False
    if any(x.sort in _SURE or x.sense is not None and x.sort == "device" and x.sense.part and any(c.isdigit() for c in page.low(x.start)) for x in page.items):
        return True
    if len({d.concept for d in scene.pool.live() if not d.implied}) > 1:
        return True
    if any(isinstance(b.when, Reading) and b.when.read.endswith((".tag", ".key", ".finger")) for b in scene.behaviours):
        return True  # "my card opens the lock"
    return any(r.deeds and any(c.kind != "until" for c in r.conditions) for r in rules) or any(_asks(page, s, e) for s, e in page.sentences)


def _asks(page: Page, start: int, end: int) -> bool:
    words = [page.low(j) for j in range(start, end)]
    inside = [x for x in page.items if start <= x.start < end and x.start not in page.aside]
    if not any(x.sense is not None and x.sort != "idiom" for x in inside):
        return False
    if _tells_of_somebody(page, start, end):
        return False
    if words[0] in _TASKS or words[:2] in (["can", "you"], ["could", "you"]) and words[2:3] and words[2] in _TASKS:
        return False
    if schedule(page, start, end) is not None and any(f.does in ("act", "report") for x in inside if x.as_verb for f in page.frames(x)):
        return True  # "once an hour beep"
    if steps(page, start, end):
        return True
    described = words[0] in ("a", "an", "something", "one", "some", "my", "small", "little") and any(w in ("that", "which", "whose", "with", "to") for w in words[1:6])
    does = inside[0].as_verb and inside[0].start == start and not words[0].endswith(("s", "ed", "ing")) and any(x.sort == "device" for x in inside)
    if described or does or set(words) & _MARKS or not any(_finite(page, j) for j in range(start, end)):
        return True
    first = next((x for x in inside if not x.as_verb and x.sense is not None), inside[0])
    named = first.sort in ("device", "product", "wifi", "thing") and first.start - start < 4 and first.end < end and page.low(first.end) not in _BE and (first.sort != "thing" or page.low(first.end) in ("that", "which", "with"))
    after = page.low(first.end)
    other = after in page.lexicon.general and after not in page.lexicon.words and not any(page.is_(n, first.end) for n in ("preposition", "adverb", "auxiliary"))
    if named and not (other and any(past(w) for w in words)) or any(x.sort == "device" and any(page.low(j) in ("have", "has", "get", "gets", "got") for j in range(max(start, x.start - 4), x.start)) for x in inside):
        return True
    for x in inside:
        orders = x.as_verb and not page.plain(x) and not (past(page.low(x.start)) and page.at.get(x.start - 1) is not None and not any(page.is_("condition", j) for j in range(start, end)))
        if orders and (x.start == start or page.low(x.start - 1) in (",", "and", "then", "to", "that", "which", "-", ":") or (before := page.at.get(x.start - 1)) is not None and (before.sort in ("device", "product") or before.sort == "phenomenon" and not any(f.does == "act" for f in page.frames(x)))):
            return True
        limit = x.as_verb and any(f.does == "state" for f in page.frames(x)) and x.end in page.quantity_at
        if limit or x.sort == "state" or x.as_verb and any(f.does == "modulate" for f in page.frames(x)) or x.sort in ("product", "device") and page.low(x.end) in ("that", "which", "with", "for", "to", "when", "if", "on", "in") and x.start - start < 6:
            return True
    return False


def _tells_of_somebody(page: Page, start: int, end: int) -> bool:
    """True for "our cat sleeps on the radiator all winter": what an animal or relative does, among things that only say where."""
    who = page.low(start) in ("my", "our", "his", "her", "their", "the") and page.low(start + 1) in KIN | PETS or page.low(start) in ("he", "she", "they")
    words = {page.low(j) for j in range(start, end) if j not in page.at or page.at[j].as_verb}
    if not who or words & _MARKS or any(page.is_(n, j) for n in ("condition", "held", "modal") for j in range(start, end)):
        return False
    named = [x for x in page.items if start <= x.start < end and x.sort in ("device", "product", "phenomenon") and x.start not in page.aside]
    return all(page.low(page.phrase_start(x) - 1) in ("on", "in", "under", "behind", "beside", "near", "by", "at", "of", "about", "with") for x in named)


_BE = frozenset(["is", "are", "was", "were", "it's", "that's", "i'm", "you're", "has", "have", "had", "does", "did", "do", "'s", "am"])


def _finite(page: Page, j: int) -> bool:
    """True for a word that makes a sentence a statement."""
    item = page.at.get(j)
    return page.low(j) in _BE or item is not None and item.as_verb and item.start == j


_SHOWN = frozenset(["text", "message", "number", "name", "word", "time", "score", "picture", "quote", "hello", "letter", "image", "pattern", "emoji", "heart", "joke", "date", "digit", "level", "value", "point", "result", "verse", "greeting", "slogan", "price", "face", "status", "animation"])


_QUESTIONS = frozenset(["which", "what", "what's", "why", "who", "how", "explain", "compare", "is", "are", "does", "do"])
_CODE = frozenset(["function", "script", "regex", "class", "algorithm", "query", "essay", "poem", "story", "letter", "email", "method", "macro", "formula"])
_KNOWLEDGE = frozenset(["difference", "better", "precise", "accurate", "work", "works", "mean", "means", "vs", "cheaper", "best", "recommend", "explain", "faster", "invented", "reliable"])


_ERRANDS = frozenset(["buy", "pack", "fetch", "bring"])
_ASKS_FOR = _MARKS - {"how", "idea", "project", "thing", "something", "system", "machine", "like"} | {"if", "when", "whenever", "i", "we", "me", "my", "our", "possible", "?!"}


def _only_questions(page: Page) -> bool:
    """True for "How many volts has a lightning bolt?", "Do servos or steppers cost more?": questions alone, in which nobody speaks of what they want."""
    low = [t.low for t in page.tokens]
    first = {low[s] for s, _ in page.sentences}
    marked = all("?" in low[s : e + 1] for s, e in page.sentences)
    return marked and first <= _OPENERS - {"tell", "explain", "translate", "write", "recommend", "convert", "fix", "should", "would", "could"} and not _ASKS_FOR & set(low)


def _only_asks_to_know(page: Page) -> bool:
    """True for "which is more precise, a DHT22 or a DS18B20?": a question about parts, in a text that builds nothing."""
    low = [t.low for t in page.tokens]
    if low[:1] and low[0] in ("write", "give", "fix", "explain") and _CODE & set(low[:9]) and not any(x.sort in ("device", "product", "board") for x in page.items):
        return True  # "write me a Python function that sorts a list"
    if any(low[j] in ("not", "don't", "never") and low[j + 1].startswith("build") for j in range(len(low) - 1)):
        return True
    if _only_questions(page) or low[:1] and low[0] in _ERRANDS and not (_MARKS - {"please", "pls"}) & set(low):
        return True
    start, end = page.sentences[0]
    question = low[start] in _QUESTIONS and "?" in low[start : end + 1] and _KNOWLEDGE & set(low[start:end])
    later = [x for x in page.items if x.start >= end and (x.sort in ("device", "product") or x.as_verb and any(f.does in ("act", "report") for f in page.frames(x)))]
    return bool(question) and not later


_LIVING = ("person", "animal", "people", "kid", "robot")


def _nothing_to_show(scene: Scene) -> bool:
    """True for "show every step", "see you at the gym": the display is all that would come of it, and nothing is named that it could show."""
    live, page = scene.pool.live(), scene.page
    bare = bool(live) and all(d.implied and scene.pool.lexicon.is_a(d.concept, "display") for d in live) and not scene.features
    return bare and not any(x.sort in ("phenomenon", "product", "device", *_SURE) or x.sort == "thing" and x.key not in _LIVING for x in page.items) and not any(page.lemma_in(j, _SHOWN) for j in range(len(page.tokens))) and not any(c in page.text for c in "\"“")


def mere_talk(scene: Scene, rules: list[Rule]) -> bool:
    """True when nothing in the text is evidence of a device: no part, product or board named, and no condition with a deed."""
    page = scene.page
    if not asks(scene, rules) or _nothing_to_show(scene) or _only_asks_to_know(page):
        return True
    if any(x.sort in _EVIDENCE and x.start not in page.aside for x in page.items) or any(not d.implied for d in scene.pool.live()):
        return False
    first = next((i for i, t in enumerate(page.tokens) if t.kind == "word"), 0)
    conditional = any(r.conditions and r.deeds for r in rules)
    if page.low(first) in ("tell", "show") and scene.sensed():
        return False
    opener = page.at.get(first)
    if opener is not None and opener.as_verb and opener.end - opener.start > 1 and any(f.channel == "data_log" for f in page.frames(opener)):
        return False  # "write down …": an order to the device
    if page.low(first) in _OPENERS and not (conditional and page.low(first) in ("when", "tell")):
        orders = any(x.as_verb and not page.plain(x) for s, _ in page.sentences[1:] for x in page.items if x.start == s)
        if orders and scene.acting():
            return False
        asked = any(page.low(j) in _ASKING for s, _ in [(first, 0), *page.sentences[1:]] for j in range(s, min(len(page.tokens), s + 5)))
        return not asked or not (scene.acting() or scene.sensed() and len(page.sentences) > 1)
    if any(x.as_verb and x.end in page.quantity_at and any(f.does == "state" for f in page.frames(x)) for x in page.items):
        return False  # "vent open > 28 c"
    if any(b.id.startswith("keep_") for b in scene.behaviours):
        return False  # a state that shall last is asked for
    if scene.acting() and any(page.low(j) in ("i", "we") and page.low(j + 1) in ("want", "need", "would", "must", "should") for j in range(len(page.tokens))):
        return False  # "I want it scared away"
    weak = [f for x in page.items if x.as_verb for f in page.frames(x) if f.does != "plain"]
    return not conditional and bool(weak) and all(f.any_target or f.does in ("event", "state") for f in weak)


def forget(scene: Scene) -> None:
    """Nothing of the text becomes a wish."""
    scene.pool.drafts.clear()
    scene.pool.unserved.clear()
    scene.pool.noted.clear()
    scene.pool.asked.clear()
    scene.behaviours.clear()
