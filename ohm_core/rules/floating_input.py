"""Inputs that nothing holds while their contact is open."""

from __future__ import annotations

from collections.abc import Iterator

from ohm_core.catalogue.schema import Pin
from ohm_core.circuit.circuit import Instance, Net
from ohm_core.circuit.trace import Path
from ohm_core.rules.rule import Rule, Scene, Verdict

READ = frozenset({"digital.in", "pulse.in", "interrupt.in"})


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    for item, pin, path in scene.signals:
        net = scene.net(item.ref, pin.name)
        if pin.connect not in READ or not lets_go(pin) or pin.pull or net is None:
            continue
        side = _closed(scene, item, pin)
        if held(scene, net) or held(scene, path.net):
            yield from _always(scene, rule, item, pin, path, side)
            continue
        board_pin, where, name = scene.board_pin(path), scene.at_board(path), scene.say(item.ref, pin.name)
        if board_pin.pull and board_pin.pull.when == "always":
            if side == ("low" if "GND" in board_pin.pull.to else "high"):
                yield rule.finding("error", (where, name, item.ref), f"A resistor on the board pulls {where} {side}, and {item.ref} joins it to the same level: it always reads {side}.", f"Join the other side of {item.ref} to {'the logic supply' if side == 'low' else 'GND'}, or use another pin.")
            continue
        if side == "high" and "pull_down" not in board_pin.functions:
            yield rule.finding("error", (where, name, item.ref), f"{where} floats while {item.ref} is open: the contact goes to the supply, and the pin has no pull-down.", f"Put 10 kΩ from {where} to GND, or join the contact to GND and use the pull-up.")
        elif side == "low" and "pull_up" not in board_pin.functions:
            yield rule.finding("error", (where, name, item.ref), f"{where} floats while {item.ref} is open: the pin has no internal pull-up and no resistor holds it.", f"Put 10 kΩ from {where} to the logic supply, or use a pin with a pull-up.")


def _always(scene: Scene, rule: Rule, item: Instance, pin: Pin, path: Path, side: str) -> Iterator[Verdict]:
    """Resistors that hold the pin at the very level that the contact makes."""
    nets = {n.name: n for n in (path.net, scene.net(item.ref, pin.name)) if n is not None}
    ends = [at.max or 0.0 for net in nets.values() for _, far, _ in scene.electric.resistors(net) if (at := scene.electric.volts(far)) is not None]
    if not ends or side not in ("high", "low") or any((e > 1) != (side == "high") for e in ends):
        return
    where, name = scene.at_board(path), scene.say(item.ref, pin.name)
    yield rule.finding("error", (where, name, item.ref), f"{where} is held {side}, and {item.ref} makes it {side} too: it always reads the same.", f"Put the resistor from {where} to {'the logic supply' if side == 'low' else 'GND'}.")


def lets_go(pin: Pin) -> bool:
    """True for contacts and open-drain outputs: at rest they drive nothing."""
    return pin.type in ("passive", "open_collector") or pin.drive in ("open_drain", "passive")


def held(scene: Scene, net: Net) -> bool:
    return any(scene.electric.volts(far) is not None for _, far, _ in scene.electric.resistors(net)) or any(p.pull and p.pull.when == "always" and i is not scene.board for i, p in scene.on(net))


def _closed(scene: Scene, item: Instance, pin: Pin) -> str:
    """The level while it is closed: high, low, both (a change-over switch never floats), or '' where its other side is open."""
    if pin.type == "open_collector" or (pin.drive == "open_drain" and pin.type != "passive"):
        return "low"
    ends = [at.max or 0.0 for p in item.part.pin if (p.joined or p.name) != (pin.joined or pin.name) and (at := scene.electric.volts(scene.net(item.ref, p.name))) is not None]
    if ends and item.part.supply:
        return "low"  # a module's contact leads to its ground
    return "" if not ends else "both" if min(ends) < 1 < max(ends) else "high" if max(ends) > 1 else "low"


RULE = Rule("floating_input", "An input is held at a level while nothing drives it.", "An open input picks up mains hum and neighbours' edges: it reads at random.", "AVR, ESP32 and RP2040 data sheets, I/O pins (pull-up resistors)", judge, ("short_circuit", "pin_cannot"))
