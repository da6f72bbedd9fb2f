"""Puts words right: short forms of chat, stretched letters ("beeeep"), and misspellings that neither the lexicon nor everyday English knows."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from ohm_core.understand.lemma import lemmas
from ohm_core.understand.lexicon import Lexicon
from ohm_core.understand.tokens import Token

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_VOWELS = frozenset("aeiouy")
_ALIKE = ({"c", "k"}, {"s", "z"}, {"f", "v"}, {"n", "m"})  # one is often written for the other
_SHORT = 6  # letters of a word in which a changed consonant makes another word


_FOREIGN = 0.5  # of the words unknown: another language or no language at all


def corrected(tokens: list[Token], lexicon: Lexicon, names: frozenset[str]) -> list[Token]:
    """The tokens with unknown words put right where one known word is near enough. NAMES are words of catalogue names."""
    written = _thingies([part for t in _written_out(tokens, lexicon) for part in _apart(t, lexicon, names)], lexicon)
    if _foreign(written, lexicon, names):
        return written
    return [t.spelled(better) if t.kind == "word" and not _a_name(written, i, lexicon) and (better := _better(t.low, lexicon, names)) else t for i, t in enumerate(written)]


_THINGY = frozenset(["thingy", "thingie", "thingies", "thingys", "gizmo", "gizmos", "thingamajig", "doodad", "doodads", "dings"])


def _thingies(tokens: list[Token], lexicon: Lexicon) -> list[Token]:
    """"infrared obstacle thingies" → sensors, where the words before it make a sensor's name."""
    found: list[Token] = []
    for token in tokens:
        node: dict[str, object] | None = None
        if token.low in _THINGY:
            for back in (3, 2, 1):
                node = lexicon.trie
                for before in found[-back:]:
                    node = node.get(before.low) if node is not None else None  # type: ignore[assignment]
                if len(found) >= back and node is not None and "sensor" in node:
                    break
                node = None
        found.append(token.spelled("sensors" if token.low.endswith("s") else "sensor") if node is not None else token)
    return found


def _apart(token: Token, lexicon: Lexicon, names: frozenset[str]) -> list[Token]:
    """"linefollower", "waterlevel" → the two words of the name the lexicon has for it; every other token as it is."""
    low = token.low
    if token.kind != "word" or len(low) < 7 or not low.isalpha() or low in names or _known(low, lexicon) or len(token.text) != len(low):
        return [token]
    for cut in range(3, len(low) - 2):
        if any(second in lexicon.trie.get(low[:cut], {}) for second in lemmas(low[cut:])):
            middle = token.start + cut
            return [Token(token.text[:cut], low[:cut], token.start, middle, "word", token.joined), Token(token.text[cut:], low[cut:], middle, token.end, "word", True)]
    return [token]


def _foreign(tokens: list[Token], lexicon: Lexicon, names: frozenset[str]) -> bool:
    """True for a text most words of which nobody here knows: its words are no misspellings of English ones."""
    words = [t.low for t in tokens if t.kind == "word" and t.low.isalpha()]
    unknown = [w for w in words if w not in names and not _known(w, lexicon) and not nearest_word(w, lexicon.words, lexicon.general)]
    far = [w for w in words if w not in names and not _known(w, lexicon)]
    return len(words) > 3 and (len(unknown) > _FOREIGN * len(words) or len(far) > 0.7 * len(words))


def _a_name(tokens: list[Token], i: int, lexicon: Lexicon) -> bool:
    """True for a capitalised word among small ones: "Sabine", "Geneva"."""
    def capital(j: int) -> bool:
        return 0 <= j < len(tokens) and tokens[j].text[:1].isupper() and tokens[j].text[1:].islower()

    inside = i > 0 and tokens[i - 1].kind != "punct" and not tokens[i].joined
    return inside and capital(i) and not capital(i - 1) and not (capital(i + 1) and _known(tokens[i + 1].low, lexicon))


def _written_out(tokens: list[Token], lexicon: Lexicon) -> list[Token]:
    """"w/ a btn" → "with a button": the short forms of words.toml; "w/o" is one token."""
    short = lexicon.tables["shorthand"]
    found: list[Token] = []
    skip = 0
    for i, token in enumerate(tokens):
        if skip:
            skip -= 1
            continue
        after = [t.low for t in tokens[i + 1 : i + 3]]
        counted = i > 0 and tokens[i - 1].kind == "number"
        if token.low == "w" and not counted and after[:1] == ["/"]:
            out = after[1:] == ["o"] or after[1:] == ["out"]
            skip = 1 + out
            found.append(Token(token.text, "without" if out else "with", token.start, tokens[i + skip].end, "word", token.joined))
        elif token.text in _SOUNDS and _sounded(tokens, i, lexicon):
            found.append(Token(token.text, _SOUNDS[token.text], token.start, token.end, "word", token.joined))
        elif token.kind == "word" and token.low in short and not (counted and len(token.low) < 2) and not _of_name(found, token, lexicon):
            found.append(token.spelled(short[token.low]))
        else:
            found.append(token)
    return found


_SOUNDS = {"2": "to", "4": "for"}
_DEEDS = frozenset(["turn", "make", "show", "see", "know", "open", "close", "keep", "tell", "play", "drive", "measure", "check", "get", "be", "help", "move", "control", "start", "stop", "wake", "warn", "remind", "detect", "monitor", "build", "use", "put", "let", "set", "go", "do", "have", "find", "learn"])
_FOR_WHAT = frozenset(["garage", "desk", "bed", "school", "work", "home", "blind", "deaf", "kids", "kiddos", "fun", "beginners", "gf", "bf", "mom", "mum", "dad", "grandma", "grandpa", "uni", "christmas", "halloween", "beginner", "everyone", "people"])


def _sounded(tokens: list[Token], i: int, lexicon: Lexicon) -> bool:
    """True for the number of "a lamp 4 my desk", "a remote 2 turn it on": it stands for the word it sounds like."""
    if i == 0 or i + 1 >= len(tokens) or tokens[i + 1].joined or tokens[i].joined or tokens[i - 1].kind != "word":
        return False
    after = tokens[i + 1].low
    if lexicon.has("definite", after) or lexicon.has("determiner", after) or after in ("me", "him", "us", "them", "you", "u"):
        return not lexicon.has("preposition", tokens[i - 1].low)
    counts = any(lexicon.has(n, tokens[i - 1].low) for n in ("determiner", "preposition", "coordinate"))
    return not counts and after in (_DEEDS if tokens[i].text == "2" else _FOR_WHAT)


def _of_name(before: list[Token], token: Token, lexicon: Lexicon) -> bool:
    """True for the end of a name the lexicon knows: the "w" of "Pico W"."""
    return bool(before) and token.low in lexicon.trie.get(before[-1].low, {})


def _better(word: str, lexicon: Lexicon, names: frozenset[str]) -> str:
    if len(word) < 4 or not word.isalpha() or not word.isascii() or word in names:
        return ""
    if _known(word, lexicon):
        return ""
    if short := _unstretched(word, lexicon):
        return short
    return nearest_word(word, lexicon.words, lexicon.general)


def _known(word: str, lexicon: Lexicon) -> bool:
    doer = word.removesuffix("s")
    stems = (doer[:-2], doer[:-1], doer[:-3]) if doer.endswith("er") and len(doer) > 6 else ()  # a switcher switches
    return any(w in lexicon.words or w in lexicon.general for w in (*lemmas(word), *(s for s in stems if len(s) > 3)))


def _unstretched(word: str, lexicon: Lexicon) -> str:
    """"beeeep" → beep, "soooo" → so, "brrright" → bright; "" where no letter is stretched or nothing known comes of it."""
    if not re.search(r"(.)\1\1", word) or len(set(word)) < 2:
        return ""
    forms = (re.sub(r"(.)\1{2,}", r"\1\1", word), re.sub(r"(.)\1{2,}", r"\1", word))
    return next((f for f in forms if _known(f, lexicon)), "")


@lru_cache(maxsize=4000)
def nearest_word(word: str, known: frozenset[str], everyday: frozenset[str] = frozenset()) -> str:
    """The one known word within the distance its length allows (1 up to eight letters, 2 above); "" for none or a tie.

    EVERYDAY words are no aim of their own, but one that is likelier wins: "realy" is really, not relay.
    """
    if len(word) > 24:
        return ""
    near = sorted({k for k in _one_off(word) if k in known and len(k) > 3 and _alike(word, k)})
    if not near and word.endswith("s") and len(word) > 4:
        near = sorted({k + "s" for k in _one_off(word[:-1]) if k in known and len(k) > 3 and k[0] == word[0] and _alike(word[:-1], k)})
    if not near and len(word) >= 9:
        near = _two_off(word, known)
    best = [k for k in near if _begins_alike(word, k)]
    if not best or len(best) > 1 and best[0][0] != word[0] != best[1][0]:
        return ""
    best += [k for k in _one_off(word) if k in everyday and len(k) > 3 and k not in best and (_doubled(k, word) or _doubled(word, k))]
    return min(best, key=lambda k: (k[0] != word[0], not (_doubled(k, word) or _doubled(word, k)), k[-1] != word[-1], sorted(k) != sorted(word), k))


def _one_off(word: str) -> set[str]:
    """Every word one edit away: a letter left out, added, changed, or two neighbours swapped."""
    halves = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    less = {a + b[1:] for a, b in halves if b}
    swapped = {a + b[1] + b[0] + b[2:] for a, b in halves if len(b) > 1}
    changed = {a + c + b[1:] for a, b in halves if b for c in _LETTERS}
    more = {a + c + b for a, b in halves for c in _LETTERS}
    return (less | swapped | changed | more) - {word}


def _alike(word: str, known: str) -> bool:
    """False where a short word had a consonant changed: "flour" is no floor, "moter" is a motor."""
    if len(word) != len(known) or len(word) > _SHORT or sorted(word) == sorted(known):
        return len(word) > 5 or len(known) >= len(word) or _doubled(word, known)
    a, b = next((x, y) for x, y in zip(word, known, strict=True) if x != y)
    return {a, b} <= _VOWELS or any({a, b} == pair for pair in _ALIKE)


def _doubled(word: str, known: str) -> bool:
    """True where the longer WORD only doubles a letter of KNOWN."""
    return any(a == b and word[:i] + word[i + 1 :] == known for i, (a, b) in enumerate(pairwise(word)))


def _begins_alike(word: str, known: str) -> bool:
    return known[0] == word[0] or known[:2] == word[1::-1] or known[1:2] == word[:1] or len(word) > 5


def _two_off(word: str, known: frozenset[str]) -> list[str]:
    letters = set(word)
    close = [k for k in known if abs(len(k) - len(word)) <= 2 and len(k) > 3 and k[:3] == word[:3] and len(letters ^ set(k)) <= 4]
    return sorted(k for k in close if damerau(word, k, 2) <= 2)


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
