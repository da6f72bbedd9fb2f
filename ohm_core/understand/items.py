"""Stretches of the text that the lexicon or the catalogue knows, each with every sense it may have."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from ohm_core.catalogue.catalogue import Entry
from ohm_core.understand.lemma import lemmas
from ohm_core.understand.lexeme import Lexeme
from ohm_core.understand.lexicon import Lexicon
from ohm_core.understand.names import Names
from ohm_core.understand.quantities import Quantity
from ohm_core.understand.tokens import Token

_MODEL = re.compile(r"(?=[a-z0-9]*\d)(?=[a-z0-9]*[a-z])[a-z0-9]{4,14}$")
_LONGEST_NAME = 6


@dataclass(frozen=True)
class Item:
    """Tokens [start, end) with their possible senses. `verbs` are those as a verb, `nouns` the others; `sense` the one chosen.

    `model`: a model number the catalogue does not have.
    """

    start: int
    end: int
    verbs: tuple[Lexeme, ...] = ()
    nouns: tuple[Lexeme, ...] = ()
    sense: Lexeme | None = None
    as_verb: bool = False
    model: str = ""
    rivals: tuple[Lexeme, ...] = field(default=(), compare=False)

    @property
    def sort(self) -> str:
        return "verb" if self.as_verb else self.sense.sort if self.sense else ""

    @property
    def key(self) -> str:
        return self.sense.key if self.sense else ""

    @property
    def concepts(self) -> tuple[str, ...]:
        return self.sense.concepts if self.sense else ()


def find_items(tokens: list[Token], lexicon: Lexicon, names: Names) -> list[Item]:
    """The longest known stretches, left to right, none overlapping."""
    items: list[Item] = []
    i = 0
    while i < len(tokens):
        item = _at(tokens, i, lexicon, names)
        if item:
            items.append(item)
        i = item.end if item else i + 1
    return items


def _at(tokens: list[Token], i: int, lexicon: Lexicon, names: Names) -> Item | None:
    if tokens[i].kind in ("punct", "money", "time") or _in_a_name(tokens, i, lexicon):
        return None
    if tokens[i].low == "light" and _of_little_weight(tokens, i, lexicon):
        return None
    if i + 1 < len(tokens) and tokens[i + 1].joined and tokens[i + 1].low in _LIKE:
        return None  # "servo-like precision"
    matches = [(end, lexemes) for end, lexemes in lexicon.matches(tokens, i) if _plausible(tokens, i, end, lexicon)]
    entry, name_end = _catalogue_name(tokens, i, names)
    end, lexemes = matches[0] if matches else (i, [])
    if entry and entry.is_board and name_end == end and (own := tuple(x for x in lexemes if x.sort == "board")):
        return Item(i, end, nouns=own[:1])  # names.toml says which board a family's name means
    if entry and entry.is_board and name_end >= end:
        return Item(i, name_end, nouns=(Lexeme(entry.id, "board", (entry.name,)),))
    if entry and (name_end > end or name_end == end and _is_model(tokens[i:end]) and not _exact(lexemes, entry)):
        return Item(i, name_end, nouns=(_of_entry(entry, lexemes if name_end == end else []),))
    if not lexemes:
        return _unknown_model(tokens, i) or _by_other_evidence(tokens, i, lexicon, names)
    compared = end - i == 1 and tokens[i].low.endswith(("er", "est")) and (tokens[i].low not in lexicon.words or any(x.sort == "state" for x in lexemes))
    verbs = tuple(x for x in lexemes if x.sort == "verb") if not compared else ()
    last = tokens[end - 1].low
    inflected = last.endswith(("ing", "ed"))
    nouns = tuple(x for x in lexemes if x.sort != "verb" and not (inflected and x.sort in ("device", "product", "phenomenon") and (end - i == 1 or x.sort == "phenomenon") and not any(f.endswith(last) and f.count(" ") == end - i - 1 for f in x.forms)))
    if not verbs and not nouns:
        return None
    shorter = tuple(x for e, xs in matches[1:] for x in xs if e == end)
    return Item(i, end, verbs + tuple(x for x in shorter if x.sort == "verb"), nouns)


def _by_other_evidence(tokens: list[Token], i: int, lexicon: Lexicon, names: Names) -> Item | None:
    """A noun without an entry whose meaning other entries tell: the name of a concept, the front of part ids, the head of many names."""
    if tokens[i].kind != "word" or lexicon.has("preposition", tokens[i].low) or len(tokens[i].low) < 3:
        return None
    for word in lemmas(tokens[i].low):
        concept = lexicon.concepts.get(word)
        if concept is not None and concept.kind == "phenomenon" and concept.unit and names.has(word):
            return Item(i, i + 1, nouns=(Lexeme(word, "phenomenon", (word,), concepts=(word,)),))
        if word in lexicon.heads:
            return Item(i, i + 1, nouns=(lexicon.heads[word],))
    return None


def _shines(tokens: list[Token], start: int, end: int, lexicon: Lexicon) -> bool:
    """"an LED lights up", "the lamp lights when": the last word is the verb, not part of the name."""
    if tokens[end - 1].low != "lights" or tokens[start].low.endswith("s"):
        return False
    article, after = start - 1, (tokens[end].low if end < len(tokens) else "")
    while article > 0 and tokens[article].low in lexicon.tables["color"]:
        article -= 1
    before = tokens[article].low if start else ""
    return before in ("a", "an", "the", "one", "this") or after in ("up", "when", "if", "only", "while", "as", "after", "for", "whenever", "once")


def _plausible(tokens: list[Token], start: int, end: int, lexicon: Lexicon) -> bool:
    """A lone small word ("in", "as", "is") is grammar, not an item; a match ends at no sentence's end."""
    if end - start > 1 and _shines(tokens, start, end, lexicon):
        return False
    if end - start > 1 and tokens[end - 1].low in ("on", "off") and tokens[start].low in ("is", "are", "be", "sits") and end < len(tokens) and tokens[end].low in ("the", "a", "an", "my", "our", "this", "his", "her"):
        return False  # "the reed switch is on the door"
    if end - start > 1:
        return not (any(t.text in ".!?" for t in tokens[start : end - 1]) or _was(tokens, start, lexicon) or _only_more(tokens, start, end))
    word = tokens[start].low
    if end < len(tokens) and tokens[end].joined and tokens[end].low in ("up", "out", "down", "off", "in") and end - start == 1 and word not in ("plug",):
        return False  # "a pump-up playlist"
    if word in ("on", "off"):
        before, after = (tokens[start - 1].low if start else ""), (tokens[end].low if end < len(tokens) else ".")
        return before.isalpha() and not lexicon.has("preposition", before) and not lexicon.has("auxiliary", before) and not lexicon.has("coordinate", before) and (not after.isalnum() or after in ("when", "if", "for", "at", "until", "above", "below", "and", "while", "otherwise", "else", "from", "then", "after", "every", "with"))
    if word in ("above", "below", "over", "under", "than"):
        return any(t.kind == "number" for t in tokens[end : end + 2])
    return not (word in ("a", "an", "the", "up", "down", "in", "to", "is", "are", "be", "at", "it", "one", "as") or tokens[start].kind == "number")


_LIKE = frozenset(["like", "ish", "style", "esque"])
_AMOUNTS = frozenset(["limit", "threshold", "number", "value", "set", "this", "that", "certain", "given", "half", "target", "normal", "desired", "wanted", "preset", "chosen", "adjustable"])


def _was(tokens: list[Token], start: int, lexicon: Lexicon) -> bool:
    """True for "was told", "were pressed" that tell of the past: no condition stands before."""
    if tokens[start].low == "knows":
        return True  # "my knee knows when the weather changes"
    return tokens[start].low in ("was", "were") and not any(lexicon.has("condition", t.low) for t in tokens[max(0, start - 6) : start])


def _only_more(tokens: list[Token], start: int, end: int) -> bool:
    """True for "more than a truck", "less than ideal": a comparison without an amount is no limit."""
    if tokens[start].low not in ("more", "less", "greater", "higher", "lower", "smaller", "larger") or tokens[end - 1].low != "than":
        return False
    after = tokens[end : end + 4]
    return not any(t.kind in ("number", "time") or t.low in _AMOUNTS or t.low in _NUMBERS for t in after)


_STUFF = frozenset(["plastic", "wooden", "paper", "cardboard", "aluminium", "metal", "object", "objects", "load", "fabric", "cloth", "flap", "door", "lid", "box", "cover", "sheet", "and", "enough", "cotton", "foam", "wood", "tent", "bag", "novel", "rain", "breeze", "wind", "jacket", "coat", "blanket", "dinner", "touch", "drizzle"])


def _of_little_weight(tokens: list[Token], i: int, lexicon: Lexicon) -> bool:
    """True for "a light plastic flap": it weighs little."""
    return i > 0 and tokens[i - 1].low in ("a", "very", "so", "is", "its", "it's") and i + 1 < len(tokens) and tokens[i + 1].low in _STUFF - {"and", "enough"}


_NUMBERS = frozenset(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "fifteen", "twenty", "thirty", "forty", "fifty", "sixty", "eighty", "hundred"])


def _in_a_name(tokens: list[Token], i: int, lexicon: Lexicon) -> bool:
    """True for the "LED" of "LED Zeppelin": right before a capitalised word nobody knows, among small ones."""
    if i + 1 >= len(tokens) or tokens[i + 1].joined or tokens[i + 1].kind != "word":
        return False
    after, word = tokens[i + 1], tokens[i + 1].low
    named = after.text[:1].isupper() and after.text[1:].islower() and len(word) > 3 and not any(w in lexicon.words or w in lexicon.general for w in lemmas(word))
    return named and tokens[i].text[:1].isupper()


def _catalogue_name(tokens: list[Token], i: int, names: Names) -> tuple[Entry | None, int]:
    """The catalogue entry whose name, id or alias the words at I spell, longest first."""
    text, best, best_end = "", None, i
    for j in range(i, min(len(tokens), i + _LONGEST_NAME)):
        if tokens[j].kind == "punct":
            if tokens[j].text in ".+" and j > i and tokens[j].joined and j + 1 < len(tokens) and tokens[j + 1].joined:
                continue
            break
        text += re.sub(r"[^a-z0-9]", "", tokens[j].low)
        for form in (text, text[:-1] if text.endswith("s") and len(text) > 4 else ""):
            if len(form) > 2 and form in names.by_name:
                best, best_end = names.by_name[form], j + 1
    return best, best_end


def _is_model(tokens: list[Token]) -> bool:
    text = "".join(t.low for t in tokens)
    return bool(re.search(r"\d", text)) and bool(re.search(r"[a-z]", text))


def _exact(lexemes: list[Lexeme], entry: Entry) -> bool:
    return any(x.sort in ("board", "power", "onboard", "unknown_board") for x in lexemes)


def _of_entry(entry: Entry, like: list[Lexeme]) -> Lexeme:
    """A device sense of a catalogue part; a lexeme of the same words lends what the part does not say."""
    if entry.is_board:
        return Lexeme(entry.id, "board", (entry.name,))
    kin = next((x for x in like if x.sort == "device" and (not x.part or entry.id.startswith(x.part[:3]))), None)
    concepts = tuple(dict.fromkeys(p.concept for p in entry.provides))
    role = entry.provides[0].role if entry.provides else "support"
    if kin:
        return replace(kin, part=entry.id, concepts=tuple(dict.fromkeys((*kin.concepts, *concepts))))
    return Lexeme(entry.id, "device", (entry.name,), role, concepts or ("sundry",), part=entry.id,
                  soft=role in ("support", "drive", "power", "shift", "protect", "connect", "logic") and entry.category.startswith(("passive", "mechanical", "misc")))


def _unknown_model(tokens: list[Token], i: int) -> Item | None:
    """A word that looks like a part number nobody knows."""
    text = tokens[i].low
    if tokens[i].kind == "word" and _MODEL.match(text) and not re.match(r"\d+(x\d+|k\d*|st|nd|rd|th|m|mm|ah|mah|ma|d)$|v\d|i2c|spi|mp3|3d|2d|5ghz|24h|co2", text):
        return Item(i, i + 1, model=tokens[i].text)
    return None


def switched_nouns(tokens: list[Token], items: list[Item]) -> list[Item]:
    """The items with "pump off", "pump on" read as the thing and not as an order to pump, where nothing makes it one."""
    starts = {x.start: x for x in items}

    def thing(item: Item) -> Item:
        after, before = starts.get(item.end), tokens[item.start - 1].low if item.start else ""
        device = next((n for n in item.nouns if n.sort == "device"), None)
        told = item.as_verb and device is not None and "illumination" not in device.concepts and after is not None and after.as_verb and tokens[after.start].low in ("on", "off") and before not in ("to", "should", "it", "that", "which")
        return replace(item, sense=device, as_verb=False) if told else item

    return [thing(x) for x in items]


def beside_amounts(tokens: list[Token], items: list[Item], amounts: list[Quantity]) -> list[Item]:
    """The items without what belongs to an amount: "euro" and "less than" of "less than 40 euro", "at night" of "at night from 10pm"."""
    money = [q for q in amounts if q.kind == "money"]
    clocks = [q for q in amounts if q.kind == "clock" or q.kind == "number" and q.value <= 24 and tokens[q.start - 1].low in ("at", "and", "around", "about")]

    def part(item: Item) -> bool:
        if item.sort == "phenomenon" and any(q.start < item.start < q.end for q in amounts):
            return True  # "a 60 watt heater"
        if any(q.start <= item.start < q.end or item.end == q.start and item.as_verb for q in money):
            return True
        if item.as_verb and tokens[item.start - 1].low == "for" and tokens[item.end - 1].low == "least" and any(q.start == item.end and q.kind == "time" for q in amounts):
            return True  # "for at least ten minutes"
        hours = item.sort == "state" and tokens[item.start].low in ("at", "in", "during", "by") and item.end - item.start > 1
        return hours and any(0 <= q.start - item.end <= (3 if q.kind == "clock" else 1) or 0 <= item.start - q.end <= 2 for q in clocks)

    return [x for x in items if not part(x)]
