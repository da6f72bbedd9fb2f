"""Devices and behaviours → the files of a MicroPython program: main.py, config.py, the drivers in use under lib/."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from ohm_core.firmware.arduino import Sketch, reported, sketch_reports
from ohm_core.firmware.cpp import one_line
from ohm_core.firmware.devices import Device
from ohm_core.firmware.firmware import Family, SourceFile
from ohm_core.firmware.py import Python, block_lines, function_lines
from ohm_core.firmware.sources import micropython_sources
from ohm_core.firmware.spec import Symbol

MAIN_LINES = 120
PY = Python()
LOGIC = ("Condition", "Lasting", "Limit", "NAN", "Sequence", "Turns", "is_unknown", "map_range", "pick", "shown", "whole")


def micropython_files(sketch: Sketch) -> Iterator[SourceFile]:
    """The files of the program, main first. A long one keeps its behaviours in behaviours.py."""
    from ohm_core.firmware.micropython_config import config_lines

    whole = [*_head(sketch), *_imports(sketch, True), *part_lines_python(sketch), *_behaviours(sketch), *_report(sketch), *_run(sketch)]
    if len(whole) <= MAIN_LINES:
        yield _file("main.py", whole)
    else:
        names = [d.var for d in sketch.devices] + [h.var for h in sketch.ctx.helpers] + [v for v, _ in _net_parts(sketch)]
        calls = [fn.name for fn in sketch.program.functions]
        yield _file("main.py", [*_head(sketch), *_imports(sketch, False, (("behaviours", calls), ("parts", names))), *_report(sketch), *_run(sketch)])
        yield _file("parts.py", ['"""The parts, each with its driver."""', "", *_imports(sketch, True, (), "parts"), *part_lines_python(sketch)])
        yield _file("behaviours.py", ['"""What was asked for, one function each."""', "", *_imports(sketch, True, (("parts", _used(sketch, names)),), "behaviours"), *_behaviours(sketch)])
    yield _file("config.py", config_lines(sketch))
    modules = {d.driver.module for d in sketch.devices} | {"ohm_timing", "ohm_logic"} | set(_modules(sketch))
    yield from micropython_sources(modules, sketch.board.family)
    if sketch.wireless:
        yield SourceFile("my_secrets.py.example", "python", SECRETS)
    from ohm_core.firmware.bringup import bringup_files

    yield from bringup_files(sketch, "micropython")


def _file(path: str, lines: Iterable[str]) -> SourceFile:
    return SourceFile(path, "python", "\n".join(lines).rstrip() + "\n")


def _used(sketch: Sketch, names: list[str]) -> list[str]:
    """The names that the behaviours themselves speak of."""
    code = "\n".join(_behaviours(sketch))
    return [n for n in names if f"{n}." in code]


def _modules(sketch: Sketch) -> Iterator[str]:
    code = _code(sketch)
    yield from ("ohm_timing",) if "Every(" in code else ()
    yield from ("ohm_logic",) if any(f"{name}(" in code for name in LOGIC) else ()
    yield from (h.module for h in sketch.ctx.helpers)
    yield from ("ohm_log",) if sketch_reports(sketch) else ()
    yield from ("ohm_daily",) if "DailyTime(" in code or "DayWindow(" in code else ()
    yield from ("ohm_sun",) if "SunTime(" in code else ()
    yield from ("ohm_wifi",) if sketch.wireless else ()
    yield from (sketch.publisher,) if sketch.ctx.publishes else ()
    yield from ("ohm_netclock",) if sketch.ctx.tells_time else ()


def _code(sketch: Sketch) -> str:
    return "\n".join([*_behaviours(sketch), *_report(sketch), *_start(sketch)])


def _head(sketch: Sketch) -> Iterator[str]:
    design = sketch.circuit.design
    words = design.requirements.text if design.requirements else design.description
    board = sketch.circuit.parts[sketch.circuit.board].part.name
    yield f'"""{safe(sketch.title)}'
    yield ""
    if words:
        yield from textwrap.wrap(safe(words), 100)
        yield ""
    yield f"For {board}. Pins and figures are in config.py, the parts' drivers in lib/; nothing here waits."
    yield '"""'
    yield ""


def safe(text: str) -> str:
    """A person's words, harmless inside a docstring."""
    return one_line(text).replace('"""', "'''")


def _imports(sketch: Sketch, with_parts: bool, own: tuple[tuple[str, list[str]], ...] = (), only: str = "") -> Iterator[str]:
    """The imports of main.py, or those of parts.py or behaviours.py alone (ONLY)."""
    code = {"parts": "\n".join(part_lines_python(sketch)), "behaviours": "\n".join(_behaviours(sketch))}.get(only) or "\n".join(
        [*(part_lines_python(sketch) if with_parts else ()), *(_behaviours(sketch) if with_parts else ()), *_report(sketch), *_run(sketch)])
    yield from imports(sketch, code, own)


def imports(sketch: Sketch, code: str, own: tuple[tuple[str, list[str]], ...] = ()) -> Iterator[str]:
    """The imports that CODE needs, those in OWN besides."""
    third = [f"from machine import {', '.join(names)}"] if (names := [n for n in ("I2C", "SPI", "Pin") if f"{n}(" in code]) else []
    found: dict[str, list[str]] = {}
    for name, module in _known(sketch):
        if f"{name}(" in code or f"{name}." in code:
            found.setdefault(module, []).append(name)
    mine = [f"from {module} import {', '.join(sorted(names, key=lambda n: (n.islower(), n)))}" for module, names in [*found.items(), *own] if names]
    if "sleep_ms(" in code:
        yield "from time import sleep_ms"
        yield ""
    if "config." in code:
        yield "import config"
    yield from sorted([*third, *mine], key=lambda line: line.split()[1])
    yield ""


def _known(sketch: Sketch) -> Iterator[tuple[str, str]]:
    """Every name that comes from a driver, with its module."""
    seen = set()
    for device in sketch.devices:
        if device.driver.cls not in seen:
            seen.add(device.driver.cls)
            yield device.driver.cls, device.driver.module
    yield from {(h.cls, h.module) for h in sketch.ctx.helpers}
    yield "Every", "ohm_timing"
    yield from ((name, "ohm_logic") for name in LOGIC)
    yield from (("log_value", "ohm_log"), ("log_text", "ohm_log"), ("DailyTime", "ohm_daily"), ("DayWindow", "ohm_daily"), ("SunTime", "ohm_sun"), ("WifiLink", "ohm_wifi"),
                ("Publisher", sketch.publisher), ("NetClock", "ohm_netclock"))


def _net_parts(sketch: Sketch) -> Iterator[tuple[str, str]]:
    if sketch.wireless:
        yield "wifi", "WifiLink(config.WIFI_NAME, config.WIFI_PASSWORD)"
    if sketch.ctx.publishes:
        yield "publisher", "Publisher(wifi, config.PUBLISH_HOST, config.PUBLISH_PORT, config.PUBLISH_TOPIC)"
    if sketch.ctx.tells_time:
        yield "net_clock", "NetClock(wifi, config.UTC_OFFSET_MIN)"


def part_lines_python(sketch: Sketch) -> Iterator[str]:
    """The parts, each with its driver and its figures."""
    yield from bus_lines(sketch)
    for device in sketch.devices:
        yield f"{device.var} = {device.driver.cls}({', '.join(arguments(device))})"
    yield from (f"{h.var} = {h.cls}({', '.join(h.args)})" for h in sketch.ctx.helpers)
    yield from (f"{var} = {made}" for var, made in _net_parts(sketch))
    yield from ("", "")


def bus_lines(sketch: Sketch) -> Iterator[str]:
    """The buses in use."""
    family: Family = sketch.board.family
    if i2c := sketch.uses("i2c"):
        instance = i2c[0].site.hookup.bus.split(":")[1]
        number = "" if family == "esp8266" else f"{instance if instance.isdigit() else 0}, "
        yield f"i2c = I2C({number}scl=Pin(config.I2C_SCL), sda=Pin(config.I2C_SDA), freq=100000)"
    if spi := sketch.uses("spi"):
        instance = spi[0].site.hookup.bus.split(":")[1]
        number = {"esp32": "2", "esp8266": "1"}.get(family, instance if instance.isdigit() else "0")
        pins = "" if family == "esp8266" else ", sck=Pin(config.SPI_SCK), mosi=Pin(config.SPI_MOSI), miso=Pin(config.SPI_MISO)"
        yield f"spi = SPI({number}, baudrate=4000000{pins})"


def arguments(device: Device) -> Iterator[str]:
    """What the driver's constructor is given: name, bus, pins, figures."""
    if device.driver.named:
        yield f'"{device.ref}"'
    if device.driver.bus:
        yield device.driver.bus
    for role, pins in device.pins:
        yield f"config.{device.prefix}_{role.name}" if pins else "None"
    for setting in device.settings:
        if setting.name and not isinstance(setting.value, Symbol):
            yield f"config.{device.prefix}_{setting.name}"
        else:
            yield PY.figure(setting.value)


def _behaviours(sketch: Sketch) -> Iterator[str]:
    for fn in sketch.program.functions:
        yield from function_lines(fn)
        yield from ("", "")


def _report(sketch: Sketch) -> Iterator[str]:
    if not sketch_reports(sketch):
        return
    yield "report_tick = Every(config.REPORT_MS)"
    yield from ("", "")
    yield "def report():"
    yield '    """The readings on the serial monitor, one line each."""'
    yield "    if not report_tick.due():"
    yield "        return"
    for device in sketch.devices:
        for name, method in reported(device):
            call = f"{device.var}.{method}()"
            label = f'"{device.ref}.{name}"'
            yield f"    log_text({label}, {call})" if name in device.driver.texts else f"    log_value({label}, {call}, {device.decimals(name)})"
    yield from ("", "")


def _start(sketch: Sketch) -> Iterator[str]:
    fn = sketch.program.start
    for name, items, _ in fn.choices:
        yield f"{name} = ({', '.join(items)},)"
    yield from block_lines(fn.body, 0)


def _run(sketch: Sketch) -> Iterator[str]:
    """What happens once, and what happens for ever."""
    devices = list(sketch.devices)
    sensors = [d.var for d in devices if d.driver.is_sensor and d.driver.updates]
    actors = [d.var for d in devices if not d.driver.is_sensor and d.driver.updates]
    net = [var for var, _ in _net_parts(sketch)]
    yield from (f"{d.var}.begin()" for d in devices)
    yield from (f"{var}.begin()" for var in net if var != "publisher")
    yield from _start(sketch)
    yield ""
    yield "while True:"
    yield from (f"    {var}.update()" for var in (*sensors, *net))
    yield from (f"    {fn.name}()" for fn in sketch.program.functions)
    yield from (f"    {h.var}.update()" for h in sketch.ctx.helpers if h.updates)
    yield from (f"    {var}.update()" for var in actors)
    if sketch_reports(sketch):
        yield "    report()"
    yield "    sleep_ms(1)"


SECRETS = '''"""Copy this file to my_secrets.py and fill it in. my_secrets.py stays with you: keep it out of version control."""

WIFI_NAME = ""
WIFI_PASSWORD = ""
PUBLISH_TOPIC = ""  # for ntfy.sh: a word nobody else would guess
'''
