from __future__ import annotations

from collections.abc import Iterator

from ohm_core.circuit.circuit import Net
from ohm_core.rules.i2c import Bus, buses
from ohm_core.rules.rule import Rule, Scene, Verdict


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    for bus in buses(scene):
        for net, line in ((bus.sda, "SDA"), (bus.scl, "SCL")):
            if net is None:
                continue
            strengths = list(_pulls(scene, bus, net, line))
            names = tuple(scene.say(i.ref, p.name) for i, p in scene.circuit.on(net))[:4]
            if not strengths and all(i.known for i in bus.devices):
                yield rule.finding("warning", names, f"No pull-up resistor on {line} ({net.name}): the line never goes high by itself.", "Put 4.7 kΩ from the line to the logic supply.")
            known = [o for o in strengths if o]
            if known and 1 / sum(1 / o for o in known) < 1000:
                yield rule.finding("warning", names, f"The pull-up resistors on {line} add up to {1 / sum(1 / o for o in known):.0f} Ω, too strong for 3 mA drivers.", "Remove the pull-ups of some modules.")


def _pulls(scene: Scene, bus: Bus, net: Net, line: str) -> Iterator[float | None]:
    """Ohms of every pull-up on the line: resistors, and those on modules or level shifters."""
    for _, far, ohm in scene.electric.resistors(net):
        volts = scene.electric.volts(far)
        if volts and (volts.min or 0) > 1:
            yield ohm
    for item, pin in scene.circuit.on(net):
        if pin.pull:
            yield pin.pull.ohm.any() if pin.pull.ohm else None
        elif "level_shifter" in item.part.category and any(p.kind == "pull_up" for p in item.part.assembly):
            yield 10_000.0
    wanted = "i2c.sda" if line == "SDA" else "i2c.scl"
    for item in bus.devices:
        pin = next((p for p in item.part.pin if p.connect == wanted), None)
        if pin and pin.pull and scene.net(item.ref, pin.name) is not net:
            yield None


RULE = Rule("i2c_pull_ups", "SDA and SCL are pulled up, neither too weakly nor too strongly.", "Devices on an I2C bus only pull low; a resistor has to bring the line high again.", "NXP UM10204, I2C-bus specification, section 7.1 (pull-up resistor sizing)", judge)
