from __future__ import annotations

from collections.abc import Iterator

from ohm_core.rules.current import led_forward, loops
from ohm_core.rules.rule import Rule, Scene, Verdict
from ohm_core.units import show_si


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    for loop in loops(scene):
        if loop.load.kind != "led" or not loop.complete:
            continue
        where = scene.say(loop.item.ref, loop.load.plus)
        ends = tuple(scene.say(scene.circuit.board, p) for p in loop.board_pins[:1])
        limited = any(p.kind in ("resistor", "led_driver") for p in loop.item.part.assembly)
        forward, most = led_forward(loop), loop.load.max_a.any() if loop.load.max_a else None
        if not loop.resistors and not limited:
            if loop.volts is None or forward is None or loop.volts > forward:
                yield rule.finding("error", (where, loop.item.ref, *ends), f"{loop.item.ref} has no series resistor: nothing limits its current.", "Put a resistor of 220 to 470 Ω into one of its legs.")
        elif loop.ohm is None:
            yield rule.blind(f"{loop.item.ref}: the value of {', '.join(loop.resistors)} is not given")
        elif loop.volts is not None and forward is not None and most is not None and loop.ohm >= 0:
            amps = (loop.volts - forward) / loop.ohm if loop.ohm else 99.0
            if amps > most * 1.15:
                least = (loop.volts - forward) / most
                yield rule.finding("error" if amps > most * 2 else "warning", (loop.resistors[0], loop.item.ref, *ends) if loop.resistors else (loop.item.ref, *ends),
                                   f"{', '.join(loop.resistors)} of {show_si(loop.ohm, 'Ω')} lets {show_si(amps, 'A')} through {loop.item.ref}, which stands {show_si(most, 'A')}.", f"Use a resistor of at least {show_si(least, 'Ω')}.")
            elif 0 < amps < 0.0003:
                yield rule.finding("info", (loop.resistors[0], loop.item.ref), f"{', '.join(loop.resistors)} of {show_si(loop.ohm, 'Ω')} leaves {loop.item.ref} only {show_si(amps, 'A')}: it hardly glows.", "Use 220 to 1000 Ω.")


RULE = Rule("led_resistor", "Every LED has a series resistor that keeps its current within limits.", "An LED's current rises steeply above its forward voltage; without a resistor the LED or the pin fails.", "the LED's data sheet (forward voltage and maximum current); Ohm's law", judge)
