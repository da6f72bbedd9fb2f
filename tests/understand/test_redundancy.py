"""No single word form carries much: without it, verbs, other names and the ontology still say what is asked for."""

from __future__ import annotations

from ohm_core.catalogue.catalogue import Catalogue
from scripts.lexicon_redundancy import costs
from tests.understand.conftest import table

# Everyday words that nothing else in a request stands for; each is named by one request in thirty.
IRREPLACEABLE = {"lamp", "light", "knob", "beep"}


def test_taking_one_form_out_of_the_lexicon_costs_at_most_a_point(catalogue: Catalogue) -> None:
    requests = table("requests.txt")
    dear = {" ".join(form): cost for cost, form in costs(requests, catalogue, least=len(requests) // 100) if cost > 1}
    assert set(dear) <= IRREPLACEABLE
    assert all(cost < 5 for cost in dear.values())
