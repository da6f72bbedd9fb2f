"""Quantities: ranges, SI notation and money. Nothing here knows a part."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from ohm_core.errors import BadInput

PREFIXES = {"p": 1e-12, "n": 1e-9, "u": 1e-6, "µ": 1e-6, "μ": 1e-6, "m": 1e-3, "": 1.0, "k": 1e3, "K": 1e3, "M": 1e6, "G": 1e9}
_SI = re.compile(r"\s*([-+]?(?:\d+(?:[.,]\d+)?|[.,]\d+)(?:[eE][-+]?\d+)?)\s*([pnuµμmkKMG]?)\s*([A-Za-zΩ%°]*)\s*$")
_RKM = re.compile(r"\s*(\d+)([RrkKM])(\d*)\s*(?:[Ωo]\w*)?\s*$")


@dataclass(frozen=True)
class Range:
    """A closed interval of one quantity, in SI units; either end may be open (None)."""

    min: float | None = None
    max: float | None = None

    def __contains__(self, value: float) -> bool:
        return (self.min is None or value >= self.min) and (self.max is None or value <= self.max)

    def overlaps(self, other: Range) -> bool:
        """True when some value lies in both."""
        low = max((x for x in (self.min, other.min) if x is not None), default=-math.inf)
        high = min((x for x in (self.max, other.max) if x is not None), default=math.inf)
        return low <= high


def parse_si(text: str) -> float:
    """'4.7k', '4k7', '100 nF', '220', '2,2 µF' → the number in SI units without its unit word.

    Raises BadInput when it is no quantity.
    """
    if rkm := _RKM.match(text):
        whole, mark, rest = rkm.groups()
        return float(f"{whole}.{rest or 0}") * {"R": 1.0, "k": 1e3, "M": 1e6}[mark.upper() if mark in "rR" else "k" if mark in "kK" else "M"]
    match = _SI.match(text)
    if not match:
        raise BadInput(f"'{text[:40]}' is not a quantity; write it like 220, 4.7k or 100 nF.")
    number, prefix, _ = match.groups()
    return float(number.replace(",", ".")) * PREFIXES[prefix]


def show_si(value: float, unit: str = "", digits: int = 3) -> str:
    """4700, 'Ω' → '4.7 kΩ'; 0.02, 'A' → '20 mA'. Three significant digits unless told."""
    if value == 0 or not math.isfinite(value):
        return f"{value:g} {unit}".strip()
    for factor, prefix in ((1e9, "G"), (1e6, "M"), (1e3, "k"), (1.0, ""), (1e-3, "m"), (1e-6, "µ"), (1e-9, "n"), (1e-12, "p")):
        if abs(value) >= factor * 0.9995:
            return f"{float(f'{value / factor:.{digits}g}'):g} {prefix}{unit}".strip()
    return f"{value:.{digits}g} {unit}".strip()


CURRENCIES = {"USD": "$", "EUR": "€", "GBP": "£", "INR": "₹", "JPY": "¥", "CNY": "¥", "CAD": "CA$", "AUD": "A$", "CHF": "CHF", "BRL": "R$", "MXN": "MX$", "SEK": "kr", "NOK": "kr", "DKK": "kr", "PLN": "zł", "CZK": "Kč", "KRW": "₩", "SGD": "S$", "NZD": "NZ$", "ZAR": "R"}


@dataclass(frozen=True)
class Money:
    """An exact amount in one currency (ISO 4217 code)."""

    amount: Decimal
    currency: str = "USD"

    def __add__(self, other: Money) -> Money:
        if self.currency != other.currency:
            raise BadInput(f"{self.currency} and {other.currency} cannot be added; give all prices in one currency.")
        return Money(self.amount + other.amount, self.currency)

    def __mul__(self, count: int | Decimal) -> Money:
        return Money(self.amount * count, self.currency)

    def text(self) -> str:
        """The decimal string of the JSON: '12.40' (two places, more only where they say something)."""
        return decimal_text(self.amount)

    def __str__(self) -> str:
        sign = CURRENCIES.get(self.currency, "")
        return f"{sign}{self.text()}" if sign and not sign.isalpha() else f"{self.text()} {self.currency}"


def decimal_text(amount: Decimal) -> str:
    """'12.40'; a part of a cent keeps its digits ('0.012')."""
    cents = amount.quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{cents:f}" if cents == amount else f"{amount.normalize():f}"


def parse_money(text: str | float | Decimal, currency: str = "USD", what: str = "price") -> Money:
    """A non-negative, finite amount. Raises BadInput otherwise, naming WHAT."""
    try:
        amount = Decimal(str(text).strip())
    except InvalidOperation:
        raise BadInput(f"The {what} '{str(text)[:40]}' is not a number; write it like 12.50.", what) from None
    if not amount.is_finite() or amount < 0 or amount > Decimal("1e12"):
        raise BadInput(f"The {what} {str(text)[:40]} must be a number from 0 to 1,000,000,000,000.", what)
    return Money(amount, known_currency(currency))


def known_currency(code: str) -> str:
    """The ISO code in capitals. Raises BadInput for one OHM does not know."""
    if code.upper() not in CURRENCIES:
        raise BadInput(f"'{code[:12]}' is not a currency OHM knows; use one of {', '.join(CURRENCIES)}.", "currency")
    return code.upper()
