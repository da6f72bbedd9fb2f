"""High levels below the threshold of the input that reads them, in both directions."""

from __future__ import annotations

from collections.abc import Iterator

from ohm_core.catalogue.schema import Pin
from ohm_core.circuit.circuit import Instance, Net
from ohm_core.circuit.volts import volts_from
from ohm_core.rules.levels import DRIVEN, highest
from ohm_core.rules.rule import Rule, Scene, Verdict, cite, volts

READ = frozenset({"digital.in", "pulse.in", "interrupt.in", "uart.rx", "spi.miso"})
GAP_V = 0.3  # supplies nearer than this have the same levels
HELD_V = 1.0  # an input pulled this far above our high may stay on


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    if scene.board is None:
        return
    for item in scene.parts:
        for pin in item.part.pin:
            net = scene.net(item.ref, pin.name)
            if net is not None and pin.connect in DRIVEN and pin.type != "passive" and not _is_transistor(item):
                yield from _into_part(scene, rule, item, pin, net)
    for item, pin, path in scene.signals:
        if pin.connect in READ and pin.type in ("output", "tri_state") and not scene.isolated(path):
            yield from _into_board(scene, rule, item, pin, path.net, scene.board_pin(path))


def _is_transistor(item: Instance) -> bool:
    """Single transistors are switch_drive's business."""
    return item.part.switch is not None and item.part.switch.kind in ("nmos", "npn", "pmos", "pnp") and not item.part.supply


def _into_part(scene: Scene, rule: Rule, item: Instance, pin: Pin, net: Net) -> Iterator[Verdict]:
    driver = _driver(scene, item, pin, net)
    have = scene.logic(driver) if driver else None
    if driver is None or have is None:
        return
    domain, assumed = _domain(scene, item, pin)
    need = volts_from(pin.vih_v, domain, "min")
    where, from_ = scene.say(item.ref, pin.name), scene.say(scene.circuit.board, driver.name)
    if need is None:
        if domain is not None and domain > have + GAP_V and item.known:
            yield rule.blind(f"{where}: nobody has written down from which voltage the {item.part.name} takes it for high")
    elif need > have * 0.99:
        fact = pin.vih_v
        yield rule.finding("warning", (where, from_, item.ref), f"{where} needs {volts(need)} for a high level{f' at its usual {volts(domain or 0.0)}' if assumed else ''}; the {volts(have)} of {from_} {'are below its threshold' if need > have else 'leave no margin'}.",
                           "Put a 74AHCT125 (or another level shifter powered from 5 V) between, or power the part with less.", source=cite(item, fact.doc, fact.at) if fact else "")
        return
    yield from _stays_on(scene, rule, item, pin, from_, have)


def _driver(scene: Scene, item: Instance, pin: Pin, net: Net) -> Pin | None:
    """The board pin whose level arrives: joined by wire or through resistors, no level shifter or transistor between."""
    direct = [p for p in scene.board_pins(net) if "out" in p.functions]
    if direct:
        return direct[0]
    path = scene.reach(item.ref, pin.name)
    plain = path is not None and bool(path.board_pin) and all(scene.circuit.parts[v].part.category.startswith("passive") for v in path.via)
    return scene.board_pin(path) if plain and path else None


def _domain(scene: Scene, item: Instance, pin: Pin) -> tuple[float | None, bool]:
    """The supply of the pin's levels in V; the part's usual one (and True) where its supply pin is not wired yet."""
    at = scene.electric.domain(item.ref, pin)
    if at is not None:
        return at.max, False
    supply = next((s for s in item.part.supply if s.pin == pin.domain and scene.net(item.ref, s.pin) is None), None)
    return (supply.v.typ, True) if supply and supply.v else (None, False)


def _stays_on(scene: Scene, rule: Rule, item: Instance, pin: Pin, from_: str, have: float) -> Iterator[Verdict]:
    """An active-low input pulled to a higher supply may not release at our high."""
    domain, _ = _domain(scene, item, pin)
    low = item.part.switch is not None and item.part.switch.active == "low" and pin.reset is not None and pin.reset.presents == "pull-up"
    if low and domain is not None and domain - have > HELD_V:
        where = scene.say(item.ref, pin.name)
        yield rule.finding("warning", (where, from_, item.ref), f"{where} is pulled up to {volts(domain)} inside; the {volts(have)} high level of {from_} may be too low to switch the {item.part.name} off.",
                           "Use a module that triggers on a high level, or put a transistor or level shifter between.")


def _into_board(scene: Scene, rule: Rule, item: Instance, pin: Pin, net: Net, board_pin: Pin) -> Iterator[Verdict]:
    """What arrives at the board, dividers reckoned in, against the board's threshold."""
    logic = scene.logic(board_pin)
    need, at = volts_from(board_pin.vih_v, logic, "min"), highest(scene, net, scene.circuit.parts[scene.circuit.board], board_pin)
    if need is not None and at is not None and 0.5 < at.volts < need * 0.98:
        where, names = scene.say(scene.circuit.board, board_pin.name), scene.say(item.ref, pin.name)
        yield rule.finding("warning", (where, names, item.ref), f"{where} needs {volts(need)} for a high level; {names} brings it to {volts(at.volts)}, below its threshold.", "Change the divider's resistors, or put a level shifter between.")


RULE = Rule("level_too_low", "A high level is high enough for the input that reads it.", "Between the thresholds an input may see anything: it works on the desk and fails when it is warm.", "VIH in the part's data sheet", judge,
            ("reversed_supply", "short_circuit", "input_only", "flash_pin"))
