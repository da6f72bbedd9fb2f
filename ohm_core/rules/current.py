"""Currents through LEDs and small loads, shared by the rules on resistors, pins and drivers. Not a rule itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ohm_core.catalogue.schema import Load
from ohm_core.circuit.circuit import Instance, Net
from ohm_core.circuit.trace import is_resistor, ohms
from ohm_core.rules.rule import Scene


@dataclass(frozen=True)
class Loop:
    """A load's current path: what drives it (a board pin or a supply), the resistance in series (None: a resistor of unknown
    value), whether any resistor is there, and the volts at both ends where known."""

    item: Instance
    load: Load
    ohm: float | None
    resistors: tuple[str, ...]
    board_pins: tuple[str, ...]
    volts: float | None
    complete: bool
    switched: bool = False


def loads(item: Instance) -> tuple[Load, ...]:
    return item.part.loads or ((item.part.load,) if item.part.load else ())


def loops(scene: Scene) -> Iterator[Loop]:
    """The current path of every load terminal pair that is joined at both ends."""
    for item in scene.parts:
        for load in loads(item):
            if path := _loop(scene, item, load):
                yield path


def _loop(scene: Scene, item: Instance, load: Load) -> Loop | None:
    plus, minus = scene.net(item.ref, load.plus), scene.net(item.ref, load.minus)
    if plus is None or minus is None:
        return None
    a, b = _side(scene, plus, item.ref), _side(scene, minus, item.ref)
    values = [*a.values, *b.values]
    total = None if any(v is None for v in values) else float(sum(v for v in values if v is not None))
    tops = [v for v in (a.volts, b.volts) if v is not None]
    return Loop(item, load, total, (*a.refs, *b.refs), (*a.pins, *b.pins), max(tops) if tops else None, a.ends and b.ends, a.switched or b.switched)


@dataclass(frozen=True)
class _Side:
    refs: tuple[str, ...] = ()
    values: tuple[float | None, ...] = ()
    pins: tuple[str, ...] = ()
    volts: float | None = None
    ends: bool = False
    switched: bool = False


def _side(scene: Scene, net: Net, came: str, depth: int = 4) -> _Side:
    """From one terminal outwards through series resistors to a board pin, a supply, ground or a switch."""
    pins = tuple(p.name for p in scene.board_pins(net) if {"gpio", "out"} & set(p.functions))
    if pins and scene.board:
        pin = scene.board.pin(pins[0])
        domain = scene.electric.domain(scene.board.ref, pin) if pin else None
        return _Side(pins=pins, volts=domain.max if domain else None, ends=True)
    volts = scene.electric.volts(net)
    if volts is not None:
        return _Side(volts=volts.max, ends=True)
    for item, pin in scene.circuit.on(net):
        if item.ref != came and not item.is_board and item.part.switch and any(pin.name in c or pin.joined in c for c in item.part.switch.channels) or item.ref != came and item.part.category.startswith(("driver", "logic", "input:slide", "input:button", "isolator")):
            return _Side(ends=True, switched=True, volts=_output_volts(scene, item))
    if depth:
        for item, pin in scene.circuit.on(net):
            if item.ref != came and is_resistor(item):
                far = next((n for p in item.part.pin if p.name != pin.name and (n := scene.net(item.ref, p.name))), None)
                if far is not None:
                    rest = _side(scene, far, item.ref, depth - 1)
                    if rest.ends:
                        return _Side((item.ref, *rest.refs), (ohms(item), *rest.values), rest.pins, rest.volts, True, rest.switched)
    return _Side()


def _output_volts(scene: Scene, item: Instance) -> float | None:
    if item.part.category.startswith("logic"):
        net = next((n for s in item.part.supply if (n := scene.net(item.ref, s.pin))), None)
        volts = scene.electric.volts(net) if net else None
        return volts.max if volts else None
    return None


def led_forward(loop: Loop) -> float | None:
    """Forward voltage of an LED for its colour, in V: the least it may be (worst case for current)."""
    color = str(loop.item.use.attr("color") or next(iter(loop.load.vf_v), ""))
    fact = loop.load.vf_v.get(color) or next(iter(loop.load.vf_v.values()), None)
    if fact is None or fact.unknown:
        return None
    return fact.typ if fact.typ is not None else fact.min
