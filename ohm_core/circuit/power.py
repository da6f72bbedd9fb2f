"""What a circuit draws, from where, and how long a battery lasts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ohm_core.catalogue.schema import Fact
from ohm_core.circuit.circuit import Circuit, Instance
from ohm_core.circuit.electric import Electric


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


# Share of the time a switched load is taken to be on when no behaviour says (our estimate, stated in the notes).
DUTY = 0.1
# What of a battery's rated charge is usable before the board stops (our estimate).
USABLE = 0.8


def budget(circuit: Circuit, electric: Electric | None = None) -> PowerBudget:
    """What the circuit draws and how long its battery lasts. Loads behind switches count with DUTY in the battery's life."""
    view = electric or Electric(circuit)
    draws = [d for item in circuit.parts.values() for d in _draws(circuit, view, item)]
    known = [d for d in draws if d.typical_a is not None]
    rails = tuple(_rails(circuit, view, known))
    steady = sum(d.typical_a or 0.0 for d in known if not _is_load(circuit, d.ref))
    loads = sum(d.typical_a or 0.0 for d in known if _is_load(circuit, d.ref))
    peak = sum(d.peak_a or d.typical_a or 0.0 for d in known)
    hours, notes = _life(circuit, steady + loads * DUTY, bool(loads))
    missing = tuple(d.ref for d in draws if d.typical_a is None)
    return PowerBudget(circuit.design.supply.source, steady + loads if known else None, peak if known else None, hours, rails, tuple(draws), missing, notes)


def _is_load(circuit: Circuit, ref: str) -> bool:
    part = circuit.parts[ref].part
    return part.load is not None or bool(part.loads) or part.category.startswith(("actuator", "led"))


def _draws(circuit: Circuit, view: Electric, item: Instance) -> Iterator[Draw]:
    if item.is_board:
        fact = next((s.typical_a for s in item.part.supply if s.typical_a), None)
        radio = next((s.peak_a for s in item.part.supply if s.peak_a), None)
        yield Draw(item.ref, "supply", _number(fact), _number(radio), _number(next((s.sleep_a for s in item.part.supply if s.sleep_a), None)), _basis(fact))
        return
    for supply in item.part.supply:
        net = circuit.net_at(item.ref, supply.pin)
        if net is not None and net.name in view.feeds and not item.part.category.startswith("power"):
            scale = _scale(item)
            peaks = [_number(f) for f in (supply.peak_a, supply.inrush_a, supply.stall_a) if f]
            typical = _number(supply.typical_a)
            top = max((p for p in peaks if p is not None), default=None)
            yield Draw(item.ref, net.name, typical * scale if typical is not None else None, top * scale if top is not None else None, _number(supply.sleep_a), _basis(supply.typical_a))
    for load in item.part.loads or ((item.part.load,) if item.part.load else ()):
        net = circuit.net_at(item.ref, load.plus)
        if net is not None:
            yield Draw(item.ref, net.name, _number(load.typical_a), _number(load.stall_a or load.inrush_a), 0.0, _basis(load.typical_a))


def _scale(item: Instance) -> float:
    """Facts of pixel chains hold for their default number of pixels."""
    count, usual = item.use.attr("pixels"), item.part.attrs["pixels"].default if "pixels" in item.part.attrs else None
    return count / usual if isinstance(count, (int, float)) and isinstance(usual, (int, float)) and usual else 1.0


def _number(fact: Fact | None) -> float | None:
    return fact.any() if fact and not fact.unknown else None


def _basis(fact: Fact | None) -> str:
    return "unknown" if fact is None or fact.unknown else fact.basis


def _rails(circuit: Circuit, view: Electric, draws: list[Draw]) -> Iterator[RailLoad]:
    for name, feeds in view.feeds.items():
        mine = [d for d in draws if d.rail == name]
        if mine:
            volts = next((f.volts for f in feeds if f.volts), None)
            limits = [f.limit_a for f in feeds if f.limit_a]
            yield RailLoad(name, volts.max if volts else None, sum(d.typical_a or 0 for d in mine), sum(d.peak_a or d.typical_a or 0 for d in mine), max(limits) if limits else None)


def _life(circuit: Circuit, average: float, loads: bool) -> tuple[float | None, tuple[str, ...]]:
    """Hours until the battery is empty, and what was assumed."""
    cell = circuit.parts.get(circuit.design.supply.source)
    if cell is None or average <= 0:
        return None, ()
    spec = cell.part.attrs.get("capacity_ah")
    capacity = cell.use.attr("capacity_ah", spec.default if spec else None)
    if not isinstance(capacity, (int, float)):
        return None, (f"Nobody has written down the capacity of {cell.part.name}.",)
    notes = [f"Life reckoned with {capacity:g} Ah, of which {USABLE:.0%} are usable, awake all the time."]
    if loads:
        notes.append(f"Loads that are switched are taken to be on {DUTY:.0%} of the time.")
    return capacity * USABLE / average, tuple(notes)
