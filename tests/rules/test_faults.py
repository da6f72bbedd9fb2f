"""Right circuits, broken systematically: nearly every fault is caught where it is, and right circuits stay silent."""

from __future__ import annotations

from tests.rules.bench import cases, design
from tests.rules.faults import faults, rates

RIGHT = [design(c.circuit) for c in cases() if c.good]


def test_at_least_95_of_100_faults_are_caught_on_the_part_or_pin_at_fault() -> None:
    found = rates(RIGHT)
    assert sum(r.of for r in found) > 300
    assert sum(r.caught for r in found) / sum(r.of for r in found) >= 0.95, [(r.kind, r.caught, r.of) for r in found if r.caught < r.of]


def test_no_kind_of_fault_is_mostly_missed() -> None:
    assert [(r.kind, r.caught, r.of) for r in rates(RIGHT) if r.caught / r.of < 0.8] == []


def test_a_fault_changes_the_design_it_is_put_into() -> None:
    assert all(f.design != d for d in RIGHT for f in faults(d))
