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
    bare: dict[tuple[str, bool], list[Loop]] = {}
    for loop in loops(scene):
        if loop.load.kind != "led" or not (loop.complete or loop.half and not _unused(scene, loop)):
            continue
        for resistor in loop.resistors:
            shared.setdefault(f"{loop.item.ref} {resistor}", set()).add(loop.load.plus + loop.load.minus)
        if not loop.resistors and not _limited(loop):
            bare.setdefault((loop.item.ref, loop.half), []).append(loop)
        yield from _judge(scene, rule, loop)
    for found in bare.values():
        yield from _bare(scene, rule, found)
    for key, segments in shared.items():
        if len(segments) > 1:
            ref, resistor = key.split()
            yield rule.finding("info", (resistor, ref), f"{resistor} serves {len(segments)} LEDs of {ref} at once: the more are lit, the darker each gets.", "Give each LED its own resistor.")


def _judge(scene: Scene, rule: Rule, loop: Loop) -> Iterator[Verdict]:
    ends = tuple(scene.say(scene.circuit.board, p) for p in loop.board_pins[:1])
    forward, most = led_forward(loop.item, loop.load), loop.load.max_a.any() if loop.load.max_a else None
    if loop.half or not loop.resistors:
        return
    if loop.ohm is None:
        yield rule.blind(f"{loop.item.ref}: the value of {', '.join(loop.resistors)} is not given")
    elif loop.volts is not None and forward is not None and most is not None and loop.resistors:
        yield from _value(rule, loop, loop.volts - forward, most, ends)


def _bare(scene: Scene, rule: Rule, found: list[Loop]) -> Iterator[Verdict]:
    """One finding for all LEDs of a part that have no resistor."""
    hot = [x for x in found if x.volts is None or (forward := led_forward(x.item, x.load)) is None or x.volts > forward * 0.9]
    if hot:
        loop, ref = hot[0], hot[0].item.ref
        pins = tuple(dict.fromkeys(scene.say(scene.circuit.board, p) for x in hot for p in x.board_pins))
        legs = tuple(dict.fromkeys(scene.say(ref, _leg(scene, x)) for x in hot))
        which = ref if len(hot) == 1 else f"{len(hot)} LEDs of {ref} ({listed(list(legs))})"
        yield rule.finding("warning" if loop.half else "error", (*legs, ref, *pins), f"{which} {'has' if len(hot) == 1 else 'have'} no series resistor: nothing limits {'its' if len(hot) == 1 else 'their'} current.",
                           f"Put a resistor of {_fitting(loop, led_forward(loop.item, loop.load))} into one leg of {'it' if len(hot) == 1 else 'each'}.")


def _leg(scene: Scene, loop: Loop) -> str:
    """The leg of an LED that tells it apart: the one that is not shared, and wired."""
    ends = [e for e in (loop.load.plus, loop.load.minus) if scene.net(loop.item.ref, e) is not None]
    counts = {e: sum(e in (x.plus, x.minus) for x in loop.item.part.loads) for e in ends}
    return min(ends, key=lambda e: counts[e])


def _unused(scene: Scene, loop: Loop) -> bool:
    """True for one of several LEDs of a part whose own leg is open while others are wired: it stays dark, and nobody minds."""
    loads = loop.item.part.loads
    counts = {e: sum(e in (x.plus, x.minus) for x in loads) for x in loads for e in (x.plus, x.minus)}
    own = min((loop.load.plus, loop.load.minus), key=lambda e: counts.get(e, 0))
    return len(loads) > 1 and scene.net(loop.item.ref, own) is None


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
            "the LED's data sheet (forward voltage and maximum current); Ohm's law", judge, ("polarity", "short_circuit", "bridged_part"))
