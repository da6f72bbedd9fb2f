"""The values of a finished bench: where every part is, every jumper with its colour, rails in use, steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ohm_core.breadboard.bench import Bench
from ohm_core.breadboard.board import Field, Spot, say_hole
from ohm_core.breadboard.colors import net_colors
from ohm_core.breadboard.model import Layout, Place, Wire
from ohm_core.breadboard.seats import Seat
from ohm_core.breadboard.steps import steps_of
from ohm_core.breadboard.wiring import Run
from ohm_core.design.values import PinRef


def draft(bench: Bench, runs: Sequence[Run], bands: Mapping[str, Place], notes: tuple[str, ...] = ()) -> Layout:
    """The layout without steps."""
    task, field = bench.task, bench.field
    colors = net_colors(task.circuit)
    places = {r: bands[r] if r in bands else _aboard(field, r, bench.seats[r]) for r in (*task.aboard, *bands)}
    wires = tuple(Wire(_end(field, run.start), _end(field, run.end), colors[run.net].name, run.net) for run in runs)
    used = {w for wire in wires for w in (wire.start, wire.end)} | {h for p in places.values() for h in p.holes.values()}
    rails = {r: n for r, n in bench.rails.items() if any(h.startswith(f"{r}.") for h in used)}
    count = field.count if any(h in field.spots for h in used) else 0
    return Layout(field.kind.name, count, field.joined, places, wires, rails, notes=notes + _split_rails(field, used))


def finish(bench: Bench, runs: Sequence[Run], bands: Mapping[str, Place], notes: tuple[str, ...]) -> Layout:
    """The layout with steps."""
    made = draft(bench, runs, bands, notes)
    return replace(made, steps=steps_of(bench.task.circuit, made))


def _aboard(field: Field, ref: str, seat: Seat) -> Place:
    return Place(ref, "board", {p: field.name[s] for p, s, _ in seat.legs}, {p: s for p, s, _ in seat.legs}, seat.turn)


def _end(field: Field, at: Spot | PinRef) -> str:
    return str(at) if isinstance(at, PinRef) else field.name[at]


def _split_rails(field: Field, used: set[str]) -> tuple[str, ...]:
    """Many full boards have rails cut in the middle: told where a rail is used on both sides of it."""
    half = field.kind.rail_holes // 2
    if field.kind.name != "full":
        return ()
    numbers: dict[str, list[int]] = {}
    for hole in used:
        strip, _, n = hole.rpartition(".")
        if strip in field.rails:
            numbers.setdefault(strip, []).append(int(n))
    cut = [r for r in field.rails if r in numbers and min(numbers[r]) <= half < max(numbers[r])]
    if not cut:
        return ()
    which = ", ".join(say_hole(f"{r}.1") for r in cut)
    return (f"If the lines of your breadboard's rails are interrupted in the middle, bridge the gap in {which}.",)



