"""What shows at a word: the word and its neighbours, its letters, what the lexicon takes it for, and the other words of the request."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ohm_core.understand.items import Item
from ohm_core.understand.lemma import lemmas
from ohm_core.understand.tokens import Token

EDGE = "^"
NEAR = 3  # words to either side that count as beside
SHORTEST = 3  # letters of a word that counts for the whole request
GROUPS = (3, 4, 5)  # letters that are looked at together


class Words:
    """A request as it is looked at: its words, their base forms (a number is "#"), and what the lexicon takes each for."""

    def __init__(self, tokens: Sequence[Token], items: Sequence[Item]) -> None:
        self.low = ["#" if t.kind in ("number", "time") else t.low for t in tokens]
        self.forms = [lemmas(w) if w.isalpha() else (w,) for w in self.low]
        self.kinds = [""] * len(tokens)
        for item in items:
            for k in range(item.start, item.end):
                self.kinds[k] = kind_of(item)

    def __len__(self) -> int:
        return len(self.low)

    def word(self, i: int) -> str:
        return self.low[i] if 0 <= i < len(self.low) else EDGE


def kind_of(item: Item) -> str:
    """A concept, else the kind or name of the thing or frame."""
    if item.as_verb and item.verbs:
        return item.verbs[0].frame
    if item.sense is None:
        return ""
    return next(iter((*item.concepts, *item.sense.kinds, item.key)), item.sort)


def about(words: Words) -> Iterator[str]:
    """What shows in the whole request."""
    yield from dict.fromkeys(f"s={f}" for forms in words.forms for f in forms if len(f) >= SHORTEST)
    yield from dict.fromkeys(f"k={k}" for k in words.kinds if k)


def at(words: Words, i: int) -> Iterator[str]:
    """What shows at word I."""
    before, here, after = words.word(i - 1), words.word(i), words.word(i + 1)
    yield from (f"w={f}" for f in words.forms[i])
    yield from (f"{k:+d}={words.word(i + k)}" for k in (-2, -1, 1, 2))
    yield from dict.fromkeys(f"n={f}" for k in range(max(0, i - NEAR), min(len(words), i + NEAR + 1)) if k != i for f in words.forms[k])
    yield from (f"{before} <{here}", f"<{here} {after}", f"{before} <{here} {after}", f"< {after} {words.word(i + 2)}", f"{words.word(i - 2)} {before} <")
    if here.isalpha():
        whole = f"^{here}$"
        yield from dict.fromkeys("~" + whole[a : a + n] for n in GROUPS for a in range(len(whole) - n + 1))
    yield from (f"k{k:+d}={words.kinds[i + k]}" for k in range(-2, 3) if 0 <= i + k < len(words) and words.kinds[i + k])
