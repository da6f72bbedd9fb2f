"""A request on the table: its tokens, quantities, items and sentences, with the questions everybody asks of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from ohm_core.understand.items import Item
from ohm_core.understand.lemma import lemmas
from ohm_core.understand.lexeme import Frame
from ohm_core.understand.lexicon import Lexicon
from ohm_core.understand.names import Names
from ohm_core.understand.quantities import Quantity
from ohm_core.understand.tokens import Token


@dataclass(frozen=True)
class Page:
    """All that is known of a text before its clauses are read. `sentences` are token ranges; `aside` where items begin that
    are refused, replaced or only compared with; `told` the tokens of stories around the request; `taken_back` the items that words after them refuse.
    """

    text: str
    tokens: tuple[Token, ...]
    items: tuple[Item, ...]
    quantities: tuple[Quantity, ...]
    sentences: tuple[tuple[int, int], ...]
    lexicon: Lexicon = field(repr=False)
    names: Names = field(repr=False)
    aside: frozenset[int] = frozenset()
    told: frozenset[int] = frozenset()
    taken_back: tuple[Item, ...] = ()

    @cached_property
    def at(self) -> dict[int, Item]:
        """Token index → the item that covers it."""
        return {t: item for item in self.items for t in range(item.start, item.end)}

    @cached_property
    def quantity_at(self) -> dict[int, Quantity]:
        return {t: q for q in self.quantities for t in range(q.start, q.end)}

    def low(self, i: int) -> str:
        """The word at token I, "" outside the text."""
        return self.tokens[i].low if 0 <= i < len(self.tokens) else ""

    def is_(self, name: str, i: int) -> bool:
        """True when the word at I is in the word class NAME."""
        return self.lexicon.has(name, self.low(i))

    def said(self, start: int, end: int) -> str:
        """The exact words of tokens [start, end)."""
        if start >= end:
            return ""
        return " ".join(self.text[self.tokens[start].start : self.tokens[end - 1].end].split()).strip(" ,;:.")

    def frames(self, item: Item) -> tuple[Frame, ...]:
        """The frames a verb item may stand for."""
        verbs = dict.fromkeys(v.frame for v in item.verbs)
        return tuple(self.lexicon.frames[k] for k in verbs)

    def plain(self, item: Item) -> bool:
        """True for a verb that says nothing by itself (make, want, use)."""
        return item.as_verb and all(f.does == "plain" for f in self.frames(item))

    def attributive(self, item: Item) -> bool:
        """True for a state that only describes the device after it: "a bright lamp"."""
        after = self.at.get(item.end)
        radio = (self.at.get(item.end + 1) or self.at.get(item.end + 2)) if self.low(item.end) == "of" else None
        if item.sort == "state" and radio is not None and radio.sort in ("wifi", "bluetooth"):
            return True  # "in range of the Wi-Fi"
        if item.sort == "state" and (self.is_("color", item.end) or self._of_place(item)):
            return True  # "goes full red", "the knob in front of them"
        if item.sort == "state" and after is not None and after.sort == "thing" and after.start == item.end and self.low(item.start - 1) in ("a", "an", "the", "my", "after", "of", "with", "some", "any", "every", "each"):
            return True  # "after a hot shower"
        return item.sort == "state" and after is not None and after.sort in ("device", "product") and after.start == item.end

    def _of_place(self, item: Item) -> bool:
        """True for "the knob in front of them", "a wall near the sofa": it only tells where something is."""
        before = self.at.get(item.start - 1)
        if item.key not in ("near", "far") or any(self.is_("condition", j) for j in range(max(0, item.start - 6), item.start)):
            return False
        thing = before is not None and (before.sort == "device" and before.sense is not None and before.sense.role in ("input", "act", "show") or before.key in ("obstacle", "door", "room"))
        return thing and (self.low(item.end) in ("of", "to", "the", "my", "a") or before is not None and before.sort == "device")

    def predicative(self, item: Item) -> bool:
        """True for a verb that says something, or a state said of something."""
        after = self.at.get(item.end)
        if item.as_verb and self.low(item.start) in ("get", "gets", "getting", "got") and after is not None and after.sort == "state" and item.end - item.start == 1:
            return False  # "gets steamy": the state says it
        return item.as_verb and not self.plain(item) or item.sort == "state" and not self.attributive(item)

    def verbs_in(self, start: int, end: int) -> list[Item]:
        return [x for x in self.items if start <= x.start < end and x.as_verb and not self.plain(x)]

    def nouns_in(self, start: int, end: int) -> list[Item]:
        return [x for x in self.items if start <= x.start < end and not x.as_verb and (x.sense or x.model) and x.sort != "idiom" and x.start not in self.aside]

    def phrase_start(self, item: Item) -> int:
        """Where the noun phrase of ITEM begins: back over numbers, colours, adjectives and its article."""
        i = item.start
        while i > 0 and self._modifier(i - 1):
            i -= 1
            if self.is_("determiner", i):
                break
        return i

    def _modifier(self, i: int) -> bool:
        token = self.tokens[i]
        if token.kind == "number" and self.low(i - 1) in ("above", "below", "over", "under", "than"):
            return False
        if token.kind == "punct" or self.is_("preposition", i) or self.is_("coordinate", i) or self.is_("auxiliary", i):
            return False
        if self.is_("condition", i) or self.is_("relative", i) and token.low != "that" or self.is_("pronoun", i) and not self.is_("determiner", i):
            return False
        return i not in self.at or not self.at[i].as_verb and self.at[i].sort not in ("state",) and self.tokens[i + 1].joined

    def before(self, i: int, skip: str = "adverb") -> int:
        """The index of the nearest token before I that is not in the class SKIP, -1 where there is none."""
        i -= 1
        while i >= 0 and self.is_(skip, i):
            i -= 1
        return i

    def lemma_in(self, i: int, words: frozenset[str] | set[str]) -> bool:
        return any(w in words for w in lemmas(self.low(i)))
