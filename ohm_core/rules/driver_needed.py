"""Motors, coils and lamps straight on a pin."""

from __future__ import annotations

from collections.abc import Iterator

from ohm_core.rules.current import loops
from ohm_core.rules.rule import Rule, Scene, Verdict
from ohm_core.units import show_si

HEAVY = frozenset({"motor", "coil", "heater", "valve", "lamp"})
PIN_A = 0.02  # what everyday controllers give a pin for good


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    told: set[str] = set()
    for loop in loops(scene):
        if loop.load.kind not in HEAVY or not loop.board_pins or loop.item.ref in told:
            continue
        amps = max((f.any() or 0.0 for f in (loop.load.typical_a, loop.load.stall_a) if f), default=0.0)
        needs = any(n.kind == "driver" for n in loop.item.part.needs)
        where = scene.say(scene.circuit.board, loop.board_pins[0])
        if needs and (amps > PIN_A or amps == 0.0):
            told.add(loop.item.ref)
            yield rule.finding("error", (loop.item.ref, where), f"{loop.item.ref} hangs on the pin {where}, but draws {show_si(amps, 'A') if amps else 'more than a pin gives'}: it needs a driver.", "Switch it with a transistor or a driver board, fed from its own supply, with a flyback diode.")


RULE = Rule("driver_needed", "Motors, pumps, coils and lamps are switched by a driver, not by a pin.", "A pin gives some 20 mA; a motor takes ten times as much at once and kicks back when it stops.", "the controller's data sheet, DC current per I/O pin", judge, ("short_circuit", "switch_reversed"))
