from __future__ import annotations

from collections.abc import Iterator

from ohm_core.circuit.circuit import Instance
from ohm_core.rules.current import loads
from ohm_core.rules.rule import Rule, Scene, Verdict


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    for item in scene.parts:
        for load in loads(item):
            if not load.inductive:
                continue
            ends = [scene.net(item.ref, p) for p in (load.plus, load.minus)]
            if None in ends:
                continue
            switches = [i for n in ends if n for i, _ in scene.electric.others(n, item.ref) if i.part.switch or i.part.category.startswith("driver")]
            caught = any(s.part.switch is None or s.part.switch.flyback and s.part.switch.kind != "relay" for s in switches)
            bare = [s for s in switches if s.part.switch and (not s.part.switch.flyback or s.part.switch.kind == "relay")]
            if not bare or caught or _diode_across(scene, item, ends):
                continue
            severity = "error" if bare[0].part.switch and bare[0].part.switch.kind in ("npn", "nmos", "pnp", "pmos") else "info"
            yield rule.finding(severity, (item.ref, bare[0].ref), f"{item.ref} is inductive, and no flyback diode catches its kick when {bare[0].ref} opens.", f"Put a diode (1N4007) across {item.ref}, its stripe at the supply side.")


def _diode_across(scene: Scene, item: Instance, ends: list) -> bool:  # type: ignore[type-arg]
    for other in scene.parts:
        if other.part.category.startswith(("diode", "passive:diode")):
            nets = [scene.net(other.ref, p.name) for p in other.part.pin]
            if all(any(n is e for n in nets) for e in ends):
                return True
    return False


RULE = Rule("flyback", "A switched coil or motor has a diode across it.", "When the switch opens, the coil drives its current on, at any voltage it takes: hundreds of volts, which break the switch.", "any relay data sheet, coil suppression; Faraday's law of induction", judge)
