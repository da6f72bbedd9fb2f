from __future__ import annotations

from collections.abc import Iterator

from ohm_core.rules.rule import Rule, Scene, Verdict


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    for item in scene.parts:
        for need in item.part.needs:
            pin = item.pin(need.pin) if need.pin else None
            if need.kind != "pull_up" or need.advice or pin is None or pin.connect != "onewire":
                continue
            net = scene.net(item.ref, pin.name)
            if net is None or any(p.pull for _, p in scene.circuit.on(net)):
                continue
            if not any((v := scene.electric.volts(far)) and (v.min or 0) > 1 for _, far, _ in scene.electric.resistors(net)):
                where, ohm = scene.say(item.ref, pin.name), need.ohm.any() if need.ohm else 4700
                yield rule.finding("error", (where, item.ref), f"{where} has no pull-up resistor: its open-drain data line never goes high.", f"Put {ohm or 4700:g} Ω from {where} to its supply.")


RULE = Rule("one_wire_pull_up", "A one-wire data line has its pull-up resistor.", "The parts only pull the line low; the internal pull-up of a board is too weak for their edges.", "DS18B20 data sheet, hardware configuration (about 5 kΩ)", judge)
