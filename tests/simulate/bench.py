"""A workbench for the simulator's tests: circuits in a few lines, sketches compiled by avr-gcc with the Arduino core, scenarios as lists."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from ohm_core.catalogue.catalogue import load
from ohm_core.circuit.circuit import Circuit, resolve
from ohm_core.design.file import design_from
from ohm_core.firmware.simulate import SimulationResult, parse_scenario, simulate

CORE = Path(os.environ.get("ARDUINO_AVR_CORE", "/usr/share/arduino/hardware/arduino/avr"))
MCU = ["-mmcu=atmega328p", "-DF_CPU=16000000L", "-DARDUINO=10819", "-DARDUINO_AVR_UNO", "-DARDUINO_ARCH_AVR", "-DDECIMAL_DIG=__DECIMAL_DIG__"]
C = ["-c", "-Os", "-w", "-std=gnu11", "-ffunction-sections", "-fdata-sections", *MCU]
CPP = ["-c", "-Os", "-w", "-std=gnu++11", "-fpermissive", "-fno-exceptions", "-ffunction-sections", "-fdata-sections", "-fno-threadsafe-statics", *MCU]
LIBRARIES = ("Wire", "SPI", "EEPROM")

needs_avr = pytest.mark.skipif(shutil.which("avr-g++") is None or not CORE.is_dir(), reason="needs gcc-avr and arduino-core-avr (apt)")


def circuit(parts: dict[str, Any], wires: list[str], board: str = "arduino-uno-r3", **more: Any) -> Circuit:
    """A circuit from parts ("R1": "resistor" or ("resistor", {attrs})) and wires ("U1.D9 R1.1"); U1 is the board."""
    uses = {"U1": {"part": board}}
    for ref, part in parts.items():
        name, attrs = part if isinstance(part, tuple) else (part, {})
        uses[ref] = {"part": name, "attrs": attrs}
    joined = [[a, b] for w in wires for ends in [w.split()] for a, b in pairwise(ends)]
    design = {"format": "ohm-design/1", "title": "bench", "board": "U1", "parts": uses, "connections": joined, **more}
    return resolve(design_from(design), load())


def run(wired: Circuit, sketch: str, steps: list[Any], **options: Any) -> SimulationResult:
    """Compiles the sketch and runs it through the steps."""
    scenario = parse_scenario(json.dumps({"name": "test", "version": 1, "steps": steps}))
    return simulate(wired, compiled(sketch), scenario, **options)


def passes(wired: Circuit, sketch: str, steps: list[Any], **options: Any) -> SimulationResult:
    """The result, after making sure that every step passed."""
    result = run(wired, sketch, steps, **options)
    assert result.passed, [s for s in result.steps if not s.passed] + [result.serial[-300:], result.notes, result.ended]
    return result


def look(part: str, pin: str, value: Any = None, **more: Any) -> dict[str, Any]:
    return {"expect-pin": {"part-id": part, "pin": pin, **({} if value is None else {"value": value}), **more}}


def wait(part: str, pin: str, value: Any = None, **more: Any) -> dict[str, Any]:
    return {"wait-pin": {"part-id": part, "pin": pin, **({} if value is None else {"value": value}), **more}}


def put(part: str, control: str, value: Any) -> dict[str, Any]:
    return {"set-control": {"part-id": part, "control": control, "value": value}}


def says(text: str) -> dict[str, Any]:
    return {"wait-serial": text}


def after(time: str) -> dict[str, Any]:
    return {"delay": time}


@cache
def _folder() -> Path:
    found = Path(tempfile.gettempdir()) / f"ohm-simulate-tests-{os.getuid() if hasattr(os, 'getuid') else 0}"
    found.mkdir(exist_ok=True)
    return found


def compiled(sketch: str) -> Path:
    """The .hex of a sketch; compiled once for each text."""
    target = _folder() / f"{hashlib.sha256(sketch.encode()).hexdigest()[:16]}.hex"
    if not target.exists():
        _compile(sketch, target)
    return target


def _compile(sketch: str, target: Path) -> None:
    core = _archive()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "sketch.cpp").write_text("#include <Arduino.h>\n" + sketch)
        _run("avr-g++", *CPP, *_includes(), "sketch.cpp", "-o", "sketch.o", cwd=folder)
        _run("avr-gcc", "-w", "-Os", "-Wl,--gc-sections", "-mmcu=atmega328p", "-o", "sketch.elf", "sketch.o", str(core), "-lm", cwd=folder)
        _run("avr-objcopy", "-O", "ihex", "-R", ".eeprom", "sketch.elf", "sketch.hex", cwd=folder)
        shutil.copy(folder / "sketch.hex", target.with_suffix(".new"))
    target.with_suffix(".new").replace(target)


@cache
def _archive() -> Path:
    """The Arduino core with Wire and SPI as one library, compiled once a machine."""
    target = _folder() / "core.a"
    if target.exists():
        return target
    sources = [CORE / "cores/arduino", *(CORE / "libraries" / lib / "src" for lib in LIBRARIES)]
    files = [f for s in sources for f in sorted(s.rglob("*")) if f.suffix in (".c", ".cpp", ".S")]
    with tempfile.TemporaryDirectory() as name:
        objects = []
        for n, file in enumerate(files):
            objects.append(f"{n}.o")
            if file.suffix == ".cpp":
                _run("avr-g++", *CPP, *_includes(), str(file), "-o", objects[-1], cwd=Path(name))
            else:
                flags = C if file.suffix == ".c" else ["-c", "-x", "assembler-with-cpp", *MCU]
                _run("avr-gcc", *flags, *_includes(), str(file), "-o", objects[-1], cwd=Path(name))
        _run("avr-gcc-ar", "rcs", "core.a", *objects, cwd=Path(name))
        shutil.copy(Path(name) / "core.a", target.with_suffix(".new"))
    target.with_suffix(".new").replace(target)
    return target


def _includes() -> list[str]:
    folders = [CORE / "cores/arduino", CORE / "variants/standard"]
    folders += [CORE / "libraries" / lib / "src" for lib in LIBRARIES] + [CORE / "libraries/Wire/src/utility"]
    return [f"-I{f}" for f in folders]


def _run(*command: str, cwd: Path) -> None:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
