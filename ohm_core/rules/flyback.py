"""Coils and motors whose kick nothing catches."""

from __future__ import annotations

from collections.abc import Iterator

from ohm_core.circuit.circuit import Instance, Net
from ohm_core.circuit.conducts import is_diode
from ohm_core.rules.current import loads
from ohm_core.rules.rule import Rule, Scene, Verdict

TRANSISTORS = ("npn", "nmos", "pnp", "pmos")


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    for item in scene.parts:
        for load in loads(item):
            plus, minus = scene.net(item.ref, load.plus), scene.net(item.ref, load.minus)
            if not load.inductive or load.kind == "speaker" or plus is None or minus is None:
                continue
            switches = [i for n in (plus, minus) for i, p in scene.on(n) if i.part.switch and i is not item and any(p.name in (out, i.part.switch.common) or p.joined == out for _, out in i.part.switch.channels)]
            bare = next((s for s in switches if not _catches(scene, s, plus, minus)), None)
            if bare is not None and not _diode_across(scene, plus, minus):
                yield _finding(rule, item, bare)
                break


def _finding(rule: Rule, item: Instance, switch: Instance) -> Verdict:
    assert switch.part.switch is not None
    kind = switch.part.switch.kind
    if kind == "darlington":
        return rule.finding("error", (item.ref, switch.ref), f"{item.ref} is inductive, and {switch.ref}.{switch.part.switch.common}, the end of its flyback diodes, is not joined to the supply of {item.ref}.", f"Join {switch.ref}.{switch.part.switch.common} to the plus side of {item.ref}.")
    return rule.finding("error" if kind in TRANSISTORS else "info", (item.ref, switch.ref), f"{item.ref} is inductive, and no flyback diode catches its kick when {switch.ref} opens.", f"Put a diode (1N4007) across {item.ref}, its stripe at the supply side.")


def _catches(scene: Scene, item: Instance, plus: Net, minus: Net) -> bool:
    """True for drivers with diodes inside; those of a Darlington array need its COM at the load's supply."""
    switch = item.part.switch
    if switch is None or not switch.flyback or switch.kind == "relay":
        return False
    if switch.kind != "darlington" or not switch.common:
        return True
    common = scene.net(item.ref, switch.common)
    return common in (plus, minus) or bool(item.part.supply)


def _diode_across(scene: Scene, plus: Net, minus: Net) -> bool:
    """A diode between both nets, whichever way: polarity looks at that."""
    names = {plus.name, minus.name}
    smaller = plus if len(plus.pins) < len(minus.pins) else minus
    return any({n.name for p in i.part.pin if (n := scene.net(i.ref, p.name))} == names for i, _ in scene.on(smaller) if is_diode(i))


RULE = Rule("flyback", "A switched coil or motor has a diode across it.", "When the switch opens, the coil drives its current on, at any voltage it takes: hundreds of volts, which break the switch.",
            "any relay data sheet, coil suppression; Faraday's law of induction", judge, ("driver_needed", "short_circuit", "switch_reversed"))
