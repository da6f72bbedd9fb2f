"""Small circuits in text, checked: the form of the case files and of tests on rules.

One line a part (`LED1 led-5mm color=red`; `R1 220` is a resistor of so many ohms), one line of wires (`U1.D13~R1.1 R1.2~LED1.A`);
`wifi` turns the feature on, `sketch` (or `sketch.py`) begins the program, up to the end, `runs from BAT1` names the supply, `asked …` are the words it was made from, `diagram {…}` is what it was read from, `custom X1 VCC=power_in OUT` is a part only its user knows.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ohm_core.catalogue.catalogue import load
from ohm_core.circuit.circuit import Circuit, resolve
from ohm_core.design.file import design_from
from ohm_core.design.finding import Report
from ohm_core.firmware.reading.facts import SketchFacts
from ohm_core.firmware.reading.read import facts_of
from ohm_core.rules import check

CASES = Path(__file__).parent / "cases"


@dataclass(frozen=True)
class Case:
    """One circuit of a rule's case file. `says` must stand in the message, `also` are rules that may speak as well."""

    rule: str
    name: str
    circuit: str
    severity: str = ""
    subjects: tuple[str, ...] = ()
    says: str = ""
    also: tuple[str, ...] = ()
    blind: str = ""

    @property
    def good(self) -> bool:
        return not self.severity


def cases() -> Iterator[Case]:
    """Every case of every file in cases/, good ones first."""
    for path in sorted(CASES.glob("*.toml")):
        body = tomllib.loads(path.read_text(encoding="utf-8"))
        for raw in (*body.get("good", ()), *body.get("bad", ())):
            yield Case(path.stem, **{k: tuple(v) if isinstance(v, list) else v for k, v in raw.items()})


def design(text: str) -> dict[str, Any]:
    """The design file of a circuit in text."""
    body: dict[str, Any] = {"format": "ohm-design/1", "title": "Case", "parts": {}, "connections": []}
    for line in filter(None, map(str.strip, text.partition("\nsketch")[0].splitlines())):
        words = line.split()
        if words[0] == "asked":
            body["requirements"] = {"text": line.partition(" ")[2]}
        elif words[0] == "diagram":
            body["diagram"] = json.loads(line.partition(" ")[2])
        elif "~" in line:
            body["connections"] += [w.split("~") for w in words]
        elif words[0] == "wifi":
            body["features"] = {"wifi": True}
        elif words[:2] == ["runs", "from"]:
            body["supply"] = {"source": words[2]}
        elif words[0] == "custom":
            body["parts"][words[1]] = {"part": "custom", "name": words[1], "pins": {p: {"type": t} if t else {} for p, _, t in (w.partition("=") for w in words[2:])}}
        else:
            part, attrs = ("resistor", [f"resistance_ohm={words[1]}"]) if words[1].isdigit() else (words[1], words[2:])
            body["parts"][words[0]] = {"part": part, "attrs": dict(map(_attr, attrs))}
    if "U1" in body["parts"]:
        body["board"] = "U1"
    return body


def _attr(word: str) -> tuple[str, Any]:
    name, _, value = word.partition("=")
    try:
        return name, float(value)
    except ValueError:
        return name, value


def circuit(text: str) -> Circuit:
    return resolve(design_from(design(text)), load())


def sketch(text: str, family: str) -> SketchFacts | None:
    """The program under the circuit, read; None where there is none."""
    _, found, program = text.partition("\nsketch")
    head, _, body = program.partition("\n")
    return facts_of({f"sketch{head.strip() or '.ino'}": body}, family) if found else None


def report(text: str) -> Report:
    """What all rules say of a circuit in text."""
    made = circuit(text)
    board = made.board_instance()
    return check(made, sketch(text, board.part.board.family if board and board.part.board else ""))
