"""A workbench for the firmware's tests: designs in a few lines, firmware written to a folder, built and run."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

from ohm_core.catalogue.catalogue import load
from ohm_core.circuit.circuit import Circuit, resolve
from ohm_core.design.file import design_from
from ohm_core.firmware.build import BuildResult, build
from ohm_core.firmware.firmware import Firmware
from ohm_core.firmware.generate import generate

# The same wiring on every board: names used in the tests → the board's pins. D are digital (D3, D5, D6 make PWM, D2
# interrupts), A analogue, V the supply of the parts.
PINS: dict[str, dict[str, str]] = {
    "arduino-uno-r3": {**{f"D{n}": f"D{n}" for n in range(2, 14)}, "A0": "A0", "A1": "A1", "SDA": "A4", "SCL": "A5", "SCK": "D13", "MISO": "D12", "MOSI": "D11", "V": "5V", "5V": "5V", "3V3": "3V3", "GND": "GND"},
    "esp32-devkit-v1": {"D2": "GPIO27", "D3": "GPIO25", "D4": "GPIO4", "D5": "GPIO26", "D6": "GPIO32", "D7": "GPIO33", "D8": "GPIO14", "D9": "GPIO13", "D10": "GPIO16",
                        "A0": "GPIO34", "A1": "GPIO35", "SDA": "GPIO21", "SCL": "GPIO22", "SCK": "GPIO18", "MISO": "GPIO19", "MOSI": "GPIO23", "V": "3V3", "5V": "VIN", "3V3": "3V3", "GND": "GND"},
    "raspberry-pi-pico-w": {"D2": "GP2", "D3": "GP3", "D4": "GP6", "D5": "GP7", "D6": "GP8", "D7": "GP9", "D8": "GP10", "D9": "GP11", "D10": "GP12", "A0": "GP26", "A1": "GP27",
                            "SDA": "GP4", "SCL": "GP5", "SCK": "GP18", "MISO": "GP16", "MOSI": "GP19", "V": "3V3", "5V": "VBUS", "3V3": "3V3", "GND": "GND"},
    "wemos-d1-mini": {"D2": "D1", "D3": "D2", "D4": "D5", "D5": "D6", "D6": "D7", "D7": "D3", "A0": "A0", "SDA": "D2", "SCL": "D1", "SCK": "D5", "MISO": "D6", "MOSI": "D7",
                      "V": "3V3", "5V": "5V", "3V3": "3V3", "GND": "GND"},
}
PINS["arduino-nano"] = PINS["arduino-uno-r3"]


def circuit(parts: dict[str, Any], wires: list[str], behaviours: list[dict[str, Any]] | None = None, board: str = "arduino-uno-r3", **more: Any) -> Circuit:
    """A circuit from parts ("R1": "resistor" or ("resistor", {attrs})) and wires ("D9 R1.1": a word without a dot is a board pin)."""
    uses = {"U1": {"part": board}}
    for ref, part in parts.items():
        name, attrs = part if isinstance(part, tuple) else (part, {})
        uses[ref] = {"part": name, "attrs": attrs}
    joined = [[_end(a, board), _end(b, board)] for w in wires for ends in [w.split()] for a, b in pairwise(ends)]
    design = {"format": "ohm-design/1", "title": "Bench", "board": "U1", "parts": uses, "connections": joined, "behaviours": behaviours or [], **more}
    return resolve(design_from(design), load())


def _end(word: str, board: str) -> str:
    return word if "." in word else f"U1.{PINS[board][word]}"


def do(act: str, action: str, for_s: float | None = None, **args: Any) -> dict[str, Any]:
    return {"act": act, "action": action, **args, **({} if for_s is None else {"for_s": for_s})}


def when(id: str, condition: dict[str, Any], *actions: dict[str, Any], otherwise: list[dict[str, Any]] | None = None, said: str = "") -> dict[str, Any]:
    return {"id": id, "when": condition, "do": list(actions), "else": otherwise or [], "said": said or None}


ALWAYS = {"always": True}


def write(firmware: Firmware, folder: Path) -> Path:
    """The files of a firmware in FOLDER."""
    for file in firmware.files:
        target = folder / file.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(file.content, encoding="utf-8")
    return folder


def built(wired: Circuit, folder: Path, language: str = "") -> BuildResult:
    """The build of a circuit's firmware."""
    return build(write(generate(wired, language), folder))


def main_of(wired: Circuit, language: str = "") -> str:
    """The whole program as a person reads it: main and, where there is one, the tab with the behaviours."""
    return "\n".join(f.content for f in generate(wired, language).files if f.path in ("firmware.ino", "behaviours.ino", "main.py", "parts.py", "behaviours.py"))


def plays(wired: Circuit, folder: Path, steps: list[Any], language: str = "") -> str:
    """Runs a circuit's firmware through a scenario and makes sure that every step passes; returns what it said."""
    from ohm_core.firmware.simulate import parse_scenario, simulate

    firmware = generate(wired, language)
    assert firmware.unsupported == (), firmware.unsupported
    scenario = parse_scenario(yaml.safe_dump({"name": "test", "version": 1, "steps": steps}))
    result = simulate(wired, write(firmware, folder), scenario)
    failed = next((s for s in result.steps if not s.passed), None)
    assert failed is None, f"{failed}\n{result.serial[-800:]}"
    return result.serial


def put(ref: str, control: str, value: Any) -> dict[str, Any]:
    return {"set-control": {"part-id": ref, "control": control, "value": value}}


def says(text: str) -> dict[str, str]:
    return {"wait-serial": text}


def after(time: str) -> dict[str, str]:
    return {"delay": time}


def look(ref: str, pin: str, value: Any) -> dict[str, Any]:
    return {"expect-pin": {"part-id": ref, "pin": pin, "value": value}}


def waits(ref: str, pin: str, value: Any) -> dict[str, Any]:
    return {"wait-pin": {"part-id": ref, "pin": pin, "value": value}}
