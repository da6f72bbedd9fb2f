"""Breadboards: which holes there are, where they lie and which are one strip. Knows no part and no net.

A spot is a hole's place in pitches of 2.54 mm: x counts columns from 0, y rows downwards with row a of the first board at 0
and the gutter between e (4) and f (7). Rows a–e are the top half `t`, f–j the bottom half `b`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from ohm_core.errors import BadInput

Spot = tuple[int, int]

PITCH_MM = 2.54
ROW_Y = {"a": 0, "b": 1, "c": 2, "d": 3, "e": 4, "f": 7, "g": 8, "h": 9, "i": 10, "j": 11}
RAIL_Y = {"tp": -4, "tn": -3, "bp": 14, "bn": 15}
BOARD_STEP = 22   # rows from one board to the next below it: boards are 55 mm wide
JOINED_STEP = 14  # the same where the rails between were taken off: 7.6 mm from row j to row a, as dovetailed boards have it
_HOLE = re.compile(r"(?:bb(\d+):)?(?:(\d+)([tb])\.([a-j])|([tb][pn])\.(\d+))$")


@dataclass(frozen=True)
class Kind:
    """A size of breadboard: terminal columns, holes a rail, the column where rails begin, and Wokwi's name for it."""

    name: str
    columns: int
    rail_holes: int
    rail_start: int
    wokwi: str


KINDS = {
    "mini": Kind("mini", 17, 0, 0, "wokwi-breadboard-mini"),
    "half": Kind("half", 30, 25, 0, "wokwi-breadboard-half"),
    "full": Kind("full", 63, 50, 2, "wokwi-breadboard"),
}


@dataclass(frozen=True)
class Field:
    """One or several breadboards below each other. `joined`: the two in the middle meet without rails between them.

    `name` hole names by spot, `strip` the strip of a spot, `members` the spots of a strip from the outside inwards.
    """

    kind: Kind
    count: int
    joined: bool
    name: Mapping[Spot, str]
    strip: Mapping[Spot, str]
    members: Mapping[str, tuple[Spot, ...]]
    spots: Mapping[str, Spot]

    @property
    def rails(self) -> list[str]:
        return [s for s in self.members if s[-2:] in RAIL_Y]

    def top(self, index: int) -> int:
        """y of row a of a board."""
        return index * (JOINED_STEP if self.joined else BOARD_STEP)

    @property
    def bottom_y(self) -> int:
        """y of row j of the last board."""
        return self.top(self.count - 1) + 11

    def spot(self, hole: str) -> Spot:
        """Where a hole is. Raises BadInput for one that these boards do not have."""
        if hole not in self.spots:
            raise BadInput(f"A {self.kind.name} breadboard has no hole '{hole[:20]}'; holes are named like 12t.c, 12b.f or tp.5.", hole[:20])
        return self.spots[hole]


@lru_cache(maxsize=16)
def field_of(size: str, count: int = 1, joined: bool = False) -> Field:
    """The holes of COUNT breadboards of this size. Raises BadInput for an unknown size."""
    if size not in KINDS:
        raise BadInput(f"There is no breadboard size '{size[:20]}'; use mini, half or full.", "board-size")
    kind, name, strip = KINDS[size], {}, {}
    step = JOINED_STEP if joined else BOARD_STEP
    for index in range(count):
        prefix = f"bb{index + 1}:" if index else ""
        for spot, strip_name, hole in _holes(kind, joined, index, count):
            at = (spot[0], spot[1] + index * step)
            name[at], strip[at] = prefix + f"{strip_name}.{hole}", prefix + strip_name
    members: dict[str, list[Spot]] = {}
    for spot, s in strip.items():
        members.setdefault(s, []).append(spot)
    return Field(kind, count, joined, name, strip, {s: _outside_in(s, spots) for s, spots in members.items()}, {n: s for s, n in name.items()})


def _outside_in(strip: str, spots: list[Spot]) -> tuple[Spot, ...]:
    return tuple(sorted(spots, reverse=strip.endswith("b")))


def _holes(kind: Kind, joined: bool, index: int, count: int) -> list[tuple[Spot, str, str]]:
    """(spot, strip, hole) of one board, as if it were the first."""
    out = [((c, y), f"{c + 1}{'t' if row < 'f' else 'b'}", row) for c in range(kind.columns) for row, y in ROW_Y.items()]
    for rail, y in RAIL_Y.items():
        if joined and ((rail[0] == "b" and index < count - 1) or (rail[0] == "t" and index)):
            continue
        out += [((kind.rail_start + n + n // 5, y), rail, str(n + 1)) for n in range(kind.rail_holes)]
    return out


def say_hole(name: str) -> str:
    """A hole as a person reads it off the board: '12t.a' is "a12", 'tp.5' "the top + rail"; boards below are told apart."""
    match = _HOLE.match(name)
    if not match:
        return name
    board, column, _, row, rail, _ = match.groups()
    on = f" of board {board}" if board else ""
    if rail:
        return f"the {'top' if rail[0] == 't' else 'bottom'} {'+' if rail[1] == 'p' else '−'} rail{on}"
    return f"{row}{column}{on}"


def is_rail(strip_or_hole: str) -> bool:
    """True for a rail or one of its holes."""
    return strip_or_hole.rpartition(":")[2][:2] in RAIL_Y


def printed(pin: str) -> str:
    """A pin as the part prints it: 'GND.2' is printed GND, and both legs of a button's contact '1.l' and '1.r' are 1."""
    base, dot, rest = pin.partition(".")
    return base if dot and (rest.isdigit() or rest in ("l", "r")) else pin
