"""What an editor starts from: sent back unchanged it changes nothing, and one changed cell changes that alone."""

from __future__ import annotations

import pytest

from ohm_core.project.beginning import beginning, bill_rows
from ohm_core.project.proposed.bill import BillLine, with_bill
from ohm_core.project.proposed.wires import with_wires
from tests.golden.views import made, projects
from tests.project import samples


def lines(rows) -> list[BillLine]:
    return [BillLine(r["name"], r["partNumber"], r["quantity"]) for r in rows]


@pytest.mark.parametrize("project", projects(), ids=lambda p: p.name)
def test_a_bill_and_wires_sent_back_as_they_are_change_nothing(project):
    whole = made(project)
    same = with_bill(whole, whole.design.title, lines(bill_rows(whole)), whole.catalogue).design
    assert dict(same.parts) == dict(whole.design.parts) and {frozenset(w) for w in same.connections} == {frozenset(w) for w in whole.design.connections}
    again = with_wires(whole, [(str(a), str(b)) for a, b in whole.design.connections]).design
    assert {frozenset(w) for w in again.connections} == {frozenset(w) for w in whole.design.connections}


def test_one_cell_changes_one_part():
    whole = samples.prototype()
    rows = bill_rows(whole)
    row = next(r for r in rows if r["partNumber"] == "resistor")
    assert "220 Ω" in row["name"]
    row["name"] = row["name"].replace("220", "470")
    parts = with_bill(whole, "x", lines(rows), whole.catalogue).design.parts
    assert parts["R1"].attrs["resistance_ohm"] == 470 and {k: v for k, v in parts.items() if k != "R1"} == {k: v for k, v in whole.design.parts.items() if k != "R1"}


def test_a_project_without_a_design_begins_with_nothing(shelf):
    project = shelf.create("New")
    assert [beginning(shelf, project, kind, path) for kind, path in (("code", "main.ino"), ("context", ""), ("bom", ""), ("wiring", ""))] == [None] * 4
