from __future__ import annotations

from collections.abc import Iterator

from ohm_core.rules.rule import Rule, Scene, Verdict


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    for item in scene.parts:
        fact = item.part.switch
        if fact is None or fact.kind not in ("nmos", "npn") or not fact.channels or not item.part.category.startswith("transistor"):
            continue
        control = fact.channels[0][0]
        net, where = scene.net(item.ref, control), scene.say(item.ref, control)
        if net is None:
            if any(scene.net(item.ref, p.name) for p in item.part.pin):
                yield rule.finding("error", (where, item.ref), f"{where} is not connected: {item.ref} switches at random.", "Join it to a pin through a resistor, and with 10 kΩ to GND.")
        elif fact.kind == "nmos" and not any(scene.electric.is_ground(far) for _, far, _ in scene.electric.resistors(net)):
            yield rule.finding("info", (where, item.ref), f"Nothing holds the gate of {item.ref} while the board starts: its load may twitch.", f"Put 10 kΩ from {where} to GND.")


RULE = Rule("floating_gate", "A transistor's gate or base is never left open.", "A gate is a small capacitor: open, it keeps any charge, and the load switches by itself.", "MOSFET data sheets, gate charge; common practice", judge)
