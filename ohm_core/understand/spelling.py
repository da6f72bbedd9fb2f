"""Corrects words that neither the lexicon nor everyday English knows, against words of the lexicon."""

from __future__ import annotations

from functools import lru_cache

from ohm_core.understand.lemma import lemmas
from ohm_core.understand.lexicon import Lexicon
from ohm_core.understand.tokens import Token


def corrected(tokens: list[Token], lexicon: Lexicon, names: frozenset[str]) -> list[Token]:
    """The tokens with unknown words put right where one known word is near enough. NAMES are words of catalogue names."""
    return [t.spelled(better) if t.kind == "word" and (better := _better(t.low, lexicon, names)) else t for t in tokens]


def _better(word: str, lexicon: Lexicon, names: frozenset[str]) -> str:
    if len(word) < 4 or not word.isalpha() or not word.isascii() or word in names:
        return ""
    if any(w in lexicon.words or w in lexicon.general for w in lemmas(word)):
        return ""
    return nearest_word(word, lexicon.words)


@lru_cache(maxsize=4000)
def nearest_word(word: str, known: frozenset[str]) -> str:
    """The one known word within the distance its length allows (1 up to seven letters, 2 above); "" for none or a tie."""
    most = 1 if len(word) < 9 else 2
    near = [(d, k) for k in known if abs(len(k) - len(word)) <= most and len(k) > 3 and (k[0] == word[0] or k[:2] == word[1::-1] or k[1:2] == word[:1] or len(word) > 5)
            and (d := damerau(word, k, most)) <= most]
    near += [(d, k + "s") for k, d in _stems_near(word, known, most)]
    near.sort()
    if not near or (len(near) > 1 and near[0][0] == near[1][0] and near[0][1][0] != word[0] != near[1][1][0]):
        return ""
    best = [k for d, k in near if d == near[0][0]]
    return min(best, key=lambda k: (k[0] != word[0], k[-1] != word[-1], sorted(k) != sorted(word), k))


def _stems_near(word: str, known: frozenset[str], most: int) -> list[tuple[str, int]]:
    """Known words near WORD without its plural s: "buzers" → buzzer."""
    if not word.endswith("s") or len(word) < 5:
        return []
    stem = word[:-1]
    limit = 1 if len(stem) < 9 else most
    return [(k, d) for k in known if abs(len(k) - len(stem)) <= limit and k[0] == stem[0] and len(k) > 3 and (d := damerau(stem, k, limit)) <= limit]


def damerau(a: str, b: str, most: int) -> int:
    """Edits (insert, delete, change, swap of neighbours) from A to B; most + 1 as soon as it is more than MOST."""
    if abs(len(a) - len(b)) > most:
        return most + 1
    two: list[int] = []
    one = list(range(len(b) + 1))
    for i, ca in enumerate(a, 1):
        row = [i]
        for j, cb in enumerate(b, 1):
            cost = min(one[j] + 1, row[j - 1] + 1, one[j - 1] + (ca != cb))
            if i > 1 and j > 1 and ca == b[j - 2] and a[i - 2] == cb:
                cost = min(cost, two[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        two, one = one, row
    return one[-1]
