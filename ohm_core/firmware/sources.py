"""The drivers' source files: package data, picked by what a program uses and by board family."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from ohm_core.firmware.devices import Device
from ohm_core.firmware.firmware import Family, SourceFile

TEMPLATES = Path(__file__).parent / "templates"
_INCLUDE = re.compile(r'^#include "(ohm_\w+)\.h"', re.M)
_IMPORT = re.compile(r"^(?:from|import) (ohm_\w+)", re.M)


def arduino_sources(devices: Iterable[Device], family: Family, extras: Iterable[str] = (), buses: Mapping[str, str] | None = None) -> Iterator[SourceFile]:
    """Header and source of every driver in use and of what these include, each once, by name. BUSES renames `Wire` and `SPI`
    where the circuit is on the chip's second ones.
    """
    wanted = {m for d in devices for m in (d.driver.module, *d.driver.extra)} | set(extras)
    for name in sorted(_closure(wanted, family)):
        for ending in ("h", "cpp"):
            content = source(name, ending, family)
            if content:
                for bus, other in (buses or {}).items():
                    content = re.sub(rf"\b{bus}\.(?!h\b)", f"{other}.", content)
                yield SourceFile(f"{name}.{ending}", "cpp", content)


def _closure(wanted: set[str], family: Family) -> set[str]:
    seen: set[str] = set()
    while wanted:
        name = wanted.pop()
        seen.add(name)
        text = source(name, "h", family) + source(name, "cpp", family)
        wanted |= set(_INCLUDE.findall(text)) - seen
    return seen


@cache
def source(name: str, ending: str, family: Family) -> str:
    """A driver's file for a family: `ohm_servo.avr.cpp` where the families differ, else `ohm_servo.cpp`; "" where none is."""
    for path in (TEMPLATES / "arduino" / f"{name}.{family}.{ending}", TEMPLATES / "arduino" / f"{name}.{ending}"):
        if path.is_file():
            return path.read_text(encoding="utf-8")
    return ""


def micropython_sources(modules: Iterable[str], family: Family) -> Iterator[SourceFile]:
    """The Python drivers in use and what they import, each once, by name."""
    wanted, seen = set(modules), set()
    while wanted:
        name = wanted.pop()
        seen.add(name)
        wanted |= set(_IMPORT.findall(python_source(name, family))) - seen
    for name in sorted(seen):
        yield SourceFile(f"lib/{name}.py", "python", python_source(name, family))


@cache
def python_source(name: str, family: Family) -> str:
    """A MicroPython driver for a family."""
    for path in (TEMPLATES / "micropython" / f"{name}.{family}.py", TEMPLATES / "micropython" / f"{name}.py"):
        if path.is_file():
            return path.read_text(encoding="utf-8")
    raise FileNotFoundError(f"no MicroPython driver {name}")
