"""Things named in the text: how many, in which colours, which one of several, and whether they are wanted at all."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any

from ohm_core.design.wishes import Status
from ohm_core.understand.items import Item
from ohm_core.understand.lemma import lemmas
from ohm_core.understand.page import Page
from ohm_core.understand.parties import at_both, of_each
from ohm_core.understand.quantities import number_at
from ohm_core.understand.status import status_of

_SPEC_WORDS = frozenset(["channel", "digit", "pin", "inch", "bit", "wire", "axis", "mm", "segment", "way", "ohm", "k", "v", "volt", "w", "watt", "line", "key", "x", "pixel", "column", "row", "position", "pole", "ch", "a", "ma", "cell", "s", "p", "terminal", "leg", "core", "kg", "cm"])
_PLACE_LABELS = frozenset(["left", "right", "front", "back", "top", "bottom", "upper", "lower", "inner", "outer", "first", "inside", "outside", "indoor", "middle", "center", "rear", "north", "south", "east", "west", "player"])


@dataclass(frozen=True)
class Group:
    """Some of the things of one mention: how many (None: not said), colour, label."""

    count: int | None = None
    color: str = ""
    label: str = ""
    one: int = -1  # the colour's token in "a blue one", which names no kind


@dataclass(frozen=True)
class Mention:
    """One noun for a device, with what stands around it."""

    item: Item
    groups: tuple[Group, ...]
    plural: bool
    status: Status = "wanted"
    definite: bool = False
    another: bool = False
    attrs: dict[str, Any] = field(default_factory=dict)
    specs: frozenset[str] = frozenset()
    start: int = 0
    end: int = 0


def mentions(page: Page) -> list[Mention]:
    """Every device noun of the text as a mention, in order."""
    return [_mention(page, x) for x in page.items if x.sense and not x.as_verb and x.sense.sort == "device"]


def _plain_leds(page: Page, item: Item, groups: tuple[Group, ...]) -> Item:
    """"four coloured LEDs (red, green …)": each of one colour, not LEDs that mix theirs."""
    first = page.low(item.start)
    several = sum(g.count or 1 for g in groups) > 1 or len({g.color for g in groups if g.color}) > 1
    if item.key != "rgb_led" or not first.startswith("colo") or not several and not any(g.color for g in groups):
        return item
    led = next((x for x in page.lexicon.lexemes if x.key == "led" and x.sort == "device"), None)
    return replace(item, sense=led) if led is not None else item


def _mention(page: Page, item: Item) -> Mention:
    groups, start, attrs, specs = _before(page, item)
    groups = (*groups, *_colored_ones(page, item)) if any(g.color for g in groups) else groups
    after, end = _after(page, item)
    plural = _plural(page, item)
    if after and not plural and item.sense is not None and page.lexicon.is_a(item.sense.concept, "colored_light") and not page.low(item.start).startswith("colo"):
        after, end = (), item.end  # "an RGB LED: red, green, blue": the colours of one
    if after:
        groups = after if not any(g.color for g in groups) else groups
        counted = [g.count for g in groups if g.count]
        groups = groups or (Group(counted[0] if counted else None),)
    groups = groups if any(g.color for g in groups) or not plural else _changing(page, item) or groups
    first = page.low(start)
    return Mention(
        _plain_leds(page, item, groups), groups, plural, status_of(page, item, start), definite=page.lexicon.has("definite", first) and first not in ("its",),
        another=any(page.lexicon.has("another", page.low(j)) for j in range(start, item.start)), attrs=attrs,
        specs=specs | _specs_after(page, item), start=start, end=end)


def _colored_ones(page: Page, item: Item) -> tuple[Group, ...]:
    """"a red LED … otherwise a green one": more of the kind, named by colour only."""
    end = next((j for j in range(item.end, len(page.tokens)) if j in page.at and page.at[j].sort == "device" and (getattr(page.at[j].sense, "role", "") in ("act", "show") or page.is_("color", j - 1))), min(len(page.tokens), item.end + 25))
    return tuple(Group(1, page.lexicon.tables["color"].get(page.low(j), page.low(j)), one=j) for j in range(item.end, end - 1) if page.is_("color", j) and page.low(j + 1) in ("one", "ones"))


def _changing(page: Page, item: Item) -> tuple[Group, ...]:
    """"lights that change from green to red": several lights, one of each colour."""
    if item.sense is None or item.sense.concept != "illumination" or page.low(item.end) not in ("that", "which", "changing", "going", "turning"):
        return ()
    end = next((j for j in range(item.end, min(len(page.tokens), item.end + 12)) if page.low(j) in (".", ";", "when", "if")), min(len(page.tokens), item.end + 12))
    colors = [page.lexicon.tables["color"].get(page.low(j), page.low(j)) for j in range(item.end, end) if page.is_("color", j) and not (j + 1 in page.at and page.at[j + 1].sort == "device")]
    return tuple(Group(1, c) for c in dict.fromkeys(colors)) if len(set(colors)) > 1 else ()


def _plural(page: Page, item: Item) -> bool:
    """True where the last word is a plural form."""
    last = page.low(item.end - 1)
    if last == "switches" and item.end - item.start > 1 and (page.is_("determiner", item.end) or item.end in page.at):
        return False  # "the relay switches the heater"
    return last.endswith("s") and len(lemmas(last)) > 1 and not last.endswith("ss")


def _before(page: Page, item: Item) -> tuple[tuple[Group, ...], int, dict[str, Any], frozenset[str]]:
    """The groups that the words before the noun make: "two red and one green", "left and right", "four"."""
    groups: list[Group] = []
    count, color, label, attrs, specs = None, "", "", {}, set()
    i = item.start - 1
    start = item.start
    seen_head = False
    while i >= 0 and item.start - i < 14:
        word = page.low(i)
        if _ends_phrase(page, i, item):
            break
        number = _count_at(page, i, item)
        if page.lexicon.has("color", word) and not (color and not _joins(page, i + 1)):
            color = page.lexicon.tables["color"].get(word, word)
        elif _label(page, i, item) and not label and not color:
            label = word
        elif number is not None:
            count = number if count is None else count
        elif _joins(page, i):
            if not (color or label) or not _more_before(page, i, item):
                break
            groups.append(Group(count, color, label))
            count, color, label = None, "", ""
            start = i
            i -= 1
            continue
        elif page.tokens[i].kind == "number" or i in page.quantity_at and word in _SPEC_WORDS or re.match(r"\d+x\d+$|i2c$|spi$", word):
            specs.add(word)
            if page.tokens[i].value and page.tokens[i + 1].joined:
                attrs["said_number"] = page.tokens[i].value
        else:
            specs.update(lemmas(word))
        start = i
        i -= 1
        seen_head = seen_head or page.lexicon.has("determiner", word)
        if page.lexicon.has("determiner", word) and word not in ("each", "every", "all") and not (i >= 0 and _joins(page, i) and (color or label)):
            break
    count, start = _of_many(page, start, count)
    if count in (None, 1) and not color and not label:
        count = of_each(page, start, item) or _at_both(page, item) or count
    groups.append(Group(count, color, label))
    return tuple(reversed(groups)), start, attrs, frozenset(specs)


def _at_both(page: Page, item: Item) -> int | None:
    return at_both(page, item) if item.sense is not None and item.sense.role == "sense" and not item.sense.bundle else None


def _ends_phrase(page: Page, i: int, item: Item) -> bool:
    word = page.low(i)
    if i in page.at and page.at[i].as_verb and not (_label(page, i, item) and (_joins(page, i + 1) or i + 1 == item.start)) or word in (".", ":", ";", "(", ")", "!", "?"):
        return True
    if i in page.at and page.at[i].sort in ("device", "product", "board") and not page.tokens[page.at[i].end].joined:
        return True
    if page.lexicon.has("preposition", word) and not _label(page, i, item) and not (word == "of" and page.low(i - 1) in ("pair", "couple", "set", "lot", "bunch", "number", "row", "group", "handful", "dozen", "one")):
        return True
    if page.lexicon.has("auxiliary", word) and word != "its" or page.lexicon.has("condition", word) or page.lexicon.has("negation", word) and word not in ("no",):
        return True
    return page.lexicon.has("pronoun", word) and not page.lexicon.has("determiner", word) and word not in ("one",) or word in ("then", "to", "that") and word != "that"


def _joins(page: Page, i: int) -> bool:
    return page.low(i) in (",", "and", "&", "or", "/", "+", "plus")


def _more_before(page: Page, i: int, item: Item) -> bool:
    """True when what stands before the "and" at I names another of the same noun: a colour or a label."""
    j = i - 1
    while j >= 0 and _joins(page, j):
        j -= 1
    return j >= 0 and (page.lexicon.has("color", page.low(j)) or _label(page, j, item))


def _label(page: Page, i: int, item: Item) -> bool:
    """A word that tells one of several from the others; only what hands use has verbs as labels ("start button")."""
    word = page.low(i)
    if i in page.at and page.at[i].as_verb and page.at[i].end - page.at[i].start > 1:
        return False
    if not page.lexicon.has("label", word) or item.sense is None:
        return False
    if item.sense.role == "input" and item.sense.plural > 1:
        return word not in ("on", "off", "first", "power") or i + 1 == item.start and word != "on" or False
    return word in _PLACE_LABELS and item.sense.plural > 1 or word in ("indoor", "outdoor", "inside", "outside") and item.sense.role == "sense"


def _count_at(page: Page, i: int, item: Item) -> int | None:
    """The number at I where it counts things: not "2-channel", not "5 mm", not "9 V"."""
    word, token = page.low(i), page.tokens[i]
    if {page.low(item.start), page.low(item.end - 1)} & {"digits", "numbers", "letters", "digit"}:
        return None
    if word in ("pair", "couple", "both", "dual", "twin", "double", "triple") and item.sense is not None:
        return 3 if word == "triple" else 2
    if word == "dozen":
        return 12
    if word in ("several", "few", "multiple", "many", "various"):
        return 3
    if token.value is not None and item.sense is not None and item.sense.role in ("store", "time") and not _plural(page, item):
        return None  # "logger 4 SD card"
    if page.low(i - 1) in ("above", "below", "over", "under", "than", "exceeds", "reaches", "to", "equals") and page.low(i - 2) not in ("up",):
        return None
    if i in page.quantity_at:
        quantity = page.quantity_at[i]
        if quantity.start != i or quantity.kind not in ("number", "other") or quantity.kind == "other" and quantity.unit not in ("x", "times"):
            return None
        follows = page.low(quantity.end)
        spec = any(w in _SPEC_WORDS for w in lemmas(follows)) and quantity.end < item.start
        whole = quantity.value == int(quantity.value) and 0 < quantity.value <= 64
        hyphen = quantity.end < len(page.tokens) and page.tokens[quantity.end].joined and item.sense is not None and item.sense.bundle
        return int(quantity.value) if whole and not spec and not hyphen else None
    if token.kind == "word" and word in page.lexicon.tables["number"]:
        number = number_at(page.tokens, i, page.lexicon)
        return int(number[0]) if number and number[0] >= 1 and not any(w in _SPEC_WORDS for w in lemmas(page.low(number[1]))) else None
    return None


def _of_many(page: Page, start: int, count: int | None) -> tuple[int | None, int]:
    """"one of six LEDs", "a pair of servos": back over "of"."""
    if page.low(start - 1) == "of" and page.low(start - 2) in ("pair", "couple", "dozen", "set", "row"):
        number = {"pair": 2, "couple": 2, "dozen": 12}.get(page.low(start - 2))
        return (count or number), start - 2
    return count, start


def _after(page: Page, item: Item) -> tuple[tuple[Group, ...], int]:
    """Groups told after the noun: "LEDs (red, yellow, green)", "two LEDs, one red and one green", "button A and B", "LED x 3"."""
    i, end = item.end, len(page.tokens)
    opened = i < end and page.low(i) in ("(", ":", "-", ",", "in", "–")
    groups: list[Group] = []
    j = i + opened
    word = page.low(i)
    pieces = next((j for j in range(i, min(end, i + 3)) if page.tokens[j].value and page.low(j + 1) in ("pieces", "pcs", "units", "pieces.", "off", "times", "piece", "x")), None)
    if pieces is not None and page.low(i) in (",", "(", "-", ":") and page.tokens[pieces].value:
        return (Group(int(page.tokens[pieces].value or 1)),), pieces + 2
    if re.fullmatch(r"x\d+", word):
        return (Group(int(word[1:])),), i + 1
    if word == "x" and i + 1 < end and page.tokens[i + 1].value:
        return (Group(int(page.tokens[i + 1].value or 1)),), i + 2
    counts_next = i < end and page.tokens[i].value is not None and i + 1 in page.at and not page.at[i + 1].as_verb and _plural(page, page.at[i + 1])
    if item.sense and item.sense.plural > 1 and not counts_next and (re.fullmatch(r"[abcd]", word) or page.tokens[i].value in (1, 2, 3, 4, 5, 6) if i < end else False) and page.low(i + 1) not in ("second", "minute", "time", "seconds", "minutes", "times", "of", "cm", "degree"):
        return _lettered(page, item)
    last = i
    while j < min(end, i + 16):
        word = page.low(j)
        if page.lexicon.has("color", word) and not (j + 1 < end and j + 1 in page.at and page.at[j + 1].sort in ("device", "product")):
            number = _count_at(page, j - 1, item) if j > i else None
            groups.append(Group(number, page.lexicon.tables["color"].get(word, word)))
            last = j + 1
        elif not (_joins(page, j) or page.lexicon.has("determiner", word) or word in ("one", "the", "other", "color", "colors", "colour", "colours", "is", "for") or _count_at(page, j, item) is not None):
            break
        j += 1
    enough = len(groups) > 1 and opened or groups and page.low(i) == "("
    return (tuple(groups), last) if enough else ((), item.end)


def _lettered(page: Page, item: Item) -> tuple[tuple[Group, ...], int]:
    """"button A", "buttons A and B", "LED 1, 2 and 3"."""
    groups, j = [], item.end
    while j < len(page.tokens) and (re.fullmatch(r"[abcd1-9]", page.low(j)) or _joins(page, j) and re.fullmatch(r"[abcd1-9]", page.low(j + 1))):
        if not _joins(page, j):
            groups.append(Group(1, "", page.low(j)))
        j += 1
    return tuple(groups), j


def _specs_after(page: Page, item: Item) -> frozenset[str]:
    """Words after the noun that make it another part: "LCD with I2C backpack"."""
    words: set[str] = set()
    for j in range(item.end, min(len(page.tokens), item.end + 5)):
        if page.low(j) in (".", ",", ";", "and") or j in page.at and page.at[j].as_verb:
            break
        words.update(lemmas(page.low(j)))
    return frozenset(words)


def aside(page: Page, found: list[Mention]) -> frozenset[int]:
    """Where the items begin that are refused, replaced, compared with or another device's."""
    things = {m.item.start for m in found if m.status not in ("wanted", "owned")}
    others = {x.start for x in page.items if (x.sort in ("phenomenon", "product", "wifi", "bluetooth") or x.sort == "thing" and x.sense is not None and x.sense.role) and status_of(page, x, page.phrase_start(x)) not in ("wanted", "owned")}
    return frozenset(things | others)
