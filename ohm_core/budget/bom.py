"""Design + catalogue → bill of materials and its cost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ohm_core.circuit.circuit import Circuit, Instance
from ohm_core.units import Money, parse_money, show_si

# Our own round figures for showing an estimate in another currency than its own (units of it for one US dollar, 2026);
# offers are never converted.
PER_DOLLAR = {"USD": "1", "EUR": "0.92", "GBP": "0.79", "INR": "84", "JPY": "150", "CNY": "7.2", "CAD": "1.37", "AUD": "1.52", "CHF": "0.88", "BRL": "5.4", "MXN": "18.5", "SEK": "10.5", "NOK": "10.8", "DKK": "6.9", "PLN": "4.0", "CZK": "23", "KRW": "1370", "SGD": "1.34", "NZD": "1.66", "ZAR": "18.3"}


@dataclass(frozen=True)
class BomLine:
    """One reference of a design as something to buy. `unit_price` None: nobody knows; `price_basis` estimate or offer."""

    ref: str
    part: str
    name: str
    category: str
    quantity: int
    manufacturer: str = ""
    mpn: str = ""
    supplier: str = ""
    sku: str = ""
    unit_price: Money | None = None
    price_basis: str = "estimate"
    price_as_of: str = ""
    link: str = ""
    notes: str = ""
    owned: bool = False
    serves: tuple[str, ...] = ()
    attrs: Mapping[str, Any] | None = None

    @property
    def line_total(self) -> Money | None:
        """What the line adds to the bill: nothing for what is owned."""
        if self.unit_price is None:
            return None
        return Money(Decimal(0), self.unit_price.currency) if self.owned else self.unit_price * self.quantity


@dataclass(frozen=True)
class Cost:
    """A total; `unpriced` are the references nobody has a price for, `basis` offers only when every price is one."""

    total: Money
    basis: str
    unpriced: tuple[str, ...] = ()


def bill(circuit: Circuit, currency: str = "USD") -> tuple[BomLine, ...]:
    """A line a reference, board first, then by reference."""
    order = sorted(circuit.parts.values(), key=lambda i: (i.ref != circuit.board, i.part.category.split(":")[0] in ("passive", "mechanical"), i.ref))
    return tuple(_line(i, currency) for i in order)


def _line(item: Instance, currency: str) -> BomLine:
    part, order = item.part, item.part.ordering
    first = order.orders[0] if order.orders else None
    quantity = int(item.use.attr("quantity", 1) or 1)
    return BomLine(
        item.ref, item.use.part, item.use.name or part.name + value_of(item), part.category, quantity, order.manufacturer, order.mpn or ("" if not order.generic else "no MPN"),
        first.supplier if first else "", first.sku if first else "", unit_price(part, currency), order.price.basis if order.price else "estimate",
        order.price.as_of if order.price else "", (order.price.url if order.price and order.price.url else first.url if first else ""),
        _notes(item), item.use.owned, item.use.serves, item.use.attrs)


def value_of(item: Instance) -> str:
    """What must be ordered with the name: ' 330 Ω', ' 470 µF 16 V', ', red'; '' where the name says it all."""
    units = {"resistance_ohm": "Ω", "capacitance_f": "F", "voltage_v": "V"}
    values = [show_si(float(v), units[k]) for k, v in item.use.attrs.items() if k in units and isinstance(v, (int, float))]
    color = item.use.attr("color")
    return "".join(f" {v}" for v in values) + (f", {color}" if isinstance(color, str) and color else "")


def unit_price(part: Any, currency: str) -> Money | None:
    """The catalogue's price of one piece; an estimate is shown in another currency by our round rates, an offer only in its own."""
    price = part.ordering.price
    if price is None:
        return None
    own = parse_money(price.value, price.currency)
    if own.currency == currency:
        return own
    if price.basis == "offer":
        return None
    rate = Decimal(PER_DOLLAR[currency]) / Decimal(PER_DOLLAR[own.currency])
    return Money((own.amount * rate).quantize(Decimal("0.01")), currency)


def _notes(item: Instance) -> str:
    hints = [] if not item.part.ordering.generic else [f"search for: {item.part.ordering.search or item.part.name}"]
    if len(item.part.variants) > 1:
        hints.append(f"sold in {len(item.part.variants)} forms: {item.part.recognise or item.part.variants[0].recognise}".rstrip(". ") + ".")
    if item.use.guesses:
        hints.append(f"a model's guess, in no source: {', '.join(f'{k} {v}' for k, v in item.use.guesses.items())}")
    return "; ".join(hints)


def cost(lines: tuple[BomLine, ...], currency: str = "USD") -> Cost:
    """The sum of all lines in one currency."""
    total = Money(Decimal(0), currency)
    for line in lines:
        if line.line_total is not None:
            total = total + line.line_total
    priced = [x for x in lines if x.unit_price is not None and not x.owned]
    basis = "offers" if priced and all(x.price_basis == "offer" for x in priced) else "estimate"
    return Cost(total, basis, tuple(x.ref for x in lines if x.unit_price is None and not x.owned))
