"""Supply pins that hang on a signal pin instead of a rail."""

from __future__ import annotations

from collections.abc import Iterator

from ohm_core.catalogue.schema import Pin, SupplyInput
from ohm_core.circuit.circuit import Instance
from ohm_core.rules.draws import Draws, knows_draw
from ohm_core.rules.feeding_pins import feeding_pin
from ohm_core.rules.rule import Rule, Scene, Verdict, cite
from ohm_core.rules.sketch import drives, nameless, of, perhaps, reads
from ohm_core.units import show_si


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    for item in scene.parts:
        for supply in item.part.supply:
            found = feeding_pin(scene, item, supply)
            if found is not None:
                yield from _judge(scene, rule, item, supply, *found)


def _judge(scene: Scene, rule: Rule, item: Instance, supply: SupplyInput, giver: Instance, pin: Pin) -> Iterator[Verdict]:
    where, source = scene.say(item.ref, supply.pin), scene.say(giver.ref, pin.name)
    names, remedy = (where, item.ref, source), f"Join {where} to a supply; a signal pin is no rail."
    if giver is scene.board and "out" not in pin.functions:
        yield rule.finding("error", names, f"{where} is fed from {source}, which only listens: the {item.part.name} gets no power.", remedy)
        return
    if silent := _never_high(scene, giver, pin):
        yield rule.finding("error", names, f"{where} is fed from {source}, {silent}: the {item.part.name} gets no power.", f"Make {source} an OUTPUT and write HIGH to it, or join {where} to a supply.")
        return
    if not knows_draw(item, supply):
        yield rule.blind(f"{where} is fed from {source}; nobody has written down what the {item.part.name} draws there")
    elif giver is not scene.board:
        yield from _other(scene, rule, item, supply, giver, pin, names, remedy)
    if other := _load_supply(scene, item, supply):
        yield rule.finding("warning", names, f"{where} is fed from the signal pin {source}: while the board starts, {item.ref} has power at {other} but none for its logic, and nothing holds it.", remedy)


def _never_high(scene: Scene, giver: Instance, pin: Pin) -> str:
    """How the sketch leaves the pin without power; '' where it drives it, may do so, or where there is no sketch."""
    if scene.sketch is None or giver is not scene.board:
        return ""
    found = of(scene, pin)
    if drives(found):
        return ""
    if use := next(iter(reads(found)), None):
        return f"but the sketch only reads that pin ({use.by}, {use.at})"
    known = scene.sketch.complete() and not scene.sketch.strangers and not nameless(scene) and (pin.joined or pin.name) not in perhaps(scene)
    return "but the sketch never drives that pin" if known else ""


def _other(scene: Scene, rule: Rule, item: Instance, supply: SupplyInput, giver: Instance, pin: Pin, names: tuple[str, ...], remedy: str) -> Iterator[Verdict]:
    """Power from an output of another part: what that gives against what is drawn. The board's own pins are judged by pin_current."""
    limit, peak = pin.source_a.any() if pin.source_a and not pin.source_a.unknown else None, Draws(scene).at(item, supply).peak
    if limit is None:
        yield rule.blind(f"{names[0]} is fed from {names[2]}; nobody has written down what that output gives")
    elif peak > limit and pin.source_a:
        yield rule.finding("error", names, f"{names[0]} draws {show_si(peak, 'A', 2)} from {names[2]}, which gives {show_si(limit, 'A')}: the current overloads the output.", remedy, source=cite(giver, pin.source_a.doc, pin.source_a.at))


def _load_supply(scene: Scene, item: Instance, supply: SupplyInput) -> str:
    """The driver's other supply pin, where it is fed: that of the load it switches; '' for parts without one."""
    if item.part.switch is None:
        return ""
    nets = ((s, scene.net(item.ref, s.pin)) for s in item.part.supply if s is not supply)
    return next((scene.say(item.ref, s.pin) for s, net in nets if net is not None and scene.electric.feeds_of(net)), "")


RULE = Rule("supply_from_pin", "A part's supply comes from a rail; from a signal pin only where the program holds it high and the part draws little.",
            "A signal pin is an input until the program drives it, gives some 20 mA and sags under load.", "the controller's data sheet, I/O ports and DC characteristics", judge,
            ("short_circuit", "reversed_supply", "pin_current"))
