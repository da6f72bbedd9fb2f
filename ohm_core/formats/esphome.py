"""A design as an ESPHome configuration, for boards with an ESP32, ESP8266 or RP2040: parts as components, behaviours as automations.

What ESPHome has no component or action for stands as a comment at the head of the file, and in the notes.
"""

from __future__ import annotations

import runpy
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from ohm_core.catalogue.schema import Board, group_of
from ohm_core.circuit.hookup import hookups
from ohm_core.design.behaviour import Behaviour
from ohm_core.errors import BadInput
from ohm_core.firmware.adapt import adapted
from ohm_core.firmware.devices import Device, devices
from ohm_core.firmware.sources import TEMPLATES
from ohm_core.firmware.values import Unwritable
from ohm_core.formats.esphome_actors import ACTORS
from ohm_core.formats.esphome_acts import Automations
from ohm_core.formats.esphome_config import Config
from ohm_core.formats.esphome_sensors import READERS
from ohm_core.formats.files import Files
from ohm_core.formats.netlist import slug
from ohm_core.formats.projects import other_boards
from ohm_core.formats.yaml_text import block

if TYPE_CHECKING:
    from ohm_core.project.prototype import Prototype

FAMILIES = ("esp32", "esp8266", "rp2040")
CARRIERS = ("passive", "diode", "transistor", "driver", "logic", "power", "mechanical")
FONT = "ohm_font.bdf"
DEGREE = 0xB0
LETTERS = (*range(32, 127), DEGREE)
ORDER = ("esphome", "esp32", "esp8266", "rp2040", "logger", "wifi", "captive_portal", "api", "i2c", "spi", "one_wire", "output", "switch", "light", "servo", "stepper", "font", "display", "globals", "sensor", "rc522_spi",
         "binary_sensor", "matrix_keypad", "time", "interval", "script")


def esphome(made: Prototype) -> Files:
    """`esphome.yaml`, and beside it the letters for graphic displays. Raises BadInput for a board that ESPHome does not run on."""
    instance = made.circuit.board_instance()
    board = instance.part.board if instance else None
    if instance is None or board is None:
        raise BadInput("The design has no controller board, and ESPHome is firmware for one; add an ESP32, ESP8266 or Raspberry Pi Pico W.", "board")
    if board.family not in FAMILIES:
        raise BadInput(f"ESPHome does not run on the {instance.part.name}; ask for the design on an ESP32, ESP8266 or Raspberry Pi Pico W.", "board")
    config = Config(board.family, instance, dict(_head(made, board)))
    found, missing = devices(made.circuit, "arduino")
    _buses(config, found)
    notes = [*other_boards(made), *(f"{ref}: {why}." for ref, why in missing.items()), *_strangers(made, {*missing, *(d.ref for d in found)})] + [n for d in found if (n := _device(config, d))]
    behaviours = adapted(made.circuit.design.behaviours, {d.ref: d for d in found}, False)
    automations = Automations(config, behaviours)
    notes += [n for b in behaviours if (n := _behaviour(automations, b))]
    if config.fonts:
        config.sections["font"] = [{"file": FONT, "id": "ohm_font", "size": 16, "glyphs": "".join(map(chr, LETTERS))}]
    return Files({"esphome.yaml": _text(made, config, notes).encode()}, tuple(notes), beside={FONT: _font().encode()} if config.fonts else {})


def _head(made: Prototype, board: Board) -> Mapping[str, Any]:
    title = made.circuit.design.title
    chip: dict[str, Any] = {"variant": board.mcu.lower().replace("-", ""), "framework": {"type": "esp-idf"}} if board.family == "esp32" else {"board": board.platformio}
    head: dict[str, Any] = {"esphome": {"name": slug(title)[:31].strip("-") or "prototype", "friendly_name": " ".join(title.split())[:100]}, board.family: chip, "logger": {}}
    if "wifi" in [w.lower() for w in board.wireless]:
        head["wifi"] = {"ssid": "your network", "password": "its password"} if board.family == "rp2040" else {"ap": {}}
        if board.family != "rp2040":  # elsewhere the board asks for them by itself
            head["captive_portal"] = {}
    return head


def _buses(c: Config, found: tuple[Device, ...]) -> None:
    """The I2C and SPI pins that the parts are on."""
    for kind, names in (("i2c", {"sda": "i2c.sda", "scl": "i2c.scl"}), ("spi", {"clk_pin": "spi.sck", "mosi_pin": "spi.mosi", "miso_pin": "spi.miso"})):
        on = [d for d in found if d.driver.bus == kind]
        pins = {ours: at for ours, place in names.items() if (at := next((s.board_pin for d in on for s in d.site.hookup.signals.values() if (p := d.site.part.pin(s.pin)) and p.connect == place), ""))}
        if on and pins:
            c.add(kind, **{ours: c.pin(at) for ours, at in pins.items()})


def _strangers(made: Prototype, known: set[str]) -> Iterator[str]:
    """What is to be said of parts with a wire to the board that nothing is known to do with, save those that only carry a signal."""
    joined = hookups(made.circuit)
    carriers = {ref for h in joined.values() for s in (h.control, *h.signals.values()) if s for ref in s.via}
    for ref, hookup in joined.items():
        part = made.circuit.parts[ref].part
        if hookup.signals and ref not in known | carriers and group_of(part.category) not in CARRIERS:
            yield f"{ref}: OHM writes no component for {part.name}."


def _device(c: Config, d: Device) -> str:
    """Adds a part; what is to be said where it cannot be."""
    build = READERS.get(d.driver.name) or ACTORS.get(d.driver.name)
    if build is None:
        return f"{d.ref}: ESPHome's {d.driver.name} is not written by OHM; its own documentation may have a component for {d.site.part.part.name}."
    c.building = d.ref
    try:
        build(c, d)
    except Unwritable as why:
        return f"{d.ref}: {why}."
    return ""


def _behaviour(automations: Automations, b: Behaviour) -> str:
    try:
        automations.write(b)
    except Unwritable as why:
        return f"“{b.said or b.id}” is not in it: {str(why).rstrip('.')}."
    return ""


def _text(made: Prototype, c: Config, notes: list[str]) -> str:
    said = [f"{' '.join(made.circuit.design.title.split())}, for ESPHome: `esphome run esphome.yaml`.", *(["Wi-Fi: join the access point of the board once and tell it your network."] if "captive_portal" in c.sections else []),
            *(["Wi-Fi: write ssid and password of your network under wifi."] if "wifi" in c.sections and "captive_portal" not in c.sections else []),
            *(["Not in this file:", *(f"  {n}" for n in notes)] if notes else [])]
    lines = [f"# {_line(s)}" for s in said]
    for name in (*ORDER, *(s for s in c.sections if s not in ORDER)):
        if name in c.sections:
            lines += ["", *block({name: c.sections[name]})]
    return "\n".join(lines) + "\n"


def _line(text: str) -> str:
    return "".join(ch if ch.isprintable() else " " for ch in text)


def _font() -> str:
    """Our letters of five by seven pixels, each pixel doubled, in the bitmap format BDF."""
    glyphs = runpy.run_path(str(TEMPLATES / "micropython" / "ohm_font.py"))["FONT"]
    lines = ["STARTFONT 2.1", "FONT -ohm-letters-medium-r-normal--16-160-75-75-c-120-iso10646-1", "SIZE 16 75 75", "FONTBOUNDINGBOX 12 16 0 -2", "STARTPROPERTIES 2", "FONT_ASCENT 14", "FONT_DESCENT 2", "ENDPROPERTIES", f"CHARS {len(LETTERS)}"]
    for n, code in enumerate(LETTERS):
        columns = glyphs[n * 5:n * 5 + 5]
        rows = [sum((columns[x] >> y & 1) * (0b11 << 14 - 2 * x) for x in range(5)) for y in range(8)]
        lines += [f"STARTCHAR U+{code:04X}", f"ENCODING {code}", "SWIDTH 750 0", "DWIDTH 12 0", "BBX 12 16 0 -2", "BITMAP", *(f"{row:04X}" for row in rows for _ in (0, 1)), "ENDCHAR"]
    return "\n".join([*lines, "ENDFONT"]) + "\n"
