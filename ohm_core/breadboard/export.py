"""A layout as JSON: the contract's form, with a Wokwi diagram that has the same nets."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ohm_core.breadboard.board import KINDS, PITCH_MM
from ohm_core.breadboard.model import Layout, Place
from ohm_core.breadboard.outline import outline
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
    legs = [[f"{ids[r]}:{_pin(circuit.parts[r], pin)}", _hole(hole), "", ["$bb"]] for r, p in layout.places.items() for pin, hole in p.holes.items()]
    wires = [[_end(w.start, layout, circuit, ids), _end(w.end, layout, circuit, ids), w.color, ["v0"]] for w in layout.wires]
    return {"version": 1, "author": "OHM", "editor": "wokwi", "parts": boards + parts, "connections": legs + wires, "dependencies": {}}


def _ids(circuit: Circuit, count: int) -> dict[str, str]:
    """Reference → Wokwi id: without the colon that Wokwi splits at, and never a breadboard's."""
    taken = {f"bb{i + 1}" for i in range(count)}
    out: dict[str, str] = {}
    for ref in circuit.parts:
        base = re.sub(r"[:$]", "_", ref)
        name, n = base, 2
        while name in taken:
            name, n = f"{base}_{n}", n + 1
        taken.add(name)
        out[ref] = name
    return out


def _part(instance: Instance, part_id: str, place: Place | None) -> dict[str, Any]:
    left, top = _position(instance, place)
    kind = instance.part.wokwi or f"ohm-{instance.use.part}"
    return {"type": kind, "id": part_id, "top": round(top, 1), "left": round(left, 1), "attrs": wokwi_attrs(instance)}


def _position(instance: Instance, place: Place | None) -> tuple[float, float]:
    if place is None:
        return BOARD_LEFT - 150, 0.0
    if place.spots:
        x, y = min(place.spots.values())
        return BOARD_LEFT + 20 + x * PX, BOARD_TOP + 50 + y * PX
    height = outline(instance.part).height / PITCH_MM * PX
    return BOARD_LEFT + place.x * PX, BOARD_TOP - 60 - height if place.band == "top" else BOARD_TOP + 270


def wokwi_attrs(instance: Instance) -> dict[str, str]:
    """Attributes under Wokwi's names: colour of LEDs, value of resistors."""
    use: Mapping[str, Any] = instance.use.attrs
    names = {"resistance_ohm": "value", "color": "color", "pixels": "pixels"}
    own = {"pins": "i2c"} if instance.part.driver == "lcd1602_i2c" else {}  # one Wokwi type for both forms of the display
    return own | {names[k]: (f"{v:g}" if isinstance(v, (int, float)) else str(v)) for k, v in use.items() if k in names}


def _pin(instance: Instance, pin: str) -> str:
    return instance.part.wokwi_pins.get(pin, pin)


def _hole(hole: str) -> str:
    return hole if hole.startswith("bb") else f"bb1:{hole}"


def _end(end: str, layout: Layout, circuit: Circuit, ids: Mapping[str, str]) -> str:
    if end in layout.field.spots:
        return _hole(end)
    ref, _, pin = end.partition(".")
    return f"{ids[ref]}:{_pin(circuit.parts[ref], pin)}"
