"""Resistive sensors without the other half of their divider."""

from __future__ import annotations

from collections.abc import Iterator

from ohm_core.circuit.circuit import Instance, Net
from ohm_core.rules.rule import Rule, Scene, Verdict


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    for item in scene.parts:
        if not any(n.kind == "divider" for n in item.part.needs):
            continue
        for pin in item.part.pin:
            net = scene.net(item.ref, pin.name)
            if net is not None and scene.board_pins(net) and not _other_half(scene, item, net):
                where = scene.say(item.ref, pin.name)
                yield rule.finding("error", (where, item.ref, scene.say(scene.circuit.board, scene.board_pins(net)[0].name)), f"{item.ref} changes its resistance, but there is no second resistor to make a voltage of it: {where} always reads the same or floats.",
                                   f"Put 10 kΩ from {where} to {_rail(scene, item, net)}.")


def _other_half(scene: Scene, item: Instance, net: Net) -> bool:
    """A resistor, or another such sensor, from the node to a rail; or something that nobody knows."""
    held = any(scene.electric.volts(far) is not None for _, far, _ in scene.electric.resistors(net))
    return held or any(i is not item and not i.is_board and (not i.known or i.part.category.startswith(("sensor:ldr", "sensor:ntc", "input:potentiometer"))) for i, _ in scene.on(net))


def _rail(scene: Scene, item: Instance, net: Net) -> str:
    """The rail that the sensor itself does not lead to."""
    ends = [at for p in item.part.pin if (n := scene.net(item.ref, p.name)) is not None and n is not net and (at := scene.electric.volts(n)) is not None]
    return "the side that the sensor does not lead to" if not ends else "GND" if (ends[0].max or 0.0) > 0.5 else "the logic supply"


RULE = Rule("divider_missing", "A resistive sensor on an input is half of a voltage divider.", "An input measures volts, not ohms.", "Ohm's law; every ADC data sheet (input voltage range)", judge, ("short_circuit",))
