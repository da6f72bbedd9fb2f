"""What a list of parts costs as it stands: every line at the catalogue's price, or at the table's own."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from ohm_core.budget.bom import unit_price
from ohm_core.catalogue.catalogue import Catalogue
from ohm_core.units import Money


@dataclass(frozen=True)
class Line:
    """One thing to buy: a BOM line by reference; `part` is a catalogue id or, unknown, the words of the table."""

    line: str
    part: str
    quantity: int
    unit_price: Money | None = None
    supplier: str = ""
    sku: str = ""
    owned: int = 0

    @property
    def buy(self) -> int:
        return max(0, self.quantity - self.owned)

    @property
    def line_total(self) -> Money | None:
        return None if self.unit_price is None else self.unit_price * self.buy


@dataclass(frozen=True)
class Plan:
    """Lines and their total; `unpriced` are lines nobody has a price for."""

    lines: tuple[Line, ...]
    total: Money
    basis: str
    unpriced: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """The contract's `ohm budget`, without an optimiser run."""
        rows = [{"line": x.line, "part": x.part, "supplier": x.supplier or None, "sku": x.sku or None, "quantity": x.buy, "unit_price": x.unit_price.text() if x.unit_price else None,
                 "line_total": x.line_total.text() if x.line_total else None, "owned": x.owned >= x.quantity > 0} for x in self.lines]
        return {"plan": rows, "suppliers": [], "total": self.total.text(), "currency": self.total.currency, "optimal": False, "gap": None, "alternatives": [], "prices_as_of": None, "basis": self.basis, "unpriced": list(self.unpriced)}


def priced(lines: list[Line], catalogue: Catalogue, currency: str = "USD") -> Plan:
    """The lines with the catalogue's prices where they bring none."""
    done = []
    for line in lines:
        part = catalogue.find(line.part)
        price = line.unit_price or (unit_price(part, currency) if part else None)
        done.append(Line(line.line, part.id if part else line.part, line.quantity, price, line.supplier, line.sku, line.owned))
    total = sum((x.line_total.amount for x in done if x.line_total), Decimal(0))
    own_prices = all(x.unit_price is not None for x in lines) and bool(lines)
    return Plan(tuple(done), Money(total, currency), "offers" if own_prices else "estimate", tuple(x.line for x in done if x.unit_price is None))


def with_owned(lines: list[Line], owned: list[tuple[str, int]], catalogue: Catalogue) -> list[Line]:
    """The lines with what a person has taken off, first lines first."""
    left: dict[str, int] = {}
    for name, count in owned:
        part = catalogue.find(name)
        left[part.id if part else name] = left.get(part.id if part else name, 0) + count
    done = []
    for line in lines:
        found = catalogue.find(line.part)
        key = found.id if found else line.part
        mine = min(line.quantity, left.get(key, 0))
        left[key] = left.get(key, 0) - mine
        done.append(Line(line.line, line.part, line.quantity, line.unit_price, line.supplier, line.sku, mine))
    return done


def is_table(path: Path) -> bool:
    return path.suffix.lower() in (".csv", ".tsv", ".txt")
