"""Small designs for tests of versions and pages."""

from __future__ import annotations

from typing import Any

from ohm_core.design.file import design_from
from ohm_core.project.prototype import Prototype

LED = {"U1": {"part": "arduino-uno-r3"}, "LED1": {"part": "led-5mm", "attrs": {"color": "red"}, "serves": ["a red light"]}, "R1": {"part": "resistor", "attrs": {"resistance_ohm": 220}}}
LED_WIRES = [["U1.13", "R1.1"], ["R1.2", "LED1.A"], ["LED1.C", "U1.GND"]]
BLINK = {"id": "b1", "when": {"every_s": 1}, "do": [{"act": "LED1", "action": "toggle"}], "said": "blinks every second"}


def prototype(title: str = "Blinker", parts: dict[str, Any] | None = None, wires: list[list[str]] | None = None, code: str = "void setup() {}\n", **more: Any) -> Prototype:
    """A red LED on an Uno, with what is given besides."""
    raw = {"format": "ohm-design/1", "title": title, "board": "U1", "parts": {**LED, **(parts or {})}, "connections": [*LED_WIRES, *(wires or [])], "behaviours": [BLINK],
           "firmware": [{"path": "blinker.ino", "language": "arduino", "content": code}], **more}
    return Prototype.from_design(design_from(raw))


def with_button() -> Prototype:
    return prototype(parts={"BTN1": {"part": "button"}}, wires=[["U1.2", "BTN1.1.l"], ["BTN1.2.l", "U1.GND"]], code="void setup() { pinMode(2, INPUT_PULLUP); }\n")
