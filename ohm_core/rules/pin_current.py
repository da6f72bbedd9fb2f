"""Currents of pins, ports and chips."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ohm_core.catalogue.schema import Fact, Pin, PortLimit
from ohm_core.circuit.volts import volts_from
from ohm_core.rules.current import Loop, load_amps, loops
from ohm_core.rules.draws import Draws
from ohm_core.rules.feeding_pins import feeding_pin
from ohm_core.rules.rule import Rule, Scene, Verdict, cite
from ohm_core.units import show_si

OVER, BREAKS, ADVICE = 1.15, 1.5, 1.1  # times the limit: out of specification (the pin's own resistance takes the rest), certain harm; times the recommended current: worth a word
NEEDS_DRIVER = frozenset({"motor", "coil", "heater", "valve", "lamp"})
# Board pin → (reference, amperes, source or sink, the series resistors they flow through).
Users = dict[str, list[tuple[str, float, str, tuple[str, ...]]]]


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    board = scene.board
    if board is None or board.part.board is None:
        return
    users: Users = {}
    for loop in loops(scene):
        _add(users, loop, _own_ohm(scene, loop))
    _supplied(scene, users)
    for name, found in users.items():
        pin = board.pin(name)
        if pin is not None:
            yield from _judge_pin(scene, rule, pin, found)
    for group in board.part.board.port_limits:
        yield from _group(scene, rule, users, group)


def _own_ohm(scene: Scene, loop: Loop) -> float:
    """The resistance of the board pin itself: half of the worst that its data sheet allows at the recommended current."""
    pin = scene.board.pin(loop.board_pins[0]) if scene.board and loop.board_pins else None
    high, usual = (scene.logic(pin), pin.recommended_a.any() if pin.recommended_a else None) if pin else (None, None)
    least = volts_from(pin.voh_v, high, "min") if pin else None
    return (high - least) / usual / 2 if high and usual and least else 0.0


def _add(users: Users, loop: Loop, own: float) -> None:
    """A loop's current at the board pins that carry it; one without a resistor, or that needs a driver, is another rule's."""
    bare = loop.load.kind == "led" and not loop.resistors
    amps = None if bare or loop.load.kind in NEEDS_DRIVER else load_amps(loop)
    if amps is None or not (loop.complete or loop.half):
        return
    around = (loop.ohm or 0.0) + ((loop.load.ohm.any() or 0.0) if loop.load.ohm else 0.0)
    amps = amps * around / (around + own) if around else amps
    for end, way in ((loop.plus, "source"), (loop.minus, "sink")):
        if end.kind == "pin" and not (loop.plus.kind == "pin" and way == "sink" and loop.load.either_way):
            users.setdefault(end.pin, []).append((loop.item.ref, amps, way, loop.resistors))


def _supplied(scene: Scene, users: Users) -> None:
    """Small modules fed from a pin instead of a rail, with all that they feed."""
    draws = Draws(scene)
    for item in scene.parts:
        for supply in item.part.supply:
            giver, pin = feeding_pin(scene, item, supply) or (None, None)
            if pin is not None and giver is scene.board and "out" in pin.functions:
                users.setdefault(pin.name, []).append((item.ref, draws.at(item, supply).peak, "source", ()))


def _together(found: Iterable[tuple[float, tuple[str, ...]]]) -> float:
    """The sum of currents, where loads behind the same resistors (segments of several digits) share what these let through."""
    shared: dict[tuple[str, ...], float] = {}
    alone = 0.0
    for amps, resistors in found:
        if resistors:
            shared[resistors] = max(amps, shared.get(resistors, 0.0))
        else:
            alone += amps
    return alone + sum(shared.values())


def _judge_pin(scene: Scene, rule: Rule, pin: Pin, found: list[tuple[str, float, str, tuple[str, ...]]]) -> Iterator[Verdict]:
    assert scene.board is not None
    amps = _together((a, via) for _, a, _, via in found)
    limit, good = _least(pin.source_a, pin.sink_a), pin.recommended_a.any() if pin.recommended_a else None
    where, fact = scene.say(scene.board.ref, pin.name), pin.source_a or pin.recommended_a
    names, source = (where, *dict.fromkeys(r for r, *_ in found)), cite(scene.board, fact.doc, fact.at) if fact else ""
    remedy = "Put a transistor between, or a larger resistor in series."
    if limit is not None and amps > limit * OVER:
        yield rule.finding("error" if amps > limit * BREAKS else "warning", names, f"{where} would carry {show_si(amps, 'A', 2)}, over its limit of {show_si(limit, 'A')}: the current overloads the pin.", remedy, source=source)
    elif good is not None and amps > good * ADVICE:
        yield rule.finding("info", names, f"{where} would carry {show_si(amps, 'A', 2)}, more than the {show_si(good, 'A')} recommended.", remedy, source=source)


def _least(*facts: Fact | None) -> float | None:
    values = [f.max if f.max is not None else f.any() for f in facts if f and not f.unknown]
    known = [v for v in values if v is not None]
    return min(known) if known else None


def _group(scene: Scene, rule: Rule, users: Users, group: PortLimit) -> Iterator[Verdict]:
    """Limits over a port or a chip, by the direction they count."""
    assert scene.board is not None
    limit = group.max_a.any()
    counted = {p: [(a, via) for _, a, way, via in users[p] if group.direction in ("both", way)] for p in users if p in group.pins}
    mine = {p: _together(found) for p, found in counted.items()}
    amps = _together(x for found in counted.values() for x in found)
    if limit is not None and amps > limit * OVER and sum(1 for a in mine.values() if a) > 1:
        pins = tuple(scene.say(scene.board.ref, p) for p, a in mine.items() if a)
        yield rule.finding("error" if amps > limit * BREAKS else "warning", (*pins, *dict.fromkeys(r for p in mine for r, *_ in users[p])), f"Together {len(pins)} pins carry {show_si(amps, 'A', 2)}, over the {show_si(limit, 'A')} of {group.name}: current overload.",
                           "Switch some of them through transistors, or use larger resistors.", source=cite(scene.board, group.max_a.doc, group.max_a.at))


RULE = Rule("pin_current", "No pin, port or chip carries more current than it may.", "Above the limit the pin's level sags, then its transistor fails.", "the controller's data sheet, absolute maximum ratings", judge, ("led_resistor", "driver_needed", "input_only", "short_circuit", "switch_reversed"))
