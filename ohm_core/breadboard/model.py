"""What a layout is: places, wires and steps on breadboards. Values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ohm_core.breadboard.board import Field, Spot, field_of


@dataclass(frozen=True)
class Place:
    """Where a part is. On the board `holes` and `spots` say it by pin, and `turn` is 0 or 180 (degrees) for modules.

    Beside it `band` is "top" or "bottom", `order` its place from the left there and `x` about where its left edge lies, in
    pitches; how far out it stands is the picture's affair. `flip`: its cable leaves at the other edge.
    """

    ref: str
    band: str = "board"
    holes: Mapping[str, str] = field(default_factory=dict)
    spots: Mapping[str, Spot] = field(default_factory=dict)
    turn: int = 0
    order: int = 0
    x: float = 0.0
    flip: bool = False

    @property
    def on_board(self) -> bool:
        return self.band == "board"


@dataclass(frozen=True)
class Wire:
    """A jumper. An end is a hole ('12t.a') or a pin of a part beside the board ('U1.D13'). `color` is the net's."""

    start: str
    end: str
    color: str
    net: str


@dataclass(frozen=True)
class Step:
    """One thing to do: a sentence or two, the pins it seats (`R1.1`) and the wires it lays (places in Layout.wires)."""

    text: str
    title: str = ""
    pins: tuple[str, ...] = ()
    wires: tuple[int, ...] = ()
    refs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Layout:
    """A circuit on breadboards. `rails` gives the net of each rail in use; `complete`: every net is fully joined.

    `count` is 0 when every wire goes straight from part to part and no breadboard is needed. `notes` are for the reader
    (search stopped early, a module too wide, what to bridge). `paths`: where each wire lies, in pitches, as far as that was found
    with its ends; empty for one whose way is the picture's affair.
    """

    size: str
    count: int
    joined: bool
    places: Mapping[str, Place]
    wires: tuple[Wire, ...]
    rails: Mapping[str, str]
    steps: tuple[Step, ...] = ()
    complete: bool = True
    notes: tuple[str, ...] = ()
    paths: tuple[tuple[tuple[float, float], ...], ...] = ()

    @property
    def field(self) -> Field:
        """The holes of its breadboards."""
        return field_of(self.size, max(self.count, 1), self.joined)

    @cached_property
    def legs(self) -> Mapping[str, tuple[tuple[str, str], ...]]:
        """The legs in each strip, as (reference, pin) in the order of the parts."""
        out: dict[str, tuple[tuple[str, str], ...]] = {}
        for ref, place in self.places.items():
            for pin, hole in place.holes.items():
                strip = hole.rpartition(".")[0]
                out[strip] = (*out.get(strip, ()), (ref, pin))
        return out
