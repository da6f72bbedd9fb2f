from __future__ import annotations

from collections.abc import Iterator

from ohm_core.catalogue.schema import Pin
from ohm_core.circuit.circuit import Instance, Net
from ohm_core.circuit.electric import volts_from
from ohm_core.rules.rule import Rule, Scene, Verdict, cite


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    for net in scene.circuit.nets:
        if net.kind == "ground":
            continue
        speakers = [(i, p, v) for i, p in scene.circuit.on(net) for v in [_speaks(scene, i, p)] if v is not None]
        for item, pin in scene.circuit.on(net):
            limit = _limit(scene, item, pin)
            if limit is None:
                continue
            loud = [(i, p, v) for i, p, v in speakers if i.ref != item.ref and v > limit]
            if loud:
                who, out, volts = max(loud, key=lambda s: s[2])
                yield _too_high(scene, rule, item, pin, limit, scene.say(who.ref, out.name), volts)
                continue
            fed = scene.electric.volts(net)
            if fed and fed.max and fed.max > limit and item.is_board and {"gpio", "in"} & set(pin.functions):
                source = scene.electric.feeds[net.name][0] if scene.electric.feeds.get(net.name) else None
                yield _too_high(scene, rule, item, pin, limit, str(source.pin) if source else net.name, fed.max)
            else:
                yield from _through_resistors(scene, rule, net, item, pin, limit)


def _too_high(scene: Scene, rule: Rule, item: Instance, pin: Pin, limit: float, who: str, volts: float) -> Verdict:
    where, fact = scene.say(item.ref, pin.name), pin.abs_max_v
    return rule.finding("error", (where, who, item.ref), f"{who} puts {volts:.3g} V on {where}, which stands at most {limit:.3g} V: overvoltage.",
                        "Put a voltage divider (1 kΩ and 2 kΩ) or a level shifter between, or feed the part from the lower supply.", source=cite(item, fact.doc, fact.at) if fact else "")


def _speaks(scene: Scene, item: Instance, pin: Pin) -> float | None:
    """The voltage a pin actively puts on its net, or pulls it to (module pull-ups); None where it only listens."""
    if pin.connect in ("supply", "ground", "rail"):
        return None
    if pin.pull and pin.pull.to and pin.pull.when == "always":
        to = scene.net(item.ref, pin.pull.to)
        at = scene.electric.volts(to) if to else None
        if at and at.max and at.max > 0.5:
            return at.max
    if pin.type in ("output", "bidirectional", "tri_state") and pin.drive in ("push_pull", "analog", "tri_state") and not item.is_board:
        return scene.electric.drives(item.ref, pin)
    if item.is_board and pin.drive == "push_pull" and _board_drives(scene, item, pin):
        return scene.electric.drives(item.ref, pin)
    return None


def _board_drives(scene: Scene, board: Instance, pin: Pin) -> bool:
    """True when something on the net wants the board to drive it."""
    net = scene.net(board.ref, pin.name)
    return net is not None and any(p.connect in ("digital.out", "pwm.out", "ws2812.out", "spi.sck", "spi.mosi", "spi.cs", "uart.tx") for _, p in scene.electric.others(net, board.ref))


def _limit(scene: Scene, item: Instance, pin: Pin) -> float | None:
    """The most the pin stands, in volts; None where nobody knows. An unpowered domain counts with its powered voltage."""
    domain = scene.electric.domain(item.ref, pin)
    return volts_from(pin.abs_max_v, domain.max if domain else None, "max")


def _through_resistors(scene: Scene, rule: Rule, net: Net, item: Instance, pin: Pin, limit: float) -> Iterator[Verdict]:
    """A pull-up to a supply above the limit with nothing that divides it."""
    if not item.is_board:
        return
    ups = [(r, far, o) for r, far, o in scene.electric.resistors(net) if (v := scene.electric.volts(far)) and (v.max or 0) > limit]
    downs = [o for _, far, o in scene.electric.resistors(net) if scene.electric.is_ground(far) and o]
    for resistor, far, ohm in ups:
        volts = scene.electric.volts(far)
        assert volts and volts.max
        down = 1 / sum(1 / o for o in downs) if downs else None
        at = volts.max * down / (down + ohm) if down and ohm else volts.max
        if at > limit:
            yield rule.finding("error", (scene.say(item.ref, pin.name), resistor.ref), f"{resistor.ref} pulls {scene.say(item.ref, pin.name)} up to {at:.3g} V, which stands at most {limit:.3g} V: overvoltage.",
                               f"Tie {resistor.ref} to the {scene.circuit.board} 3.3 V supply instead.")
    for other, p in scene.electric.others(net, item.ref):
        if other.part.category.startswith(("sensor:ldr", "sensor:ntc", "input:potentiometer")) and p.connect == "analog.in":
            ends = [scene.electric.volts(n) for q in other.part.pin if q.name != p.name and (n := scene.net(other.ref, q.name))]
            top = max((v.max or 0 for v in ends if v), default=0)
            if top > limit:
                yield rule.finding("error", (scene.say(item.ref, pin.name), other.ref), f"{other.ref} is fed with {top:g} V and puts up to that on {scene.say(item.ref, pin.name)}, which stands at most {limit:.3g} V: overvoltage.",
                                   "Feed it from the 3.3 V supply.")


RULE = Rule("level_too_high", "No pin gets more voltage than it stands.", "Above its absolute maximum the input's protection diode conducts; the pin, then the chip, is damaged.", "absolute maximum ratings in the part's data sheet", judge)
