"""A circuit laid out: the smallest breadboard that takes it, parts on it and beside it, jumpers and steps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ohm_core.breadboard.bench import Bench
from ohm_core.breadboard.beside import pad_spots, pads_by_net, pull_of, rails_of, stand
from ohm_core.breadboard.board import KINDS, Field, Spot, field_of, say_hole
from ohm_core.breadboard.colors import net_colors
from ohm_core.breadboard.ends import Settling
from ohm_core.breadboard.model import Layout, Place, Wire
from ohm_core.breadboard.outline import rows_of
from ohm_core.breadboard.placing import Effort, Search, effort_for
from ohm_core.breadboard.scene import scene_of
from ohm_core.breadboard.seats import Seat, seat_at, shapes
from ohm_core.breadboard.steps import steps_of
from ohm_core.breadboard.task import Task, task_of
from ohm_core.breadboard.wiring import Run, Wiring
from ohm_core.circuit.circuit import Circuit
from ohm_core.design.values import PinRef
from ohm_core.errors import BadInput

MINI_NODES = 4   # a mini has no rails: a supply or ground net of more nodes than this asks for a larger board
MOST_BOARDS = 4
ASIDES = 5       # times that parts without a place are put beside the board and all is tried anew
ROOMY = 1.1      # columns that parts take, with room beside them, to columns there are: above it the next size is taken


def crowding(task: Task, field: Field) -> float:
    """How full the boards are: each part its columns and two more, twice where it sits over the gutter, to all columns of both halves."""
    taken = 0.0
    for instance in task.aboard.values():
        rows = rows_of(instance.part)
        if instance.part.mechanics.mount == "leads":
            taken += 4.5
        elif instance.is_board:
            taken += sum(map(len, rows))
        else:
            taken += (max(map(len, rows)) + 2) * len(rows)
    return taken / (2 * field.kind.columns * field.count)


def layout(circuit: Circuit, size: str | None = None, share: float = 1.0) -> Layout:
    """The circuit on breadboards: SIZE mini, half or full, or the smallest that fits when None. SHARE of the usual search for
    shorter wires: 0 takes the first placing.

    Raises BadInput where the circuit does not fit, or a placement of the design names a hole that cannot be.
    """
    if size is not None and size not in KINDS:
        raise BadInput(f"There is no breadboard size '{size[:20]}'; use mini, half or full.", "board-size")
    off = frozenset(r for r, p in circuit.design.placements.items() if _is_off(p))
    for _ in range(ASIDES):
        task = task_of(circuit, off)
        made, homeless = _smallest(task, size, effort_for(len(task.aboard), share))
        if made is not None:
            return made if not off - _asked(circuit) else replace(made, notes=(*made.notes, _beside_note(off - _asked(circuit))))
        aside = homeless or frozenset(r for r in task.aboard if _too_wide(task, r))
        if not aside:
            break
        off |= aside  # also what is too wide for one board: without it there may be more than two
    raise BadInput(_too_big(task, size), "board-size", "does_not_fit")


def _smallest(task: Task, size: str | None, effort: Effort) -> tuple[Layout | None, frozenset[str]]:
    """The layout on the first boards that do, and the modules that found no place on the last ones."""
    homeless: frozenset[str] = frozenset()
    for field in fields(task, size):
        if size is None and field.kind.name != "full" and crowding(task, field) > ROOMY:
            continue
        made, missing = attempt(task, field, effort)
        if made is not None:
            return made, frozenset()
        homeless = _asides(task, missing)
    return None, homeless


def _asides(task: Task, missing: list[str]) -> frozenset[str]:
    """Of parts without a place those that can stay beside the board: modules, else whatever has stiff pins."""
    modules = frozenset(r for r in missing if len(task.legs[r]) > 4)
    return modules or frozenset(r for r in missing if task.aboard[r].part.mechanics.mount == "plugged")


def _asked(circuit: Circuit) -> frozenset[str]:
    return frozenset(r for r, p in circuit.design.placements.items() if _is_off(p))


def _beside_note(refs: frozenset[str]) -> str:
    """Modules that had to stay beside the board although they have pins for it."""
    return f"{', '.join(sorted(refs))} {'does' if len(refs) == 1 else 'do'} not fit over the holes: joined with jumper wires that have a socket at one end."


def _is_off(placement: object) -> bool:
    return placement == "off" or (isinstance(placement, Mapping) and bool(placement.get("off")))


def _too_big(task: Task, size: str | None) -> str:
    legs = sum(map(len, task.legs.values()))
    if size is None:
        return f"The circuit has {len(task.aboard)} parts with {legs} legs for the breadboard, more than {MOST_BOARDS} full breadboards take."
    larger = {"mini": "half", "half": "full"}.get(size)
    ask = f"use {larger} or let OHM choose" if larger else "move some parts beside the board"
    return f"The circuit does not fit on a {size} breadboard ({len(task.aboard)} parts with {legs} legs); {ask}."


def fields(task: Task, size: str | None) -> Iterator[Field]:
    """Boards to try, smallest first; two joined where a module is too wide for one."""
    strips = sum(len({task.net[r, p] for p in legs}) for r, legs in task.legs.items())
    deep = any(_too_wide(task, r) for r in task.aboard)
    sizes = [size] if size else [s for s in KINDS if s != "mini" or (_mini_will_do(task) and not deep)]
    for name in sizes:
        if strips <= 2.6 * KINDS[name].columns:
            yield field_of(name)
        if deep:
            yield field_of(name, 2, True)
    if size in (None, "full") and not deep:
        yield from (field_of("full", n) for n in range(2, MOST_BOARDS + 1) if strips <= 2.6 * KINDS["full"].columns * n)


def _mini_will_do(task: Task) -> bool:
    kinds = {n.name: n.kind for n in task.circuit.nets}
    return all(len(nodes) <= MINI_NODES for name, nodes in task.nodes.items() if kinds[name] in ("ground", "supply"))


def _too_wide(task: Task, ref: str) -> bool:
    """True for a module whose two rows leave no hole free beside one of them on a single board."""
    m = task.aboard[ref].part.mechanics
    return len(m.rows) == 2 and m.row_gap >= 10


def attempt(task: Task, field: Field, effort: Effort) -> tuple[Layout | None, list[str]]:
    """The layout on these boards; None and the parts without a place where they or the wires do not fit."""
    bands = stand(task, field, {})
    bench = Bench(task, field, rails_of(task, field, bands))
    search = Search(bench, pads_by_net(task, field, bands), effort, fixed_seats(task, field))
    missing = search.run()
    if missing:
        return None, missing
    bands = stand(task, field, {r: pull_of(task, bench, r) for r in task.beside})
    wiring = Wiring(bench, pad_spots(task, field, bands))
    wiring.lay()
    if wiring.short:
        return None, []
    notes = (("The search for shorter wires stopped early: the circuit is large.",) if search.stopped else ())
    draft = finish(task, field, bench, wiring.runs, bands, notes)
    paths = Settling(bench, scene_of(task.circuit, draft), wiring.runs, effort.ends).settle()
    return replace(finish(task, field, bench, wiring.runs, bands, notes), paths=paths), []


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


def finish(task: Task, field: Field, bench: Bench, runs: list[Run], bands: dict[str, Place], notes: tuple[str, ...]) -> Layout:
    """The values of a finished bench, with steps."""
    colors = net_colors(task.circuit)
    places = {r: bands[r] if r in bands else _aboard(field, r, bench.seats[r]) for r in (*task.aboard, *bands)}
    wires = tuple(Wire(_end(field, run.start), _end(field, run.end), colors[run.net].name, run.net) for run in runs)
    used = {w for wire in wires for w in (wire.start, wire.end)} | {h for p in places.values() for h in p.holes.values()}
    rails = {r: n for r, n in bench.rails.items() if any(h.startswith(f"{r}.") for h in used)}
    count = field.count if any(h in field.spots for h in used) else 0
    made = Layout(field.kind.name, count, field.joined, places, wires, rails, notes=notes + _split_rails(field, used))
    return Layout(made.size, made.count, made.joined, places, wires, rails, steps_of(task.circuit, made), True, made.notes)


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



