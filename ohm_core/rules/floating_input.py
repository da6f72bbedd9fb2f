from __future__ import annotations

from collections.abc import Iterator

from ohm_core.catalogue.schema import Pin
from ohm_core.circuit.circuit import Instance, Net
from ohm_core.rules.rule import Rule, Scene, Verdict


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    for item, pin, path in scene.signals:
        if pin.connect not in ("digital.in", "pulse.in", "interrupt.in") or pin.type != "passive" and pin.drive not in ("open_drain", "passive") or pin.pull:
            continue
        board_pin = scene.board_pin(path)
        net = scene.net(item.ref, pin.name)
        if net is None or _held(scene, net) or _held(scene, path.net):
            continue
        where = scene.say(scene.circuit.board, board_pin.name)
        side = _other_side(scene, item, pin)
        if side == "high" and "pull_down" not in board_pin.functions:
            yield rule.finding("error", (where, scene.say(item.ref, pin.name), item.ref), f"{where} floats while {item.ref} is open: the contact goes to the supply, and the pin has no pull-down.", f"Put 10 kΩ from {where} to GND, or join the contact to GND and use the pull-up.")
        elif side != "high" and "pull_up" not in board_pin.functions:
            yield rule.finding("error", (where, scene.say(item.ref, pin.name), item.ref), f"{where} floats while {item.ref} is open: the pin has no internal pull-up and no resistor holds it.", f"Put 10 kΩ from {where} to the logic supply, or use a pin with a pull-up.")


def _held(scene: Scene, net: Net) -> bool:
    return any(scene.electric.volts(far) is not None for _, far, _ in scene.electric.resistors(net)) or any(p.pull for _, p in scene.circuit.on(net))


def _other_side(scene: Scene, item: Instance, pin: Pin) -> str:
    """Where the contact leads when closed: high, low or unknown."""
    for other in item.part.pin:
        if (other.joined or other.name) != (pin.joined or pin.name):
            net = scene.net(item.ref, other.name)
            volts = scene.electric.volts(net) if net else None
            if volts is not None:
                return "high" if (volts.max or 0) > 1 else "low"
    return "unknown"


RULE = Rule("floating_input", "An input is held at a level while nothing drives it.", "An open input picks up mains hum and neighbours' edges: it reads at random.", "AVR, ESP32 and RP2040 data sheets, I/O pins (pull-up resistors)", judge)
