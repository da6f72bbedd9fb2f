"""Parts beside the breadboard: in which band, in which order, about where their pins are; and which rail carries what."""

from __future__ import annotations

import math
from collections.abc import Mapping

from ohm_core.breadboard.bench import Bench
from ohm_core.breadboard.board import PITCH_MM, Field
from ohm_core.breadboard.model import Place
from ohm_core.breadboard.outline import Outline, outline
from ohm_core.breadboard.task import Task, band_of
from ohm_core.design.values import PinRef

BAND_GAP = 6.0   # pitches between the board's edge and what stands beside it, as the search reckons
LINK_MM = 45.0   # how much longer a band may get for each wire that goes straight to a neighbour in it
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

    partners = [p.ref for pins in task.loose.values() if len(pins) == 2 and any(p.ref == ref for p in pins) for p in pins if p.ref != ref]

    def rank(band: str) -> float:
        links = sum(r in bands[band] and not task.beside[r].is_board for r in partners)
        return sum(outline(task.beside[r].part).width + BETWEEN * PITCH_MM for r in bands[band]) - LINK_MM * links

    return min(("top", "bottom"), key=rank)


def pull_of(task: Task, bench: Bench, ref: str, deep: bool = True) -> float:
    """The mean column of what a part beside the board is joined to; rails do not pull, a partner beside the board does."""
    columns = [bench.field.members[s][0][0] for net, pins in task.loose.items() if any(p.ref == ref for p in pins)
               for s in bench.strips.get(net, ()) if s not in bench.rails]
    if columns or not deep:
        return sum(columns) / len(columns) if columns else bench.field.kind.columns / 2
    partners = {p.ref for pins in task.loose.values() if len(pins) == 2 and any(p.ref == ref for p in pins) for p in pins if p.ref != ref}
    pulls = [pull_of(task, bench, p, False) for p in sorted(partners)]
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
