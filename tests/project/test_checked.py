"""Circuits from anywhere under the rules."""

from __future__ import annotations

import io
import json
import zipfile

import pytest

from ohm_core import Workshop
from ohm_core.errors import BadInput

DIAGRAM = json.dumps({"version": 1, "parts": [{"type": "wokwi-arduino-uno", "id": "uno"}, {"type": "wokwi-led", "id": "led1"}], "connections": [["uno:9", "led1:A", "", []], ["led1:C", "uno:GND.1", "", []]]}).encode()
SKETCH = b"void setup() { pinMode(10, OUTPUT); }\nvoid loop() {}"


def packed(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, body in files.items():
            made.writestr(name.replace("__", "."), body)
    return out.getvalue()


def rules_of(*files: tuple[str, bytes]) -> set[str]:
    return {f.rule for f in Workshop().check(files).report.findings if f.severity == "error"}


def test_a_diagram_alone_is_judged_by_its_wires() -> None:
    assert rules_of(("diagram.json", DIAGRAM)) == {"led_resistor"}


def test_a_sketch_beside_it_is_judged_too() -> None:
    assert rules_of(("diagram.json", DIAGRAM), ("sketch.ino", SKETCH)) == {"led_resistor", "sketch_pin_open"}


def test_a_zip_holds_both() -> None:
    assert rules_of(("project.zip", packed(diagram__json=DIAGRAM, sketch__ino=SKETCH, notes__txt=b"mine"))) == {"led_resistor", "sketch_pin_open"}


def test_repairs_go_on_from_repairs() -> None:
    found = Workshop().check([("diagram.json", DIAGRAM), ("sketch.ino", SKETCH)])
    while found.report.errors():
        found = found.changed(found.repairs(found.report.errors()[0])[0].design)
    assert {"R1"} <= set(found.prototype.circuit.parts)


@pytest.mark.parametrize(("files", "says"), [
    ([("sketch.ino", SKETCH)], "no circuit among the files"), ([("photo.png", b"x")], "neither a circuit"), ([("a.zip", b"PK no")], "no zip that can be opened"),
    ([("diagram.json", b"{")], "diagram.json"), ([("diagram.json", b" " * 3_000_000)], "the limit is"), ([], "no circuit"),
])
def test_what_can_not_be_checked_is_refused_in_one_sentence(files: list[tuple[str, bytes]], says: str) -> None:
    with pytest.raises(BadInput, match=says):
        Workshop().check(files)


def test_a_zip_that_unpacks_to_far_more_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("diagram.json", b" " * 50_000_000)
    with pytest.raises(BadInput, match="unpacks to more"):
        Workshop().check([("bomb.zip", out.getvalue())])
