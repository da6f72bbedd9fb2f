"""A circuit laid out: the smallest breadboard that takes it, parts on it and beside it, jumpers and steps."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator, Mapping

from ohm_core.breadboard.bench import Bench
from ohm_core.breadboard.board import KINDS, PITCH_MM, Field, Spot, field_of, say_hole
from ohm_core.breadboard.colors import net_colors
from ohm_core.breadboard.model import Layout, Place, Wire
from ohm_core.breadboard.outline import Outline, outline, rows_of
from ohm_core.breadboard.placing import Search
from ohm_core.breadboard.seats import Seat, seat_at, shapes
from ohm_core.breadboard.steps import steps_of
from ohm_core.breadboard.task import Task, band_of, task_of
from ohm_core.breadboard.wiring import Run, Wiring
from ohm_core.circuit.circuit import Circuit
from ohm_core.design.values import PinRef
from ohm_core.errors import BadInput

BAND_GAP = 6.0   # pitches between the board's edge and what stands beside it, as the search reckons
BETWEEN = 3.0    # pitches between two parts of a band
MINI_NODES = 4   # a mini has no rails: a supply or ground net of more nodes than this asks for a larger board
MOST_BOARDS = 4
ROOMY = 1.1      # columns that parts take, with room beside them, to columns there are: above it the next size is taken


def crowding(task: Task, field: Field) -> float:
    """How full the boards are: each part its columns and two more, twice where it sits over the gutter, to all columns of both halves."""
    taken = 0.0
    for instance in task.aboard.values():
        rows = rows_of(instance.part)
        if instance.part.mechanics.mount == "leads":
            taken += 4.5
        else:
            taken += (max(map(len, rows)) + 2) * len(rows)
    return taken / (2 * field.kind.columns * field.count)


def layout(circuit: Circuit, size: str | None = None, seconds: float = 2.0) -> Layout:
    """The circuit on breadboards: SIZE mini, half or full, or the smallest that fits when None; at most SECONDS of search.

    Raises BadInput where the circuit does not fit, or a placement of the design names a hole that cannot be.
    """
    if size is not None and size not in KINDS:
        raise BadInput(f"There is no breadboard size '{size[:20]}'; use mini, half or full.", "board-size")
    start = time.monotonic()
    off = frozenset(r for r, p in circuit.design.placements.items() if _is_off(p))
    task = task_of(circuit, off)
    for field in fields(task, size):
        crowded = size is None and field.kind.name != "full" and crowding(task, field) > ROOMY
        made = None if crowded else attempt(task, field, start + seconds)
        if made is not None:
            return made
        if time.monotonic() > start + 3 * seconds:
            break
    raise BadInput(_too_big(task, size), "board-size", "does_not_fit")


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
        yield from (field_of("full", n) for n in range(2, MOST_BOARDS + 1))


def _mini_will_do(task: Task) -> bool:
    kinds = {n.name: n.kind for n in task.circuit.nets}
    return all(len(nodes) <= MINI_NODES for name, nodes in task.nodes.items() if kinds[name] in ("ground", "supply"))


def _too_wide(task: Task, ref: str) -> bool:
    """True for a module whose two rows leave no hole free beside one of them on a single board."""
    m = task.aboard[ref].part.mechanics
    return len(m.rows) == 2 and m.row_gap >= 10


def attempt(task: Task, field: Field, until: float) -> Layout | None:
    """The layout on these boards, or None where the parts or wires do not fit."""
    bands = stand(task, field, {})
    bench = Bench(task, field, rails_of(task, field, bands))
    search = Search(bench, pads_by_net(task, field, bands), until, fixed_seats(task, field))
    if search.run():
        return None
    bands = stand(task, field, {r: _pull(task, bench, r) for r in task.beside})
    wiring = Wiring(bench, pad_spots(task, field, bands))
    wiring.lay()
    if wiring.short:
        return None
    notes = (("The search for shorter wires stopped at its time limit.",) if search.stopped else ())
    return finish(task, field, bench, wiring.runs, bands, notes)


def rails_of(task: Task, field: Field, bands: Mapping[str, Place]) -> dict[str, str]:
    """Rail → net: ground on every − rail; the main supply on the + rails, a second one taking the + rail nearer to its parts."""
    if not field.rails:
        return {}
    rails = {r: task.grounds[0] for r in field.rails if r.endswith("n") and task.grounds}
    supplies = task.supplies[:2]
    above = {s: sum(bands[p.ref].band == "top" for p in task.loose[s] if p.ref in bands) - sum(bands[p.ref].band == "bottom" for p in task.loose[s] if p.ref in bands) for s in supplies}
    first = sorted(supplies, key=lambda s: -above[s])
    plus = [r for r in field.rails if r.endswith("p")]
    for rail in plus:
        if first:
            rails[rail] = first[0] if rail.endswith("tp") or len(first) == 1 else first[1]
    return rails


def stand(task: Task, field: Field, pull: Mapping[str, float]) -> dict[str, Place]:
    """Where parts beside the board stand: in two bands, ordered by the columns they are joined to (PULL)."""
    bands: dict[str, list[str]] = {"top": [], "bottom": []}
    above = boards_above(task, field)
    for ref, instance in sorted(task.beside.items(), key=lambda item: outline(item[1].part).cable):
        bands["top" if instance.is_board and above else _band(task, ref, bands)].append(ref)
    out: dict[str, Place] = {}
    for band, refs in bands.items():
        refs.sort(key=lambda r: (pull.get(r, -1.0 if task.beside[r].is_board else 1.0)))
        widths = [outline(task.beside[r].part).width / PITCH_MM for r in refs]
        x = (field.kind.columns - 1) / 2 - (sum(widths) + BETWEEN * max(len(refs) - 1, 0)) / 2
        for i, (ref, width) in enumerate(zip(refs, widths, strict=True)):
            cable = outline(task.beside[ref].part).cable
            form = outline(task.beside[ref].part)
            turn = 180 if task.beside[ref].is_board and band == "top" else 0
            x = _snap(x, form.turned() if turn else form.flipped() if cable and band == "bottom" else form)
            out[ref] = Place(ref, band, turn=turn, order=i, x=round(x, 3), flip=cable and band == "bottom")
            x += width + BETWEEN
    return out


def boards_above(task: Task, field: Field) -> bool:
    """True when modules that hang over the lower edge (displays) leave a controller board no clear way up: it stands above then."""
    hanging = [outline(i.part) for i in task.aboard.values() if i.part.category.startswith("display") and len(i.part.mechanics.rows) == 1]
    return sum(f.width for f in hanging if f.height > 12) / PITCH_MM > 0.5 * field.kind.columns


def _snap(x: float, form: Outline) -> float:
    """X moved so that the first pin stands above a column: wires come down straight."""
    first = next(iter(form.pads.values())).x / PITCH_MM
    return math.ceil(x + first) - first


def _band(task: Task, ref: str, bands: Mapping[str, list[str]]) -> str:
    """The band a part's pins ask for; what has a cable goes to the shorter one."""
    instance = task.beside[ref]
    if not outline(instance.part).cable:
        return band_of(instance)

    partners = [p.ref for pins in task.loose.values() if 2 <= len(pins) <= 3 and any(p.ref == ref for p in pins) for p in pins if p.ref != ref]

    def rank(band: str) -> tuple[float, float]:
        links = sum(r in bands[band] and not task.beside[r].is_board for r in partners)
        return -links, sum(outline(task.beside[r].part).width for r in bands[band])

    return min(("top", "bottom"), key=rank)


def _pull(task: Task, bench: Bench, ref: str, deep: bool = True) -> float:
    """The mean column of what a part beside the board is joined to; rails do not pull, a partner beside the board does."""
    columns = [bench.field.members[s][0][0] for net, pins in task.loose.items() if any(p.ref == ref for p in pins)
               for s in bench.strips.get(net, ()) if s not in bench.rails]
    if columns or not deep:
        return sum(columns) / len(columns) if columns else bench.field.kind.columns / 2
    partners = {p.ref for pins in task.loose.values() if len(pins) == 2 and any(p.ref == ref for p in pins) for p in pins if p.ref != ref}
    pulls = [_pull(task, bench, p, False) for p in sorted(partners)]
    return sum(pulls) / len(pulls) + 0.1 if pulls else bench.field.kind.columns / 2


def pad_spots(task: Task, field: Field, bands: Mapping[str, Place]) -> dict[PinRef, tuple[float, float]]:
    """About where each loose pin is, in pitches; parts on the board have theirs at the left edge."""
    out: dict[PinRef, tuple[float, float]] = {}
    for pins in task.loose.values():
        for pin in pins:
            place = bands.get(pin.ref)
            if place is None:
                out[pin] = (-4.0, 5.0)
                continue
            form = outline(task.beside[pin.ref].part)
            pad = (form.turned() if place.turn else form.flipped() if place.flip else form).pads.get(pin.pin)
            y = -5.0 - BAND_GAP if place.band == "top" else field.bottom_y + 5.0 + BAND_GAP
            out[pin] = (place.x + (pad.x / PITCH_MM if pad else 0.0), y)
    return out


def pads_by_net(task: Task, field: Field, bands: Mapping[str, Place]) -> dict[str, list[tuple[float, float]]]:
    spots = pad_spots(task, field, bands)
    return {net: [spots[p] for p in pins] for net, pins in task.loose.items() if pins}


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
    cut = [r for r, ns in numbers.items() if min(ns) <= half < max(ns)]
    if not cut:
        return ()
    which = ", ".join(say_hole(f"{r}.1") for r in cut)
    return (f"If the lines of your breadboard's rails are interrupted in the middle, bridge the gap in {which}.",)



