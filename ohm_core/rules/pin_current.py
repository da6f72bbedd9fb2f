from __future__ import annotations

from collections.abc import Iterator

from ohm_core.catalogue.schema import Fact, Pin
from ohm_core.rules.current import Loop, led_forward, loops
from ohm_core.rules.rule import Rule, Scene, Verdict, cite
from ohm_core.units import show_si


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    board = scene.board
    if board is None or board.part.board is None:
        return
    total: dict[str, float] = {}
    for loop in loops(scene):
        amps = _amps(loop)
        if amps is None or not loop.board_pins or loop.load.kind in ("motor", "coil", "heater", "valve", "lamp"):
            continue
        for name in loop.board_pins:
            total[name] = total.get(name, 0.0) + amps
            pin = board.pin(name)
            if pin is None or not loop.resistors and loop.load.kind == "led":
                continue
            yield from _judge_pin(scene, rule, loop, pin, total[name])
    yield from _groups(scene, rule, total)


def _judge_pin(scene: Scene, rule: Rule, loop: Loop, pin: Pin, amps: float) -> Iterator[Verdict]:
    assert scene.board is not None
    limit, good = _least(pin.source_a, pin.sink_a), pin.recommended_a.any() if pin.recommended_a else None
    where, fact = scene.say(scene.board.ref, pin.name), pin.source_a or pin.recommended_a
    source = cite(scene.board, fact.doc, fact.at) if fact else ""
    if limit is not None and amps > limit:
        yield rule.finding("error", (where, loop.item.ref), f"{where} would carry {show_si(amps, 'A')}, over its limit of {show_si(limit, 'A')}: the current overloads the pin.", "Put a transistor between, or a larger resistor.", source=source)
    elif good is not None and amps > good * 1.1:
        yield rule.finding("warning", (where, loop.item.ref), f"{where} would carry {show_si(amps, 'A')}, more than the {show_si(good, 'A')} recommended.", "Put a transistor between, or a larger resistor.", source=source)


def _least(*facts: Fact | None) -> float | None:
    values = [f.max if f.max is not None else f.any() for f in facts if f and not f.unknown]
    known = [v for v in values if v is not None]
    return min(known) if known else None


def _amps(loop: Loop) -> float | None:
    """The current in the loop, from Ohm's law for LEDs, speakers and coils of known resistance, else the load's own figure."""
    if loop.load.kind == "led":
        forward = led_forward(loop)
        if loop.volts is None or forward is None or not loop.ohm:
            return None
        return max(0.0, (loop.volts - forward) / loop.ohm)
    inside = loop.load.ohm.any() if loop.load.ohm else None
    if loop.load.kind in ("speaker", "coil") and inside and loop.volts and (loop.ohm is not None or not loop.resistors):
        return loop.volts / (inside + (loop.ohm or 0.0))
    return loop.load.typical_a.any() if loop.load.typical_a else None


def _groups(scene: Scene, rule: Rule, total: dict[str, float]) -> Iterator[Verdict]:
    """Limits over a port, a chip or a group of pins."""
    assert scene.board is not None and scene.board.part.board is not None
    for group in scene.board.part.board.port_limits:
        limit = group.max_a.any()
        amps = sum(a for p, a in total.items() if p in group.pins)
        if limit is not None and amps > limit:
            pins = tuple(scene.say(scene.board.ref, p) for p in total if p in group.pins)
            yield rule.finding("error", pins, f"Together these pins carry {show_si(amps, 'A')}, over the {show_si(limit, 'A')} of {group.name}: current overload.", "Switch some of them through transistors, or use larger resistors.", source=cite(scene.board, group.max_a.doc, group.max_a.at))


RULE = Rule("pin_current", "No pin, port or chip carries more current than it may.", "Above the limit the pin's level sags, then its transistor fails.", "the controller's data sheet, absolute maximum ratings", judge)
