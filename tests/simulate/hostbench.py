"""Arduino sketches in C++ for the boards whose firmware runs on this computer: the same wiring and the same sketch on each."""

from __future__ import annotations

import shutil
import sys
import tempfile
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from ohm_core.circuit.circuit import Circuit
from ohm_core.errors import OhmError
from ohm_core.firmware.simulate import SimulationResult, parse_scenario, simulate
from ohm_core.firmware.simulate.tools import node
from tests.simulate.bench import circuit

D1, ESP, PICO = "wemos-d1-mini", "esp32-devkit-v1", "raspberry-pi-pico-w"
BOARDS = (D1, ESP, PICO)
# Names used in the tests → each board's pins, and the number its sketches use.
PINS: dict[str, dict[str, str]] = {
    D1: {"LED": "D5", "BTN": "D6", "OUT": "D7", "IN": "D6", "A": "A0", "SDA": "D2", "SCL": "D1", "3V": "3V3", "5V": "5V", "GND": "GND"},
    ESP: {"LED": "GPIO13", "BTN": "GPIO14", "OUT": "GPIO27", "IN": "GPIO26", "A": "GPIO34", "SDA": "GPIO21", "SCL": "GPIO22", "3V": "3V3", "5V": "VIN", "GND": "GND"},
    PICO: {"LED": "GP15", "BTN": "GP14", "OUT": "GP16", "IN": "GP17", "A": "GP26", "SDA": "GP4", "SCL": "GP5", "3V": "3V3", "5V": "VBUS", "GND": "GND"},
}
STEPS_OF_CONVERTER = {D1: 1023, ESP: 4095, PICO: 1023}


def there() -> bool:
    try:
        return bool(node()) and shutil.which("g++") is not None and sys.platform == "linux"
    except OhmError:
        return False


needs_gcc = pytest.mark.skipif(not there(), reason="needs Node and g++ (apt)")
on_each_board = pytest.mark.parametrize("board", BOARDS)


def joined(board: str, parts: dict[str, Any], wires: list[str], **more: Any) -> Circuit:
    """A circuit whose wires name the board's pins as PINS does: "LED R1.1"."""
    pins = PINS[board]
    named = [" ".join(f"U1.{pins.get(w, w)}" if "." not in w else w for w in wire.split()) for wire in wires]
    assert all(len(list(pairwise(w.split()))) for w in named)
    return circuit(parts, named, board=board, **more)


def sketch_for(board: str, sketch: str) -> str:
    """The sketch with the pins' names as constants in front."""
    digits = {name: pin if board == D1 else "".join(c for c in pin if c.isdigit()) for name, pin in PINS[board].items() if name not in ("3V", "5V", "GND")}
    names = "".join(f"const int {name}_PIN = {pin};\n" for name, pin in digits.items())
    wire = {D1: "Wire.begin(SDA_PIN, SCL_PIN);", ESP: "Wire.begin(SDA_PIN, SCL_PIN);", PICO: "Wire.setSDA(SDA_PIN); Wire.setSCL(SCL_PIN); Wire.begin();"}[board]
    return names + sketch.replace("WIRE_BEGIN", wire).replace("TOP", str(STEPS_OF_CONVERTER[board]))


def run(board: str, wired: Circuit, sketch: str, steps: list[Any], **options: Any) -> SimulationResult:
    """Compiles the sketch for this computer and runs it through the steps."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "sketch"
        folder.mkdir()
        (folder / "sketch.ino").write_text(sketch_for(board, sketch))
        return simulate(wired, folder, parse_scenario(yaml.safe_dump({"steps": steps})), **options)


def passes(board: str, wired: Circuit, sketch: str, steps: list[Any], **options: Any) -> SimulationResult:
    """The result, after making sure that every step passed."""
    result = run(board, wired, sketch, steps, **options)
    assert result.passed, [s for s in result.steps if not s.passed] + [result.serial[-500:], result.notes, result.ended]
    return result


def fails(board: str, wired: Circuit, sketch: str, steps: list[Any], **options: Any) -> SimulationResult:
    """The result, after making sure that a step failed."""
    result = run(board, wired, sketch, steps, **options)
    assert not result.passed, (result.serial[-500:], result.notes)
    return result
