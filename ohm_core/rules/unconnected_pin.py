"""Pins that a part needs and nobody joined, or joined where no signal is."""

from __future__ import annotations

from collections.abc import Iterator

from ohm_core.catalogue.schema import Pin
from ohm_core.circuit.circuit import Instance
from ohm_core.circuit.hookup import is_contact
from ohm_core.rules.rule import Rule, Scene, Verdict, wired

VITAL = frozenset({"digital.out", "digital.in", "interrupt.in", "analog.in", "pulse.in", "pwm.out", "onewire", "ws2812.out", "i2c.sda", "i2c.scl", "spi.sck", "spi.mosi", "spi.miso", "spi.cs", "uart.tx", "uart.rx", "load", "tie.ground", "tie.supply"})
SIGNALS = VITAL - {"load", "tie.ground", "tie.supply", "uart.tx", "spi.cs"}
TWO_ENDED = ("passive:resistor", "passive:capacitor", "diode")
FIXED = ("driver", "logic", "transistor", "isolator", "actuator:relay", "display:lcd")  # a command held by wire may be meant


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    for item in scene.parts:
        if not item.known or item.is_board:
            continue
        if not wired(scene, item):
            if any(p.connect for p in item.part.pin) or item.part.category.startswith(("passive", "diode")):
                yield rule.finding("warning", (item.ref,), f"{item.ref} ({item.part.name}) is not connected to anything.", "Wire it, or take it out.")
            continue
        for pin in _open(scene, item):
            where = scene.say(item.ref, pin.name)
            yield rule.finding("warning", (where, item.ref), f"{where} is not connected.", f"The {item.part.name} needs it: {_to(pin.connect)}.")
        yield from _constant(scene, rule, item)


def _open(scene: Scene, item: Instance) -> list[Pin]:
    """Needed pins on no net, or on one with nothing but the part itself. A contact works with two of its pins."""
    if is_contact(item) and sum(scene.net(item.ref, p.name) is not None for p in item.part.pin) > 1:
        return []
    done = {p.joined for p in item.part.pin if p.joined and scene.net(item.ref, p.name)}
    ended = item.part.category.startswith(TWO_ENDED)
    vital = [p for p in item.part.pin if (p.connect in VITAL or ended) and not p.optional]
    found = [p for p in vital if scene.net(item.ref, p.name) is None and p.joined not in done - {""}]
    alone = [p for p in vital if (net := scene.net(item.ref, p.name)) is not None and all(i is item for i, _ in scene.on(net)) and not any(q.pull for _, q in scene.on(net))]
    lamps = {e for x in item.part.loads for e in (x.plus, x.minus) if x.kind == "led"} - _shared(item) if len(item.part.loads) > 1 else set()
    unused = lamps if len(lamps - {p.name for p in found}) > 1 else set()  # one may use some of several LEDs
    open_ = {p.name for p in found}
    ends = [{x.plus, x.minus} for x in item.part.loads]
    unused |= {e for pair in ends if pair <= open_ for e in pair} if any(not pair & open_ for pair in ends) else set()  # or one of two motors
    return [*(p for p in found if p.name not in unused and not _told_otherwise(scene, item, p)), *alone]


def _shared(item: Instance) -> set[str]:
    """The ends that all of a part's loads have in common: without a common cathode no colour lights."""
    ends = [{x.plus, x.minus} for x in item.part.loads]
    return set.intersection(*ends) if len(ends) > 1 else set()


def _told_otherwise(scene: Scene, item: Instance, pin: Pin) -> bool:
    """True for the analog output of a module whose digital one is used, and the other way round."""
    other = {"analog.in": "digital.in", "digital.in": "analog.in"}.get(pin.connect)
    return pin.type == "output" and any(p.connect == other and p.type == "output" and scene.net(item.ref, p.name) is not None for p in item.part.pin)


def _constant(scene: Scene, rule: Rule, item: Instance) -> Iterator[Verdict]:
    """Signals on a supply or ground: nothing is said or heard over them. Outputs there are short_circuit's."""
    for pin in item.part.pin:
        net = scene.net(item.ref, pin.name)
        if pin.connect in SIGNALS and pin.type in ("input", "bidirectional", "open_collector") and not pin.optional and net is not None and not item.part.category.startswith(FIXED):
            at = scene.electric.volts(net)
            if at is not None:
                where, level = scene.say(item.ref, pin.name), "high" if (at.max or 0.0) > 0.5 else "low"
                yield rule.finding("warning", (where, item.ref), f"{where} is tied to {'the supply' if level == 'high' else 'ground'}: it is constantly {level}, no signal passes between it and the board (wrong pin?).", f"Join {where} to a pin of the board.")


def _to(connect: str) -> str:
    fixed = {"": "join it to the rest of the circuit", "tie.ground": "join it to GND", "tie.supply": "join it to its supply", "load": "join it to what drives it"}
    return fixed.get(connect, "join it to a pin of the board")


RULE = Rule("unconnected_pin", "Every pin that a part needs is joined to something.", "A part with an open pin does nothing, or anything.", "the part's data sheet, pin description", judge, ("floating_gate", "reversed_supply", "polarity"))
