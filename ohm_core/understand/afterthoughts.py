"""Stretches that what follows takes back or leaves to hands: "shake to erase NOT needed", "beeping he hates", "feeding I do myself"."""

from __future__ import annotations

from collections.abc import Sequence

from ohm_core.understand.lemma import lemmas
from ohm_core.understand.tokens import Token

_PEOPLE = frozenset(["i", "we", "he", "she", "they", "you", "nobody", "everybody", "everyone", "people", "neighbours", "neighbors"])
_NOT = frozenset(["don't", "dont", "doesn't", "doesnt", "won't", "wont", "not", "never", "didn't", "can't", "cannot", "cant", "no"])
_WISH = frozenset(["need", "want", "like", "use", "require", "wish", "stand", "trust", "bear"])
_NEEDED = frozenset(["needed", "required", "necessary", "wanted", "wished", "welcome", "desired", "allowed"])
_HATES = frozenset(["hate", "detest", "dislike", "loathe"])
_HANDS = frozenset(["myself", "ourselves", "himself", "herself", "themselves", "manually", "hand", "yourself"])
_FINE = frozenset(["ok", "okay", "fine", "enough", "alright", "good"])
_ALSO = frozenset(["too", "also", "neither", "either"])
_OPENS = frozenset(["when", "if", "while", "unless", "until", "whenever", "that", "which", "where", "because", "so"])
_CUTS = frozenset([",", ".", ";", ":", "!", "?", "(", ")", "-", "–", "but", "…"])
_BROKEN = frozenset(["broke", "broken", "died", "dead", "failed", "kaput"])


def segments(tokens: Sequence[Token], sentences: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The stretches between commas, points, brackets and "but"."""
    found = []
    for start, end in sentences:
        cut = start
        for j in range(start, end + 1):
            if j == end or tokens[j].low in _CUTS:
                found += [(cut, j)] if j > cut else []
                cut = j + 1
    return found


def refused_after(tokens: Sequence[Token], sentences: Sequence[tuple[int, int]]) -> frozenset[int]:
    """The tokens of all that is refused, or done by hand, in words that stand after it."""
    gone: set[int] = set()
    before = False
    for start, end in segments(tokens, sentences):
        low = [tokens[j].low for j in range(start, end)]
        again = before and len(low) <= 4 and (low[-1] in _ALSO or low[-2:] == ["as", "well"])
        before = again or _taken_back(low)
        if before:
            gone.update(range(start, end))
    return frozenset(gone | _no_longer(tokens, sentences))


def broken(tokens: Sequence[Token], sentences: Sequence[tuple[int, int]]) -> frozenset[int]:
    """The tokens of "our old thermostat died", "chess clock broke": what was there and is no more."""
    gone: set[int] = set()
    for start, end in segments(tokens, sentences):
        low = [tokens[j].low for j in range(start, end)]
        if 2 <= len(low) <= 8 and low[-1] in _BROKEN and not _OPENS & set(low) and "or" not in low:
            gone.update(range(start, end))
    return frozenset(gone)


def _taken_back(low: list[str]) -> bool:
    """True for a stretch that ends in its own refusal."""
    if len(low) < 3 or _OPENS & set(low[:-2]):
        return False
    last = low[-1]
    if last in _NEEDED and _NOT & set(low[-3:-1]) | {w for w in low[-3:-1] if w.endswith("n't")}:
        return low[0] not in _NOT
    who = next((k for k, w in enumerate(low) if k and w in _PEOPLE), 0)
    if not who:
        return last in _FINE and ("hand" in low or "manually" in low) and low[-2] in ("is", "are", "be", "was")
    after = low[who + 1 :]
    if _HATES & set(lemmas(last)) or _WISH & set(lemmas(last)) and bool(_NOT & set(after[:-1])):
        return True
    return bool(after) and after[0] in ("do", "does", "did", "can", "will") and last in _HANDS


def _no_longer(tokens: Sequence[Token], sentences: Sequence[tuple[int, int]]) -> set[int]:
    """The tokens of a sentence whose thing is no longer wanted: "I bought a doorbell, so I no longer need one"."""
    gone: set[int] = set()
    for start, end in sentences:
        low = [tokens[j].low for j in range(start, end)]
        for k in range(2, len(low) - 1):
            back = low[k] in ("need", "want") and low[k + 1] in ("one", "it", "them", "any") and (low[k - 2 : k] == ["no", "longer"] or low[k - 1] in _NOT and k + 2 < len(low) and low[k + 2] in ("anymore", "any", "now"))
            if back:
                gone.update(range(start, end))
    return gone
