"""Parts beside the breadboard: in which band, in which order, about where their pins are; and which rail carries what."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from ohm_core.breadboard.bench import Bench
from ohm_core.breadboard.board import PITCH_MM, Field
from ohm_core.breadboard.model import Place
from ohm_core.breadboard.outline import Outline, outline
from ohm_core.breadboard.task import Task, band_of
from ohm_core.design.values import PinRef

BAND_GAP = 6.0   # pitches between the board's edge and what stands beside it, as the search reckons
LINK_MM = 45.0   # how much longer a band may get for each wire that goes straight to a neighbour in it
FACE_MM = 60.0   # how much longer a band may get for a part whose strips are all in its half of the board
NEXT = 0.05      # columns: enough to be sorted by
BETWEEN = 3.0    # pitches between two parts of a band


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


def stand(task: Task, field: Field, bench: Bench | None = None) -> dict[str, Place]:
    """Where parts beside the board stand: in two bands, each about over the columns it is joined to as BENCH has them, else in the
    middle.
    """
    bands: dict[str, list[str]] = {"top": [], "bottom": []}
    above = boards_above(task, field)
    for ref, instance in sorted(task.beside.items(), key=lambda item: outline(item[1].part).cable):
        bands["top" if instance.is_board and above else _band(task, ref, bands, bench)].append(ref)
    out: dict[str, Place] = {}
    for band, refs in bands.items():
        pull = {r: pull_of(task, bench, r) for r in refs} if bench else {}
        refs.sort(key=lambda r: (pull.get(r, -1.0 if task.beside[r].is_board else 1.0)))
        forms = [_form(task, r, band) for r in refs]
        widths = [f.width / PITCH_MM for f in forms]
        middle = (field.kind.columns - 1) / 2 - sum(widths) / 2 - BETWEEN * max(len(refs) - 1, 0) / 2
        wanted = [pull[r] - _pins_at(task, r, f) for r, f in zip(refs, forms, strict=True)] if bench else [middle] * len(refs)
        for i, (ref, form, x) in enumerate(zip(refs, forms, apart(wanted, widths), strict=True)):
            instance = task.beside[ref]
            turn = 180 if instance.is_board and band == "top" else 0
            out[ref] = Place(ref, band, turn=turn, order=i, x=round(_snap(x, form), 3), flip=outline(instance.part).cable and band == "bottom")
    return out


def _form(task: Task, ref: str, band: str) -> Outline:
    """The outline of a part as it stands in a band: a board with its front to the breadboard, a cable at the near edge."""
    instance = task.beside[ref]
    form = outline(instance.part)
    return form.turned() if instance.is_board and band == "top" else form.flipped() if form.cable and band == "bottom" else form


def _pins_at(task: Task, ref: str, form: Outline) -> float:
    """How far from a part's left edge the pins are that wires go to, in pitches: their mean."""
    wired = [p.pin for pins in task.loose.values() for p in pins if p.ref == ref]
    places = [form.pads[n].x / PITCH_MM for n in wired if n in form.pads]
    return sum(places) / len(places) if places else form.width / PITCH_MM / 2


def apart(wanted: Sequence[float], widths: Sequence[float]) -> list[float]:
    """Left edges as near to those WANTED as their order and the room between allow: the sum of squares is least (pool adjacent
    violators, Ayer and others 1955).
    """
    before = [sum(widths[:i]) + BETWEEN * i for i in range(len(widths))]
    pools: list[tuple[float, int]] = []
    for x, taken in zip(wanted, before, strict=True):
        mean, count = x - taken, 1
        while pools and pools[-1][0] > mean:
            other, n = pools.pop()
            mean, count = (mean * count + other * n) / (count + n), count + n
        pools.append((mean, count))
    return [x + taken for x, taken in zip([m for m, n in pools for _ in range(n)], before, strict=True)]


def boards_above(task: Task, field: Field) -> bool:
    """True when modules that hang over the lower edge (displays) leave a controller board no clear way up: it stands above then."""
    hanging = [outline(i.part) for i in task.aboard.values() if i.part.category.startswith("display") and len(i.part.mechanics.rows) == 1]
    return sum(f.width for f in hanging if f.height > 12) / PITCH_MM > 0.5 * field.kind.columns


def _snap(x: float, form: Outline) -> float:
    """X moved so that the first pin stands above a column: wires come down straight."""
    first = next(iter(form.pads.values())).x / PITCH_MM
    return math.ceil(x + first) - first


def _band(task: Task, ref: str, bands: Mapping[str, list[str]], bench: Bench | None) -> str:
    """The band a part's pins ask for; what has a cable goes to the shorter one, to its neighbours, and to where its strips are."""
    instance = task.beside[ref]
    if not outline(instance.part).cable:
        return band_of(instance)

    partners = [p.ref for pins in task.loose.values() if len(pins) == 2 and any(p.ref == ref for p in pins) for p in pins if p.ref != ref]
    lower = _low(task, bench, ref) if bench else 0.5

    def rank(band: str) -> float:
        links = sum(r in bands[band] and not task.beside[r].is_board for r in partners)
        across = FACE_MM * (lower if band == "top" else 1 - lower)
        return sum(outline(task.beside[r].part).width + BETWEEN * PITCH_MM for r in bands[band]) - LINK_MM * links + across

    return min(("top", "bottom"), key=rank)


def _low(task: Task, bench: Bench, ref: str) -> float:
    """What share of a part's strips lies in the lower half of the boards; half where none does."""
    rows = [bench.field.members[s][2][1] for net, pins in task.loose.items() if any(p.ref == ref for p in pins)
            for s in bench.strips.get(net, ()) if s not in bench.rails]
    return sum(y > bench.field.bottom_y / 2 for y in rows) / len(rows) if rows else 0.5


def pull_of(task: Task, bench: Bench, ref: str, deep: bool = True) -> float:
    """The mean column of what a part beside the board is joined to; rails do not pull, a partner beside the board does."""
    columns = [bench.field.members[s][0][0] for net, pins in task.loose.items() if any(p.ref == ref for p in pins)
               for s in bench.strips.get(net, ()) if s not in bench.rails]
    if columns or not deep:
        return sum(columns) / len(columns) if columns else bench.field.kind.columns / 2
    partners = [p for pins in task.loose.values() if len(pins) == 2 and any(p.ref == ref for p in pins) for p in pins if p.ref != ref]
    pulls = [pull_of(task, bench, p.ref, False) + _side(task, p) for p in partners]
    return sum(pulls) / len(pulls) if pulls else bench.field.kind.columns / 2


def _side(task: Task, pin: PinRef) -> float:
    """On which side of a part what is joined to its PIN should stand: a little left or right of it, next to it for a pin at that edge."""
    form = outline(task.circuit.parts[pin.ref].part)
    pad = form.pads.get(pin.pin)
    if pad is None or pad.side in ("left", "right"):
        return -NEXT if pad and pad.side == "left" else NEXT
    return 2 * NEXT if pad.x > form.width / 2 else -2 * NEXT


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
