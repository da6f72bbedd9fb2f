"""Placings tried on the same boards, each to another taste, and judged by the wires that come of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ohm_core.breadboard.bench import Bench
from ohm_core.breadboard.beside import pad_spots, pads_by_net, rails_of, stand
from ohm_core.breadboard.board import Field, Spot
from ohm_core.breadboard.ends import Settling
from ohm_core.breadboard.finish import draft, finish
from ohm_core.breadboard.model import Layout, Place
from ohm_core.breadboard.placing import Effort, Search
from ohm_core.breadboard.scene import scene_of
from ohm_core.breadboard.seats import Seat, seat_at, shapes
from ohm_core.breadboard.task import Task
from ohm_core.breadboard.tastes import TASTES, Taste
from ohm_core.breadboard.wiring import Wiring
from ohm_core.errors import BadInput

WIRE = 45.0     # pitches that a jumper more is worth
UPSIDE = 40.0   # pitches that it is worth to read the controller upright
ROUNDS = 2      # times more that the wires of the best placing are led


@dataclass
class Trial:
    """One placing with its jumpers, led once; COST in looks at seats and in places of the maze is what it took."""

    bench: Bench
    bands: Mapping[str, Place]
    settling: Settling
    notes: tuple[str, ...]
    looks: float
    places: float

    @property
    def price(self) -> float:
        """What its wires are to a builder, in pitches."""
        board = self.bench.seats.get(self.bench.task.circuit.board)
        return self.settling.price + WIRE * len(self.settling.runs) + (UPSIDE if board and board.turn == 180 else 0.0)

    def finished(self) -> Layout:
        """Its layout, with the ways of its wires."""
        made = finish(self.bench, self.settling.runs, self.bands, self.notes)
        return replace(made, paths=self.settling.paths)


def attempt(task: Task, field: Field, effort: Effort) -> tuple[Layout | None, list[str]]:
    """The best layout on these boards; None and the parts without a place where they or the wires do not fit."""
    fixed = fixed_seats(task, field)
    best: Trial | None = None
    for taste in TASTES:
        if best is not None and not effort.allows(best.looks, (2 + ROUNDS) * best.places):
            break
        trial, missing = _try(task, field, effort, fixed, taste)
        if trial is None and best is None:
            return None, missing
        if trial is not None and (best is None or trial.price < best.price):
            best = trial
    assert best is not None
    best.settling.settle(effort.ends, ROUNDS)
    return best.finished(), []


def _try(task: Task, field: Field, effort: Effort, fixed: Mapping[str, Seat], taste: Taste) -> tuple[Trial | None, list[str]]:
    bands = stand(task, field)
    bench, left = Bench(task, field, rails_of(task, field, bands)), effort.left
    search = Search(bench, pads_by_net(task, field, bands), effort, dict(fixed), taste)
    missing = search.run()
    if missing:
        return None, missing
    bands = stand(task, field, bench)
    wiring = Wiring(bench, pad_spots(task, field, bands))
    wiring.lay()
    if wiring.short:
        return None, []
    notes = (("The search for shorter wires stopped early: the circuit is large.",) if search.stopped else ())
    settling = Settling(bench, scene_of(task.circuit, draft(bench, wiring.runs, bands)), wiring.runs)
    places = settling.settle(effort.ends) if effort.ends else 0.0
    effort.ends = max(0.0, effort.ends - places)
    return Trial(bench, bands, settling, notes, left - effort.left, places), []


def fixed_seats(task: Task, field: Field) -> dict[str, Seat]:
    """Seats that the design's placements fix: {"R1": {"1": "12t.a", "2": "16t.a"}}. Raises BadInput for a wrong hole or pin."""
    out = {}
    for ref, placed in task.circuit.design.placements.items():
        if ref not in task.aboard or not isinstance(placed, Mapping) or placed.get("off"):
            continue
        spots = {pin: field.spot(str(hole)) for pin, hole in placed.items()}
        out[ref] = _seat_with(task, field, ref, spots)
    return out


def _seat_with(task: Task, field: Field, ref: str, spots: dict[str, Spot]) -> Seat:
    for shape in shapes(task.aboard[ref].part, field):
        first, dx, dy = next(((n, dx, dy) for n, dx, dy in shape.pins if n in spots), ("", 0, 0))
        if not first:
            continue
        seat = seat_at(shape, spots[first][0] - dx, spots[first][1] - dy, field)
        if seat and all(spots.get(pin, spot) == spot for pin, spot, _ in seat.legs):
            return seat
    raise BadInput(f"{ref} does not fit into the holes its placement names.", f"placements.{ref}")
