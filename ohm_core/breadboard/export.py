"""A layout as JSON: the contract's form, with a Wokwi diagram that has the same nets."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from ohm_core.breadboard.board import KINDS, PITCH_MM
from ohm_core.breadboard.model import Layout, Place
from ohm_core.breadboard.outline import outline
from ohm_core.catalogue.wokwi import said_of
from ohm_core.circuit.circuit import Circuit, Instance

PX = 9.6  # Wokwi draws 2.54 mm as 9.6 px
BOARD_LEFT, BOARD_TOP = 0.0, 250.0


def layout_json(layout: Layout, circuit: Circuit) -> dict[str, Any]:
    """`{"breadboard", "holes", "wires", "steps", "wokwi"}` and what is extra: count, rails, complete, notes."""
    return {
        "breadboard": layout.size if layout.count else "none", "count": layout.count, "complete": layout.complete,
        "holes": [{"pin": f"{ref}.{pin}", "hole": hole} for ref, place in layout.places.items() for pin, hole in place.holes.items()],
        "wires": [{"from": w.start, "to": w.end, "color": w.color, "net": w.net} for w in layout.wires],
        "steps": [{"title": s.title, "text": s.text, "pins": list(s.pins), "wires": list(s.wires)} for s in layout.steps],
        "rails": dict(layout.rails), "beside": [r for r, p in layout.places.items() if not p.on_board],
        "notes": list(layout.notes), "wokwi": wokwi(layout, circuit),
    }


def wokwi(layout: Layout, circuit: Circuit) -> dict[str, Any]:
    """A Wokwi diagram: legs as `$bb` placements, jumpers as wires. Parts without a Wokwi type keep their id as `ohm-…`."""
    ids = _ids(circuit, layout.count)
    boards = [{"type": KINDS[layout.size].wokwi, "id": f"bb{i + 1}", "top": BOARD_TOP + layout.field.top(i) * PX, "left": BOARD_LEFT, "attrs": {}} for i in range(layout.count)]
    parts = [_part(circuit.parts[r], ids[r], layout.places.get(r)) for r in circuit.parts]
    legs = [[f"{ids[r]}:{wokwi_pin(circuit.parts[r], pin)}", _hole(hole), "", ["$bb"]] for r, p in layout.places.items() for pin, hole in p.holes.items()]
    wires = [[_end(w.start, layout, circuit, ids), _end(w.end, layout, circuit, ids), w.color, ["v0"]] for w in layout.wires]
    return {"version": 1, "author": "OHM", "editor": "wokwi", "parts": boards + parts, "connections": legs + wires, "dependencies": {}}


def _ids(circuit: Circuit, count: int) -> dict[str, str]:
    """Reference → Wokwi id: without the colon that Wokwi splits at, and never a breadboard's."""
    taken = {f"bb{i + 1}" for i in range(count)}
    return {ref: free_id(ref, taken) for ref in circuit.parts}


def free_id(ref: str, taken: set[str]) -> str:
    """REF as a Wokwi id that is in TAKEN from now on and was not before."""
    base = re.sub(r"[:$]", "_", ref)
    name, n = base, 2
    while name in taken:
        name, n = f"{base}_{n}", n + 1
    taken.add(name)
    return name


def _part(instance: Instance, part_id: str, place: Place | None) -> dict[str, Any]:
    left, top = _position(instance, place)
    return {"type": wokwi_type(instance), "id": part_id, "top": round(top, 1), "left": round(left, 1), "attrs": wokwi_attrs(instance)}


def _position(instance: Instance, place: Place | None) -> tuple[float, float]:
    if place is None:
        return BOARD_LEFT - 150, 0.0
    if place.spots:
        x, y = min(place.spots.values())
        return BOARD_LEFT + 20 + x * PX, BOARD_TOP + 50 + y * PX
    height = outline(instance.part).height / PITCH_MM * PX
    return BOARD_LEFT + place.x * PX, BOARD_TOP - 60 - height if place.band == "top" else BOARD_TOP + 270


def wokwi_type(instance: Instance) -> str:
    """The Wokwi type of a part in use; a foreign part keeps the one it came with, any other its id as `ohm-…`."""
    foreign = instance.use.name if re.fullmatch(r"(wokwi|board|chip)-[\w-]+", instance.use.name) and not instance.known else ""
    return foreign or instance.part.wokwi or f"ohm-{instance.use.part}"


def wokwi_attrs(instance: Instance, before: Mapping[str, Any] = MappingProxyType({})) -> dict[str, str]:
    """Attributes under Wokwi's names: colour of LEDs, value of resistors, common pin, form of a display. BEFORE: those it had."""
    use = instance.use.attrs
    attrs = said_of(instance.part, use, str(use.get("variant", "")), before)
    return attrs if instance.part.wokwi else {k: str(v) for k, v in use.items()}


def wokwi_pin(instance: Instance, pin: str) -> str:
    """The pin under Wokwi's name."""
    return instance.part.wokwi_pins.get(pin, pin)


def _hole(hole: str) -> str:
    return hole if hole.startswith("bb") else f"bb1:{hole}"


def _end(end: str, layout: Layout, circuit: Circuit, ids: Mapping[str, str]) -> str:
    if end in layout.field.spots:
        return _hole(end)
    ref, _, pin = end.partition(".")
    return f"{ids[ref]}:{wokwi_pin(circuit.parts[ref], pin)}"
