"""Text → tokens with offsets, and where sentences end. Knows spelling of numbers and units, no words' meanings."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

Kind = Literal["word", "number", "money", "time", "punct"]

_TOKEN = re.compile(
    r"(?P<time>\d{1,2}[:.]\d{2}(?=\s*(?:am|pm|a\.m\.|p\.m\.|o'?clock|uhr|h\b))|\d{1,2}:\d{2}(?!\d))"
    r"|(?P<size>\d{1,4}\s?[x×]\s?\d{1,4})(?![\w.])"
    r"|(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?)(?![\w])"
    r"|(?P<glued>\d+(?:[.,]\d+)?)(?P<unit>°?[A-Za-zµΩ\"]{1,6})(?![\w])"
    r"|(?P<money>[$€£₹¥])"
    r"|(?P<word>[oO]['’]clock|\w+(?:\+\+|['’](?:s|t|re|ve|d|ll|m)\b)?)"
    r"|(?P<mark>->|=>|→|>=|<=|≥|≤|[%°º][CFcf]?|[^\w\s])",
    re.UNICODE,
)
_UNITS = frozenset(
    ["v", "ma", "mah", "a", "w", "cm", "mm", "m", "km", "s", "ms", "sec", "secs", "min", "mins", "h", "hr", "hrs", "g", "kg", "mg", "lb", "lbs", "oz", "c", "f", "k", "hz", "khz", "mhz", "ghz", "ohm", "am", "pm", "db", "ppm", "l", "ml", "inch", "in", "ft", "kb", "mb", "rpm", "ch", "bit", "x", "°c", "°f", "usd", "eur", "gbp", "mv", "uf", "nf", "pf", "st", "nd", "rd", "th", "bucks", "euro", "euros", "dollars", "px", "bpm", "lux", "hpa", "mbar", "wh", "kwh", "day", "days", "seconds", "minutes", "hours", "second", "minute", 'hour"'])
_COMPARES = {">": "above", "<": "below", ">=": "above", "<=": "below", "≥": "above", "≤": "below"}
_DIGITS = 15  # a longer number counts nothing in a circuit
_END = frozenset(".!?;\n")


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or mark. `low` is what it is looked up by (lower case, spelling put right); characters [start, end).

    `joined`: no space before it (the hyphen in "16-LED" is no token of its own). `value` of a number in digits.
    """

    text: str
    low: str
    start: int
    end: int
    kind: Kind
    joined: bool = False
    value: float | None = None

    def spelled(self, low: str) -> Token:
        return replace(self, low=low)


def tokenize(text: str) -> list[Token]:
    """The tokens of TEXT in order. "9V" is two, a hyphenated word as many as it has parts, "16 x 2" is the word 16x2."""
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        joined = bool(found) and (found[-1].end == start or (text[found[-1].end : start] in ("-", "‑", "–") and found[-1].end + 1 == start))
        found.extend(_tokens_of(match, start, end, joined))
    return [t for i, t in enumerate(found) if not _is_hyphen(found, i)]


def _is_hyphen(tokens: list[Token], i: int) -> bool:
    """A hyphen inside a word; the word after it stays marked as joined."""
    here = tokens[i]
    return here.text in "-‑–_" and here.joined and i + 1 < len(tokens) and tokens[i + 1].joined


def _tokens_of(match: re.Match[str], start: int, end: int, joined: bool) -> list[Token]:
    whole = match.group()
    if match["number"] and len(whole) <= _DIGITS:
        return [Token(whole, whole, start, end, "number", joined, _number(whole))]
    if match["glued"] and len(whole) <= _DIGITS:
        return _glued(match, start, end, joined)
    if match["size"]:
        return [Token(whole, re.sub(r"\s|×", lambda m: "x" if m[0] == "×" else "", whole.lower()), start, end, "word", joined)]
    if whole in _COMPARES:
        return [Token(whole, _COMPARES[whole], start, end, "word", False)]
    kind: Kind = "time" if match["time"] else "money" if match["money"] else "punct" if match["mark"] else "word"
    return [Token(whole, whole.lower().replace("’", "'"), start, end, kind, joined)]


def _glued(match: re.Match[str], start: int, end: int, joined: bool) -> list[Token]:
    """"9V" → 9, v; "4k7" and "2n2222" stay whole."""
    number, unit = match["glued"], match["unit"]
    if unit.lower() not in _UNITS:
        return [Token(match.group(), match.group().lower(), start, end, "word", joined)]
    middle = start + len(number)
    return [Token(number, number, start, middle, "number", joined, _number(number)),
            Token(unit, unit.lower(), middle, end, "word", True)]


def _number(text: str) -> float:
    """"1,000" is a thousand, "2,5" two and a half."""
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", text):
        return float(text.replace(",", ""))
    return float(text.replace(",", "."))


def sentence_ends(text: str, tokens: list[Token]) -> list[int]:
    """Indices of tokens after which a new sentence begins."""
    ends = []
    for i, token in enumerate(tokens[:-1]):
        gap = text[token.end : tokens[i + 1].start]
        if "\n" in gap or token.text == ":" and gap and i > 0 or (token.text in _END and token.kind == "punct" and not _abbreviation(tokens, i)):
            ends.append(i)
    return ends


def _abbreviation(tokens: list[Token], i: int) -> bool:
    """The point of "e.g.", "a.m.", or of "v2.0"."""
    return tokens[i].text == "." and i > 0 and (tokens[i].joined and tokens[i + 1].joined or tokens[i - 1].low in ("e.g", "g", "approx", "max", "min", "no", "vs", "etc"))
