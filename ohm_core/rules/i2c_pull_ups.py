"""Pull-up resistors of I2C lines: there, and not too strong."""

from __future__ import annotations

from collections.abc import Iterator

from ohm_core.circuit.circuit import Net
from ohm_core.rules.i2c import Bus, buses
from ohm_core.rules.rule import Rule, Scene, Verdict
from ohm_core.units import show_si

SINK_A, LOW_V = 0.003, 0.4  # what every device sinks at its low level (UM10204, table 10)


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    for bus in buses(scene):
        for net, connect in ((bus.sda, "i2c.sda"), (bus.scl, "i2c.scl")):
            if net is not None:
                yield from _judge(scene, rule, bus, net, connect)


def _judge(scene: Scene, rule: Rule, bus: Bus, net: Net, connect: str) -> Iterator[Verdict]:
    pulls = list(_pulls(scene, bus, net, connect))
    names, line = tuple(scene.say(i.ref, p.name) for i, p in scene.on(net))[:4], connect[-3:].upper()
    if not pulls:
        if all(i.known for i, _ in scene.on(net)):
            yield rule.finding("warning", names, f"No pull-up resistor on {line} ({names[0]}): the line never goes high by itself.", "Put 4.7 kΩ from the line to the logic supply.")
        return
    known = [o for o in pulls if o]
    top = next((v for p in scene.board_pins(net) if (v := scene.logic(p))), 3.3)
    least, ohm = (top - LOW_V) / SINK_A, 1 / sum(1 / o for o in known) if known else None
    if ohm is not None and ohm < least:
        yield rule.finding("warning" if ohm < least / 2 else "info", names, f"The pull-up resistors on {line} add up to {show_si(ohm, 'Ω', 2)}, too strong for devices that sink 3 mA (at least {show_si(least, 'Ω', 2)}).", "Remove the pull-ups of some modules.")


def _pulls(scene: Scene, bus: Bus, net: Net, connect: str) -> Iterator[float | None]:
    """Ohms of every pull-up on the line (None: not written down): resistors, modules, level shifters, devices behind them."""
    for _, far, ohm in scene.electric.resistors(net):
        at = scene.electric.supplied(far)
        if at is not None and (at.max or 0.0) > 1:
            yield ohm
    for item, pin in scene.on(net):
        if pin.pull and not item.is_board and pin.pull.to and (item.pin(pin.pull.to) or pin).connect != "ground":
            yield pin.pull.ohm.any() if pin.pull.ohm else None
    for item in bus.devices:
        away = next((p for p in item.part.pin if p.connect == connect), None)
        if away and away.pull and scene.net(item.ref, away.name) is not net:
            yield None


RULE = Rule("i2c_pull_ups", "SDA and SCL are pulled up, neither too weakly nor too strongly.", "Devices on an I2C bus only pull low; a resistor has to bring the line high again.", "NXP UM10204, I2C-bus specification, section 7.1 (pull-up resistor sizing)", judge,
            ("unpowered", "reversed_supply", "short_circuit", "level_too_high", "i2c_swapped"))
