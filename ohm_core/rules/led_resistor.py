"""Series resistors of LEDs: there, and of the right size."""

from __future__ import annotations

from collections.abc import Iterator

from ohm_core.rules.current import Loop, led_forward, loops
from ohm_core.rules.rule import Rule, Scene, Verdict, listed
from ohm_core.units import show_si

FACTOR_WARN, FACTOR_BREAK = 1.15, 2.0  # of the current that the LED stands
DARK_A = 0.0003


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    shared: dict[str, set[str]] = {}
    for loop in loops(scene):
        if loop.load.kind != "led" or not (loop.complete or loop.half):
            continue
        for resistor in loop.resistors:
            shared.setdefault(f"{loop.item.ref} {resistor}", set()).add(loop.load.plus + loop.load.minus)
        yield from _judge(scene, rule, loop)
    for key, segments in shared.items():
        if len(segments) > 1:
            ref, resistor = key.split()
            yield rule.finding("info", (resistor, ref), f"{resistor} serves {len(segments)} LEDs of {ref} at once: the more are lit, the darker each gets.", "Give each LED its own resistor.")


def _judge(scene: Scene, rule: Rule, loop: Loop) -> Iterator[Verdict]:
    ends = tuple(scene.say(scene.circuit.board, p) for p in loop.board_pins[:1])
    where = scene.say(loop.item.ref, loop.load.plus if scene.net(loop.item.ref, loop.load.plus) else loop.load.minus)
    forward, most = led_forward(loop.item, loop.load), loop.load.max_a.any() if loop.load.max_a else None
    if not loop.resistors and not _limited(loop):
        if loop.volts is None or forward is None or loop.volts > forward * 0.9:
            yield rule.finding("warning" if loop.half else "error", (where, loop.item.ref, *ends), f"{loop.item.ref} has no series resistor: nothing limits its current.", f"Put a resistor of {_fitting(loop, forward)} into one of its legs.")
    elif loop.half:
        return
    elif loop.ohm is None:
        yield rule.blind(f"{loop.item.ref}: the value of {', '.join(loop.resistors)} is not given")
    elif loop.volts is not None and forward is not None and most is not None and loop.resistors:
        yield from _value(rule, loop, loop.volts - forward, most, ends)


def _limited(loop: Loop) -> bool:
    """True where the part itself, or what drives it, limits the current."""
    return any(p.kind in ("resistor", "led_driver") for p in loop.item.part.assembly)


def _fitting(loop: Loop, forward: float | None) -> str:
    """A resistor for about 10 mA, from the E12 values in every starter box."""
    if loop.volts is None or forward is None:
        return "220 to 470 Ω"
    need = (loop.volts - forward) / 0.012
    return show_si(next((r for r in (68, 100, 150, 220, 330, 470, 680, 1000, 1500, 2200) if r >= need), 2200.0), "Ω")


def _value(rule: Rule, loop: Loop, over: float, most: float, ends: tuple[str, ...]) -> Iterator[Verdict]:
    ohm = loop.ohm or 0.0
    amps, names = over / ohm if ohm else 99.0, (loop.resistors[0], loop.item.ref, *ends)
    who = listed(list(loop.resistors))
    if amps > most * FACTOR_WARN:
        yield rule.finding("error" if amps > most * FACTOR_BREAK else "warning", names, f"{who} of {show_si(ohm, 'Ω')} lets {show_si(amps, 'A', 2)} through {loop.item.ref}, which stands {show_si(most, 'A')}.", f"Use a resistor of at least {show_si(over / most, 'Ω', 2)}.")
    elif over <= 0.05:
        yield rule.finding("warning", names, f"{loop.item.ref} needs more voltage than it gets behind {who}: it stays dark.", "Use a higher supply, or fewer LEDs in series.")
    elif amps < DARK_A:
        yield rule.finding("info", names, f"{who} of {show_si(ohm, 'Ω')} leaves {loop.item.ref} only {show_si(amps, 'A', 2)}: it hardly glows.", "Use 220 to 1000 Ω.")


RULE = Rule("led_resistor", "Every LED has a series resistor that keeps its current within limits.", "An LED's current rises steeply above its forward voltage; without a resistor the LED or the pin fails.",
            "the LED's data sheet (forward voltage and maximum current); Ohm's law", judge, ("polarity", "short_circuit"))
