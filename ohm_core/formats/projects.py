"""The firmware as a project for PlatformIO or for the Arduino tools."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from ohm_core.design.file import safe_path
from ohm_core.design.values import SourceFile
from ohm_core.errors import BadInput
from ohm_core.formats.files import Files

if TYPE_CHECKING:
    from ohm_core.project.prototype import Prototype

MAIN = "firmware.ino"
INCLUDE = re.compile(r"^\s*#\s*include\s*<([\w./-]+\.h)>", re.M)
CORE = {"Arduino.h", "Wire.h", "SPI.h", "EEPROM.h", "WiFi.h", "ESP8266WiFi.h", "WiFiClient.h", "WiFiClientSecure.h", "HTTPClient.h", "avr/pgmspace.h", "stdint.h", "math.h", "string.h", "time.h"}
SKETCH_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,62}")  # what the Arduino tools take as a sketch's name


def platformio(made: Prototype, target: Path) -> Files:
    """A folder that `pio run` compiles."""
    sources, notes = arduino_sources(made, "platformio")
    return Files({safe_path(f.path): f.content.encode() for f in sources}, notes, folder=True)


def arduino(made: Prototype, target: Path) -> Files:
    """A sketch folder. The Arduino tools want the main file named as its folder, so it is."""
    sources, notes = arduino_sources(made, "arduino")
    files = {safe_path(f.path): f.content.encode() for f in sources if f.path != "platformio.ini"}
    name = target.resolve().name
    if MAIN in files and name != Path(MAIN).stem:
        if SKETCH_NAME.fullmatch(name):
            files = {f"{name}.ino" if k == MAIN else k: v for k, v in files.items()}
        else:
            notes = (*notes, f"The Arduino tools take no folder named '{name}': name it as its sketch, firmware.")
    return Files(files, notes, folder=True)


def arduino_sources(made: Prototype, to: str) -> tuple[tuple[SourceFile, ...], tuple[str, ...]]:
    """The firmware in Arduino C++ with its project files, and what is to be said of it. Raises BadInput for a design whose
    firmware is none that the target takes."""
    from ohm_core.firmware.arduino_project import board_files

    board, sources = made.circuit.board_instance(), made.firmware
    if board is None or board.part.board is None:
        raise BadInput("The design has no board, so there is no firmware to export.", "--to", "no_firmware")
    if not sources:
        raise BadInput(f"OHM writes no firmware for the {board.part.name} yet, so there is none to export.", "--to", "no_firmware")
    if not any(f.path.endswith((".ino", ".cpp")) for f in sources):
        raise BadInput(f"This design's firmware is MicroPython, and '{to}' takes Arduino C++; ask for the design in Arduino C++, or export 'zip', which holds the Python files.", "--to", "wrong_language")
    notes = other_boards(made)
    if not made.design.behaviours and not made.circuit.design.firmware:
        notes.append("The design says nothing of what the program must do; the sketch only sets the parts up.")
    missing = [f for f in board_files(board.part.board) if f.path not in {s.path for s in sources}]
    if headers := foreign_headers(sources):
        notes.append(f"The sketch includes {', '.join(headers)}: name the libraries that bring them in the project's files.")
    return (*sources, *missing), tuple(notes)


def other_boards(made: Prototype) -> list[str]:
    """What is to be said of further boards in the design: there is a program for one only."""
    others = [i.ref for i in made.circuit.parts.values() if i.is_board and i.ref != made.circuit.board]
    return [f"The program is for {made.circuit.board}; there is none for {', '.join(others)}."] if others else []


def foreign_headers(sources: Iterable[SourceFile]) -> list[str]:
    """Headers that neither the sketch nor the boards' core brings."""
    own = {PurePosixPath(f.path).name for f in sources}
    found = dict.fromkeys(h for f in sources for h in INCLUDE.findall(f.content))
    return [h for h in found if h not in own and h not in CORE]
