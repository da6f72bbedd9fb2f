"""What a circuit draws, from where, and how long a battery lasts. Values only; `measure.py` computes them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Draw:
    """One part's current from its supply, in A. None where no fact is known; `basis` document, estimate or unknown."""

    ref: str
    rail: str
    typical_a: float | None
    peak_a: float | None
    sleep_a: float | None
    basis: str


@dataclass(frozen=True)
class RailLoad:
    """All draws on one rail against what it can give, in A."""

    rail: str
    volts: float | None
    typical_a: float
    peak_a: float
    limit_a: float | None


@dataclass(frozen=True)
class PowerBudget:
    """The whole circuit: `supply` names the source, `current_a` the typical draw from it, `peak_a` the highest,
    `battery_life_h` for a battery (None otherwise or where unknown), `unknown` the references whose draw nobody knows."""

    supply: str
    current_a: float | None
    peak_a: float | None
    battery_life_h: float | None
    rails: tuple[RailLoad, ...] = ()
    draws: tuple[Draw, ...] = ()
    unknown: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
