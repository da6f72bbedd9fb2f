"""Word → the base forms it may come from, by rules and a list of exceptions. Reads no files."""

from __future__ import annotations

from functools import lru_cache

_IRREGULAR = {
    "is": "be", "are": "be", "was": "be", "were": "be", "been": "be", "being": "be", "am": "be", "'s": "be",
    "has": "have", "had": "have", "having": "have", "does": "do", "did": "do", "done": "do", "doing": "do", "goes": "go", "went": "go", "gone": "go",
    "lit": "light", "spun": "spin", "rang": "ring", "rung": "ring", "shook": "shake", "shaken": "shake", "fell": "fall", "fallen": "fall",
    "risen": "rise", "drove": "drive", "driven": "drive", "wrote": "write", "written": "write", "sent": "send",
    "kept": "keep", "held": "hold", "told": "tell", "heard": "hear", "seen": "see", "shown": "show",
    "came": "come", "got": "get", "gotten": "get", "ran": "run", "began": "begin", "begun": "begin", "woke": "wake", "woken": "wake",
    "left": "leave", "made": "make", "gave": "give", "given": "give", "took": "take", "taken": "take", "put": "put", "hit": "hit",
    "set": "set", "cut": "cut", "shut": "shut", "read": "read", "swung": "swing", "swept": "sweep", "blew": "blow", "blown": "blow",
    "froze": "freeze", "frozen": "freeze", "broke": "break", "broken": "break", "chose": "choose", "chosen": "choose", "built": "build",
    "sang": "sing", "sung": "sing", "fed": "feed", "bought": "buy", "stood": "stand", "sat": "sit", "worn": "wear", "wore": "wear",
    "drawn": "draw", "drew": "draw", "thrown": "throw", "threw": "throw", "grown": "grow", "grew": "grow", "flown": "fly", "flew": "fly", "hidden": "hide", "stolen": "steal", "spoken": "speak", "spoke": "speak",
    "stuck": "stick", "struck": "strike", "taught": "teach", "understood": "understand", "won": "win", "wound": "wind", "dug": "dig", "forgot": "forget", "forgotten": "forget", "laid": "lay", "meant": "mean", "sold": "sell",
    "slept": "sleep", "slid": "slide", "spent": "spend", "swam": "swim", "torn": "tear", "eaten": "eat", "ate": "eat", "hung": "hang", "sank": "sink", "sunk": "sink", "shone": "shine", "shot": "shoot", "sought": "seek",
    "beaten": "beat", "became": "become", "drank": "drink", "drunk": "drink", "bound": "bind", "brought": "bring", "stored": "store", "ridden": "ride", "rode": "ride", "bent": "bend", "lent": "lend", "dealt": "deal", "fought": "fight",
    "caught": "catch", "found": "find", "lost": "lose", "met": "meet", "paid": "pay", "said": "say", "thought": "think", "known": "know", "knew": "know",
    "leaves": "leave", "mice": "mouse", "people": "person", "children": "child", "feet": "foot", "batteries": "battery", "lilies": "lily",
    "knives": "knife", "shelves": "shelf", "leds": "led", "lcds": "lcd", "dice": "dice", "dices": "dice", "matrices": "matrix", "indices": "index", "axes": "axis",
    "lying": "lie", "tying": "tie", "dying": "die", "men": "man", "women": "woman", "series": "series", "lens": "lens", "gas": "gas",
    "gases": "gas", "bus": "bus", "buses": "bus", "plus": "plus", "minus": "minus", "this": "this", "his": "his", "its": "its",
    "always": "always", "status": "status", "wireless": "wireless", "less": "less", "press": "press", "pass": "pass", "access": "access", "gps": "gps",
    "brightness": "brightness", "darkness": "darkness", "glass": "glass", "grass": "grass", "bass": "bass", "cross": "cross", "class": "class",
    "process": "process", "compass": "compass", "address": "address", "nearer": "near", "nearest": "near", "closer": "close", "closest": "close",
    "further": "far", "farther": "far", "better": "good", "worse": "bad", "more": "more", "blinds": "blind", "news": "news", "cactus": "cactus",
    "dries": "dry", "dryer": "dryer", "dryers": "dryer", "dried": "dry", "pi": "pi", "as": "as", "us": "us", "thus": "thus", "aa": "aa", "eyes": "eye", "buzzes": "buzz",
    "quizzes": "quiz", "leaf": "leaf", "tomatoes": "tomato", "potatoes": "potato", "switches": "switch", "watches": "watch", "potis": "poti", "movies": "movie", "cookies": "cookie",
    "rotating": "rotate", "using": "use", "used": "use", "speed": "speed", "need": "need", "bleed": "bleed", "seed": "seed", "feed": "feed",
    "red": "red", "bed": "bed", "led": "led", "shed": "shed", "weed": "weed", "string": "string", "ring": "ring", "spring": "spring", "bring": "bring",
    "thing": "thing", "king": "king", "wing": "wing", "during": "during", "morning": "morning", "evening": "evening", "ceiling": "ceiling",
    "something": "something", "anything": "anything", "nothing": "nothing", "everything": "everything", "sing": "sing", "swing": "swing", "building": "building",
    "under": "under", "over": "over", "her": "her", "after": "after", "per": "per", "water": "water", "power": "power", "servo": "servo", "other": "other",
    "temps": "temp", "pcs": "pc", "nearing": "near", "dials": "dial", "wired": "wire", "wiring": "wire", "ai": "ai",
}
_VOWELS = set("aeiou")
_COMPARED = frozenset(["warm", "hot", "cold", "cool", "dark", "bright", "loud", "quiet", "wet", "dry", "fast", "slow", "high", "low", "heavy", "hard", "soft", "big", "small", "long", "short", "full", "empty", "strong", "weak", "thick", "thin", "dim", "light", "humid", "clean", "dirty", "late", "early"])


def irregular() -> dict[str, str]:
    """The forms that follow no rule, each with its base form."""
    return _IRREGULAR


@lru_cache(maxsize=20000)
def lemmas(word: str) -> tuple[str, ...]:
    """WORD itself and the singulars, infinitives and positives it may come from, itself first. Lower case in and out."""
    found = [word]
    if word in _IRREGULAR:
        found.append(_IRREGULAR[word])
    elif word.endswith("'s"):
        found += lemmas(word[:-2])
    elif len(word) > 3 and word.isalpha():
        for suffix, rule in (("s", _plural), ("ing", _ing), ("ed", _ed), ("er", _er), ("est", _er)):
            if word.endswith(suffix):
                found += rule(word, suffix)
    elif len(word) > 2 and word.endswith("s") and word[-2].isdigit() or word in ("pis", "pcs", "fobs"):
        found.append(word[:-1])
    return tuple(dict.fromkeys(found))


def _plural(word: str, _: str) -> list[str]:
    if word.endswith(("ss", "us", "is")):
        return []
    if word.endswith("ies") and len(word) > 4:
        return [word[:-3] + "y", word[:-1]]
    if word.endswith(("ches", "shes", "xes", "sses", "zzes", "oes")):
        return [word[:-2], word[:-1]]
    return [word[:-1]]


def _ing(word: str, _: str) -> list[str]:
    stem = word[:-3]
    return _stems(stem) if len(stem) > 1 and _VOWELS & set(stem + ("" if "y" not in stem else "a")) else []


def _ed(word: str, _: str) -> list[str]:
    stem = word[:-2]
    return ([stem[:-1] + "y"] if stem.endswith("i") else []) + (_stems(stem) if len(stem) > 1 else [])


def _er(word: str, suffix: str) -> list[str]:
    """Comparatives of everyday adjectives only: a speaker is not what speaks."""
    stem = word[: -len(suffix)]
    stems = ([stem[:-1] + "y"] if stem.endswith("i") else []) + _stems(stem)
    return [s for s in stems if s in _COMPARED]


def _stems(stem: str) -> list[str]:
    """"spinn" → spinn, spin, spinne: as it is, undoubled, with e."""
    undoubled = [stem[:-1]] if len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in "aeiou" else []
    return [stem, *undoubled, stem + "e"]
