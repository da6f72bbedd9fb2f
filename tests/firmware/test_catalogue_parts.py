"""Every part of the catalogue that does something for a person: its program builds and uses its driver, or the design says why not."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from ohm_core.catalogue.catalogue import load
from ohm_core.circuit.circuit import resolve
from ohm_core.design.behaviour import Action, Always, Behaviour, Condition, Event, Template
from ohm_core.design.wishes import Requirements, Wish
from ohm_core.firmware.actions import ARGS
from ohm_core.firmware.build import build
from ohm_core.firmware.catalog import BY_NAME
from ohm_core.firmware.generate import generate
from ohm_core.plan.plan import plan
from tests.firmware.bench import write

needs_compilers = pytest.mark.skipif(shutil.which("avr-g++") is None or shutil.which("g++") is None, reason="needs gcc-avr, arduino-core-avr and g++ (apt)")
BOARDS = (("arduino-uno-r3", "arduino"), ("esp32-devkit-v1", "arduino"), ("esp32-devkit-v1", "micropython"), ("raspberry-pi-pico-w", "arduino"), ("raspberry-pi-pico-w", "micropython"))
SERVES = {"sense", "act", "show", "input", "time", "identify", "communicate", "store"}
# What the catalogue offers and no program can have, and which boards cannot: the design says so (the test makes sure).
CANNOT = {("sd-module", "arduino-uno-r3", "arduino")}
VALUES = {"text": Template("hello"), "code": "0x45", "color": "red", "name": "success"}


def parts() -> Iterator[str]:
    catalogue = load()
    for entry in catalogue.entries():
        part = catalogue.part(entry.id)
        if part.board is None and (any(p.role in SERVES for p in part.provides) or part.driver == "pca9685"):
            yield part.id


PARTS = sorted(parts())


def asked(part_id: str, board: str, language: str) -> Requirements:
    """A request for the part, in which everything that it offers by its `provides` is used once."""
    part = load().part(part_id)
    offers = [p for p in part.provides if p.role in SERVES] or list(part.provides)
    wishes = [Wish("a", offers[0].role, offers[0].concept, part=part_id, said=part.name)]
    if part.driver == "pca9685":
        wishes = [Wish("s", "act", "angle", part="servo-sg90", said="a servo"), Wish("a", "drive", "servo_drive", part=part_id, said=part.name)]
    told: list[Behaviour] = []
    actions = dict.fromkeys(a for p in offers for a in p.actions)
    for action in actions:
        args = tuple((a.name, VALUES.get(a.name, 50.0)) for a in ARGS.get(action, ()) if a.kind not in ("line", "ms"))
        told.append(Behaviour(action, Always(), (Action("a", action, args),), (), action))  # type: ignore[arg-type]
    for reading in dict.fromkeys(p.reading for p in offers if p.reading):
        told.append(Behaviour(f"tell_{reading}", Always(), (Action("board", "log", (("text", Template(f"{{a.{reading}}}")),)),), (), reading))
    for event in dict.fromkeys(p.event for p in offers if p.event):
        when: Condition = Event(f"a.{event}")
        told.append(Behaviour(f"on_{event}", when, (Action("board", "log", (("text", Template("yes")),)),), (), event))
    return Requirements(part.name, wishes=tuple(wishes), behaviours=tuple(told), board=board, language=language)


def test_a_part_names_a_driver_that_is_there() -> None:
    by_use = {"led", "switch_output"}  # told apart by what is asked of them: plainly on and off, or dimmed
    assert [p for p in PARTS if load().part(p).driver not in {*BY_NAME, *by_use}] == []


@pytest.mark.parametrize("part", PARTS)
def test_a_driver_offers_what_the_catalogue_says_of_the_part(part: str) -> None:
    facts = load().part(part)
    assert {p.reading for p in facts.provides if p.reading} <= set(facts.readings)
    assert {p.event for p in facts.provides if p.event} <= set(facts.events)
    assert {a for p in facts.provides for a in p.actions} <= set(facts.actions)


@needs_compilers
@pytest.mark.parametrize(("board", "language"), BOARDS)
@pytest.mark.parametrize("part", PARTS)
def test_its_program_builds_and_uses_its_driver_or_says_that_it_cannot(part: str, board: str, language: str, tmp_path: Path) -> None:
    catalogue = load()
    design = plan(asked(part, board, language), catalogue)
    assert part in {u.part for u in design.parts.values()}, (design.unserved, design.conflicts)
    circuit = resolve(design, catalogue)
    firmware = generate(circuit, language)
    if (part, board, language) in CANNOT:
        assert firmware.unsupported, "silent dead code"
        return
    assert firmware.unsupported == ()
    ref = next(r for r, u in design.parts.items() if u.part == part)
    main = "\n".join(f.content for f in firmware.files if f.path in ("firmware.ino", "behaviours.ino", "main.py", "parts.py", "config.h", "config.py"))
    assert ref in main or catalogue.part(part).category == "sensor:load_cell"
    result = build(write(firmware, tmp_path))
    said = [str(m) for m in result.messages if "not installed" not in m.text and "syntax only" not in m.text]
    assert result.ok and said == [], said
