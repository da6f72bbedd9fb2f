from __future__ import annotations

from collections.abc import Iterator

from ohm_core.rules.rule import Rule, Scene, Verdict


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    for net in scene.circuit.nets:
        on = list(scene.circuit.on(net))
        grounds = [(i, p) for i, p in on if p.connect == "ground" and (i.ref == scene.circuit.board or i.part.rail or i.known)]
        feeds = [f for f in scene.electric.feeds.get(net.name, []) if f.volts is None or (f.volts.max or 0) > 0.5]
        if feeds and any(i.ref == scene.circuit.board for i, _ in grounds):
            culprits = _culprits(scene, on)
            ends = [str(f.pin) for f in feeds] + [scene.say(i.ref, p.name) for i, p in grounds[:2]]
            yield rule.finding("error", (*culprits, *ends), f"The supply {ends[0]} and ground are on one net: a short circuit" + (f" through the wires at {', '.join(culprits)}." if culprits else "."),
                               "Take the wire that joins them away; the supply and ground must meet only through a part.")
        for item, pin in on:
            if item.ref == scene.circuit.board and {"gpio", "out"} & set(pin.functions) and (feeds or any(i.ref == item.ref for i, p in on if p.connect == "ground")):
                others = tuple(scene.say(i.ref, p.name) for i, p in on if i.ref != item.ref)[:3]
                kind = "supply" if feeds else "ground"
                yield rule.finding("error", (scene.say(item.ref, pin.name), *others), f"The pin {scene.say(item.ref, pin.name)} is joined straight to {kind}: as an output it is shorted, as an input it always reads the same.",
                                   "Put the part between them, or use another pin.")


def _culprits(scene: Scene, on: list) -> list[str]:  # type: ignore[type-arg]
    """Supply pins of parts that hang on the shorted net: the wires a person should look at first."""
    return [scene.say(i.ref, p.name) for i, p in on if i.ref != scene.circuit.board and p.connect in ("supply", "ground") and not i.part.rail][:3]


RULE = Rule("short_circuit", "Supply and ground never meet on one net, and no signal pin is tied straight to either.",
            "Nothing limits the current of a short: the port switches off, or the regulator and wires get hot.",
            "Kirchhoff's laws; USB 2.0 specification, section 7.2.1.2 (over-current)", judge)
