"""Gates and bases that nothing holds."""

from __future__ import annotations

from collections.abc import Iterator

from ohm_core.circuit.circuit import Instance, Net
from ohm_core.rules.rule import Rule, Scene, Verdict, wired


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    for item in scene.parts:
        fact = item.part.switch
        if fact is None or fact.kind not in ("nmos", "npn") or not fact.channels or item.part.supply:
            continue
        control = fact.channels[0][0]
        net, where = scene.net(item.ref, control), scene.say(item.ref, control)
        if net is None:
            if wired(scene, item):
                yield rule.finding("error", (where, item.ref), f"{where} is not connected: {item.ref} switches at random.", "Join it to a pin through a resistor, and with 10 kΩ to GND.")
        elif (pull := _idle(scene, item, net)) is not None:
            yield rule.finding("error", (where, item.ref, pull.ref), f"Nothing drives {where}: only {pull.ref} to ground hangs on it, so {item.ref} never switches on.", f"Join {where} to a pin through a resistor.")
        elif fact.kind == "nmos" and not _held(scene, net):
            yield rule.finding("info", (where, item.ref), f"Nothing holds the gate of {item.ref} while the board starts: its load may twitch.", f"Put 10 kΩ from {where} to GND.")


def _idle(scene: Scene, item: Instance, net: Net) -> Instance | None:
    """The resistor that holds a gate or base down where nothing else is on it, nor behind a resistor in its way."""
    found = scene.electric.resistors(net)
    down = [r for r, far, _ in found if scene.electric.is_ground(far)]
    way = [net, *(far for _, far, _ in found if not scene.electric.is_ground(far))]
    passive = {item.ref, *(r.ref for n in way for r, _, _ in scene.electric.resistors(n))}
    return down[0] if down and all(i.ref in passive for n in way for i, _ in scene.on(n)) else None


def _held(scene: Scene, net: Net) -> bool:
    """A resistor to ground at the gate or on the far side of its series resistor, or an output that always drives."""
    near = [net, *(far for _, far, _ in scene.electric.resistors(net))]
    return any(scene.electric.is_ground(far) for n in near for _, far, _ in scene.electric.resistors(n)) or scene.electric.volts(net) is not None or any(p.type == "output" for _, p in scene.on(net))


RULE = Rule("floating_gate", "A transistor's gate or base is never left open.", "A gate is a small capacitor: open, it keeps any charge, and the load switches by itself.", "MOSFET data sheets, gate charge; common practice", judge, ("switch_reversed",))
