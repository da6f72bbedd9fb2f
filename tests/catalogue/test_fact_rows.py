"""Facts as rows to read: a name, a value with its unit, where it comes from."""

from __future__ import annotations

import pytest

from ohm_core.catalogue.catalogue import Catalogue, load
from ohm_core.catalogue.facts import FactRow, fact_rows
from ohm_core.catalogue.schema import Fact, Part, Pin, Source, SupplyInput


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load()


def row(part: Part, name: str) -> FactRow:
    return next(r for r in fact_rows(part) if r.name == name)


def thing(fact: Fact) -> Part:
    return Part("thing", "A thing", "sensor:thing", source={"ds": Source("Thing data sheet")}, pin=(Pin("VCC"),), supply=(SupplyInput("VCC", v=fact),))


def test_a_cited_fact_names_title_and_page_and_quotes(catalogue: Catalogue) -> None:
    supply = row(catalogue.part("dht22"), "VCC supply voltage")
    assert supply.value == "3.3 V to 6 V, usually 5 V" and supply.basis == "document"
    assert supply.source.endswith("p. 9, section 7") and "DHT22" in supply.source and supply.quote


def test_an_estimate_looks_like_one(catalogue: Catalogue) -> None:
    guess = row(catalogue.part("dht22"), "DATA pull to VCC resistance")
    assert (guess.value, guess.source, guess.basis, guess.quote) == ("10 kΩ", "estimate", "estimate", "")


def test_what_nobody_found_is_unknown(catalogue: Catalogue) -> None:
    assert row(catalogue.part("mosfet-irlz44n"), "switch on-resistance at 3.3 V") == FactRow("switch on-resistance at 3.3 V", "unknown", "", "unknown", "", "unknown")


def test_rows_of_a_board_name_the_pin(catalogue: Catalogue) -> None:
    names = {r.name: r.value for r in fact_rows(catalogue.part("esp32-devkit-v1"))}
    assert names["GPIO13 maximum voltage"] == "3V3 + 300 mV"
    assert names["GPIO13 input high voltage"] == "at least 0.75 × 3V3"
    assert names["GPIO13 current it may take"].endswith("mA")


@pytest.mark.parametrize(("fact", "value"), [
    (Fact(typ=5.0), "5 V"), (Fact(min=3.0), "at least 3 V"), (Fact(max=5.5), "at most 5.5 V"), (Fact(min=3.0, max=5.5), "3 V to 5.5 V"),
    (Fact(min=3.0, typ=3.3, max=3.6), "3 V to 3.6 V, usually 3.3 V"), (Fact(typ=0.0033, max=0.005), "3.3 mV, at most 5 mV"),
    (Fact(min=0.7, of="VCC"), "at least 0.7 × VCC"), (Fact(max=0.3, over="VCC"), "at most VCC + 300 mV"), (Fact(min=-0.4, over="VCC"), "at least VCC - 400 mV"),
])
def test_values_read_as_words(fact: Fact, value: str) -> None:
    assert fact_rows(thing(fact))[0].value == value


def test_every_fact_of_every_part_has_a_value_and_a_source(catalogue: Catalogue) -> None:
    for part in catalogue.parts():
        for form in catalogue.variants(part.id).values() or [part]:
            for r in fact_rows(form):
                assert r.name.strip() == r.name and r.name and r.value and r.source, f"{part.id}: {r}"


def test_a_part_without_facts_has_no_rows(catalogue: Catalogue) -> None:
    assert fact_rows(catalogue.part("breadboard-half")) == []
