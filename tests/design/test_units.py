"""Quantities and money."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ohm_core.errors import BadInput
from ohm_core.units import Range, parse_money, parse_si, show_si


@pytest.mark.parametrize(("text", "value"), [("220", 220), ("4.7k", 4700), ("4k7", 4700), ("100 nF", 1e-7), ("2,2 µF", 2.2e-6), ("1M", 1e6), ("0R5", 0.5), ("20 mA", 0.02)])
def test_everyday_notations_are_read(text: str, value: float) -> None:
    assert parse_si(text) == pytest.approx(value)


@given(st.floats(1e-11, 1e9))
def test_what_is_shown_is_read_back_to_three_digits(value: float) -> None:
    assert parse_si(show_si(value, "V")) == pytest.approx(value, rel=6e-3)


@pytest.mark.parametrize("text", ["abc", "-1", "nan", "inf", "1e400"])
def test_a_price_is_a_plain_amount(text: str) -> None:
    with pytest.raises(BadInput):
        parse_money(text)


def test_currencies_do_not_add_up() -> None:
    with pytest.raises(BadInput):
        parse_money("1", "USD") + parse_money("1", "EUR")


def test_open_ranges_overlap() -> None:
    assert Range(None, 5).overlaps(Range(3, None))
    assert not Range(0, 1).overlaps(Range(2, 3))
