"""How likely a word is a verb or a noun where it stands. Looks at neighbours only."""

from __future__ import annotations

from collections.abc import Sequence

from ohm_core.understand.items import Item
from ohm_core.understand.lemma import lemmas
from ohm_core.understand.lexicon import Lexicon
from ohm_core.understand.tokens import Token

_PARTICLES = frozenset(["on", "off", "up", "down", "over", "out", "in", "back"])
_VERB_BEFORE = frozenset(["to", "i", "you", "we", "they", "it", "he", "she", "who", "which", "that", "please", "and", "then", "or", "should", "will", "can", "must", "could", "would", "not", "don't", "automatically", "also", "let's", "lets", "what", "if"])
_COPULA = frozenset(["is", "are", "be", "was", "were", "being", "been", "gets", "get", "it's", "i'm", "that's", "am", "stays", "remains", "becomes", "'s", "got", "getting", "becoming", "when", "while"])


# Words that are nouns but where an object with an article or a pronoun follows: "air the room", "text me", not "air music thing".
_NOUNS = frozenset(["air", "text", "mist", "position", "point", "present", "post", "process", "sample", "plot", "score", "store", "place", "pass", "pet", "tip", "draft", "pat", "rap", "strike", "warm", "dry", "clean"])
_SWITCHED = frozenset(["light", "lights", "pump", "pumps", "lock"])
_ORDERED = frozenset(["to", "please", "can", "will", "should", "must", "could", "would", "it", "i", "we", "you", "they", "not", "don't", "that", "which", "who", "someone", "somebody", "people"])
_OBJECTS = frozenset(["a", "an", "the", "my", "me", "its", "it", "them", "your", "this", "these", "their", "his", "her", "all", "some", "us", "each", "every", "any", "one", "at", "to", "into", "through", "over", "by", "out"])


def verbness(tokens: list[Token], item: Item, lexicon: Lexicon, noun_before: bool, verb_before: bool) -> float:
    """Above 0 where the item reads as a verb, below 0 as a noun. NOUN_BEFORE: a noun item ends right before it."""
    first = tokens[item.start]
    before = _word(tokens, item.start - 1, lexicon, back=True)
    after = tokens[item.end].low if item.end < len(tokens) else ""
    if not before and after in ("that", "which", "whose") and first.low.endswith("s"):
        return -2.5  # "lights that change"
    if _NOUNS & {first.low, *(lemmas(first.low) if first.low.endswith("s") else ())} and item.end - item.start == 1 and before not in _ORDERED and after not in _OBJECTS:
        return -2.0
    if first.low in _SWITCHED and item.end - item.start == 1 and (after in ("on", "off") and before and before not in _ORDERED or first.low == "lock" and after in ("open", "opens", "closes")):
        return -2.5  # "switch the garden lights on", "pump on at 25 %", "lock opens"
    if first.low == "water" and after in ("detected", "found", "sensed", "leak", "leaks", "present"):
        return -2.5
    score = _by_before(before, first, lexicon, noun_before, verb_before, tokens, item.start)
    score += _by_after(after, lexicon, tokens, item.end)
    if item.end - item.start == 1:
        score += _by_ending(first.low, before)
    return score


def _word(tokens: list[Token], at: int, lexicon: Lexicon, back: bool) -> str:
    """The nearest word from AT that is no adverb; "" at a clause's edge."""
    while 0 <= at < len(tokens) and lexicon.has("adverb", tokens[at].low) and tokens[at].low not in ("so", "again"):
        at += -1 if back else 1
    if not 0 <= at < len(tokens) or tokens[at].kind == "punct" and tokens[at].text not in "%°'/+&":
        return ""
    return tokens[at].low


def _by_before(before: str, first: Token, lexicon: Lexicon, noun_before: bool, verb_before: bool, tokens: list[Token], at: int) -> float:
    if not before:
        return 1.5
    if before in ("+", "&"):
        return -1.5  # a list of things
    if before in ("to", "will", "can", "should", "must", "could", "would", "don't", "doesn't", "not", "please", "let's", "didn't", "won't", "cannot", "may", "might"):
        return 3.0 if before != "to" or first.low == lemmas(first.low)[-1] or not first.low.endswith("s") else 0.5
    if before in ("i", "you", "we", "they", "it", "he", "she", "who", "which", "someone", "somebody", "anyone", "person", "people", "me", "them", "everyone", "anybody", "one"):
        return 2.5
    if before in ("a", "an", "the", "my", "your", "his", "our", "their", "this", "these", "those", "its", "some", "any", "each", "every", "no", "another"):
        return -3.0
    if before in _COPULA:
        participle = first.low.endswith(("ed", "ing")) or first.low != lemmas(first.low)[-1] and not first.low.endswith("s") or first.low in ("shut", "hit")
        return 1.0 if participle else -0.3
    if before in ("and", "or", "then", "but", ","):
        return 1.0 if verb_before else -0.3
    if before in ("that", "when", "if", "while", "whenever", "once", "until", "otherwise", "else", "unless"):
        return 0.6
    if before in ("with", "of", "from", "by", "for", "on", "in", "at", "using", "without", "via", "as", "over", "through", "into", "under", "onto", "like", "after", "before", "per"):
        return 0.6 if first.low.endswith("ing") else -2.0
    if tokens[at - 1].kind == "number" and len(tokens[at - 1].text) > 2 and tokens[at - 1].text.isdigit() and first.low.endswith("s"):
        return 1.5  # "4711 opens the lock"
    if tokens[at - 1].kind == "number" or before in lexicon.tables["number"] or before in lexicon.classes["color"]:
        return -2.0
    if noun_before:
        return 1.2 if first.low.endswith("s") and first.low not in ("press",) else 0.2
    return -0.8 if not first.low.endswith(("s", "ed", "ing")) else -0.2


def _by_after(after: str, lexicon: Lexicon, tokens: list[Token], at: int) -> float:
    if after in ("with", "of") and at + 1 < len(tokens) and tokens[at + 1].kind == "number":
        return -3.0  # "ring with 16 LEDs"
    if after in ("a", "an", "the", "my", "me", "its", "it", "them", "your", "this", "these", "their", "his", "her", "all", "some", "us", "whether", "how", "when", "if", "each", "every", "any", "one", "two", "three", "both"):
        return 1.6
    if after in ("counter", "detector", "sensor", "sounds", "noises", "effect", "effects", "need", "needs", "indicator", "status", "state", "counting"):
        return -2.5
    if after == "enough":
        return -1.5
    if after in _PARTICLES:
        return 0.6
    if after in ("is", "are", "was", "goes", "turns", "comes", "should", "will", "drops", "falls", "rises", "gets", "of", "must", "can", "stays", "moves", "opens", "closes", "lifts", "swings", "stops", "starts"):
        return -1.5
    if after in ("faster", "slower", "louder", "brighter", "automatically", "randomly", "slowly", "quickly", "again"):
        return 1.2
    return 0.0


def _by_ending(word: str, before: str) -> float:
    if word.endswith("ing") and len(word) > 5:
        return 0.5
    if word.endswith("ed") and len(word) > 4:
        return 0.7
    return 0.0


def without_spoken(tokens: Sequence[Token], items: list[Item], lexicon: Lexicon) -> list[Item]:
    """The items without the words that shall only be shown or said: in quotes, or in capitals after a verb of showing."""
    spoken: set[int] = set()
    shouting = sum(t.text.isupper() for t in tokens if t.kind == "word") > len(tokens) // 2
    for item in [x for x in items if any(lexicon.frames[v.frame].does == "report" for v in x.verbs)]:
        for j in range(item.end, min(len(tokens), item.end + 5)):
            if tokens[j].text.isupper() and len(tokens[j].text) > 1 and tokens[j].text.isalpha() and not shouting:
                spoken.add(j)
        opened = next((j for j in range(item.end, min(len(tokens), item.end + 4)) if tokens[j].text in "\"“„"), -1)
        closed = next((j for j in range(opened + 1, min(len(tokens), opened + 15)) if tokens[j].text in "\"”“"), -1) if opened >= 0 else -1
        spoken.update(range(opened, closed + 1) if closed > 0 else ())
    for j in range(len(tokens) - 1):
        limit = tokens[j + 1].low in _BANDS or tokens[j + 1].kind == "punct" and tokens[j + 1].text in ",;." and (spoken or tokens[j - 1].low in ("otherwise", "else"))
        if tokens[j].text.isupper() and len(tokens[j].text) > 1 and tokens[j].text.isalpha() and not shouting and limit:
            spoken.add(j)  # "FULL above 80"
        closed = next((k for k in range(j + 2, min(len(tokens), j + 6)) if tokens[k].text in "\"”“"), -1) if tokens[j].text in "\"“„" else -1
        if closed > 0 and not any(tokens[k].kind == "punct" for k in range(j + 1, closed)):
            spoken.update(range(j, closed + 1))
    return [x for x in items if x.start not in spoken or any(n.sort in ("device", "board") for n in x.nouns)]


_BANDS = frozenset(["below", "under", "above", "over", "between", "from", "otherwise", "when", "if"])  # what a text for a band of a reading is followed by
_HAPPENS = frozenset(["smoke", "gas", "flame", "rain", "motion", "vibration", "knock"])


def is_told(item: Item, tokens: Sequence[Token]) -> bool:
    """True for a quantity that says how it is: "lid open", "no gas"; "smoke" right before a colon."""
    alone = item.end < len(tokens) and tokens[item.end].text == ":" and (item.start == 0 or tokens[item.start - 1].kind == "punct")
    if alone and item.sort == "phenomenon" and item.concepts[:1] and item.concepts[0] in _HAPPENS:
        return True
    return item.sort == "phenomenon" and (item.key in ("door_state", "door_open") or item.start > 0 and tokens[item.start - 1].low == "no")


def tells_no_state(item: Item, tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """True for what a state or event ("greenhouse too hot", "button pressed", "level below 20 %") has nothing of: a deed, what acts or shows."""
    if item.sort in ("device", "product"):
        return item.sense is None or item.sense.role not in ("input", "sense", "identify")
    does = {lexicon.frames[v.frame].does for v in item.verbs} - {"plain"} if item.as_verb else set()
    if not does:
        return False
    return not does & {"event", "state", "sense"} or "act" in does and not tokens[item.start].low.endswith(("ed", "en", "ut"))


_ASKING = frozenset(["can", "could", "would", "will", "do", "does", "what", "how", "which", "who", "why", "where", "should", "shall", "any", "have", "has"])


def joined_at_colons(tokens: Sequence[Token], sentences: tuple[tuple[int, int], ...], items: list[Item], lexicon: Lexicon) -> tuple[tuple[int, int], ...]:
    """The sentences with "room too hot:" joined to what follows: a state or event before a colon is the condition of it."""
    whole: list[tuple[int, int]] = []
    for start, end in sentences:
        before = whole[-1] if whole else (0, 0)
        comma = next((j for j in range(before[1] - 1, before[0], -1) if tokens[j].text in (",", ";")), before[0])
        inside = [x for x in items if comma <= x.start < before[1]]
        asked = tokens[before[1] - 1].text == "?" and before[1] - before[0] < 7 and tokens[before[0]].low not in _ASKING and tokens[start].low in ("then", "the", "a") if whole else False
        short = whole and (tokens[before[1] - 1].text == ":" or asked) and before[1] - comma < 9
        clock = whole and tokens[before[1] - 1].text == ":" and any(t.kind == "time" or t.low in ("am", "pm", "sunrise", "sunset") for t in tokens[before[0] : before[1]])
        verbs = [x for x in items if before[0] <= x.start < before[1] and (x.as_verb or x.sort == "device")]
        if clock and before[1] - before[0] < 14 and not any(x.sort == "device" or any(v.frame in ("turn_on", "turn_off") for v in x.verbs) for x in verbs):
            whole[-1] = (before[0], end)  # "feed the fish at 8:00: the servo moves …"
        elif short and any(x.sort == "state" or x.as_verb or is_told(x, tokens) for x in inside) and not any(tells_no_state(x, tokens, lexicon) for x in inside):
            whole[-1] = (before[0], end)
        else:
            whole.append((start, end))
    return tuple(whole)
