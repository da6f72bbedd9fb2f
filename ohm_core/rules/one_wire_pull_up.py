"""The pull-up of one-wire data lines."""

from __future__ import annotations

from collections.abc import Iterator

from ohm_core.catalogue.schema import Pin
from ohm_core.circuit.circuit import Instance, Net
from ohm_core.rules.rule import Rule, Scene, Verdict
from ohm_core.units import show_si

USUAL_OHM = 4700.0


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    told: set[str] = set()
    for item in scene.parts:
        for need in item.part.needs:
            pin = item.pin(need.pin) if need.pin else None
            net = scene.net(item.ref, pin.name) if pin else None
            if need.kind == "pull_up" and not need.advice and pin is not None and pin.connect == "onewire" and net is not None and net.name not in told and not _pulled(scene, net):
                told.add(net.name)
                yield _finding(scene, rule, item, pin, (need.ohm.any() if need.ohm else None) or USUAL_OHM)


def _finding(scene: Scene, rule: Rule, item: Instance, pin: Pin, ohm: float) -> Verdict:
    where = scene.say(item.ref, pin.name)
    return rule.finding("error", (where, item.ref), f"{where} has no pull-up resistor: its open-drain data line never goes high.", f"Put {show_si(ohm, 'Ω')} from {where} to its supply.")


def _pulled(scene: Scene, net: Net) -> bool:
    if any(p.pull for _, p in scene.on(net)) or any(not i.known for i, _ in scene.on(net)):
        return True
    return any((v := scene.electric.supplied(far)) is not None and (v.max or 0.0) > 1 for _, far, _ in scene.electric.resistors(net))


RULE = Rule("one_wire_pull_up", "A one-wire data line has its pull-up resistor.", "The parts only pull the line low; the internal pull-up of a board is too weak for their edges.", "DS18B20 data sheet, hardware configuration (about 5 kΩ)", judge, ("short_circuit",))
