"""Devices and behaviours → the files of an Arduino sketch: main, configuration, the drivers in use, project files."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ohm_core.catalogue.schema import Board
from ohm_core.circuit.circuit import Circuit
from ohm_core.firmware.behave import Program
from ohm_core.firmware.code import Constant
from ohm_core.firmware.cpp import Cpp, block_lines, function_lines, one_line
from ohm_core.firmware.devices import Device
from ohm_core.firmware.firmware import SourceFile
from ohm_core.firmware.names import camel
from ohm_core.firmware.pins import pin_code, pin_note
from ohm_core.firmware.sources import arduino_sources
from ohm_core.firmware.spec import Setting
from ohm_core.firmware.values import Figures

MAIN_LINES = 120
REPORT_MS = 2000
KINDS = {"ms": "uint32_t", "level": "uint8_t"}
CPP = Cpp()


@dataclass(frozen=True)
class Sketch:
    """All that the writer needs."""

    circuit: Circuit
    devices: tuple[Device, ...]
    program: Program
    figures: Figures

    @property
    def board(self) -> Board:
        board = self.circuit.parts[self.circuit.board].part.board
        assert board
        return board

    @property
    def title(self) -> str:
        return one_line(self.circuit.design.title or "Prototype")

    def uses(self, bus: str) -> list[Device]:
        return [d for d in self.devices if d.driver.bus == bus]

    def publishes(self) -> bool:
        text = "\n".join(line for fn in self.program.functions for line in function_lines(fn))
        return "network.publish(" in text


def arduino_files(sketch: Sketch) -> Iterator[SourceFile]:
    """The files of the sketch, main first."""
    main, behaviours = list(main_lines(sketch)), list(behaviour_lines(sketch))
    head, tail = main
    if len(head) + len(behaviours) + len(tail) <= MAIN_LINES:
        yield _file("firmware.ino", [*head, *behaviours, *tail])
    else:
        yield _file("firmware.ino", [*head, "// What it does is in behaviours.ino.", "", *tail])
        yield _file("behaviours.ino", ["// What was asked for, one function each. Part of firmware.ino.", "", *behaviours])
    yield _file("config.h", config_lines(sketch))
    yield from arduino_sources(sketch.devices, sketch.board.family, _extras(sketch))
    yield from project_files(sketch)


def _file(path: str, lines: list[str] | Iterator[str]) -> SourceFile:
    return SourceFile(path, "cpp", "\n".join(lines).rstrip() + "\n")


def _extras(sketch: Sketch) -> list[str]:
    code = "\n".join(behaviour_lines(sketch))
    extras = ["ohm_logic"] if any(w in code for w in ("Condition ", "Limit ", "mapRange(", "pick(", "sameText(")) else []
    extras += ["ohm_timing"] if "Every " in code or sketch_reports(sketch) else []
    extras += ["ohm_text"] if "TextLine " in code else []
    extras += ["ohm_daily"] if "DailyTime " in code else []
    extras += ["ohm_network"] if sketch.publishes() else []
    extras += ["ohm_log"] if sketch_reports(sketch) else []
    return extras


def main_lines(sketch: Sketch) -> tuple[list[str], list[str]]:
    """The main file before and after the behaviours."""
    return [*_head(sketch), *_parts(sketch)], [*_report(sketch), *_setup(sketch), *_loop(sketch)]


def _head(sketch: Sketch) -> Iterator[str]:
    design = sketch.circuit.design
    yield f"// {sketch.title}"
    words = design.requirements.text if design.requirements else design.description
    if words:
        yield "//"
        yield from textwrap.wrap(one_line(words), 110, initial_indent="// ", subsequent_indent="// ")
    board = sketch.circuit.parts[sketch.circuit.board].part.name
    yield "//"
    yield f"// For {board}. Pins and figures are in config.h, the parts' drivers in ohm_*.h; nothing here waits."
    yield ""
    if sketch.uses("i2c"):
        yield "#include <Wire.h>"
    if sketch.uses("spi"):
        yield "#include <SPI.h>"
    if sketch.uses("i2c") or sketch.uses("spi"):
        yield ""
    yield '#include "config.h"'
    modules = {d.driver.module for d in sketch.devices} | set(_extras(sketch))
    yield from (f'#include "{name}.h"' for name in sorted(modules))
    yield ""


def _parts(sketch: Sketch) -> Iterator[str]:
    for device in sketch.devices:
        yield f"{device.driver.cls} {device.var}({', '.join(arguments(device))});"
    if sketch.publishes():
        yield "Network network(WIFI_NAME, WIFI_PASSWORD, PUBLISH_HOST, PUBLISH_PORT, PUBLISH_TOPIC);"
    yield ""


def arguments(device: Device) -> Iterator[str]:
    """What the driver's constructor is given: name, pins, figures."""
    if device.driver.named:
        yield f'"{device.ref}"'
    for role, pins in device.pins:
        yield f"{device.prefix}_{role.name}" if pins else "NO_PIN"
    for setting in device.settings:
        yield f"{device.prefix}_{setting.name}" if setting.name else CPP.figure(setting.value)


def behaviour_lines(sketch: Sketch) -> Iterator[str]:
    for fn in sketch.program.functions:
        yield from function_lines(fn)
        yield ""


def sketch_reports(sketch: Sketch) -> bool:
    return any(reported(d) for d in sketch.devices)


def reported(device: Device) -> list[tuple[str, str]]:
    """Readings that go to the serial monitor at intervals; states and events report themselves when they change."""
    return [(name, method) for name, method in device.driver.readings.items()
            if name in device.site.part.part.readings and name not in device.driver.states]


def _report(sketch: Sketch) -> Iterator[str]:
    if not sketch_reports(sketch):
        return
    yield "// The readings on the serial monitor, one line each."
    yield "void report() {"
    yield "  static Every tick(REPORT_MS);"
    yield "  if (!tick.due()) return;"
    for device in sketch.devices:
        for name, method in reported(device):
            call = f"{device.var}.{camel(method)}()"
            label = f'F("{device.ref}.{name}")'
            yield f"  logText({label}, {call});" if name in device.driver.texts else f"  logValue({label}, {call}, {device.decimals(name)});"
    yield "}"
    yield ""


def _setup(sketch: Sketch) -> Iterator[str]:
    yield "void setup() {"
    yield "  Serial.begin(SERIAL_BAUD);"
    yield from _bus_lines(sketch)
    for device in sketch.devices:
        yield f"  {device.var}.begin();"
    if sketch.publishes():
        yield "  network.begin();"
    if any("pick(" in line for fn in sketch.program.functions for line in function_lines(fn)):
        yield f"  randomSeed({RANDOM[sketch.board.family]});"
    for name, items, is_text in sketch.program.start.choices:
        yield f"  static const {'char *const' if is_text else 'float'} {name}[] = {{{', '.join(items)}}};"
    yield from block_lines(sketch.program.start.body, 1)
    yield "}"
    yield ""


# Where a start value for random() comes from that differs at every start.
RANDOM = {"avr": "analogRead(A7) + micros()", "esp32": "esp_random()", "esp8266": "ESP.random()", "rp2040": "rp2040.hwrand32()"}


def _bus_lines(sketch: Sketch) -> Iterator[str]:
    if not sketch.uses("i2c"):
        return
    family, bus = sketch.board.family, sketch.uses("i2c")[0].site.hookup.bus
    if family == "avr":
        yield "  Wire.begin();"
        yield "  Wire.setWireTimeout(25000, true);  // a stuck bus must not stop the program"
    elif family == "rp2040":
        wire = "Wire1" if bus == "i2c:1" else "Wire"
        yield f"  {wire}.setSDA(I2C_SDA);"
        yield f"  {wire}.setSCL(I2C_SCL);"
        yield f"  {wire}.begin();"
    else:
        yield "  Wire.begin(I2C_SDA, I2C_SCL);"


def _loop(sketch: Sketch) -> Iterator[str]:
    yield "void loop() {"
    sensors = [d for d in sketch.devices if d.driver.is_sensor and d.driver.updates]
    actors = [d for d in sketch.devices if not d.driver.is_sensor and d.driver.updates]
    yield from (f"  {d.var}.update();" for d in sensors)
    if sketch.publishes():
        yield "  network.update();"
    if sensors and sketch.program.functions:
        yield ""
    yield from (f"  {camel(fn.name)}();" for fn in sketch.program.functions)
    if actors and (sketch.program.functions or sensors):
        yield ""
    yield from (f"  {d.var}.update();" for d in actors)
    if sketch_reports(sketch):
        yield "  report();"
    yield "}"


def config_lines(sketch: Sketch) -> Iterator[str]:
    """config.h: every pin and figure with its name."""
    yield f"// Pins and figures of: {sketch.title}"
    yield "// Change a figure here and the program follows; a pin only together with its wire."
    yield "#pragma once"
    yield "#include <Arduino.h>"
    if any(_is_enum(s) for d in sketch.devices for s in d.settings if s.name):
        yield from (f'#include "{d.driver.module}.h"' for d in sketch.devices if any(_is_enum(s) for s in d.settings if s.name))
    yield ""
    yield "constexpr uint32_t SERIAL_BAUD = 115200;"
    if sketch_reports(sketch):
        yield f"constexpr uint32_t REPORT_MS = {REPORT_MS};  // between two lines of the same reading on the serial monitor"
    yield from _bus_constants(sketch)
    for device in sketch.devices:
        rows = list(aligned(_device_constants(device)))
        if rows:
            yield ""
            yield f"// {device.ref}: {device.site.part.part.name}"
            yield from rows
    for section, constants in sketch.figures.sections.items():
        yield ""
        yield f"// {_said(sketch, section)}"
        yield from aligned(_constant(c) for c in constants)
    if sketch.publishes():
        yield from _network_lines(sketch)


def aligned(lines: Iterable[str]) -> Iterator[str]:
    """The same lines with their comments in one column."""
    pairs = [line.partition(";  //") for line in lines]
    width = max((len(code) for code, mark, _ in pairs if mark), default=0)
    for code, mark, note in pairs:
        yield f"{code + ';':<{width + 1}}  //{note}" if mark else code


def _said(sketch: Sketch, section: str) -> str:
    fn = next((f for f in sketch.program.functions if f.name == section and f.said), None)
    return f'{camel(section)}(): "{one_line(fn.said)}"' if fn else f"{camel(section)}()"


def _is_enum(setting: Setting) -> bool:
    return "::" in CPP.figure(setting.value)


def _constant(c: Constant) -> str:
    return f"constexpr {c.kind} {c.name} = {CPP.figure(c.value)};{'  // ' + c.note if c.note else ''}"


def _bus_constants(sketch: Sketch) -> Iterator[str]:
    if not sketch.uses("i2c") or sketch.board.family == "avr":
        return
    device = sketch.uses("i2c")[0]
    for place, name in (("i2c.sda", "I2C_SDA"), ("i2c.scl", "I2C_SCL")):
        pin = next(p.name for p in device.site.part.part.pin if p.connect == place)
        signal = device.site.hookup.signals[pin]
        yield f"constexpr uint8_t {name} = {pin_code(sketch.board.family, signal.board_pin)};"


def _device_constants(device: Device) -> Iterator[str]:
    family = device.site.family
    for role, pins in device.pins:
        name = f"{device.prefix}_{role.name}"
        if role.every and pins:
            yield f"constexpr uint8_t {name}[] = {{{', '.join(pin_code(family, p) for p in pins)}}};"
        elif pins:
            yield f"constexpr uint8_t {name} = {pin_code(family, pins[0])};  // {pin_note(device, role, pins[0])}"
    for setting in device.settings:
        if setting.name:
            yield f"constexpr {_kind(setting)} {device.prefix}_{setting.name} = {CPP.figure(setting.value)};{'  // ' + setting.note if setting.note else ''}"


def _kind(setting: Setting) -> str:
    text = CPP.figure(setting.value)
    if "::" in text:
        return "auto"
    if isinstance(setting.value, float):
        return "float"
    if setting.name.endswith("_MS"):
        return "uint32_t"
    return "uint8_t" if not isinstance(setting.value, int) else "int"


def _network_lines(sketch: Sketch) -> Iterator[str]:
    yield ""
    yield "// Network. Name and password of yours belong into secrets.h, a copy of secrets.h.example that is never shared."
    yield '#if __has_include("secrets.h")'
    yield '#include "secrets.h"'
    yield "#else"
    yield '#include "secrets.h.example"'
    yield "#endif"
    yield 'constexpr char PUBLISH_HOST[] = "ntfy.sh";  // any server that takes a message by HTTP POST'
    yield "constexpr uint16_t PUBLISH_PORT = 80;"


def project_files(sketch: Sketch) -> Iterator[SourceFile]:
    """platformio.ini, sketch.yaml and, with a network, the example of secrets.h."""
    board = sketch.board
    yield SourceFile("platformio.ini", "ini", PLATFORMIO.format(board=board.platformio, platform=PLATFORMS[board.family], extra=PLATFORM_EXTRA.get(board.family, "")))
    yield SourceFile("sketch.yaml", "yaml", f"# For arduino-cli: `arduino-cli compile` in this folder needs nothing else.\ndefault_fqbn: {board.fqbn}\n")
    if sketch.publishes():
        yield SourceFile("secrets.h.example", "cpp", SECRETS)


PLATFORMS = {"avr": "atmelavr", "esp32": "https://github.com/pioarduino/platform-espressif32/releases/download/stable/platform-espressif32.zip",
             "esp8266": "espressif8266", "rp2040": "https://github.com/maxgerhardt/platform-raspberrypi.git"}
PLATFORM_EXTRA = {"rp2040": "board_build.core = earlephilhower\n"}
PLATFORMIO = """; `pio run` compiles, `pio run -t upload` puts it on the board.
[platformio]
src_dir = .

[env:{board}]
platform = {platform}
board = {board}
framework = arduino
{extra}monitor_speed = 115200
build_src_filter = +<*.ino> +<*.cpp> -<bringup/>
; every driver is in this folder: no library is needed
lib_deps =
"""
SECRETS = """// Copy this file to secrets.h and fill it in. secrets.h stays with you: keep it out of version control.
#pragma once

constexpr char WIFI_NAME[] = "";
constexpr char WIFI_PASSWORD[] = "";
constexpr char PUBLISH_TOPIC[] = "";  // for ntfy.sh: a word nobody else would guess
"""
