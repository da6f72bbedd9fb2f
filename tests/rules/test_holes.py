"""Rules on the holes of drawn breadboards: OHM's own boards break none, a chip on one side of the gutter is told once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ohm_core.breadboard import layout, layout_json
from ohm_core.catalogue.catalogue import load
from ohm_core.circuit.circuit import resolve
from ohm_core.formats.source import design_of_json
from ohm_core.rules import check

EXAMPLES = sorted((Path(__file__).parents[2] / "data" / "examples").glob("*.json"))
ONE_SIDE = {"version": 1, "parts": [{"type": "wokwi-arduino-uno", "id": "uno"}, {"type": "wokwi-74hc595", "id": "sr"}, {"type": "wokwi-breadboard-half", "id": "bb"}], "connections": [
    *([f"sr:{pin}", f"bb:{column}t.d", "", ["$bb"]] for column, pin in enumerate(("Q1", "Q2", "Q3", "Q4", "Q5", "Q6", "Q7", "GND"), 5)),
    *([f"sr:{pin}", f"bb:{column}t.a", "", ["$bb"]] for column, pin in enumerate(("VCC", "Q0", "DS", "OE", "STCP", "SHCP", "MR", "Q7S"), 5)),
    ["uno:5V", "bb:5t.b", "red", []], ["uno:GND.1", "bb:12t.b", "black", []], ["uno:11", "bb:7t.b", "green", []]]}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_a_board_of_our_own_layout_uses_no_covered_hole_and_every_chip_is_across_the_gutter(path: Path) -> None:
    known = load()
    circuit = resolve(design_of_json(json.loads(path.read_text(encoding="utf-8")), known, path.name), known)
    drawn = design_of_json(layout_json(layout(circuit), circuit)["wokwi"], known, "drawn")
    assert drawn.diagram and not [f for f in check(resolve(drawn, known)).findings if f.rule in ("under_module", "gutter")]


def test_a_chip_on_one_side_of_the_gutter_is_told_as_that_and_not_as_its_shorts() -> None:
    known = load()
    found = check(resolve(design_of_json(ONE_SIDE, known, "one side"), known)).findings
    errors = [f.rule for f in found if f.severity == "error"]
    assert errors == ["gutter"], [(f.rule, f.message) for f in found]
