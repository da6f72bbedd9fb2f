from __future__ import annotations

from collections.abc import Iterator

from ohm_core.rules.rule import Rule, Scene, Verdict


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    for item in scene.parts:
        if not any(n.kind == "divider" for n in item.part.needs):
            continue
        for pin in item.part.pin:
            net = scene.net(item.ref, pin.name)
            if net is None or not any(f.startswith("adc:") for p in scene.board_pins(net) for f in p.functions):
                continue
            if not list(scene.electric.resistors(net)):
                where = scene.say(item.ref, pin.name)
                yield rule.finding("error", (where, item.ref), f"{item.ref} changes its resistance, but there is no second resistor to make a voltage of it: {where} always reads the same or floats.", f"Put 10 kΩ from {where} to the side that {item.ref} does not lead to.")


RULE = Rule("divider_missing", "A resistive sensor on an analog input is half of a voltage divider.", "An analog input measures volts, not ohms.", "Ohm's law; every ADC data sheet (input voltage range)", judge)
