"""config.h: every pin and figure of a sketch with its name, and what it means beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ohm_core.firmware.arduino import CPP, Sketch, sketch_reports
from ohm_core.firmware.arduino_project import network_lines
from ohm_core.firmware.code import Constant
from ohm_core.firmware.cpp import one_line
from ohm_core.firmware.devices import Device
from ohm_core.firmware.names import camel
from ohm_core.firmware.pins import pin_code, pin_note
from ohm_core.firmware.spec import Setting

REPORT_MS = 2000


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
        rows = list(aligned(device_constants(device)))
        if rows:
            yield ""
            yield f"// {device.ref}: {device.site.part.part.name}"
            yield from rows
    for section, constants in sketch.ctx.figures.sections.items():
        yield ""
        yield f"// {_said(sketch, section)}"
        yield from aligned(_constant(c) for c in constants)
    if sketch.wireless:
        yield ""
        yield from network_lines(sketch.ctx.publishes, sketch.publisher)


def aligned(lines: Iterable[str]) -> Iterator[str]:
    """The same lines with their comments in one column."""
    pairs = [line.partition(";  //") for line in lines]
    width = max((len(code) for code, mark, _ in pairs if mark), default=0)
    for code, mark, note in pairs:
        yield f"{code + ';':<{width + 1}}  //{note}" if mark else code


def _said(sketch: Sketch, section: str) -> str:
    fn = next((f for f in sketch.program.functions if f.name == section and f.said), None)
    if " " in section:
        return section[0].upper() + section[1:]
    return f'{camel(section)}(): "{one_line(fn.said)}"' if fn else f"{camel(section)}()"


def _is_enum(setting: Setting) -> bool:
    return "::" in CPP.figure(setting.value)


def _constant(c: Constant) -> str:
    return f"constexpr {c.kind} {c.name} = {CPP.figure(c.value)};{'  // ' + c.note if c.note else ''}"


def _bus_constants(sketch: Sketch) -> Iterator[str]:
    if sketch.board.family == "avr":
        return  # its buses have one place each
    yield from (f"constexpr uint8_t {name} = {pin_code(sketch.board.family, pin)};" for name, pin in bus_pins(sketch))


BUS_PINS = {"i2c": {"i2c.sda": "I2C_SDA", "i2c.scl": "I2C_SCL"}, "spi": {"spi.sck": "SPI_SCK", "spi.mosi": "SPI_MOSI", "spi.miso": "SPI_MISO"}}


def bus_pins(sketch: Sketch) -> Iterator[tuple[str, str]]:
    """The constants of the buses in use with the board pins they are on, from the first part on each."""
    for bus, places in BUS_PINS.items():
        for device in sketch.uses(bus)[:1]:
            for pin in device.site.part.part.pin:
                if pin.connect in places and pin.name in device.site.hookup.signals:
                    yield places[pin.connect], device.site.hookup.signals[pin.name].board_pin


def device_constants(device: Device) -> Iterator[str]:
    family = device.site.family
    for role, pins in device.pins:
        name = f"{device.prefix}_{role.name}"
        if role.every and pins:
            yield f"constexpr uint8_t {name}[] = {{{', '.join(pin_code(family, p) for p in pins)}}};"
        elif pins:
            yield f"constexpr uint8_t {name} = {pin_code(family, pins[0])};  // {pin_note(device, role, pins[0])}"
    for setting in device.settings:
        if setting.name:
            yield f"constexpr {_kind(setting)} {device.prefix}_{setting.name}{'[]' if isinstance(setting.value, tuple) else ''} = {CPP.figure(setting.value)};{'  // ' + setting.note if setting.note else ''}"


def _kind(setting: Setting) -> str:
    text = CPP.figure(setting.value)
    if "::" in text:
        return "auto"
    if isinstance(setting.value, float):
        return "float"
    if setting.name.endswith("_MS"):
        return "uint32_t"
    return "uint8_t" if not isinstance(setting.value, int) else "int"
