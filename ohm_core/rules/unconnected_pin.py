"""Pins that a part needs and nobody joined, or joined where no signal is."""

from __future__ import annotations

from collections.abc import Iterator

from ohm_core.catalogue.schema import Pin
from ohm_core.circuit.circuit import Instance
from ohm_core.rules.rule import Rule, Scene, Verdict, wired

VITAL = frozenset({"digital.out", "digital.in", "interrupt.in", "analog.in", "pulse.in", "pwm.out", "onewire", "ws2812.out", "i2c.sda", "i2c.scl", "spi.sck", "spi.mosi", "spi.miso", "spi.cs", "uart.tx", "uart.rx", "load", "tie.ground", "tie.supply"})
COMMANDS = frozenset({"digital.out", "pwm.out", "ws2812.out", "spi.sck", "spi.mosi"})
MANY = ("display:7segment", "input:keypad", "display:led_matrix", "logic:", "led:")  # parts of which one may use only some pins
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
    """Needed pins on no net, or on one with nothing but the part itself."""
    done = {p.joined for p in item.part.pin if p.joined and scene.net(item.ref, p.name)}
    vital = [p for p in item.part.pin if p.connect in VITAL and not p.optional]
    found = [p for p in vital if scene.net(item.ref, p.name) is None and p.joined not in done - {""}]
    alone = [p for p in vital if (net := scene.net(item.ref, p.name)) is not None and all(i is item for i, _ in scene.on(net))]
    some = item.part.category.startswith(MANY) and len(found) < len(vital)
    ends = {e for x in item.part.loads for e in (x.plus, x.minus)} if len(item.part.loads) > 1 else set()
    found = [p for p in found if not (some and (p.connect not in ("tie.ground", "tie.supply") or p.name in ends))]
    return [*found, *alone]


def _constant(scene: Scene, rule: Rule, item: Instance) -> Iterator[Verdict]:
    """Command inputs on a supply or ground: they never hear the board."""
    for pin in item.part.pin:
        net = scene.net(item.ref, pin.name)
        if pin.connect in COMMANDS and pin.type == "input" and not pin.optional and net is not None and not item.part.category.startswith(FIXED):
            at = scene.electric.volts(net)
            if at is not None:
                where, level = scene.say(item.ref, pin.name), "high" if (at.max or 0.0) > 0.5 else "low"
                yield rule.finding("warning", (where, item.ref), f"{where} is tied to {'the supply' if level == 'high' else 'ground'}: it is constantly {level} and gets no signal from the board (wrong pin?).", f"Join {where} to a pin of the board.")


def _to(connect: str) -> str:
    fixed = {"tie.ground": "join it to GND", "tie.supply": "join it to its supply", "load": "join it to what drives it"}
    return fixed.get(connect, "join it to a pin of the board")


RULE = Rule("unconnected_pin", "Every pin that a part needs is joined to something.", "A part with an open pin does nothing, or anything.", "the part's data sheet, pin description", judge, ("floating_gate", "reversed_supply", "polarity"))
