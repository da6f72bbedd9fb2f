"""Right circuits over all boards, broken systematically: nearly every fault is caught where it is, and right circuits stay silent."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.bench import design, report
from tests.rules.corpus import Circuit, alarms, corpus, measured
from tests.rules.faults import faults

BOARDS = sorted(p.stem for p in (Path(__file__).parents[2] / "data" / "boards").glob("*.toml"))


def test_at_least_95_of_100_faults_are_caught_on_the_part_or_pin_at_fault() -> None:
    found = measured()
    assert sum(r.of for r in found) > 5000
    assert sum(r.caught for r in found) / sum(r.of for r in found) >= 0.95, [(r.kind, r.caught, r.of) for r in found if r.caught < r.of]


def test_no_kind_of_fault_is_mostly_missed() -> None:
    assert [(r.kind, r.caught, r.of) for r in measured() if r.caught / r.of < 0.8] == []


def test_no_right_circuit_gets_an_error() -> None:
    assert alarms()[0] == 0


@pytest.mark.parametrize("board", BOARDS)
def test_the_corpus_has_circuits_on_every_board(board: str) -> None:
    assert sum(c.board == board for c in corpus()) >= 8


def test_a_fault_changes_the_design_it_is_put_into() -> None:
    right = [design(c.text) for c in corpus()[::10]]
    assert all(f.design != d for d in right for f in faults(d))


@pytest.mark.parametrize("circuit", [c for c in corpus() if c.board == "arduino-uno-r3"], ids=lambda c: c.words)
def test_a_corpus_circuit_is_read_whole(circuit: Circuit) -> None:
    body = design(circuit.text)
    assert body["board"] == "U1" and len(body["connections"]) > 3
    assert not any(n.rule == "all" for n in report(circuit.text).not_checked)
