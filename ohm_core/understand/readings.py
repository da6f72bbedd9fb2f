"""Chooses the sense of every item: candidate readings are scored and the best whole reading wins; near ties are remembered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Set
from dataclasses import dataclass, replace

from ohm_core.understand.items import Item
from ohm_core.understand.lemma import lemmas
from ohm_core.understand.lexeme import Lexeme
from ohm_core.understand.lexicon import Lexicon
from ohm_core.understand.names import Names
from ohm_core.understand.syntax import verbness
from ohm_core.understand.tokens import Token

_SORT_PRIOR = {"device": 0.35, "product": 0.3, "state": 0.1, "phenomenon": 0.2, "thing": 0.0, "idiom": 1.0, "board": 0.5, "power": 0.2, "wifi": 0.1, "onboard": 1.0}
_CLOSE = 0.25
BEAM = 6


@dataclass(frozen=True)
class Reading:
    """A choice of senses for the items so far, and what it scores: the last sense, the reading before it, and all keys chosen."""

    score: float = 0.0
    sense: Lexeme | None = None
    before: Reading | None = None
    keys: frozenset[str] = frozenset()

    def grown(self, sense: Lexeme | None, score: float) -> Reading:
        more = _keys(sense)
        return Reading(self.score + score + _agreement(sense, self.keys), sense, self, self.keys if more <= self.keys else self.keys | more)

    def senses(self, count: int) -> list[Lexeme | None]:
        """The last COUNT senses chosen, in order."""
        found: list[Lexeme | None] = []
        at: Reading | None = self
        while at is not None and len(found) < count:
            found.append(at.sense)
            at = at.before
        return found[::-1]


def choose(tokens: list[Token], items: list[Item], lexicon: Lexicon, names: Names) -> list[Item]:
    """The items with the senses of the best whole reading."""
    words = frozenset(w for t in tokens for w in lemmas(t.low))
    beam = [Reading()]
    options = [_options(tokens, items, i, lexicon, names, words) for i in range(len(items))]
    for choices in options:
        beam = sorted((r.grown(sense, score) for r in beam for sense, score in choices), key=lambda r: -r.score)[:BEAM]
    best = _settled(beam[0].senses(len(items)), options)
    usable = [replace(x, verbs=_usable(tokens, items, i)) for i, x in enumerate(items)]
    return [_resolved(item, sense, choices) for item, sense, choices in zip(usable, best, options, strict=False)]


def _usable(tokens: list[Token], items: list[Item], i: int) -> tuple[Lexeme, ...]:
    """The verbs whose particle follows; where it is "on" or "off" only these ("turn it off" turns nothing)."""
    fits = tuple(v for v in items[i].verbs if not v.particle or _particle_after(tokens, items, i, v.particle))
    switched = tuple(v for v in fits if v.particle in ("on", "off"))
    return switched or fits


def _resolved(item: Item, sense: Lexeme | None, choices: list[tuple[Lexeme | None, float]]) -> Item:
    score = next((s for x, s in choices if x is sense), 0.0)
    rivals = tuple(x for x, s in choices if x is not None and sense is not None and x is not sense and s > score - _CLOSE and "verb" not in (x.sort, sense.sort))
    return replace(item, sense=sense, as_verb=sense is not None and sense.sort == "verb", rivals=rivals)


def _settled(chosen: list[Lexeme | None], options: list[list[tuple[Lexeme | None, float]]]) -> list[Lexeme | None]:
    """Once more with what stands to the right known too: a cue may come after the word it decides."""
    held = Counter(k for s in chosen for k in _keys(s))
    for i, choices in enumerate(options):
        if len(choices) == 1:
            continue
        held.subtract(_keys(chosen[i]))
        others = {k for k, n in held.items() if n > 0}
        chosen[i] = max(choices, key=lambda c, others=others: c[1] + _agreement(c[0], others))[0]  # type: ignore[misc]
        held.update(_keys(chosen[i]))
    return chosen


def _options(tokens: list[Token], items: list[Item], i: int, lexicon: Lexicon, names: Names, words: frozenset[str]) -> list[tuple[Lexeme | None, float]]:
    """The senses of item I with their own scores."""
    item = items[i]
    if item.model:
        return [(None, 0.0)]
    found: list[tuple[Lexeme | None, float]] = [(x, _noun_score(x, item, tokens, names, words) + _countable(x, item, tokens, lexicon)) for x in item.nouns]
    if any(x.against or x.prior < 0 for x in item.nouns) or tokens[item.start].low in _ALSO_VERBS:
        found.append((None, -0.4))
    verbs = [v for v in item.verbs if not v.particle or _particle_after(tokens, items, i, v.particle)]
    if verbs:
        noun_before = i > 0 and items[i - 1].end == item.start and bool(items[i - 1].nouns)
        verb_before = any(x.verbs for x in items[max(0, i - 4) : i])
        lean = verbness(tokens, item, lexicon, noun_before, verb_before)
        if any(x.sort == "state" for x in item.nouns) and tokens[item.start - 1].low in _IS and not tokens[item.start].low.endswith(("ed", "ing")):
            lean = min(lean, -1.0)  # "the bucket is empty": how it is
        easy = any(lexicon.frames[v.frame].noun for v in verbs) or any(v.soft for v in verbs) or tokens[item.start].low in ("above", "below", "over", "under")
        found.append((verbs[0], (max(lean, 0.4) if easy else lean) + 0.1 * (item.end - item.start)))
        if not item.nouns and item.end - item.start == 1 and not (easy and any(lexicon.frames[v.frame].default == "sound" for v in verbs)):
            found.append((None, -1.0 if tokens[item.start].low in ("above", "below", "over", "under", "on", "off") else 0.3 * -lean - 0.3))
        found = [(x, s - (0.0 if x is not None and x.sort in ("verb",) else lean * 0.5)) for x, s in found]
    return found or [(None, 0.0)]


def _countable(lexeme: Lexeme, item: Item, tokens: list[Token], lexicon: Lexicon) -> float:
    """Less for a quantity that is counted or coloured: "two red lights" are lamps, "light" may be brightness."""
    if lexeme.key in ("lamp", "mains_light") and item.end < len(tokens) and set(lemmas(tokens[item.end].low)) & {"fall", "enter", "hit", "reach", "leak"}:
        return -2.0  # "light falls in"
    if lexeme.key == "light" and lexeme.sort == "phenomenon" and item.end < len(tokens) and (tokens[item.end].text in "<>≤≥" or set(lemmas(tokens[item.end].low)) & _CHANGES and any(t.low in _COMPARES for t in tokens[item.end + 1 : item.end + 3])):
        return 2.0  # "the light falls below 20 %"
    if lexeme.sort == "device" and lexeme.role == "act" and item.start:
        return 1.2 if _object_of_act(tokens, item.start) else 0.0
    if lexeme.sort != "phenomenon" or item.end - item.start > 1:
        return 0.0
    if item.start == 0:
        return -3.0 if tokens[0].low.endswith("s") and lemmas(tokens[0].low)[-1] != tokens[0].low else 0.0
    at = item.start - 1
    while at > 0 and item.start - at < 4 and tokens[at].low in _SIZES:
        at -= 1
    before, last = tokens[at].low, tokens[item.end - 1].low
    subject = tokens[item.start - 1].low in ("i", "we", "you", "they", "that", "which", "who") and tokens[item.start].low in _ALSO_VERBS
    if subject and (item.end >= len(tokens) or tokens[item.end].low not in ("sensor", "level", "is", "gets", "was")):
        return -3.0  # "I smoke sausages", "amps that flow in"
    placed = item.end + 1 < len(tokens) and (tokens[item.end].low in ("above", "beside", "behind", "over") or tokens[item.end].low == "in" and tokens[item.end + 1].low == "front" or tokens[item.end].low == "next")
    if lexeme.key == "light" and last in ("light", "lights") and (placed and before == "the" or before in _WHICH_LIGHT or item.end < len(tokens) and set(lemmas(tokens[item.end].low)) & _SHINES):
        return -3.0
    if before in ("+", "&") and lexeme.concept == "light" and lexeme.key == "light" and tokens[item.start].low in ("light", "lights"):
        return -3.0
    if before == "with" and at == item.start - 1 and lexeme.concept == "light" and any(set(lemmas(t.low)) & _WAKES for t in tokens[max(0, at - 5) : at]):
        return -3.0
    counted = before in ("a", "an", "another", "each", "one") or before in lexicon.classes["color"] or before in lexicon.tables["number"] or tokens[item.start - 1].kind == "number"
    return -3.0 if counted or last.endswith("s") and lemmas(last)[-1] != last else 0.0


_ALSO_VERBS = frozenset(["flow", "smoke", "sound", "touch", "pulse", "knock", "wind", "load", "smell", "rain", "bend", "tilt"])
_WHICH_LIGHT = frozenset(["back", "rear", "brake", "front", "tail", "head", "side", "parking", "signal", "bedside", "stair", "stairs", "hall", "ceiling", "corridor", "porch", "bike", "bicycle", "car", "nursery", "reading", "work", "camp", "kitchen", "bathroom", "bedroom", "closet", "wardrobe", "cupboard", "desk", "flash", "disco", "party", "christmas", "emergency"])
_SHINES = frozenset(["glow", "shine", "flash", "blink", "flicker", "pulse", "fade", "dim", "burn", "go", "turn", "come", "switch"])
_CHANGES = frozenset(["fall", "drop", "sink", "rise", "climb", "go", "be", "stay"])
_COMPARES = frozenset(["below", "under", "above", "over", "beneath", "than"])
_IS = frozenset(["is", "are", "was", "were", "gets", "get", "stays", "stay", "becomes", "feels"])
_SIZES = frozenset(["small", "little", "tiny", "big", "large", "bright", "dim", "soft", "warm", "cold", "nice", "pretty", "cute", "simple", "cheap", "single", "funny", "gentle", "weak", "strong", "steady", "flashing", "blinking", "glowing", "night", "kind"])
_WAKES = frozenset(["wake", "warn", "alert", "remind", "signal", "tell", "show", "greet", "notify", "nag", "alarm", "annoy", "call", "scare"])
_ACTS = frozenset(["control", "switch", "turn", "dim", "toggle", "blink", "flash", "operate", "light", "start", "activate", "steer", "drive"])


def _object_of_act(tokens: list[Token], at: int) -> bool:
    """True when the word at AT is what a verb of switching acts on: "control the light", "turn on lights"."""
    i = at - 1
    while i >= 0 and tokens[i].low in ("the", "a", "an", "my", "our", "some", "all", "on", "off", "up"):
        i -= 1
    return i >= 0 and bool(_ACTS & set(lemmas(tokens[i].low)))


def _particle_after(tokens: list[Token], items: list[Item], i: int, particle: str) -> bool:
    """True when PARTICLE stands within six words after item I, before another verb or the clause's end."""
    want = particle.split()
    for j in range(items[i].end, min(len(tokens), items[i].end + 7)):
        if tokens[j].text in ".;,!?" or tokens[j].low in ("when", "if", "that", "which", "while", "until", "then"):
            return False
        if [t.low for t in tokens[j : j + len(want)]] == want:
            return True
    return False


def _noun_score(lexeme: Lexeme, item: Item, tokens: list[Token], names: Names, words: frozenset[str]) -> float:
    score = lexeme.prior + _SORT_PRIOR.get(lexeme.sort, 0.0) + 0.1 * (item.end - item.start)
    near = frozenset(w for t in tokens[max(0, item.start - 5) : item.end + 5] for w in lemmas(t.low))
    score += min(2.0, sum(1.0 if c in near else 0.25 for c in lexeme.cues if c in words))
    score -= sum(1.5 for a in lexeme.against if a in words and not any(a == t.low for t in tokens[item.start : item.end]))
    if lexeme.concepts and any(names.has(c) for c in lexeme.concepts):
        score += 0.3
    return score


def _keys(sense: Lexeme | None) -> frozenset[str]:
    """What a chosen sense tells the others: its key, and the first concept of what is no verb."""
    if sense is None:
        return frozenset()
    lit = sense.sort == "state" and sense.concept == "light"  # "turn on the light when it is dark" speaks of a lamp
    return frozenset((sense.key, *(sense.concepts[:1] if sense.sort != "verb" and not lit else ())))


def _agreement(sense: Lexeme | None, keys: Set[str]) -> float:
    """What other chosen senses add: named cues, and things that share a concept."""
    if sense is None or not (sense.cues or sense.against or sense.concepts):
        return 0.0
    score = min(1.0, sum(0.3 for c in sense.cues if c in keys)) - sum(1.5 for a in sense.against if a in keys)
    return score + (0.5 if any(c in keys for c in sense.concepts[:1]) and sense.sort == "phenomenon" else 0.15 if any(c in keys for c in sense.concepts) else 0.0)
