"""The cheapest valid purchase from offers: price breaks, packs, least quantities, stock, and shipping paid once a supplier."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from ohm_core.budget.owned import Owned, fits
from ohm_core.budget.plan import Alternative, Line, Plan
from ohm_core.errors import BadInput
from ohm_core.units import Money

SECONDS = 10.0
MOST_EXTRA = 10_000
MOST_PLACES = 6  # decimals of a price that are told apart


@dataclass(frozen=True)
class Offer:
    """One price break of a shop: from `from_quantity` pieces on, each costs `unit_price`. Pieces come in packs of `pack`, at
    least `moq` of them; `shipping` is the supplier's, free where its goods come to `free_from`."""

    part: str
    supplier: str
    sku: str
    from_quantity: int
    unit_price: Money
    pack: int = 1
    moq: int = 1
    stock: int | None = None
    as_of: str = ""
    shipping: Money | None = None
    free_from: Money | None = None


@dataclass
class _Good:
    """One thing a supplier sells, with its price breaks from the smallest quantity up."""

    supplier: str
    sku: str
    breaks: list[Offer] = field(default_factory=list)

    def price(self, quantity: int) -> Decimal:
        """What a piece costs when so many are bought."""
        fit = [o.unit_price.amount for o in self.breaks if o.from_quantity <= quantity]
        return (fit or [self.breaks[0].unit_price.amount])[-1]


@dataclass
class _Bought:
    """Pieces of each good, those of them for each line, shipping by supplier, whether that is proven best, and the gap left."""

    pieces: dict[int, int] = field(default_factory=dict)
    shares: dict[tuple[int, int], int] = field(default_factory=dict)
    shipping: dict[str, Decimal] = field(default_factory=dict)
    optimal: bool = True
    gap: float | None = 0.0


def buy(lines: list[Line], offers: list[Offer], meant: Callable[[str], Owned | None], estimate: Plan, alternatives: tuple[Alternative, ...] = ()) -> Plan:
    """The cheapest purchase of LINES from OFFERS; what nobody offers stands at ESTIMATE's prices, without a supplier.

    MEANT tells what the words of an offer mean. Raises BadInput for offers in several currencies.
    """
    currencies = sorted({o.unit_price.currency for o in offers})
    if len(currencies) > 1:
        raise BadInput(f"The offers are in {' and '.join(currencies)}; give all prices in one currency.", "--offers", "currency")
    currency = currencies[0] if currencies else estimate.total.currency
    goods, wanted = _goods(lines, offers, meant)
    done = _solve(lines, goods, wanted) if wanted else _Bought()
    rows = _rows(lines, goods, wanted, done, estimate, currency)
    total = sum((r.line_total.amount for r in rows if r.line_total), Decimal(0)) + sum(done.shipping.values(), Decimal(0))
    missing = tuple((lines[i].line, short) for i in wanted if (short := lines[i].buy - sum(n for (x, _), n in done.shares.items() if x == i)) > 0)
    dates = sorted(o.as_of for g in done.pieces for o in goods[g].breaks if o.as_of)
    return Plan(tuple(rows), Money(total, currency), "offers" if done.pieces else "estimate", tuple(r.line for r in rows if r.unit_price is None and r.buy), alternatives=alternatives,
                suppliers=tuple((name, Money(cost, currency)) for name, cost in done.shipping.items()), optimal=done.optimal, gap=done.gap, missing=missing, as_of=dates[0] if dates else "")


def _goods(lines: list[Line], offers: list[Offer], meant: Callable[[str], Owned | None]) -> tuple[list[_Good], dict[int, list[int]]]:
    """What is sold, and for each line to buy (by its place) which goods serve it; lines nobody serves are left out."""
    found: dict[tuple[str, str, str], _Good] = {}
    for offer in offers:
        found.setdefault((offer.supplier, offer.sku, "" if offer.sku else offer.part), _Good(offer.supplier, offer.sku)).breaks.append(offer)
    goods = list(found.values())
    for good in goods:
        good.breaks.sort(key=lambda o: o.from_quantity)
    known = {o.part: meant(o.part) for o in offers}
    serve = {i: [j for j, g in enumerate(goods) if any(_sells(o, known[o.part], line) for o in g.breaks)] for i, line in enumerate(lines) if line.buy}
    return goods, {i: js for i, js in serve.items() if js}


def _sells(offer: Offer, meant: Owned | None, line: Line) -> bool:
    same = "".join(offer.part.split()).casefold() == "".join(line.part.split()).casefold()
    return bool(same or meant and fits(meant, line.part, line.attrs))


def _solve(lines: list[Line], goods: list[_Good], wanted: dict[int, list[int]]) -> _Bought:
    from ortools.sat.python import cp_model

    offers = [o for g in goods for o in g.breaks]
    places = min(MOST_PLACES, max(2, *(-int(o.unit_price.amount.normalize().as_tuple().exponent) for o in offers)))

    def units(amount: Decimal) -> int:
        return int((amount * 10**places).quantize(Decimal(1), ROUND_HALF_UP))

    model = cp_model.CpModel()
    pieces: dict[int, Any] = {}
    money: dict[int, Any] = {}
    on: dict[int, Any] = {}
    shares: dict[tuple[int, int], Any] = {}
    most = 0
    fees = {s: max((o.shipping.amount for o in offers if o.supplier == s and o.shipping), default=Decimal(0)) for s in sorted({goods[j].supplier for js in wanted.values() for j in js})}
    for j in sorted({j for js in wanted.values() for j in js}):
        good = goods[j]
        first = good.breaks[0]
        top = _limit(good, sum(lines[i].buy for i, js in wanted.items() if j in js), fees[good.supplier])
        most += top
        packs = model.new_int_var(0, top // first.pack, f"packs {j}")
        on[j] = model.new_bool_var(f"bought {j}")
        pieces[j] = packs * first.pack
        model.add(pieces[j] == 0).only_enforce_if(on[j].negated())
        model.add(pieces[j] >= max(1, first.moq)).only_enforce_if(on[j])
        parts = []
        for k, offer in enumerate(good.breaks):
            at, amount = model.new_bool_var(f"break {j} {k}"), model.new_int_var(0, top, f"pieces {j} {k}")
            model.add(amount == 0).only_enforce_if(at.negated())
            model.add(amount >= offer.from_quantity).only_enforce_if(at)
            if k + 1 < len(good.breaks):
                model.add(amount < good.breaks[k + 1].from_quantity).only_enforce_if(at)
            parts.append((at, amount, units(offer.unit_price.amount)))
        model.add(sum(a for a, _, _ in parts) == on[j])
        model.add(sum(q for _, q, _ in parts) == pieces[j])
        money[j] = sum(q * p for _, q, p in parts)
        for i in (i for i, js in wanted.items() if j in js):
            shares[i, j] = model.new_int_var(0, lines[i].buy, f"share {i} {j}")
        model.add(sum(v for (_, g), v in shares.items() if g == j) <= pieces[j])
    short = {i: model.new_int_var(0, lines[i].buy, f"short {i}") for i in wanted}
    for i in wanted:
        model.add(sum(v for (x, _), v in shares.items() if x == i) + short[i] == lines[i].buy)
    pays = {s: model.new_bool_var(f"pays {s}") for s in sorted(fees)}
    for supplier in pays:
        free = min((o.free_from.amount for o in offers if o.supplier == supplier and o.free_from), default=None)
        mine = [j for j in on if goods[j].supplier == supplier]
        enough = model.new_bool_var(f"enough {supplier}")
        if free is None:
            model.add(enough == 0)
        else:
            model.add(sum(money[j] for j in mine) >= units(free)).only_enforce_if(enough)
        for j in mine:
            model.add_bool_or(on[j].negated(), pays[supplier], enough)
    penalty = max(units(o.unit_price.amount) for o in offers) * (most + 1) + sum(units(f) for f in fees.values()) + 1  # a piece that is missing weighs more than any money
    model.minimize(sum(money.values()) + sum(units(fees[s]) * v for s, v in pays.items()) + penalty * sum(short.values()))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = SECONDS
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return _Bought(optimal=False, gap=None)
    proven = status == cp_model.OPTIMAL
    value = solver.objective_value
    bought = {j: int(solver.value(x)) for j, x in pieces.items() if solver.value(x)}
    return _Bought(bought, {k: int(solver.value(x)) for k, x in shares.items() if solver.value(x)}, {s: fees[s] if solver.value(pays[s]) else Decimal(0) for s in pays if any(goods[j].supplier == s for j in bought)},
                   proven, 0.0 if proven else (value - solver.best_objective_bound) / value if value else None)


def _limit(good: _Good, need: int, fee: Decimal) -> int:
    """More pieces than this of one good are never worth it: what is needed, the largest break or the least quantity, in whole
    packs, and as many more as cost no more than the shipping that they may save."""
    least = min(o.unit_price.amount for o in good.breaks)
    extra = min(MOST_EXTRA, int(fee / least) + 1) if least and fee else 0
    top = max(need, *(max(o.from_quantity, o.moq) for o in good.breaks)) + good.breaks[0].pack + extra
    stock = [o.stock for o in good.breaks if o.stock is not None]
    return min([top, *stock])


def _rows(lines: list[Line], goods: list[_Good], wanted: dict[int, list[int]], done: _Bought, estimate: Plan, currency: str) -> list[Line]:
    """A row a line and good; what is bought beyond the need stands with the last line of its good."""
    by_line = {x.line: x for x in estimate.lines}
    rows: list[Line] = []
    for i, line in enumerate(lines):
        mine = [(j, n) for (x, j), n in done.shares.items() if x == i]
        for j, n in mine:
            last = max(x for (x, g) in done.shares if g == j)
            extra = done.pieces[j] - sum(m for (_, g), m in done.shares.items() if g == j) if last == i else 0
            rows.append(replace(line, quantity=n + extra, owned=0, supplier=goods[j].supplier, sku=goods[j].sku, unit_price=Money(goods[j].price(done.pieces[j]), currency)))
        if not mine:
            known = by_line.get(line.line, line)
            fair = known.unit_price if known.unit_price and known.unit_price.currency == currency and i not in wanted else None
            rows.append(replace(known, unit_price=fair if line.buy else known.unit_price))
    return rows
