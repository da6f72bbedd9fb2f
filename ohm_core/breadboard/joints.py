"""What is joined to what on a bench: by jumpers, inside controller boards, and by the twin legs of other parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ohm_core.breadboard.bench import Bench
from ohm_core.breadboard.board import Spot, printed
from ohm_core.breadboard.outline import outline
from ohm_core.breadboard.wiring import Run
from ohm_core.circuit.circuit import Circuit
from ohm_core.design.values import PinRef

At = Spot | PinRef


def joined_to(bench: Bench, strip: str, runs: Sequence[Run], net: str) -> list[str]:
    """The strips of a net that are one with STRIP by RUNS and inside controller boards."""
    pairs = [{at if isinstance(at, PinRef) else bench.field.strip[at] for at in (r.start, r.end)} for r in runs if r.net == net]
    pairs += [set(strips) for strips in inside(bench, net)]
    found: set[str | PinRef] = {strip}
    while touching := [p for p in pairs if p & found and not p <= found]:
        found.update(*touching)
    return sorted((s for s in found if not isinstance(s, PinRef)), key=bench.rank.__getitem__)


def inside(bench: Bench, net: str) -> list[set[str]]:
    """Strips that one node of a controller board reaches with several legs."""
    task = bench.task
    found: dict[tuple[str, str], set[str]] = {}
    for ref, seat in bench.seats.items():
        if task.circuit.parts[ref].is_board:
            for pin, _, strip in seat.legs:
                if task.net[ref, pin] == net:
                    found.setdefault(task.node(ref, pin), set()).add(strip)
    return [strips for strips in found.values() if len(strips) > 1]


def twin_pins(circuit: Circuit, pin: PinRef, runs: Sequence[Run]) -> Iterator[PinRef]:
    """Other pins of the same node and name that the part shows and no run ends at: SDA for A4, one GND for another. Not what is joined
    to it under another name: IOREF is no supply, and a converter's minus at the input not its minus at the output.
    """
    used = {at for run in runs for at in (run.start, run.end)}
    node = circuit.node(pin)
    for name in outline(circuit.parts[pin.ref].part).pads:
        other = PinRef(pin.ref, name)
        if other != pin and other not in used and circuit.node(other) == node and printed(name) == printed(pin.pin):
            yield other


def twin_strips(bench: Bench, strip: str, runs: Sequence[Run]) -> list[str]:
    """Strips that would do instead of this one because a twin of its leg is in them, and nothing else (a button's contact has two
    legs). None where STRIP itself holds something else: the part would be what joins it.
    """
    legs: dict[str, set[tuple[str, str]]] = {}
    for ref, seat in bench.seats.items():
        for pin, _, name in seat.legs:
            legs.setdefault(name, set()).add((ref, printed(pin)))
    mine = legs.get(strip, set())
    wired = {bench.field.strip[at] for run in runs for at in (run.start, run.end) if not isinstance(at, PinRef)}
    return [name for name, there in legs.items() if len(mine) == 1 and there == mine and name not in wired and name != strip and name not in bench.rails]
