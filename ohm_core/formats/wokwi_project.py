"""A project for Wokwi: the diagram, the program with its files in one flat folder as the editor keeps them, and what its tools ask for.

Layout of wokwi.toml: https://docs.wokwi.com/vscode/platformio; of libraries.txt: https://docs.wokwi.com/guides/libraries.
"""

from __future__ import annotations

import json
import re
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from ohm_core.catalogue.wokwi import types
from ohm_core.errors import BadInput
from ohm_core.formats.files import Files, archive

if TYPE_CHECKING:
    from ohm_core.project.prototype import Prototype

IMAGES = {"avr": "firmware.hex", "esp32": "firmware.bin", "rp2040": "firmware.uf2"}  # what `pio run` makes and Wokwi loads
MICROPYTHON = "micropython-20231227-v1.22.0"  # the environment that Wokwi's own MicroPython examples name
LIBRARIES = "# Wokwi Library List\n# See https://docs.wokwi.com/guides/libraries\n# {said}\n"
NONE_NEEDED = "Every driver is in this folder: no library is needed."
GUEST = """// The access point that every simulated board finds; it has no password.
#pragma once

constexpr char WIFI_NAME[] = "Wokwi-GUEST";
constexpr char WIFI_PASSWORD[] = "";
constexpr char PUBLISH_TOPIC[] = "";
"""
WOKWI_TOML = """# For Wokwi in VS Code and wokwi-cli: run `pio run` first.
[wokwi]
version = 1
firmware = '.pio/build/{env}/{image}'
elf = '.pio/build/{env}/firmware.elf'
"""


def wokwi_project(made: Prototype, target: Path) -> Files:
    """The project as one archive for X.zip, the diagram alone for a file of another name, a folder of files else."""
    diagram, notes = _diagram(made)
    if target.suffix and target.suffix != ".zip" and not target.is_dir():
        return Files({"diagram.json": diagram}, notes)
    files, more = _program(made)
    project = {"diagram.json": diagram, **files}
    if target.suffix == ".zip" and not target.is_dir():
        return Files({"wokwi.zip": archive(project)}, (*notes, *more))
    return Files(project, (*notes, *more), folder=True)


def _diagram(made: Prototype) -> tuple[bytes, tuple[str, ...]]:
    raw: dict[str, Any] = json.loads(made.diagram())
    strange = [f"{p['id']} ({p['type']})" for p in raw["parts"] if not _is_wokwis(p["type"])]
    notes = (f"Wokwi has no part for {', '.join(strange)}; it shows nothing in their places, their wires stay in the diagram.",) if strange else ()
    board = made.circuit.board_instance()
    if board and _is_python(made):
        for part in raw["parts"]:
            if part["id"] == board.ref and part["type"].startswith(("wokwi-", "board-")):
                part["attrs"] = {"env": MICROPYTHON, **(part.get("attrs") or {})}
    return (json.dumps(raw, indent=1, ensure_ascii=False) + "\n").encode(), notes


def _is_wokwis(kind: str) -> bool:
    return kind in types() or kind.startswith(("wokwi-", "board-", "chip-"))


def _is_python(made: Prototype) -> bool:
    return any(f.path == "main.py" for f in made.firmware)


def _program(made: Prototype) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """The program's files, flat, and the notes on it."""
    from ohm_core.formats.projects import MAIN, arduino_sources, foreign_headers

    board = made.circuit.board_instance()
    if board is None or board.part.board is None or not made.firmware:
        return {}, ("There is no firmware for this design's board, so no program is in the project." if board else "The design has no board, so no program is in the project.",)
    if _is_python(made):
        kept = {PurePosixPath(f.path).name: f.content for f in made.firmware if not f.path.startswith("bringup/")}
        return _encoded(kept), ("Wokwi runs main.py in its own MicroPython: open a MicroPython project there and upload these files.",)
    sources, notes = arduino_sources(made, "wokwi")
    files = {("sketch.ino" if f.path == MAIN else f.path): f.content for f in sources if "/" not in f.path and f.path != "sketch.yaml"}
    if deep := [f.path for f in sources if "/" in f.path and not f.path.startswith("bringup/")]:
        raise BadInput(f"Wokwi keeps all files in one folder; {deep[0]} is in another.", "firmware")
    headers = foreign_headers(sources)
    files["libraries.txt"] = LIBRARIES.format(said=f"Add the libraries that bring {', '.join(headers)}." if headers else NONE_NEEDED)
    if "secrets.h.example" in files:
        files["secrets.h"] = GUEST
    image, environment = IMAGES.get(board.part.board.family), re.search(r"^\[env:([^\]'\s]+)\]", files.get("platformio.ini", ""), re.M)
    if image and environment:
        files["wokwi.toml"] = WOKWI_TOML.format(env=environment[1], image=image)
    elif not image:
        notes = (*notes, f"Wokwi does not simulate the {board.part.board.mcu}: the diagram can be looked at, not run.")
    return _encoded(files), notes


def _encoded(files: dict[str, str]) -> dict[str, bytes]:
    return {name: text.encode() for name, text in files.items()}
