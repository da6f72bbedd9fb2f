"""Arguments with which each tool does its work on the blinker of the tests."""

from __future__ import annotations

from typing import Any

BILL = {"project_name": "Blinker", "totalCost": 30, "components": [
    {"name": "Uno", "partNumber": "A000066", "quantity": 1}, {"name": "Red LED", "partNumber": "led-5mm", "quantity": 1}, {"name": "Resistor 220", "partNumber": "resistor", "quantity": 1}]}
WIRES = {"connections": [{"from": "Uno D13", "to": "R1.1"}, {"from": "R1.2", "to": "LED1 anode", "color": "red"}, {"from": "LED1 cathode", "to": "GND"}], "instructions": "as it says", "warnings": []}
GOOD: dict[str, dict[str, Any]] = {
    "update_context": {"context": "# Goal"}, "update_mvp": {"mvp": "# MVP"}, "update_prd": {"prd": "# PRD"}, "read_file": {"artifact_type": "bom"}, "write_file": {"artifact_type": "context", "content": "# Goal"},
    "update_bom": BILL, "update_wiring": WIRES, "add_code_file": {"filename": "x.h", "language": "cpp", "content": "// x", "description": "x"},
    "update_budget": {"originalCost": 28, "optimizedCost": 20, "recommendations": [{"component": "U1", "alternative": "arduino-nano", "savings": 8}]},
    "connect": {"from": "U1.2", "to": "U1.3"}, "disconnect": {"from": "LED1.C"}, "assign_pins": {"pins": {"LED1.A": "D8"}}, "search_parts": {"words": "humidity"}, "part_facts": {"part": "LED1"},
    "add_part": {"part": "button"}, "replace_part": {"ref": "R1", "attrs": {"resistance_ohm": 330}}, "remove_part": {"ref": "R1"}, "search_examples": {"words": "plant"},
    "propose_design": {"text": "blink a red LED", "keep": False}, "revise_design": {"text": "make the LED green"}, "restore_version": {"version": 1}, "run_sql": {"sql": "SELECT title FROM projects"}, "get_schema": {"table": "projects"},
    "read_upload": {"file": "own.csv"}, "own_parts": {"file": "own.csv"}, "check_upload": {"file": "diagram.json"}, "inspect_photo": {"file": "board.jpg"}, "compare_pictures": {"a": 1, "b": 1},
}
