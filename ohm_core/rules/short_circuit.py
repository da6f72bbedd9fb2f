"""Shorts: a supply on ground, a contact that joins both, a signal pin or an output tied straight to either."""

from __future__ import annotations

from collections.abc import Iterator

from ohm_core.circuit.circuit import Net
from ohm_core.circuit.electric import Feed
from ohm_core.circuit.hookup import is_contact
from ohm_core.rules.levels import limit
from ohm_core.rules.rule import Rule, Scene, Verdict, listed, volts

SPEAKS = ("digital.in", "analog.in", "pulse.in", "interrupt.in", "uart.rx", "spi.miso")


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    for net in scene.circuit.nets:
        if net.kind == "signal":
            continue
        feeds = [f for f in scene.electric.feeds.get(net.name, []) if (f.volts is None or (f.volts.max or 0) > 0.5) and not _turned(scene, f, net)]
        ground = any(p.connect == "ground" and (i.ref == scene.circuit.board or i.ref in {f.pin.ref for f in feeds}) for i, p in scene.on(net))
        if feeds and ground:
            yield _short(scene, rule, net, feeds)
        elif feeds or _entry(scene, net) or scene.electric.is_ground(net):
            yield from _tied(scene, rule, net, feeds)
    yield from _contacts(scene, rule)
    yield from _wipers(scene, rule)


def _entry(scene: Scene, net: Net) -> bool:
    """True on the board's own supply pin: a bare chip's VCC is a supply, whoever feeds it."""
    return any(i is scene.board and s.pin in (p.name, p.joined) for i, p in scene.on(net) for s in i.part.supply)


def _turned(scene: Scene, feed: Feed, net: Net) -> bool:
    """True for a source whose minus is elsewhere and wired: it is reversed, not shorted."""
    own = [n for p in scene.circuit.parts[feed.pin.ref].part.pin if p.connect == "ground" and (n := scene.net(feed.pin.ref, p.name)) is not None]
    return bool(own) and all(n is not net for n in own) and feed.pin.ref != scene.circuit.board


def _short(scene: Scene, rule: Rule, net: Net, feeds: list[Feed]) -> Verdict:
    culprits = [scene.say(i.ref, p.name) for i, p in scene.on(net) if i.ref != scene.circuit.board and p.connect in ("supply", "ground") and not i.part.rail][:3]
    grounds = [scene.say(i.ref, p.name) for i, p in scene.on(net) if p.connect == "ground" and (i.ref == scene.circuit.board or i.part.rail)][:2]
    ends = [scene.circuit.say(f.pin) for f in feeds]
    return rule.finding("error", (*ends, *grounds, *culprits), f"The supply {ends[0]} and ground are on one net: a short circuit" + (f" through the wires at {listed(culprits)}." if culprits else "."),
                        "Take away the wire that joins them; supply and ground must meet only through a part.")


def _tied(scene: Scene, rule: Rule, net: Net, feeds: list[Feed]) -> Iterator[Verdict]:
    """Signal pins of the board and outputs of parts that hang straight on a supply or ground."""
    kind = "the supply" if feeds or _entry(scene, net) else "ground"
    near = tuple(scene.say(i.ref, p.name) for i, p in scene.on(net) if i is not scene.board and not (i.part.rail and p.connect in ("rail", "ground")))[:3]
    for pin in scene.board_pins(net):
        where = scene.say(scene.circuit.board, pin.name)
        drives = "out" in pin.functions
        most, top = limit(scene, scene.board, pin) if scene.board else None, max((f.volts.max or 0.0 for f in feeds if f.volts), default=0.0)
        over = f" The {volts(top)} there exceed the {volts(most)} it stands: overvoltage." if most is not None and top > most * 1.05 else ""
        yield rule.finding("error" if drives else "warning", (where, *near), f"The pin {where} is joined straight to {kind}: {'as an output it is shorted, as an input it always reads the same' if drives else 'it always reads the same'}.{over}",
                           "Put the part between them, or use another pin.")
    for item, pin in scene.on(net):
        if not item.is_board and item.known and pin.type in ("output", "tri_state") and (pin.connect in SPEAKS or pin.drive in ("push_pull", "tri_state")):
            where, silent = scene.say(item.ref, pin.name), ", and the board gets no signal from it" if pin.connect in SPEAKS else ""
            yield rule.finding("error", (where, item.ref), f"The output {where} is joined straight to {kind}: it is shorted{silent}.", f"Join {where} to {'a pin of the board' if silent else 'what it drives'} instead.")


def _contacts(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    for item in scene.parts:
        if not is_contact(item):
            continue
        nets = {n.name: n for p in item.part.pin if (n := scene.net(item.ref, p.name)) is not None}
        fed = [n for n in nets.values() if scene.electric.feeds.get(n.name)]
        if fed and any(scene.electric.is_ground(n) for n in nets.values()) and len(nets) == 2:
            source = scene.circuit.say(scene.electric.feeds[fed[0].name][0].pin)
            yield rule.finding("error", (item.ref, source), f"{item.ref} joins {source} to ground when it closes: a short circuit.", "Let one side of it go to a pin, or put a resistor or the load in between.")


def _wipers(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    """Potentiometers whose wiper is on a rail and one end on another: turned to that end they short both."""
    for item in scene.parts:
        wiper = next((p for p in item.part.pin if p.connect == "analog.in"), None) if item.part.category.startswith("input:potentiometer") else None
        at = scene.electric.volts(scene.net(item.ref, wiper.name)) if wiper else None
        if wiper is None or at is None:
            continue
        for end in (p for p in item.part.pin if p is not wiper):
            far = scene.electric.volts(scene.net(item.ref, end.name))
            if far is not None and abs(far.nominal - at.nominal) > 0.5:
                where, other = scene.say(item.ref, wiper.name), scene.say(item.ref, end.name)
                yield rule.finding("error", (where, item.ref, other), f"{item.ref} turned to one end joins {volts(max(far.nominal, at.nominal))} at {other if far.nominal > at.nominal else where} to {'ground' if min(far.nominal, at.nominal) < 0.5 else 'another supply'}: a short circuit; the wiper {where} is on the wrong net.", f"Join {where} to the analog pin, and the two ends to the supply and GND.")
                break


RULE = Rule("short_circuit", "Supply and ground never meet on one net, and no signal pin or output is tied straight to either.",
            "Nothing limits the current of a short: the port switches off, or the regulator and wires get hot.",
            "Kirchhoff's laws; USB 2.0 specification, section 7.2.1.2 (over-current)", judge, ("reversed_supply", "gutter"))
