"""Designs to export: the golden projects, circuits written by hand, and diagrams of others with names that want escaping."""

from __future__ import annotations

from functools import cache
from typing import Any

from ohm_core.catalogue.catalogue import load
from ohm_core.design.file import design_from
from ohm_core.formats.source import design_of_json
from ohm_core.project.prototype import Prototype, make
from tests.breadboard.circuits import ALL
from tests.golden.views import made, projects

WISHES = {  # requests that together use most of what is written for ESPHome, and the board they are for
    "air": ("Show temperature and humidity of a BME280 on an OLED; when the humidity is over 65 % switch on a fan until it is back under 60 %", "esp32-devkit-v1"),
    "fridge": ("Beep when the door has been open for longer than 20 seconds, a reed switch is on the door", "wemos-d1-mini"),
    "lamp": ("An RGB LED: every press on the button shows the next colour, red, then green, then blue, then off", "esp32-devkit-v1"),
    "parking": ("An ultrasonic sensor that beeps faster the nearer the obstacle is and shows it on an OLED", "raspberry-pi-pico-w"),
    "door": ("When I hold an RFID card to the reader, the servo turns to 90 degrees for 3 seconds and a green LED lights", "raspberry-pi-pico-w"),
    "plants": ("Water my tomatoes for 5 seconds when the soil is dry, and every morning at 7 switch on a lamp by a relay", "nodemcu-esp8266"),
    "pixels": ("A ring of 16 neopixels lights red when somebody moves and it is dark, green otherwise; show the light on a LCD 1602", "esp32-devkit-v1"),
    "knob": ("A potentiometer sets the brightness of a white LED and the angle of a servo", "esp32-devkit-v1"),
}
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


@cache
def wished(name: str) -> Prototype:
    """The design of one of the WISHES."""
    text, board = WISHES[name]
    return make(text, board=board)


def nets(prototype: Prototype) -> dict[str, set[tuple[str, str]]]:
    """The nets of a design: name → (reference, pin)."""
    return {n.name: {(p.ref, p.pin) for p in n.pins} for n in prototype.circuit.nets}


def esphome_sample() -> Prototype:
    """The plant waterer with a display and behaviours written by hand: threshold with dead band, time, press, text, and what ESPHome cannot do."""
    raw = dict(ALL["plant_waterer"])
    behaviours = [
        {"id": "water", "when": {"read": "SOIL1.moisture_pct", "op": "<", "value": 30, "hysteresis": 5}, "do": [{"act": "P1", "action": "on", "for_s": 5}], "else": [], "said": "water when the soil is dry"},
        {"id": "morning", "when": {"at": "07:30"}, "do": [{"act": "P1", "action": "on", "for_s": 2}], "else": [], "said": "a little every morning"},
        {"id": "show", "when": {"every_s": 2}, "do": [{"act": "OLED1", "action": "show", "text": {"text": "Soil {SOIL1.moisture_pct} %, \"wet\" above 30 %"}}], "else": [], "said": "show the moisture"},
        {"id": "press", "when": {"event": "BTN1.pressed"}, "do": [{"act": "P1", "action": "toggle"}], "else": [], "said": "a button"},
        {"id": "sunrise", "when": {"at": "sunrise"}, "do": [{"act": "P1", "action": "off"}], "else": [], "said": "stop at sunrise"},
    ]
    more = [["OLED1.VCC", "U1.3V3"], ["OLED1.GND", "U1.GND"], ["OLED1.SDA", "U1.GPIO21"], ["OLED1.SCL", "U1.GPIO22"], ["BTN1.1", "U1.GPIO27"], ["BTN1.2", "U1.GND"]]
    raw |= {"parts": {**raw["parts"], "OLED1": {"part": "oled-ssd1306-128x64"}, "BTN1": {"part": "button"}}, "connections": [*raw["connections"], *more], "behaviours": behaviours}
    return Prototype.from_design(design_from(raw), load())
