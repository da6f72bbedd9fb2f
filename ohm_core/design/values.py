"""The Design: parts in use, what joins them, what it is for. Pure values; every view is computed from these and the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from ohm_core.design.behaviour import Behaviour
from ohm_core.design.wishes import Conflict, Requirements, Unserved

FORMAT = "ohm-design/1"
Json = Any


class PinRef(NamedTuple):
    """One pin of one part in use: `U1.GPIO13`. A reference has no dot; all after the first dot is the pin."""

    ref: str
    pin: str

    def __str__(self) -> str:
        return f"{self.ref}.{self.pin}"


@dataclass(frozen=True)
class CustomPin:
    """A pin of a part that only its user describes; `type` is one of KiCad's electrical types."""

    type: str = "unspecified"
    min_v: float | None = None
    max_v: float | None = None


@dataclass(frozen=True)
class PartUse:
    """A catalogue part in use, with the attributes chosen for it (`{"resistance_ohm": 220}`).

    `part` is a catalogue id, or "custom": then `name` and `pins` hold what the user said of it.
    `serves` are the words of the request it answers, `owned` how many of it the user has already. `guesses` are what a language
    model said of it and no source confirms (`{"price": "4.20 USD"}`): shown as guesses, used by no rule and no sum.
    """

    part: str
    attrs: Mapping[str, Json] = field(default_factory=dict)
    name: str = ""
    pins: Mapping[str, CustomPin] = field(default_factory=dict)
    serves: tuple[str, ...] = ()
    owned: bool = False
    guesses: Mapping[str, str] = field(default_factory=dict)

    def attr(self, name: str, default: Json = None) -> Json:
        return self.attrs.get(name, default)


@dataclass(frozen=True)
class SourceFile:
    """One file of the firmware; `path` is relative, inside the firmware folder, with forward slashes."""

    path: str
    language: str
    content: str


@dataclass(frozen=True)
class Supply:
    """Where the power comes from: `source` is "usb", a reference of a battery or supply in `parts`, or "" when not said."""

    source: str = "usb"
    volts: float | None = None


Wire = tuple[PinRef, PinRef]


@dataclass(frozen=True)
class Design:
    """One electronic prototype. Connections are wires; nets are what they join.

    `diagram` is the foreign diagram it was read from, whole: places, colours and routes that the design has no word for.
    """

    title: str
    parts: Mapping[str, PartUse]
    connections: tuple[Wire, ...] = ()
    board: str = ""
    description: str = ""
    requirements: Requirements | None = None
    behaviours: tuple[Behaviour, ...] = ()
    assumptions: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    unserved: tuple[Unserved, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    firmware: tuple[SourceFile, ...] = ()
    features: Mapping[str, bool] = field(default_factory=dict)
    supply: Supply = Supply()
    placements: Mapping[str, Json] = field(default_factory=dict)
    locked: tuple[str, ...] = ()
    notes: Json = None
    diagram: Json = None

    def with_(self, **changes: Any) -> Design:
        """The same design with these fields changed."""
        return replace(self, **changes)
