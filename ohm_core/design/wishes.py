"""What a person asked for, as values: functions, constraints, and what could not be served. Made by `understand`, used by `plan`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from ohm_core.design.behaviour import Behaviour
from ohm_core.units import Money

Status = Literal["wanted", "owned", "negated", "replaced", "compared", "context"]


@dataclass(frozen=True)
class Wish:
    """One function wanted, or one thing mentioned.

    `role` and `concept` are those that parts declare in their [[provides]] (role "sense", concept "soil_moisture").
    `part` is a catalogue id or the front of ids when the words name a model or kind ("bme280", "led-5mm"), else "".
    `conditions` narrow it ({"color": "red", "interface": "i2c", "distance": "contactless"}); `attrs` go to the part in use.
    `implied` marks what nobody said but the words need (the light of "blink"). `said` are the words it comes from.
    """

    id: str
    role: str
    concept: str
    count: int = 1
    part: str = ""
    conditions: Mapping[str, Any] = field(default_factory=dict)
    attrs: Mapping[str, Any] = field(default_factory=dict)
    status: Status = "wanted"
    implied: bool = False
    said: str = ""


@dataclass(frozen=True)
class Unserved:
    """Words that ask for something the design does not do, and why."""

    said: str
    why: str


@dataclass(frozen=True)
class Conflict:
    """Wishes that cannot all be had: the smallest set that collides, why, and ways out."""

    wishes: tuple[str, ...]
    why: str
    ways_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class PowerWish:
    """Where power shall come from: `kind` is usb, battery, mains_adapter, solar or "" (not said).

    `concept` or `part` name the kind when said ("9v", "18650", "aa", "lipo"); `hours` is the life asked for.
    """

    kind: str = ""
    part: str = ""
    volts: float | None = None
    hours: float | None = None
    said: str = ""


@dataclass(frozen=True)
class Span:
    """What became of a stretch of the request: characters [start, end), "explained", "ignored" or "unserved", and why or by what."""

    start: int
    end: int
    fate: Literal["explained", "ignored", "unserved"]
    why: str = ""


@dataclass(frozen=True)
class Requirements:
    """A whole request, understood. `behaviours` speak of wishes by id; `board` is a catalogue id or "" when not named."""

    text: str
    title: str = ""
    wishes: tuple[Wish, ...] = ()
    behaviours: tuple[Behaviour, ...] = ()
    board: str = ""
    board_said: str = ""
    language: str = ""
    budget: Money | None = None
    power: PowerWish = PowerWish()
    features: Mapping[str, bool] = field(default_factory=dict)
    places: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    unserved: tuple[Unserved, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    spans: tuple[Span, ...] = ()

    def wanted(self) -> tuple[Wish, ...]:
        """The wishes a design must serve: wanted and owned ones."""
        return tuple(w for w in self.wishes if w.status in ("wanted", "owned"))
