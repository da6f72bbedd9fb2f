"""Mutants of the configuration: a limit moved, a dead band taken away, a time ten times as long, a pin that is another, a level turned round.

In C++ a figure is changed where the sketch includes it, so that the drivers compiled before can be used again."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.behaviours.case import Way
from tests.behaviours.owners import Owners

Change = tuple[str, str, tuple[str, str], dict[str, str]]
_CPP = re.compile(r"^constexpr (?P<kind>\w+) (?P<name>\w+)(?P<many>\[\])? = (?P<value>[^;]+);", re.M)
_PYTHON = re.compile(r"^(?P<name>[A-Z]\w*) = (?P<value>[^#\n]+?)\s*(?:#.*)?$", re.M)
# Not of the behaviours: how it reports, where messages go, the place of the sun where none is asked for.
LEFT_ALONE = ("SERIAL_BAUD", "REPORT_MS", "BOARD", "WIFI_NAME", "WIFI_PASSWORD", "PUBLISH_HOST", "PUBLISH_PORT", "PUBLISH_TOPIC")
FREE_PINS = {"avr": ("12", "11"), "python": ("2", "15")}  # pins that no case uses
LEVELS = {"HIGH": "LOW", "LOW": "HIGH", "INPUT_PULLUP": "INPUT", "Pin.PULL_UP": "None"}


def changed_figures(files: dict[str, str], owners: Owners, way: Way) -> Iterator[Change]:
    """Name, value before, (what was done, value after), and the files that differ."""
    python = way == "python"
    config = files["config.py" if python else "config.h"]
    for match in (_PYTHON if python else _CPP).finditer(config):
        name, value = match["name"], match["value"].strip()
        if name in LEFT_ALONE:
            continue
        for done, now in _other(name, value, owners, way):
            if python or match.groupdict().get("many"):
                start, end = match.span("value")
                yield name, value, (done, now), {"config.py" if python else "config.h": config[:start] + now + config[end:]}
            else:
                main = files["firmware.ino"]
                last = [m.end() for m in re.finditer(r'^#include .*$', main, re.M)][-1]
                yield name, value, (done, now), {"firmware.ino": f"{main[:last]}\n#define {name} ({now})\n{main[last:]}"}


def _other(name: str, value: str, owners: Owners, way: Way) -> Iterator[tuple[str, str]]:
    """What is done to a figure, and what it is then."""
    device = next((d for d in sorted(owners.devices, key=lambda d: -len(d.prefix)) if name.startswith(d.prefix + "_") and not owners.figure(name)), None)
    role = device and next((r for r, _ in device.pins if name == f"{device.prefix}_{r.name}"), None)
    if value.startswith(("{", "(")):
        items = value[1:-1].rstrip(",").split(", ")
        if len(items) > 1:
            yield "order of pins", f"{value[0]}{', '.join([items[1], items[0], *items[2:]])}{value[-1]}"
    elif role or name.startswith(("I2C_", "SPI_")):
        yield "wrong pin", next(p for p in FREE_PINS[way] if p != value)
    elif value in LEVELS:
        yield "level turned round", LEVELS[value]
    elif device and name.endswith(("_ON", "_PRESSED", "_ACTIVE")):
        yield "level turned round", str(1 - int(value))
    elif re.fullmatch(r"-?[\d.]+f?|0x[0-9A-F]+", value):
        yield from _moved(name, value, bool(device), way == "python")


def _moved(name: str, value: str, of_part: bool, python: bool) -> Iterator[tuple[str, str]]:
    number = int(value, 16) if value.startswith("0x") else float(value.rstrip("f"))
    if name.endswith("_COLOR") or re.search(r"_COLOR\d*$", name):
        yield "another colour", hex(int(number) ^ 0xFFFFFF)
    elif name.endswith("_ADDRESS"):
        yield "another address", hex(int(number) ^ 1)
    elif re.search(r"_MS_?\d*$", name):
        yield "time × 10", str(round(number * 10))
    elif re.search(r"_BAND_?\d*$", name):
        yield "no dead band", "0"
    elif re.search(r"_(HOUR|MINUTE)_?\d*$", name):
        yield "an hour or minute later", str(round(number) + 1)
    elif re.search(r"_TIMES_?\d*$|_BY(_\w+)?$|_TRACK_?\d*$|_COUNT_?\d*$|_LINES$", name):
        yield "one more", f"{number + 1:g}"
    elif of_part or name in ("LATITUDE", "LONGITUDE", "UTC_OFFSET_MIN"):
        yield "another figure", f"{number * 2 if number else 20000 if python else 300:g}"
    else:
        far = max(abs(number) * 0.4, 1.0)
        yield "moved up", f"{number + far:g}"
        yield "moved down", f"{number - far:g}"
