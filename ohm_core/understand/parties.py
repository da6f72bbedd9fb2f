"""Things that every player, team or person has one of, and things that come in pairs: how many that makes."""

from __future__ import annotations

from ohm_core.understand.items import Item
from ohm_core.understand.lemma import lemmas
from ohm_core.understand.page import Page

_PARTIES = frozenset(["us", "player", "team", "kid", "child", "person", "people", "side", "friend", "competitor", "contestant", "participant", "group", "pupil"])


_ENDS = frozenset(["end", "side", "corner", "wall", "door", "entrance", "hand", "wheel", "eye", "ear", "foot", "edge"])
_PLACES = frozenset(["left", "right", "top", "bottom", "front", "back", "inside", "outside", "upper", "lower", "middle", "center", "centre", "rear", "indoors", "outdoors", "north", "south", "east", "west", "upstairs", "downstairs"])


def at_both(page: Page, item: Item) -> int | None:
    """Two for "a PIR at each end", "sensors both sides", "pir bottom and top"; three for "sensors left, middle and right"."""
    i = item.end
    i += page.low(i) in ("at", "on", "for", "in", "under")
    if page.low(i) in ("each", "both", "either") and any(page.lemma_in(j, _ENDS) for j in (i + 1, i + 2)):
        return 2
    places: list[str] = []
    i += page.low(i) in ("(", ":")
    while page.low(i) in _PLACES or places and page.low(i) in ("and", "&", "+", ",", "/", "the", "at", "on"):
        places += [page.low(i)] if page.low(i) in _PLACES else []
        i += 1
    i += page.low(i) == "the"
    return len(set(places)) if len(set(places)) > 1 else None


_WHOSE = frozenset(["my", "your", "our", "no", "of"])  # whose eyes do not light


def pair_in(page: Page, start: int, end: int) -> tuple[int, str]:
    """How many of what comes in pairs tokens [START, END) name ("its eyes": two, "three eyes": three), and its base form; (0, "") for none."""
    for j in range(start, end):
        word = next((w for w in lemmas(page.low(j)) if page.lexicon.has("pair", w) or page.lexicon.has("pair", f"{page.low(j - 1)} {w}")), "")
        if not word or not page.low(j).endswith("s"):
            continue
        i = page.before(j)
        while i >= 0 and (page.is_("color", i) or page.low(i) in ("big", "little", "small", "glowing", "round", "led") or page.lexicon.has("pair", f"{page.low(i)} {word}")):
            i -= 1
        if page.low(i) in _WHOSE:
            continue
        number = page.quantity_at.get(i)
        return (int(number.value) if number is not None and number.kind == "number" and 0 < number.value <= 16 else 2), word
    return 0, ""


def of_each(page: Page, start: int, item: Item) -> int | None:
    """How many "each player has a button", "four tables, each with a button", "each pot gets its own pump" are; two where players are not counted."""
    sense = item.sense
    if sense is None or sense.bundle or sense.role not in ("input", "sense", "act") or sense.concept in _ONE_FOR_ALL:
        return None
    low, high = next(((s, e) for s, e in page.sentences if s <= start < e), (start, item.end))
    own = any(page.low(j) == "own" for j in range(start, item.start))
    around = (*range(max(low, start - 7), start), *range(item.end, min(high, item.end + 4)))
    shared = any(page.low(j) in _EACH and any(page.lemma_in(k, _PARTIES) for k in (j + 1, j + 2)) for j in around)
    if sense.role == "input" or sense.concept == "illumination":
        if shared or own and sense.role == "input":
            return parties(page)
    several = things(page, start)
    apart = any(page.low(j) in _EACH and not (page.low(j) == "every" and j + 1 in page.quantity_at) for j in range(max(low, start - 7), start))
    after = page.low(item.end) in ("in", "for", "at", "on", "under") and page.low(item.end + 1) in ("each", "both", "every") or page.low(item.end) == "per"
    return several if several and (after or own and apart or apart and any(page.low(j) in ("with", "has", "gets", "having", "have") for j in range(max(low, start - 4), start + 1))) else None


_EACH = ("each", "every", "both", "per")
_ONE_FOR_ALL = ("display", "text_display", "graphic_display", "wall_clock", "data_log", "sound", "tone", "location", "image")


def things(page: Page, at: int) -> int:
    """How many things ("2 flower pots", "four tables") the sentence of token AT, or the one before, counts; 0 for none or several such numbers."""
    low = max((s for s, e in page.sentences if e <= at), default=0)
    high = next((e for s, e in page.sentences if s <= at < e), len(page.tokens))
    found = set()
    for q in page.quantities:
        if low <= q.start < high and q.kind == "number" and 1 < q.value <= 8 and q.value % 1 == 0:
            noun = next((j for j in (q.end, q.end + 1) if page.low(j).endswith("s") and len(page.low(j)) > 3 and page.tokens[j].kind == "word"), 0)
            owner = page.at.get(noun)
            if noun and (owner is None or owner.sort in ("thing", "verb", "")):
                found.add(int(q.value))
    return found.pop() if len(found) == 1 else 0


def parties(page: Page) -> int:
    """How many players, teams or people the request speaks of; two where it does not say."""
    counted = (q for q in page.quantities if q.kind == "number" and 1 < q.value <= 8 and q.value % 1 == 0 and page.lemma_in(q.end, _PARTIES))
    return int(next((q.value for q in counted), 2))


def for_each(page: Page, at: int) -> int:
    """The number of parties where the sentence of token AT speaks of each of them, else one."""
    low, high = next(((s, e) for s, e in page.sentences if s <= at < e), (at, at + 1))
    said = any(page.low(j) in ("each", "every", "both", "per") and any(page.lemma_in(k, _PARTIES) for k in (j + 1, j + 2)) for j in range(low, high))
    return parties(page) if said else 1
