"""What shows in a message: its words, their neighbours, stems and letters, what they speak of, kinds of things in it (a part, a
pin, money, an error text, a file) and how the sentence is built. What these speak for is learned (`intent.py`); nothing here knows an intent.

A kind stands for whatever is of it: a part of the catalogue or anything named like one is `<part>`, so that no single part
speaks for an intent. Case, accents and spacing make no difference.
"""

from __future__ import annotations

import itertools
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

MOST = 1_000  # characters looked at, those at the start and the end: what a message wants is said there
STEM = 5  # letters of a word that its forms share, roughly
NEAR = 3  # words with at most two between them are near each other
SHARES: Mapping[str, float] = {"~": 0.5, "[": 0.4, "length:": 0.4, "stem:": 0.8, "near:": 0.5, "both:": 0.5}  # how much a sign of a sort counts beside a word's 1
LETTERS = str.maketrans("łøđŁØĐ’‘`´", "lodLOD''''")
UNIT = {
    "volt": r"m?v|volts?|voltios?|tensao", "amp": r"[mμu]?ah?|amps?|amperes?|milliamps?", "ohm": r"[km]?(?:ohms?|ω)|k", "farad": r"[npμu]f",
    "time": r"ms|μs|us|s|h|se[ckg]\w*|min\w*|hours?|std|stunden?|heures?|horas?|ore|uur|godzin\w*|days?|tage?|jours?|dias?|giorni|dagen|dni|weeks?",
    "percent": r"%|percent|prozent|procent|pour ?cent|por ?ciento|per ?cento|por ?cento", "degree": r"°\s?[cf]?|degrees?|grad|degres?|grados|gradi|graus|graden|stopni",
    "hertz": r"[kmg]?hz|baud|bps", "length": r"mm|cm|m|km|inch(?:es)?|metres?|meters?", "bytes": r"[kmg]b|bytes?|bits?", "count": r"x|pcs|st(?:u|ü)ck|pieces?"}
MONEY = r"(?:[$€£¥₹]|r\$|eur|usd|chf|pln)"
MONEY_AFTER = r"(?:[$€£¥₹]|euros?|eur|dollars?|dolares|dollari|dolar\w*|bucks|usd|gbp|pounds?|quid|cents?|chf|franken|francs?|zl|zloty\w*|pln|reais|real|pesos?|rupees?|rs)\b"
KINDS: Mapping[str, str] = {
    "link": r"https?://\S+|www\.\S+",
    "codefile": r"[\w-]+\.(?:ino|cpp|hpp|c|h|py|json|ini|yaml|bin|hex)\b",
    "pdf": r"[\w()+-]+\.pdf\b",
    "image": r"[\w()+-]+\.(?:jpe?g|png|heic|webp|gif|bmp|tiff?)\b|\b(?:img|dscn?|dscf|pxl|mvimg)[_-]?\d{3,}\w*",
    "table": r"[\w()+-]+\.(?:csv|xlsx?|ods)\b",
    "error": r"\b(?:fatal |compilation )?(?:error|exception|traceback|warning)s? ?:|\b[a-z]+(?:error|exception)\b|\bexit status \d+|\bundefined reference\b|\bstack trace\b|\bbacktrace\b",
    "hex": r"\b0x[0-9a-f]+\b",
    "symbol": r"\bv_?(?:ih|il|oh|ol|gs|gsth|ds|ce|be|f|ref|io|th)(?:\([a-z]+\))?(?!\w)|\bi_?(?:cc|dd|ds|oh|ol|q|f|out|in)(?:\([a-z]+\))(?!\w)|\br_?(?:ds|th|ja)_? ?(?:\(?on\)?)?(?!\w)|\bt_(?:[a-z]+)\b",
    "code": r"#include\S*|#define|::|->|==|!=|<=|>=|&&|\|\||[{};]|\b(?!\w*\(s\))[a-z_]\w*(?:\.\w+)*\(\w*\)|\b[a-z]+(?:\.[a-z]\w*)+\(|\b[a-z]+_[a-z_0-9]+\b|</?\w+\.h>",
    "money": rf"{MONEY}\s?\d+(?:[.,]\d+)?|\b\d+(?:[.,]\d+)?\s?{MONEY_AFTER}|\b\d+(?:[.,]\d+)?\s?[$€£¥₹]",
    "bus": r"\b(?:i2c|iic|i2s|spi|uart|rs-?485|rs-?232|1-?wire|one-?wire)\b",
    "pin": r"\b(?:gpio[ _-]?\d+|gp\d+|io\d+|d\d{1,2}|a\d|p[a-d]\d{1,2}|pins? ?\d+|tx[d0-2]?|rx[d0-2]?|sda|scl|sck|mosi|miso|vcc|vdd|vin|gnd|3v3|3\.3v|vbus|aref|ad0|[ab]0?\d{1,2})\b(?! ?(?:paper|rev))",
    "version": r"\bv(?:ersion)? ?\d+(?:\.\d+)*\b",
    **{name: rf"(?<![\w.])[±~<>]?\d+(?:[.,/]\d+)?\s?(?:{units})(?!\w)" for name, units in UNIT.items()},
    "model": r"\b(?=[a-z0-9-]*\d)(?=[a-z0-9-]*[a-z])[a-z0-9]+(?:-[a-z0-9]+)*\b",
    "number": r"(?<!\w)\d+(?:[.,:]\d+)*(?!\w)",
    "smile": r"[:;=]-?[)(dp](?!\w)|[\U0001F300-\U0001FAFF]",
    "ask": r"[?¿]+",
    "shout": r"!+",
}
PIECES = re.compile("|".join(f"(?P<{k}>{v})" for k, v in KINDS.items()) + r"|(?P<word>c\+\+|[^\W\d_]+)")


def signs(text: str, attached: Iterable[str] = ()) -> dict[str, float]:
    """What shows in TEXT, each with a length so that all together have length 1. `attached` are kinds or names of files sent along."""
    words = pieces(text)
    found = {*(f"+{kind_of(a)}" for a in attached)}
    found.update(_words(words), _near(words), _senses(words), _shape(words), itertools.chain.from_iterable(_letters(w) for w in words if w[0] != "<"))
    shares = {sign: SHARES.get(sign[0]) or SHARES.get("".join(sign.partition(":")[:2]), 1.0) for sign in sorted(found)}
    size = sum(share * share for share in shares.values()) ** -0.5 if shares else 0.0
    return {sign: share * size for sign, share in shares.items()}


def fold(text: str, whole: bool = False) -> str:
    """TEXT without case, accents and doubled spaces; a long one, unless WHOLE, without its middle."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.translate(LETTERS).upper().casefold()) if not unicodedata.combining(c))
    line = " ".join(bare.upper().casefold().split())
    return line if whole or len(line) <= MOST else f"{line[:MOST // 2]} {line[-MOST // 2:]}"


def kind_of(attachment: str) -> str:
    """picture, pdf, code, table or file: what an attached file is by its name or media type."""
    name = attachment.lower().split(";")[0].strip()
    for kind, ends in (("picture", r"image.*|picture|photo|.*\.(?:jpe?g|png|heic|webp|gif|bmp|tiff?)"), ("pdf", r".*pdf"),
                       ("code", r"code|text/x-.*|.*\.(?:ino|cpp|hpp|c|h|py)"), ("table", r"table|text/csv|.*\.(?:csv|xlsx?|ods)")):
        if re.fullmatch(ends, name):
            return kind
    return "file"


def pieces(text: str) -> list[str]:
    """The words of a message in order; what is of a kind stands as `<kind>`."""
    found = [(m.lastgroup or "", m[0]) for m in PIECES.finditer(fold(text))]
    return list(_named(found))


def _named(found: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Pieces with the names of the catalogue taken together: the longest of up to three pieces that make one."""
    at = 0
    while at < len(found):
        kind, word = found[at]
        for length in (3, 2, 1):
            named = _names().get("".join(re.sub(r"\W", "", w) for _, w in found[at:at + length])) if kind in ("word", "model") else None
            if named:
                yield f"<{named}>"
                at += length
                break
        else:
            yield word if kind == "word" else "<part>" if kind == "model" else f"<{kind}>"
            at += 1


@cache
def _names() -> Mapping[str, str]:
    """Names of boards, and names of parts that hold a number (a plain word like 'relay' stays a word)."""
    from ohm_core.catalogue.catalogue import load, squash

    names = {squash(n): "board" if e.is_board else "part" for e in load().entries() for n in (e.id, e.name, *e.aliases) if e.is_board or any(c.isdigit() for c in n)}
    return {n: kind for n, kind in names.items() if len(n) > 2}


def _words(words: Sequence[str]) -> Iterator[str]:
    yield from words
    yield from (f"{a} {b}" for a, b in itertools.pairwise(("^", *words, "$")))


def _near(words: Sequence[str]) -> Iterator[str]:
    """The stems of the words, and pairs of them that stand near each other, in their order."""
    stems = [w if w[0] == "<" else w[:STEM] for w in words if w not in ("<ask>", "<shout>")]
    yield from (f"stem:{s}" for s in stems)
    yield from (f"near:{a} {b}" for at, a in enumerate(stems) for b in stems[at + 1:at + 1 + NEAR])


def _senses(words: Sequence[str]) -> Iterator[str]:
    """What the words speak of, what several of them do, and which two of these come together."""
    told = [sense for word in words for sense in _sense(word)]
    both = sorted({*told})
    for sense in both:
        yield f"of:{sense}"
        if told.count(sense) > 1:
            yield f"much:{sense}"
    yield from (f"both:{a} {b}" for a, b in itertools.combinations(both, 2))


def _sense(word: str) -> Sequence[str]:
    if word[0] == "<":
        return ()
    whole, begun = _lexicon()
    return sorted({*whole.get(word, ()), *(s for n in range(2, len(word) + 1) for s in begun.get(word[:n], ()))})


@cache
def _lexicon() -> tuple[Mapping[str, Sequence[str]], Mapping[str, Sequence[str]]]:
    """Word → senses, and beginning of a word → senses."""
    whole: dict[str, list[str]] = {}
    begun: dict[str, list[str]] = {}
    for sense, words in _table("senses.toml").items():
        for word in words.split():
            (begun if word.endswith("*") else whole).setdefault(word.rstrip("*"), []).append(sense)
    return whole, begun


def _letters(word: str) -> Iterator[str]:
    """Letter groups of a longer word with its ends marked: what related words, endings and misspellings share."""
    if len(word) > 3:
        ended = f"_{word}_"
        for size in (3, 4, 5):
            yield from (f"~{ended[i:i + size]}" for i in range(len(ended) - size + 1))


def _shape(words: Sequence[str]) -> Iterator[str]:
    """How the sentence is built: its function words by class and its kinds, in order, anything else as a dot; and its length."""
    told = [w for w in words if w not in ("<shout>", "<smile>")]
    yield f"length:{min(len(told), 3) if len(told) < 4 else 6 if len(told) < 8 else 15 if len(told) < 16 else 30}"
    row = ["^", *(_class(w) for w in told), "$"]
    for size in (1, 2, 3):
        yield from (f"[{' '.join(row[i:i + size])}]" for i in range(len(row) - size + 1) if any(c not in ".^$" for c in row[i:i + size]))


def _class(word: str) -> str:
    return word if word[0] == "<" else _classes().get(word, ".")


@cache
def _classes() -> Mapping[str, str]:
    """Function word → its class, joined by / where it has several."""
    found: dict[str, list[str]] = {}
    for name, words in _table("classes.toml").items():
        for word in fold(words).split():
            found.setdefault(word, []).append(name)
    return {word: "/".join(dict.fromkeys(names)) for word, names in found.items()}


def _table(name: str) -> dict[str, str]:
    return tomllib.loads((Path(__file__).parent / "intents" / name).read_text(encoding="utf-8"))
