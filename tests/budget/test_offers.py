"""Buying from offers: never dearer than any other purchase, never invalid; what cannot be had is said."""

from __future__ import annotations

import itertools
import random
from decimal import Decimal

import pytest

from ohm_core.budget.offers import Offer, buy
from ohm_core.budget.owned import Owned
from ohm_core.budget.plan import Line, Plan
from ohm_core.errors import BadInput
from ohm_core.units import Money

NOTHING = Plan((), Money(Decimal(0)), "estimate", ())


def usd(text: str) -> Money:
    return Money(Decimal(text))


def offer(part: str, supplier: str, price: str, **more: object) -> Offer:
    return Offer(part, supplier, str(more.pop("sku", f"{supplier}-{part}")), int(str(more.pop("from_", 1))), usd(price), **more)  # type: ignore[arg-type]


def planned(lines: list[Line], offers: list[Offer], meant=lambda words: None) -> Plan:  # type: ignore[no-untyped-def]
    return buy(lines, offers, meant, NOTHING)


def test_a_price_break_is_bought_up_to_where_that_is_cheaper() -> None:
    plan = planned([Line("R1", "r", 8)], [offer("r", "A", "0.10"), offer("r", "A", "0.05", from_=10)])
    assert plan.total == usd("0.50") and plan.lines[0].quantity == 10 and plan.optimal and plan.gap == 0


def test_packs_and_least_quantities_are_kept() -> None:
    plan = planned([Line("L1", "led", 3)], [offer("led", "A", "0.10", pack=5, moq=10)])
    assert sum(x.quantity for x in plan.lines) == 10


def test_shipping_is_paid_once_and_free_from_its_limit_on() -> None:
    pair = [Line("A1", "a", 1), Line("B1", "b", 1)]
    both = [offer("a", "X", "10", shipping=usd("4"), free_from=usd("20")), offer("b", "X", "9", shipping=usd("4"), free_from=usd("20"))]
    assert planned(pair, both).total == usd("23")
    assert planned(pair, [both[0], offer("b", "X", "10", shipping=usd("4"), free_from=usd("20"))]).total == usd("20")


def test_one_shop_is_taken_where_a_second_ones_shipping_costs_more_than_it_saves() -> None:
    plan = planned([Line("A1", "a", 1), Line("B1", "b", 1)], [offer("a", "X", "5", shipping=usd("3")), offer("b", "X", "6", shipping=usd("3")), offer("b", "Y", "4", shipping=usd("3"))])
    assert [n for n, _ in plan.suppliers] == ["X"] and plan.total == usd("14")


def test_lines_share_a_pack() -> None:
    plan = planned([Line("L1", "led", 1, attrs={"color": "red"}), Line("L2", "led", 1, attrs={"color": "green"})], [offer("led", "A", "0.10", pack=10, moq=10)])
    assert plan.total == usd("1.00") and sum(x.quantity for x in plan.lines) == 10


def test_an_offer_in_words_serves_only_what_it_means() -> None:
    lines = [Line("R1", "resistor", 1, attrs={"resistance_ohm": 220.0}), Line("R2", "resistor", 1, attrs={"resistance_ohm": 10000.0})]
    plan = planned(lines, [offer("resistor 220", "A", "0.02")], lambda words: Owned(("resistor",), 0, {"resistance_ohm": 220.0}))
    assert [(x.line, x.supplier) for x in plan.lines] == [("R1", "A"), ("R2", "")] and plan.unpriced == ("R2",)


def test_too_little_stock_is_said_and_what_is_there_is_bought() -> None:
    plan = planned([Line("A1", "a", 5)], [offer("a", "X", "1", stock=3)])
    assert plan.missing == (("A1", 2),) and plan.total == usd("3")


def test_two_currencies_are_not_mixed() -> None:
    with pytest.raises(BadInput, match="one currency"):
        planned([Line("A1", "a", 1)], [offer("a", "X", "1"), Offer("a", "Y", "y", 1, Money(Decimal(1), "EUR"))])


def test_no_purchase_that_could_be_tried_out_is_cheaper() -> None:
    """Small random markets against every purchase there is."""
    chance = random.Random(7)
    for _ in range(12):
        lines = [Line(f"P{i}", f"p{i}", chance.randint(1, 4)) for i in range(2)]
        offers = []
        for i, supplier in itertools.product(range(2), "XY"):
            price = Decimal(chance.randint(10, 90)) / 100
            ship, free = usd(str(chance.choice([0, 1, 2]))), chance.choice([None, usd("2")])
            moq = chance.choice([1, 3])
            offers.append(Offer(f"p{i}", supplier, f"{supplier}{i}", 1, Money(price), moq=moq, shipping=ship, free_from=free))
            offers.append(Offer(f"p{i}", supplier, f"{supplier}{i}", 5, Money(price * Decimal("0.6")), moq=moq, shipping=ship, free_from=free))
        assert planned(lines, offers).total.amount == cheapest_by_trial(lines, offers)


def cheapest_by_trial(lines: list[Line], offers: list[Offer]) -> Decimal:
    goods = sorted({(o.part, o.supplier) for o in offers})
    best = None
    for amounts in itertools.product(range(13), repeat=len(goods)):
        bought = dict(zip(goods, amounts, strict=True))
        if any(sum(n for (p, _), n in bought.items() if p == x.part) < x.buy for x in lines):
            continue
        spent: dict[str, Decimal] = {}
        if any(n and n < next(o.moq for o in offers if (o.part, o.supplier) == g) for g, n in bought.items()):
            continue
        for good, n in bought.items():
            if n:
                price = [o.unit_price.amount for o in offers if (o.part, o.supplier) == good and o.from_quantity <= n][-1]
                spent[good[1]] = spent.get(good[1], Decimal(0)) + price * n
        total = Decimal(0)
        for supplier, money in spent.items():
            fee = max(o.shipping.amount for o in offers if o.supplier == supplier and o.shipping)
            free = min((o.free_from.amount for o in offers if o.supplier == supplier and o.free_from), default=None)
            total += money + (Decimal(0) if free is not None and money >= free else fee)
        best = total if best is None else min(best, total)
    assert best is not None
    return best
