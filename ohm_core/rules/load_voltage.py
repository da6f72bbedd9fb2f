"""Motors, pumps and buzzers on a supply that is not theirs."""

from __future__ import annotations

from collections.abc import Iterator

from ohm_core.circuit.volts import volts_from
from ohm_core.rules.current import Loop, loops
from ohm_core.rules.rule import Rule, Scene, Verdict, cite, volts

WARM, HOT, WEAK = 1.2, 1.8, 0.7  # of the rated range: wears, burns within minutes, does not start


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    told: set[str] = set()
    for loop in loops(scene):
        if loop.load.kind not in ("led", "speaker") and loop.complete and loop.volts and loop.load.v and not loop.load.v.unknown and not loop.board_pins and loop.item.ref not in told:
            found = list(_judge(scene, rule, loop, _usual(scene, loop) - _lost(scene, loop)))
            told |= {loop.item.ref} if found else set()
            yield from found


def _usual(scene: Scene, loop: Loop) -> float:
    """The usual volts over a load: a battery's nominal ones, not those of a fresh one."""
    at = [v for pin in (loop.load.plus, loop.load.minus) if (v := scene.electric.volts(scene.net(loop.item.ref, pin))) is not None]
    fresh = max((v.max or 0.0 for v in at), default=0.0)
    return (loop.volts or 0.0) - (fresh - max(v.nominal for v in at) if at else 0.0)


def _lost(scene: Scene, loop: Loop) -> float:
    """Volts that the switch keeps for itself, and a series resistor at the usual current."""
    series = (loop.ohm or 0.0) * ((loop.load.typical_a.any() or 0.0) if loop.load.typical_a else 0.0)
    switches = [s for e in (loop.plus, loop.minus) if e.kind == "switch" and (s := scene.circuit.parts[e.ref].part.switch)]
    return series + max((volts_from(s.drop_v, None, "typ") or volts_from(s.vce_sat_v, None, "typ") or 0.0 for s in switches), default=0.0)


def _judge(scene: Scene, rule: Rule, loop: Loop, at: float) -> Iterator[Verdict]:
    fact = loop.load.v
    assert fact is not None
    low, high = fact.min, fact.max if fact.max is not None else fact.typ
    ref, source = loop.item.ref, cite(loop.item, fact.doc, fact.at)
    if high is not None and at > high * WARM:
        yield rule.finding("error" if at > high * HOT else "warning", (ref,), f"{ref} gets {volts(at)}, too high: the {loop.item.part.name} is made for at most {volts(high)}.", f"Feed it with {volts(low or high)} to {volts(high)}.", source=source)
    elif low is not None and at < low * WEAK:
        yield rule.finding("warning", (ref,), f"{ref} gets {volts(at)}, too low: the {loop.item.part.name} needs at least {volts(low)}.", f"Feed it with {volts(low)} to {volts(high or low)}.", "Too little voltage leaves it weak or still.", source)


RULE = Rule("load_voltage", "A motor, pump, lamp or buzzer gets the voltage it is made for.", "Too much overheats it, too little leaves it still.", "the part's data sheet, rated voltage", judge, ("short_circuit", "driver_needed", "switch_reversed"))
