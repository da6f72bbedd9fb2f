"""What a list of parts costs as it stands: every line at the catalogue's price, or at the table's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from ohm_core.budget.bom import unit_price
from ohm_core.budget.owned import Owned, taken
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
    attrs: Mapping[str, Any] = field(default_factory=dict)

    @property
    def buy(self) -> int:
        return max(0, self.quantity - self.owned)

    @property
    def line_total(self) -> Money | None:
        return None if self.unit_price is None else self.unit_price * self.buy


@dataclass(frozen=True)
class Alternative:
    """A part that does the same for less. `risk`: LOW where it goes in the same place, HIGH where much is made anew."""

    replaces: str
    with_: str
    saves: Money
    risk: str
    why: str

    def as_json(self) -> dict[str, Any]:
        return {"replaces": self.replaces, "with": self.with_, "saves": self.saves.text(), "risk": self.risk, "why": self.why}


@dataclass(frozen=True)
class Plan:
    """Lines and their total; `unpriced` are lines nobody has a price for. Bought from offers: the `suppliers` with their
    shipping, whether that is proven best, the `gap` left, what is `missing` because nobody has enough, how old prices are."""

    lines: tuple[Line, ...]
    total: Money
    basis: str
    unpriced: tuple[str, ...]
    suppliers: tuple[tuple[str, Money], ...] = ()
    optimal: bool = False
    gap: float | None = None
    missing: tuple[tuple[str, int], ...] = ()
    as_of: str = ""
    alternatives: tuple[Alternative, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The contract's `ohm budget`."""
        rows = [{"line": x.line, "part": x.part, "supplier": x.supplier or None, "sku": x.sku or None, "quantity": x.buy, "unit_price": x.unit_price.text() if x.unit_price else None,
                 "line_total": x.line_total.text() if x.line_total else None, "owned": x.owned >= x.quantity > 0} for x in self.lines]
        return {"plan": rows, "suppliers": [{"name": n, "shipping": m.text()} for n, m in self.suppliers], "total": self.total.text(), "currency": self.total.currency, "optimal": self.optimal, "gap": self.gap,
                "alternatives": [a.as_json() for a in self.alternatives], "prices_as_of": self.as_of or None, "basis": self.basis, "unpriced": list(self.unpriced),
                "missing": [{"line": line, "pieces": n} for line, n in self.missing]}


def priced(lines: list[Line], catalogue: Catalogue, currency: str = "USD") -> Plan:
    """The lines with the catalogue's prices where they bring none."""
    done = []
    for line in lines:
        part = catalogue.find(line.part)
        price = line.unit_price or (unit_price(part, currency) if part else None)
        done.append(replace(line, part=part.id if part else line.part, unit_price=price))
    total = sum((x.line_total.amount for x in done if x.line_total), Decimal(0))
    return Plan(tuple(done), Money(total, currency), "estimate", tuple(x.line for x in done if x.unit_price is None))


def with_owned(lines: list[Line], owned: Iterable[Owned]) -> list[Line]:
    """The lines with what a person has taken off, first lines first."""
    have = taken([(x.part, x.attrs, x.quantity) for x in lines], owned)
    return [replace(x, owned=mine) for x, mine in zip(lines, have, strict=True)]


def is_table(path: Path) -> bool:
    return path.suffix.lower() in (".csv", ".tsv", ".txt")
