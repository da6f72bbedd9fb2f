"""Which holes of drawn breadboards are used, and by what. Read from a Wokwi diagram; other designs name none.

A hole is told by its breadboard, column, half (t, b) and `y`, its distance from row a in pitches of 2.54 mm: a to e are 0 to 4, f to j are
7 to 11, for the gutter is three pitches wide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ohm_core.rules.rule import Scene

HOLE = re.compile(r"(.+):(\d+)([tb])\.([a-j])")
PLUGGED = "$bb"  # Wokwi's mark of a leg that sits in a hole, where a wire has its way


@dataclass(frozen=True)
class Hole:
    board: str
    column: int
    half: str
    y: int


@dataclass(frozen=True)
class Use:
    """A hole with what is in it: the leg `pin` of `ref`, or the end of a wire (`plugged` False) whose other end is there."""

    hole: Hole
    ref: str
    pin: str
    plugged: bool


def uses(scene: Scene) -> tuple[Use, ...]:
    """Every use of a hole of a strip, legs and ends of wires."""
    return scene.once("holes", lambda s: tuple(_uses(s.circuit.design.diagram)))


def seats(scene: Scene) -> dict[tuple[str, str], list[Use]]:
    """The legs of each part by part and breadboard."""
    found: dict[tuple[str, str], list[Use]] = {}
    for use in uses(scene):
        if use.plugged:
            found.setdefault((use.ref, use.hole.board), []).append(use)
    return found


def _uses(diagram: Any) -> Iterator[Use]:
    wires = diagram.get("connections") if isinstance(diagram, dict) else None
    for wire in wires if isinstance(wires, list) else ():
        if not isinstance(wire, list) or len(wire) < 2:
            continue
        plugged = len(wire) > 3 and isinstance(wire[3], list) and PLUGGED in wire[3]
        for end, other in ((wire[0], wire[1]), (wire[1], wire[0])):
            if found := HOLE.fullmatch(str(end)):
                ref, _, pin = str(other).partition(":")
                yield Use(Hole(found[1], int(found[2]), found[3], _y(found[4])), ref.replace(".", "_"), pin, plugged)


def _y(letter: str) -> int:
    row = ord(letter) - ord("a")
    return row if row < 5 else row + 2
