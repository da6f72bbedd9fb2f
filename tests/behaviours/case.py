"""What a behaviour's scenario is: a small design, the words it answers, the steps that a person wrote from those words. It runs on
an Uno in C++ (avr8js) and on an ESP32 in MicroPython, from the same wires."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from ohm_core.circuit.circuit import Circuit
from ohm_core.firmware.firmware import Firmware
from ohm_core.firmware.generate import generate
from ohm_core.firmware.simulate import Scenario, parse_scenario
from tests.firmware.bench import circuit

Way = Literal["avr", "python"]
WAYS: tuple[Way, ...] = ("avr", "python")
BOARDS: dict[Way, str] = {"avr": "arduino-uno-r3", "python": "esp32-devkit-v1"}
LANGUAGES: dict[Way, str] = {"avr": "arduino", "python": "micropython"}


@dataclass(frozen=True)
class Case:
    """`words` are what a person asks for; `ways` where it can run (a part or a word of the language may not be there in the other)."""

    name: str
    words: str
    parts: dict[str, Any]
    wires: list[str]
    behaviours: list[dict[str, Any]]
    steps: list[Any]
    ways: tuple[Way, ...] = WAYS

    def __str__(self) -> str:
        return self.name

    @property
    def scenario(self) -> Scenario:
        return parse_scenario(json.dumps({"name": self.name, "version": 1, "steps": self.steps}))


@cache
def _circuit(name: str, way: Way) -> Circuit:
    from tests.behaviours.cases import CASES

    case = next(c for c in CASES if c.name == name)
    return circuit(case.parts, case.wires, case.behaviours, BOARDS[way], description=case.words)


def wired(case: Case, way: Way) -> Circuit:
    """The case's circuit on the board of that way."""
    return _circuit(case.name, way)


def firmware(case: Case, way: Way) -> Firmware:
    """The firmware that OHM writes for it."""
    made = generate(wired(case, way), LANGUAGES[way])
    assert not made.unsupported, [f"{u.said}: {u.why}" for u in made.unsupported]
    return made


def written(files: dict[str, str], folder: Path) -> Path:
    """The files in FOLDER."""
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(content, encoding="utf-8")
    return folder


def files_of(case: Case, way: Way) -> dict[str, str]:
    """The program's files by path, without what is only for bringing up or uploading."""
    files = {f.path: f.content for f in firmware(case, way).files if not f.path.startswith("bringup/")}
    secrets = files.pop("my_secrets.py.example", "")
    return files | ({"my_secrets.py": secrets.replace('WIFI_NAME = ""', 'WIFI_NAME = "home"').replace('PUBLISH_TOPIC = ""', 'PUBLISH_TOPIC = "ours"')} if secrets else {})
