"""config.py: every pin and figure of a MicroPython program with its name, and what it means beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ohm_core.firmware.arduino import Sketch, sketch_reports
from ohm_core.firmware.arduino_config import REPORT_MS, bus_pins
from ohm_core.firmware.cpp import one_line
from ohm_core.firmware.devices import Device
from ohm_core.firmware.micropython import PY, safe
from ohm_core.firmware.pins import pin_note, python_pin
from ohm_core.firmware.spec import Mode, Symbol


def config_lines(sketch: Sketch) -> Iterator[str]:
    """The lines of config.py."""
    yield f'"""Pins and figures of: {safe(sketch.title)}'
    yield ""
    yield "Change a figure here and the program follows; a pin only together with its wire."
    yield '"""'
    yield ""
    if any(isinstance(s.value, Mode) and s.value.pull for d in sketch.devices for s in d.settings):
        yield "from machine import Pin"
        yield ""
    yield f'BOARD = "{sketch.board.family}"'
    if sketch_reports(sketch):
        yield f"REPORT_MS = {REPORT_MS}  # between two lines of the same reading on the serial monitor"
    yield from (f"{name} = {python_pin(sketch.board.family, pin)}" for name, pin in bus_pins(sketch))
    for device in sketch.devices:
        rows = list(aligned(_device_lines(device)))
        if rows:
            yield ""
            yield f"# {device.ref}: {device.site.part.part.name}"
            yield from rows
    for section, constants in sketch.ctx.figures.sections.items():
        fn = next((f for f in sketch.program.functions if f.name == section and f.said), None)
        yield ""
        yield f'# {section}(): "{one_line(fn.said)}"' if fn else f"# {section[0].upper()}{section[1:]}"
        yield from aligned(f"{c.name} = {PY.figure(c.value)}{'  # ' + c.note if c.note else ''}" for c in constants)
    if sketch.wireless:
        yield from _network_lines(sketch)


def _device_lines(device: Device) -> Iterator[str]:
    family = device.site.family
    for role, pins in device.pins:
        name = f"{device.prefix}_{role.name}"
        if role.every and pins:
            yield f"{name} = ({', '.join(python_pin(family, p) for p in pins)})"
        elif pins:
            yield f"{name} = {python_pin(family, pins[0])}  # {pin_note(device, role, pins[0])}"
    for setting in device.settings:
        if setting.name and not isinstance(setting.value, Symbol):
            yield f"{device.prefix}_{setting.name} = {PY.figure(setting.value)}{'  # ' + setting.note if setting.note else ''}"


def aligned(lines: Iterable[str]) -> Iterator[str]:
    """The same lines with their comments in one column."""
    pairs = [line.partition("  # ") for line in lines]
    width = max((len(code) for code, mark, _ in pairs if mark), default=0)
    for code, mark, note in pairs:
        yield f"{code:<{width}}  # {note}" if mark else code


def _network_lines(sketch: Sketch) -> Iterator[str]:
    yield ""
    yield "# Network. Name and password of yours belong into my_secrets.py, a copy of my_secrets.py.example that is never shared."
    yield "try:"
    yield "    from my_secrets import PUBLISH_TOPIC, WIFI_NAME, WIFI_PASSWORD"
    yield "except ImportError:"
    yield '    PUBLISH_TOPIC = WIFI_NAME = WIFI_PASSWORD = ""'
    if sketch.ctx.publishes and sketch.publisher == "ohm_mqtt":
        yield 'PUBLISH_HOST = "192.168.1.10"  # your MQTT broker'
        yield "PUBLISH_PORT = 1883"
    elif sketch.ctx.publishes:
        yield 'PUBLISH_HOST = "ntfy.sh"  # any server that takes a message by HTTP POST'
        yield "PUBLISH_PORT = 80"
