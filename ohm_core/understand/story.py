"""Stretches that only tell a story around the request: what was, why somebody wants it, where it stands. Nothing in them is asked for."""

from __future__ import annotations

from collections.abc import Sequence

from ohm_core.understand.items import Item
from ohm_core.understand.lemma import irregular, lemmas
from ohm_core.understand.lexicon import Lexicon
from ohm_core.understand.tokens import Token

_REASONS = frozenset(["because", "cause", "since", "as"])
_PERSONS = frozenset(["i", "we", "he", "she", "they", "my", "our", "his", "her", "their", "you", "usb", "it", "the"])
_BACK = frozenset([",", "but", "instead", "now", "so", "please", ";", "-", "–"])
_RETURNS = _BACK - {","}
_PLACES = frozenset(["in", "on", "at", "under", "over", "behind", "near", "beside", "by", "inside", "outside", "above", "below", "next"])
_WERE = frozenset(["was", "had", "did", "were", "broke", "came", "failed", "died", "got", "stopped"])
_CHANGES = frozenset(["move", "turn", "get", "press", "come", "approach", "walk", "tilt", "raise", "go", "push", "bring", "slide", "speak", "sing", "play", "rise", "fall"])
_KEPT = ("board", "wifi", "bluetooth", "power", "language", "place", "idiom")


def story(tokens: Sequence[Token], sentences: Sequence[tuple[int, int]]) -> frozenset[int]:
    """The tokens that tell only of circumstances."""
    found: set[int] = set()
    for start, end in sentences:
        i = start
        while i < end:
            stop = _was(tokens, i, end) or _he_did(tokens, i, start, end) or _where(tokens, i, start, end) or _why(tokens, i, start, end) or _whatever(tokens, i, end)
            found.update(range(i, stop))
            i = max(i + 1, stop)
    return frozenset(found)


def without(items: Sequence[Item], told: frozenset[int]) -> list[Item]:
    """The items that are asked for: those of a story fall away, but for what surrounds the device."""
    return [x for x in items if x.start not in told or x.sort in _KEPT]


def _low(tokens: Sequence[Token], i: int) -> str:
    return tokens[i].low if 0 <= i < len(tokens) else ""


def _until(tokens: Sequence[Token], i: int, end: int, back: frozenset[str] = _BACK) -> int:
    """Where a story that begins at I ends: at a word that comes BACK to the request, or the sentence's end."""
    return next((j for j in range(i + 1, end) if tokens[j].low in back), end)


def _was(tokens: Sequence[Token], i: int, end: int) -> int:
    """"I used to have a PIR sensor", "the old one had a relay", "last time it was a servo"; 0 where none begins."""
    low, after = _low(tokens, i), _low(tokens, i + 1)
    if low == "used" and after == "to" and _low(tokens, i - 1) in ("i", "we", "he", "she", "they", "it", "there", "who", "that"):
        return _until(tokens, i, end)
    if low in ("last", "yesterday") and (after in _SPELLS or low == "yesterday") and any(past(_low(tokens, j)) or _low(tokens, j) in ("found", "left", "was") for j in range(i + 1, min(end, i + 7))):
        return _until(tokens, i, end)
    before = low in ("last", "the", "my", "our") and after in ("time", "old", "previous", "last")
    return _until(tokens, i, end) if before and any(_low(tokens, j) in _WERE for j in range(i + 2, min(end, i + 6))) else 0


def past(low: str) -> bool:
    """True for a word that can only be a past tense: "found", "bumped"."""
    return low in _DID or low.endswith("ed") and len(low) > 4 and low not in _NO_PAST


_GAINED = frozenset(["built", "made", "bought", "got", "gave", "had", "found", "soldered", "printed", "started"])  # what is there now
_SHE = frozenset(["he", "she"])
KIN = frozenset(["neighbour", "neighbor", "friend", "buddy", "mate", "brother", "sister", "mum", "mom", "mother", "dad", "father", "colleague", "boss", "uncle", "aunt", "cousin", "wife", "husband", "gf", "bf", "boyfriend", "girlfriend", "teacher", "classmate", "roommate", "flatmate", "landlord", "grandma", "grandpa", "grandmother", "grandfather", "vet", "doctor", "son", "daughter", "bro", "sis", "niece", "nephew", "kid", "guy", "man", "woman", "lady"])
_SPELLS = frozenset(["year", "week", "night", "winter", "summer", "spring", "autumn", "fall", "month", "weekend", "christmas", "sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "time", "season", "evening", "holiday"])
_NO_PAST = frozenset(["need", "feed", "speed", "weed", "indeed", "hundred", "breed", "bleed", "succeed", "proceed", "exceed", "seaweed"])
_DID = frozenset(v for v, base in irregular().items() if v != base and not v.endswith("s") and v not in ("am", "are", "been", "being", "having", "doing", "mice", "people", "children", "feet", "men", "women", "leaf", "better", "worse", "nearer", "nearest", "closer", "closest", "further", "farther", "set", "cut", "put", "lying", "tying", "dying", "wiring", "using", "rotating", "nearing", "left", "lit", "found", "done", "gone", "matrices", "lilies", "batteries", "knives") and not v.endswith(("ies", "ing")))


def _he_did(tokens: Sequence[Token], i: int, start: int, end: int) -> int:
    """"He relayed the message to the press, who pressed …": what somebody else did; 0 elsewhere."""
    at = i + 1 if _low(tokens, i) in _SHE else i + 2 if _low(tokens, i) in ("my", "our", "his", "her") and _low(tokens, i + 1) in KIN else 0
    return _until(tokens, i, end, _RETURNS) if at and past(_low(tokens, at)) and _low(tokens, at) not in _GAINED and not any(_low(tokens, j) in ("when", "if", "wants", "wanted", "needs", "needed", "asked") for j in range(start, end)) else 0


def without_causes(tokens: Sequence[Token], sentences: Sequence[tuple[int, int]], items: Sequence[Item]) -> list[Item]:
    """The items without the devices of "my flatmate keeps the remote, so I want …": what somebody else has or does is why."""
    gone: set[int] = set()
    for start, end in sentences:
        so = next((j for j in range(start + 3, end - 2) if _low(tokens, j) in ("so", "therefore") and _low(tokens, j + 1) in ("i", "we", "i'd", "we'd") and any(_low(tokens, k) in ("want", "need", "like", "would", "wanted", "thought") for k in (j + 2, j + 3))), 0)
        mine = {_low(tokens, j) for j in range(start, so)} & {"i", "we", "i've", "we've", "when", "if", "want", "need", "should", "with"}
        if so and not mine and _low(tokens, start) in ("my", "our", "the", "his", "her", "their", "he", "she", "somebody", "someone", "they"):
            gone.update(range(start, so))
    return [x for x in items if not (x.start in gone and x.sort == "device" or _hearsay(tokens, x) or _not_done(tokens, x) or _own_task(tokens, x))]


def _own_task(tokens: Sequence[Token], item: Item) -> bool:
    """True for the window of "so I know when to open the windows", "a reminder to close the gate": what a person shall do, nothing that is noticed."""
    opens = {"open", "close", "shut", "air"} & set(lemmas(_low(tokens, item.start)))
    return item.sort == "phenomenon" and bool(opens) and _low(tokens, item.start - 1) == "to" and _low(tokens, item.start - 2) in ("when", "time", "reminder", "me", "remember", "forget", "us")


_BODY = frozenset(["arm", "arms", "hand", "hands", "back", "knee", "knees", "head", "legs", "leg", "ears", "eyes", "fingers", "heart", "brain", "stomach", "shoulder"])


def _not_done(tokens: Sequence[Token], item: Item) -> bool:
    """True for "instead of shouting", "without touching it", "without me turning it": a deed that shall not be."""
    if not item.as_verb:
        return False
    low, before = _low(tokens, item.start), [_low(tokens, j) for j in range(max(0, item.start - 6), item.start)]
    if low in ("thanks", "thank", "cheers") and item.end - item.start == 1 and (not before or not before[-1].isalpha()) and not _low(tokens, item.end).isalpha():
        return True  # "…, thanks."
    if low in ("cool", "dry", "warm", "boil") and before[-2:-1] == ["let"] and not _low(tokens, item.end).isalpha():
        return True  # "let them cool"
    if before[-1:] and before[-1] in _BODY and before[-2:-1] and before[-2] in ("my", "his", "her") and not {"when", "if", "while", "whenever"} & set(before):
        return True  # "my arm shakes"
    if before[-1:] and before[-1] in ("can't", "cannot", "cant", "couldn't") and before[-2:-1] and (before[-2] in _SUBJECTS or before[-2] in KIN):
        return True  # "he can't call out"
    if "before" in before and any(w in ("i", "we") for w in before[before.index("before") :]) and not {",", "."} & set(before[before.index("before") :]):
        return True  # "before I get up"
    if not low.endswith("ing"):
        return False
    at = item.start - 1 - (_low(tokens, item.start - 1) in ("me", "us", "anyone", "anybody", "somebody", "him", "her", "you", "my", "ever", "even"))
    return _low(tokens, at) == "without" or _low(tokens, at) in ("of", "than") and _low(tokens, at - 1) in ("instead", "rather", "tired", "sick", "afraid")


_SUBJECTS = frozenset(["i", "we", "i'm", "we're", "he", "she", "they", "i've", "we've"])
PETS = frozenset(["cat", "dog", "puppy", "kitten", "tomcat", "hamster", "parrot", "beagle", "labrador", "rabbit", "horse", "baby", "toddler"])
_ASKS = frozenset(["want", "wants", "need", "needs", "would", "wish", "please", "should", "must", "when", "if", "whenever", "once", "so", "build", "make", "making", "building", "plan", "planning", "looking", "like", "know", "see", "could", "until", "->", "=>", "→", "=", ":", "how", "that", "which", "i'd", "we'd", "while", "as", "use", "using", "let", "count", "able"])


def without_scenes(tokens: Sequence[Token], sentences: Sequence[tuple[int, int]], items: Sequence[Item], lexicon: Lexicon) -> list[Item]:
    """The items without what people do or are in sentences that ask for nothing: "I cycle to school in the dark.", "My brother looks into my drawer."."""
    gone: set[int] = set()
    for start, end in sentences:
        inside = [x for x in items if start <= x.start < end]
        others = [x for x in items if not start <= x.start < end and x.sense is not None and (x.sort != "verb" or _does(x, lexicon) & {"act", "report", "modulate"})]
        who = _low(tokens, start) in _SUBJECTS or _low(tokens, start) in PETS or _low(tokens, start) in ("my", "our", "his", "her", "the") and _low(tokens, start + 1) in KIN | PETS
        asked = any(_low(tokens, j) in _ASKS for j in range(start, end)) or any(x.sort in ("device", "product") or x.as_verb and _does(x, lexicon) & {"act", "report", "modulate", "count"} for x in inside)
        habit = _low(tokens, start) in ("my", "our", "his", "her", "the") and any(_low(tokens, j) in ("always", "never", "often", "usually", "constantly", "sometimes") for j in range(start, end))
        if (who or habit) and others and not asked:
            gone.update(range(start, end))
    return [x for x in items if not (x.start in gone and (x.sort == "state" or x.as_verb))]


def _does(item: Item, lexicon: Lexicon) -> set[str]:
    return {lexicon.frames[v.frame].does for v in item.verbs} if item.as_verb else set()


_TELLERS = frozenset(["paediatrician", "pediatrician", "school", "teacher", "manual", "internet", "forum", "seller", "shop", "book", "nurse", "dentist", "trainer", "coach", "chef", "landlord", "insurance", "company", "club", "family", "everybody", "everyone", "law", "instructor", "therapist", "physio", "electrician", "plumber", "gardener", "farmer", "beekeeper"])
_SAYS = frozenset(["say", "tell", "suggest", "recommend", "advise", "insist", "claim", "complain", "think", "call"])


def _hearsay(tokens: Sequence[Token], item: Item) -> bool:
    """True for the verb of "my bf says …", "the paediatrician says the nursery …": somebody tells it, no device."""
    if item.as_verb and _low(tokens, item.start) in ("said", "says") and _low(tokens, item.start - 1) == "," and _low(tokens, item.start + 1) in ("the", "my", "our", "a", "he", "she", "they"):
        return True  # ", said the weather service"
    if item.as_verb and _low(tokens, item.end - 1) in ("told", "heard") and _low(tokens, item.end - 2) in ("was", "were", "been", "have", "i've", "am"):
        return True
    if item.as_verb and _low(tokens, item.start) == "know" and _low(tokens, item.start - 1) in ("i", "you", "we") and _low(tokens, item.end) in ("i", "", ".", ")", ",", "!", "nothing", "it", "not", "this", "?"):
        return _low(tokens, item.start - 2) not in ("that", "so", "let", "when", "if")
    if not item.as_verb or not _SAYS & set(lemmas(_low(tokens, item.start))) or not _low(tokens, item.start).endswith("s") or item.start == 0:
        return False
    return _low(tokens, item.start - 1) in KIN | _SHE or _low(tokens, item.start - 2) in ("the", "my", "our", "his", "her") and _low(tokens, item.start - 1) in _TELLERS


def _where(tokens: Sequence[Token], i: int, start: int, end: int) -> int:
    """"under the window where the rain drums": what happens at a place that only says where the device stands; 0 elsewhere."""
    if _low(tokens, i) != "where" or not any(_low(tokens, j) in _PLACES for j in range(max(start, i - 4), i)):
        return 0
    return next((j for j in range(i + 1, end) if tokens[j].low in (",", ";", ")", "please", "then")), end)


def _whatever(tokens: Sequence[Token], i: int, end: int) -> int:
    """"whatever the thermometer says", "no matter how hot it is", "regardless of the light": what does not count; 0 elsewhere."""
    low, after = _low(tokens, i), _low(tokens, i + 1)
    if low not in ("whatever", "regardless") and (low, after) != ("no", "matter"):
        return 0
    return next((j for j in range(i + 1, end) if tokens[j].low in (",", ";", ")", "–", "-")), end)


def _why(tokens: Sequence[Token], i: int, start: int, end: int) -> int:
    """"because the bees are on a field", "as I wear headphones", "since I moved": the reason for the wish; 0 elsewhere."""
    low = _low(tokens, i)
    if low not in _REASONS or i == start and low != "because" or _low(tokens, i - 1) in ("just", "such", "same", "as", "well", "soon", "long", "far"):
        return 0
    person = _low(tokens, i + 1) in ("i", "we", "he", "she", "they", "my", "our", "i'm")
    if low in ("as", "since") and not person or low == "cause" and _low(tokens, i + 1) not in _PERSONS:
        return 0
    if low == "as" and any(_CHANGES & set(lemmas(_low(tokens, j))) for j in range(i + 2, min(end, i + 5))):
        return 0
    return _until(tokens, i, end)
