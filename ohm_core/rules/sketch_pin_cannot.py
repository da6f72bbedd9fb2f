"""Calls on pins that have not the hardware for them."""

from __future__ import annotations

from collections.abc import Iterator

from ohm_core.catalogue.schema import Pin
from ohm_core.firmware.reading.facts import PinUse
from ohm_core.rules.rule import Rule, Scene, Verdict
from ohm_core.rules.sketch import signal_pins, spoken, uses

NEEDS = {
    "analog": (("adc:",), "an analog input"), "dac": (("dac:",), "an analog output"), "touch": (("touch:",), "a touch input"), "interrupt": (("interrupt:",), "an external interrupt"),
    "out": (("out",), "an output"), "pwm": (("pwm:",), "PWM"), "servo": (("out",), "an output"), "tone": (("out",), "an output"), "in_pullup": (("pull_up",), "a pull-up inside"), "in_pulldown": (("pull_down",), "a pull-down inside"),
}


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    for name, found in uses(scene).items() if scene.board else ():
        pin = scene.board.pin(name) if scene.board else None
        for use in _first_of_each(found):
            marks, what = NEEDS.get(use.how, ((), ""))
            if pin is None or not marks or _able(pin, marks):
                continue
            where = spoken(scene, pin.name)
            good = [p.name for p in signal_pins(scene) if _able(p, marks) and "flash" not in p.functions][:6]
            yield rule.finding("warning" if use.how == "pwm" and "out" in pin.functions else "error", (where,), f"{where} has not {what}, which {use.by} needs ({use.at}).", f"Use one of {', '.join(good)}." if good else "Use a board that has such a pin.")


def _first_of_each(found: list[PinUse]) -> list[PinUse]:
    return list({u.how: u for u in reversed(found) if u.sure}.values())


def _able(pin: Pin, marks: tuple[str, ...]) -> bool:
    return any(f == m or m.endswith(":") and f.startswith(m) for f in pin.functions for m in marks)


RULE = Rule("sketch_pin_cannot", "Every call is made on a pin that has the hardware for it.", "A pin without the hardware returns nothing, or is only on and off.", "the board's pinout", judge, ("pin_cannot", "input_only", "floating_input"), of_sketch=True)
