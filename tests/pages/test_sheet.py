"""What Streamlit's grid tells of an edit becomes the rows of a draft; and what another program sent as one is shown without harm."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "pages"))

from panels.sheet import Form, _rows, changed_rows

BILL = Form("components", (("name", "Part"), ("partNumber", "Part number"), ("quantity", "Quantity")), "")
ROWS = [{"name": "LED", "partNumber": "led-5mm", "quantity": 1}, {"name": "Resistor 220 Ω", "partNumber": "resistor", "quantity": 2}]


def test_cells_rows_added_and_rows_taken_away():
    edits = {"edited_rows": {1: {"name": "Resistor 330 Ω"}}, "added_rows": [{"name": "Button"}, {}, {"quantity": 3}], "deleted_rows": [0]}
    assert changed_rows(ROWS, edits, BILL) == [{"name": "Resistor 330 Ω", "partNumber": "resistor", "quantity": 2}, {"name": "Button", "partNumber": "", "quantity": 1}]
    assert changed_rows(ROWS, {}, BILL) == ROWS


def test_a_draft_of_another_program_may_hold_anything():
    assert [_rows(c, BILL) for c in (None, "x", {"components": 7}, {"components": ["x", {"name": 1}]}, {})] == [[], [], [], [{"name": 1}], []]
    odd = [{"name": 7, "partNumber": None, "quantity": "many"}, {"name": "LED", "quantity": 2.0}, {"quantity": 4}]
    assert changed_rows(odd, {}, BILL) == [{"name": "7", "partNumber": "", "quantity": 1}, {"name": "LED", "partNumber": "", "quantity": 2}]
