"""Designs to export: the golden projects, circuits written by hand, and diagrams of others with names that want escaping."""

from __future__ import annotations

from functools import cache
from typing import Any

from ohm_core.catalogue.catalogue import load
from ohm_core.design.file import design_from
from ohm_core.formats.source import design_of_json
from ohm_core.project.prototype import Prototype
from tests.breadboard.circuits import ALL
from tests.golden.views import made, projects

NASTY = 'a <b> & "c" \\ #{d} 100 % — é'
FOREIGN: dict[str, Any] = {
    "version": 1, "author": "Somebody", "editor": "wokwi", "title": NASTY,
    "parts": [{"type": "wokwi-arduino-uno", "id": "uno"}, {"type": "wokwi-led", "id": "led <1> & \"x\"", "attrs": {"color": "red"}}, {"type": "wokwi-resistor", "id": "r.1", "attrs": {"value": "4k7"}},
              {"type": "chip-my-own", "id": "class"}, {"type": "wokwi-pushbutton", "id": "--"}],
    "connections": [["uno:13", "r.1:1", "green", []], ["r.1:2", "led <1> & \"x\":A", "green", []], ["led <1> & \"x\":C", "uno:GND.1", "black", []], ["uno:2", "class:CL K\"<&", "blue", []],
                    ["--:1.l", "uno:3", "", []], ["--:2.l", "uno:GND.2", "", []], ["uno:GND.1", "uno:GND.3", "black", []]],
}


@cache
def prototypes() -> dict[str, Prototype]:
    """All of them by name."""
    catalogue = load()
    found = {p.name: made(p) for p in projects()}
    found |= {name: Prototype.from_design(design_from(raw), catalogue) for name, raw in ALL.items()}
    return {**found, "foreign": Prototype.from_design(design_of_json(FOREIGN, catalogue, "foreign"), catalogue)}


def nets(prototype: Prototype) -> dict[str, set[tuple[str, str]]]:
    """The nets of a design: name → (reference, pin)."""
    return {n.name: {(p.ref, p.pin) for p in n.pins} for n in prototype.circuit.nets}
