"""Devices and behaviours → the files of an Arduino sketch: main, configuration, the drivers in use, project files."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

from ohm_core.catalogue.schema import Board
from ohm_core.circuit.circuit import Circuit
from ohm_core.firmware.arduino_setup import RANDOM, begin_lines
from ohm_core.firmware.behave import Program
from ohm_core.firmware.cpp import Cpp, block_lines, function_lines, one_line
from ohm_core.firmware.devices import Device
from ohm_core.firmware.firmware import SourceFile
from ohm_core.firmware.names import camel
from ohm_core.firmware.sources import arduino_sources
from ohm_core.firmware.values import Context

MAIN_LINES = 120
CPP = Cpp()


@dataclass(frozen=True)
class Sketch:
    """All that the writer needs."""

    circuit: Circuit
    devices: tuple[Device, ...]
    program: Program
    ctx: Context

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

    @property
    def bus_names(self) -> dict[str, str]:
        """The core's names of the buses where they are not the first ones (RP2040: Wire1, SPI1)."""
        if self.board.family != "rp2040":
            return {}
        used = {d.site.hookup.bus for d in self.devices if d.driver.bus}
        return {name: f"{name}1" for name, bus in (("Wire", "i2c:1"), ("SPI", "spi:1")) if bus in used}

    @property
    def wireless(self) -> bool:
        return self.ctx.publishes or self.ctx.tells_time

    @property
    def publisher(self) -> str:
        """The driver that sends messages: MQTT where the words ask for it, else HTTP."""
        design = self.circuit.design
        words = " ".join([design.requirements.text if design.requirements else "", design.description, *(b.said or "" for b in design.behaviours)])
        return "ohm_mqtt" if "mqtt" in words.lower() else "ohm_publish"


def arduino_files(sketch: Sketch) -> Iterator[SourceFile]:
    """The files of the sketch, main first."""
    from ohm_core.firmware.arduino_config import config_lines
    from ohm_core.firmware.arduino_project import project_files
    from ohm_core.firmware.bringup import bringup_files

    main, behaviours = list(main_lines(sketch)), list(behaviour_lines(sketch))
    head, tail = main
    if len(head) + len(behaviours) + len(tail) <= MAIN_LINES:
        yield _file("firmware.ino", [*head, *behaviours, *tail])
    else:
        yield _file("firmware.ino", [*head, "// What it does is in behaviours.ino.", "", *tail])
        yield _file("behaviours.ino", ["// What was asked for, one function each. Part of firmware.ino.", "", *behaviours])
    yield _file("config.h", config_lines(sketch))
    yield from arduino_sources(sketch.devices, sketch.board.family, _extras(sketch), sketch.bus_names)
    yield from project_files(sketch)
    yield from bringup_files(sketch, "arduino")


def _file(path: str, lines: list[str] | Iterator[str]) -> SourceFile:
    return SourceFile(path, "cpp", "\n".join(lines).rstrip() + "\n")


def _extras(sketch: Sketch) -> list[str]:
    code = "\n".join(behaviour_lines(sketch))
    extras = ["ohm_logic"] if any(w in code for w in ("Condition ", "Limit ", "Lasting ", "Turns ", "Sequence ", "mapRange(", "pick(", "sameText(")) else []
    extras += ["ohm_timing"] if "Every " in code or sketch_reports(sketch) else []
    extras += ["ohm_text"] if "TextLine " in code else []
    extras += ["ohm_daily"] if "DailyTime " in code or "DayWindow " in code else []
    extras += [h.module for h in sketch.ctx.helpers]
    extras += ["ohm_sun"] if "SunTime " in code else []
    extras += ["ohm_wifi"] if sketch.wireless else []
    extras += [sketch.publisher] if sketch.ctx.publishes else []
    extras += ["ohm_netclock"] if sketch.ctx.tells_time else []
    extras += ["ohm_log"] if sketch_reports(sketch) else []
    return extras


def main_lines(sketch: Sketch) -> tuple[list[str], list[str]]:
    """The main file before and after the behaviours."""
    return [*_head(sketch), *part_lines(sketch)], [*_report(sketch), *_setup(sketch), *_loop(sketch)]


def _head(sketch: Sketch) -> Iterator[str]:
    design = sketch.circuit.design
    yield f"// {sketch.title}"
    words = design.requirements.text if design.requirements else design.description
    if words:
        yield "//"
        yield from textwrap.wrap(one_line(words, 500), 110, initial_indent="// ", subsequent_indent="// ")
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


def bracketed(args: tuple[str, ...]) -> str:
    """Arguments of a constructor; nothing where there are none, for empty brackets would declare a function."""
    return f"({', '.join(args)})" if args else ""


def part_lines(sketch: Sketch) -> Iterator[str]:
    """The parts, each with its driver and its figures."""
    for device in sketch.devices:
        yield f"{device.driver.cls} {device.var}({', '.join(arguments(device))});"
    for helper in sketch.ctx.helpers:
        yield f"{helper.cls} {camel(helper.var)}{bracketed(helper.args)};"
    if sketch.wireless:
        yield "WifiLink wifi(WIFI_NAME, WIFI_PASSWORD);"
    if sketch.ctx.publishes:
        yield "Publisher publisher(wifi, PUBLISH_HOST, PUBLISH_PORT, PUBLISH_TOPIC);"
    if sketch.ctx.tells_time:
        yield "NetClock netClock(UTC_OFFSET_MIN);"
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
    yield from begin_lines(sketch)
    if sketch.wireless:
        yield "  wifi.begin();"
    if sketch.ctx.tells_time:
        yield "  netClock.begin();"
    code = "\n".join(behaviour_lines(sketch))
    if "pick(" in code or ".roll()" in code:
        yield f"  randomSeed({RANDOM[sketch.board.family]});"
    for name, items, is_text in sketch.program.start.choices:
        yield f"  static const {'char *const' if is_text else 'float'} {name}[] = {{{', '.join(items)}}};"
    yield from block_lines(sketch.program.start.body, 1)
    yield "}"
    yield ""


def _loop(sketch: Sketch) -> Iterator[str]:
    yield "void loop() {"
    sensors = [d for d in sketch.devices if d.driver.is_sensor and d.driver.updates]
    actors = [d for d in sketch.devices if not d.driver.is_sensor and d.driver.updates]
    yield from (f"  {d.var}.update();" for d in sensors)
    if sketch.wireless:
        yield "  wifi.update();"
    if sketch.ctx.publishes:
        yield "  publisher.update();"
    if sensors and sketch.program.functions:
        yield ""
    yield from (f"  {camel(fn.name)}();" for fn in sketch.program.functions)
    if actors and (sketch.program.functions or sensors):
        yield ""
    yield from (f"  {camel(h.var)}.update();" for h in sketch.ctx.helpers if h.updates)
    yield from (f"  {d.var}.update();" for d in actors)
    if sketch_reports(sketch):
        yield "  report();"
    yield "}"
