"""Following a signal from a part's pin to the board: breadth first over nets, through what passes a signal on."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ohm_core.circuit.circuit import Circuit, Instance, Net
from ohm_core.design.values import PinRef

Level = Literal["high", "low"]

# A pin of a level shifter and the other side of the same channel: HV1 ↔ LV1, A1 ↔ B1.
_SHIFTED = re.compile(r"(HV|LV|A|B|H|L)(\d)$")
_BUFFERED = re.compile(r"(\d)Y$")  # output of a buffer gate; its input is 1A
_FACING = {"HV": "LV", "LV": "HV", "A": "B", "B": "A", "H": "L", "L": "H"}


@dataclass(frozen=True)
class Path:
    """The way to the board: `level` is what the board must show there so that the start has the wanted level; `net` is the
    net of the board's pin, `ohm` the resistance passed last, `through` the output of a commanded part where it ends."""

    board_pin: str
    level: Level
    via: tuple[str, ...]
    net: Net
    ohm: float | None = None
    through: PinRef | None = None


def reach(circuit: Circuit, start: PinRef, level: Level = "high") -> Path | None:
    """The nearest board pin that START is joined to, or None. A supply or ground is never passed."""
    first = circuit.net_of(start)
    if first is None or first.kind != "signal":
        return None
    queue: deque[tuple[Net, Level, tuple[str, ...], float | None, str]] = deque([(first, level, (), None, start.ref)])
    seen = {first.name}
    while queue:
        net, now, via, ohm, came = queue.popleft()
        if found := _end(circuit, net, now, via, ohm, came):
            return found
        for ref, far, passed, after in _steps(circuit, net, now, came):
            if far.kind == "signal" and far.name not in seen:
                seen.add(far.name)
                queue.append((far, after, (*via, ref), passed, ref))
    return None


def resistor_ends(circuit: Circuit, net: Net) -> Iterator[tuple[str, Net, float | None]]:
    """The resistors on a net: reference, the net at their other end, ohms (None when not given)."""
    for instance, pin in circuit.on(net):
        if is_resistor(instance):
            for far in _other_ends(circuit, instance, pin.name):
                yield instance.ref, far, ohms(instance)


def is_resistor(instance: Instance) -> bool:
    return instance.part.category.startswith("passive:resistor")


def ohms(instance: Instance) -> float | None:
    value = instance.use.attr("resistance_ohm")
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def _other_ends(circuit: Circuit, instance: Instance, pin: str) -> Iterator[Net]:
    for other in instance.part.pin:
        net = circuit.net_at(instance.ref, other.name)
        if other.name != pin and net is not None:
            yield net


def _end(circuit: Circuit, net: Net, level: Level, via: tuple[str, ...], ohm: float | None, came: str) -> Path | None:
    for pin in net.pins:
        if pin.ref == circuit.board:
            return Path(pin.pin, level, via, net, ohm)
    for instance, found in circuit.on(net):
        if instance.ref != came and _is_expander(instance) and found.type in ("output", "tri_state", "bidirectional") and not found.connect.startswith(("i2c", "chain")):
            return Path("", level, via, net, ohm, PinRef(instance.ref, found.name))
    return None


def _is_expander(instance: Instance) -> bool:
    return any(p.concept in ("more_outputs", "servo_drive") for p in instance.part.provides)


def _steps(circuit: Circuit, net: Net, level: Level, came: str) -> Iterator[tuple[str, Net, float | None, Level]]:
    """The nets one step further: reference passed, net, its ohms, and the level wanted there."""
    for instance, pin in circuit.on(net):
        if instance.ref == came or instance.is_board:
            continue
        if is_resistor(instance):
            for far in _other_ends(circuit, instance, pin.name):
                yield instance.ref, far, ohms(instance), level
        elif instance.part.switch:
            yield from _switch_steps(circuit, instance, pin.name, level)
        elif "level_shift" in instance.part.category or any(p.concept == "level_shift" for p in instance.part.provides):
            yield from _shift_steps(circuit, instance, pin.name, level)


def _switch_steps(circuit: Circuit, switch: Instance, pin: str, level: Level) -> Iterator[tuple[str, Net, float | None, Level]]:
    """From a switched pin to its control, with the level there that makes the switched pin take LEVEL."""
    assert switch.part.switch
    for control, load in switch.part.switch.channels:
        far = circuit.net_at(switch.ref, control)
        if far and same_node(switch, load, pin):
            yield switch.ref, far, None, _control_level(switch, load, level)


def same_node(instance: Instance, one: str, other: str) -> bool:
    a, b = instance.pin(one), instance.pin(other)
    return bool(a and b and (a.joined or a.name) == (b.joined or b.name))


def _control_level(switch: Instance, load: str, level: Level) -> Level:
    kind, active = switch.part.switch.kind, switch.part.switch.active  # type: ignore[union-attr]
    if kind in ("nmos", "npn", "darlington"):
        return "high" if level == "low" else "low"
    if kind in ("pmos", "pnp"):
        return "low" if level == "high" else "high"
    if kind == "hbridge":
        return level
    rests_closed = load.upper().startswith("NC")
    return "low" if (active == "low") != rests_closed else "high"


def _shift_steps(circuit: Circuit, shifter: Instance, pin: str, level: Level) -> Iterator[tuple[str, Net, float | None, Level]]:
    match, buffer = _SHIFTED.match(pin), _BUFFERED.match(pin)
    if match or buffer:
        facing = shifter.pin(_FACING[match[1]] + match[2] if match else f"{buffer[1]}A" if buffer else "")
        far = circuit.net_at(shifter.ref, facing.name) if facing else None
        if far:
            yield shifter.ref, far, None, level
