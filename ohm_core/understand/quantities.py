"""Numbers with what they count: amounts of money, durations, times of day, limits with units. Tokens in, values out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from ohm_core.understand.lemma import lemmas
from ohm_core.understand.lexicon import Lexicon
from ohm_core.understand.tokens import Token
from ohm_core.units import Money

Kind = Literal["number", "temperature", "percent", "length", "time", "weight", "clock", "money", "other"]
_CURRENCY = {"$": "USD", "€": "EUR", "£": "GBP", "₹": "INR", "¥": "JPY", "usd": "USD", "dollar": "USD", "buck": "USD", "eur": "EUR", "euro": "EUR", "gbp": "GBP",
             "quid": "GBP", "rupee": "INR", "inr": "INR", "rs": "INR", "yen": "JPY", "chf": "CHF", "franc": "CHF", "cad": "CAD", "aud": "AUD", "yuan": "CNY", "sek": "SEK", "pln": "PLN", "zloty": "PLN", "reais": "BRL"}
_KINDS: tuple[tuple[str, Kind], ...] = (("unit_temperature", "temperature"), ("unit_percent", "percent"), ("unit_length", "length"), ("unit_time", "time"),
                                        ("unit_weight", "weight"), ("unit_other", "other"))


@dataclass(frozen=True)
class Quantity:
    """A number over tokens [start, end). `value` in °C, %, cm, s, g by kind; clock in seconds after midnight, "other" as said with `unit`."""

    start: int
    end: int
    value: float
    kind: Kind
    unit: str = ""
    currency: str = ""

    def money(self) -> Money:
        return Money(Decimal(f"{self.value:g}") if self.value % 1 else Decimal(int(self.value)), self.currency or "USD")


def quantities(tokens: Sequence[Token], lexicon: Lexicon) -> list[Quantity]:
    """Every quantity in the text, left to right, none overlapping."""
    found: list[Quantity] = []
    i = 0
    while i < len(tokens):
        one = _clock(tokens, i) or _spoken_clock(tokens, i, lexicon) or _money(tokens, i, lexicon) or _measure(tokens, i, lexicon)
        if one:
            found.append(one)
        i = one.end if one else i + 1
    return found


def number_at(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> tuple[float, int] | None:
    """The number in digits or words that begins at AT, and its end: "twenty five", "a hundred", "half a", "2.5"."""
    if at >= len(tokens):
        return None
    token = tokens[at]
    if token.value is not None:
        return token.value, at + 1
    words = lexicon.tables["number"]
    if token.low == "half" and at + 1 < len(tokens) and tokens[at + 1].low in ("a", "an"):
        return 0.5, at + 2
    if token.low == "a" and at + 1 < len(tokens) and tokens[at + 1].low in ("hundred", "thousand", "dozen", "couple", "pair"):
        return float(words[tokens[at + 1].low]), at + 2 + (at + 2 < len(tokens) and tokens[at + 2].low == "of")
    if token.low not in words or token.low in ("single", "double", "both"):
        return None
    return _number_words(tokens, at, words)


def _number_words(tokens: Sequence[Token], at: int, words: dict[str, str]) -> tuple[float, int]:
    total, end = float(words[tokens[at].low]), at + 1
    while end < len(tokens) and tokens[end].low in words and tokens[end].low != "half":
        value = float(words[tokens[end].low])
        if value >= 100:
            total *= value
        elif total >= 20 and value < 10 and total % 10 == 0:
            total += value
        else:
            break
        end += 1
    return total, end


def _clock(tokens: Sequence[Token], i: int) -> Quantity | None:
    """7:30, 7:30 am, 7 am, 19h; "noon", "midnight"."""
    token = tokens[i]
    if token.low in ("noon", "midday", "midnight"):
        return Quantity(i, i + 1, 0.0 if token.low == "midnight" else 43200.0, "clock")
    after = tokens[i + 1].low if i + 1 < len(tokens) else ""
    half = {"am": 0, "pm": 12, "a.m": 0, "p.m": 12}
    if token.kind == "time":
        hour, minute = (int(x) for x in re.split("[:.]", token.text))
        end = i + 1 + (after in half or after in ("o'clock", "h", "uhr"))
        hour = hour % 12 + half[after] if after in half else hour
        return Quantity(i, end, hour * 3600.0 + minute * 60, "clock") if hour < 24 and minute < 60 else None
    if token.value is not None and token.value <= 24 and (after in half or after in ("o'clock", "oclock")):
        hour = int(token.value) % 12 + half[after] if after in half else int(token.value)
        return Quantity(i, i + 2, hour * 3600.0, "clock")
    return None


_HALVES = {"morning": 0, "afternoon": 12, "evening": 12, "night": 12, "noon": 12}
_PAST = {"past": 1, "after": 1, "to": -1, "before": -1}


def _day_part(tokens: Sequence[Token], i: int) -> tuple[int, int] | None:
    """"in the evening", "at night" from token I: the hours it adds to a number up to twelve, and its end."""
    words = [t.low for t in tokens[i : i + 3]]
    if words[:2] == ["in", "the"] and len(words) == 3 and words[2] in _HALVES:
        return _HALVES[words[2]], i + 3
    if words[:2] in (["at", "night"], ["at", "noon"]) or words[:1] == ["tonight"]:
        return 12, i + (1 if words[0] == "tonight" else 2)
    return None


def _spoken_clock(tokens: Sequence[Token], i: int, lexicon: Lexicon) -> Quantity | None:
    """"8 in the evening", "half past seven", "quarter to 9 in the morning", "ten past 6 pm"."""
    minutes, at = 0, i
    first = {"half": 30, "quarter": 15}.get(tokens[i].low)
    if i + 1 < len(tokens) and tokens[i].low in ("a", "about") and tokens[i + 1].low == "quarter":
        first, at = 15, i + 1
    number = number_at(tokens, i, lexicon) if first is None else None
    after = at + 1 if first is not None else number[1] if number else at
    sign = _PAST.get(tokens[after].low) if after < len(tokens) else None
    hour = number_at(tokens, after + 1, lexicon) if sign is not None and (first is not None or number and number[0] < 60) else None
    if hour is not None and sign is not None and 0 < hour[0] <= 12 and hour[0] % 1 == 0:
        minutes, number = sign * (first if first is not None else int(number[0]) if number else 0), hour
        part = _day_part(tokens, number[1]) or _half_day(tokens, number[1])
        if first is None and part is None:
            return None  # "from 5 to 8"
    elif number and 0 < number[0] <= 12 and number[0] % 1 == 0:
        part = _day_part(tokens, number[1])
        if part is None:
            return None
    else:
        return None
    whole = int(number[0]) % 12 + (part[0] if part else 0)
    late = part is not None and part[0] == 12 and number[0] == 12 and tokens[part[1] - 1].low in ("night", "tonight")
    seconds = ((whole - 12 * late) * 60 + minutes) * 60.0 % 86_400
    return Quantity(i, part[1] if part else number[1], seconds, "clock")


def _half_day(tokens: Sequence[Token], i: int) -> tuple[int, int] | None:
    word = tokens[i].low if i < len(tokens) else ""
    return ({"am": 0, "pm": 12}[word], i + 1) if word in ("am", "pm") else None


def _money(tokens: Sequence[Token], i: int, lexicon: Lexicon) -> Quantity | None:
    token = tokens[i]
    if token.kind == "money" or token.low in ("usd", "eur", "gbp", "inr", "rs", "chf", "us"):
        at = i + 1 + (token.low == "us" and i + 1 < len(tokens) and tokens[i + 1].kind == "money")
        number = number_at(tokens, at, lexicon)
        if number and token.low != "us" or number and at > i + 1:
            return Quantity(i, number[1], number[0], "money", currency=_CURRENCY.get(token.low, "USD"))
        return None
    number = number_at(tokens, i, lexicon)
    if number and number[1] < len(tokens):
        for word in (tokens[number[1]].low, *lemmas(tokens[number[1]].low)):
            if word in _CURRENCY:
                return Quantity(i, number[1] + 1, number[0], "money", currency=_CURRENCY[word])
    return None


def _measure(tokens: Sequence[Token], i: int, lexicon: Lexicon) -> Quantity | None:
    negative = tokens[i].text in "-−" and i + 1 < len(tokens) and tokens[i + 1].joined
    part = i + 1 < len(tokens) and tokens[i].low == "a" and tokens[i + 1].low == "quarter"
    number = (0.25, i + 2) if part else number_at(tokens, i + negative, lexicon)
    if not number:
        return None
    value, end = (-number[0] if negative else number[0]), number[1]
    joint = end + (end < len(tokens) and tokens[end].low in ("and",) and end + 2 < len(tokens) and tokens[end + 1].low == "a")
    if value in (0.25, 0.5, 0.75) and end + 2 < len(tokens) and tokens[end].low == "of" and tokens[end + 1].low in ("a", "an") and tokens[end + 2].low in lexicon.tables["unit_time"]:
        return _in_units(i, end + 3, value, "time", lexicon.tables["unit_time"][tokens[end + 2].low])  # "a quarter of an hour"
    for name, kind in _KINDS:
        table = lexicon.tables[name]
        for length in (2, 1):
            word = _unit_word(tokens, end, length, table)
            if word:
                return _in_units(i, end + length, value, kind, table[word])
    if end + 1 < len(tokens) and joint == end and tokens[end].low in ("a", "an", "of") and value == 0.5:
        return None
    return Quantity(i, end, value, "number")


def _unit_word(tokens: Sequence[Token], at: int, length: int, table: dict[str, str]) -> str:
    if at + length > len(tokens):
        return ""
    if length == 2:
        two = f"{tokens[at].low} {tokens[at + 1].low}"
        return two if two in table else ""
    token = tokens[at]
    if len(token.low) == 1 and token.low.isalpha() and not (token.joined or token.text in ("C", "F", "V", "A", "W", "s", "m", "g", "h", "%")):
        return ""
    if token.low == "in" and not token.joined:
        return ""
    return next((w for w in lemmas(token.low) if w in table), "")


def _in_units(start: int, end: int, value: float, kind: Kind, factor: str) -> Quantity:
    if kind == "temperature":
        celsius = (value - 32) / 1.8 if factor == "f" else value - 273.15 if factor == "k" else value
        return Quantity(start, end, round(celsius, 1), "temperature", "degC")
    if kind == "other":
        return Quantity(start, end, value, "other", factor)
    return Quantity(start, end, value * float(factor), kind)


def clock_text(seconds: float) -> str:
    """27000 → "07:30"."""
    return f"{int(seconds // 3600):02d}:{int(seconds % 3600 // 60):02d}"
