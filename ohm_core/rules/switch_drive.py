"""Transistors that get too little at gate or base to switch their load."""

from __future__ import annotations

from collections.abc import Iterator

from ohm_core.circuit.circuit import Instance
from ohm_core.circuit.trace import is_resistor, ohms
from ohm_core.rules.current import loads
from ohm_core.rules.draws import number
from ohm_core.rules.rule import Rule, Scene, Verdict, cite, volts
from ohm_core.units import show_si

HEAT_W = 1.2  # a TO-220 case without heat sink (62 K/W) stays below 100 °C
BASE_V = 0.75
OVERDRIVE_V, LIGHT_A = 1.0, 1.0  # a gate so far above its highest threshold carries light loads, though nobody says how well


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    for item in scene.parts:
        fact = item.part.switch
        if fact is None or fact.kind not in ("nmos", "npn") or not fact.channels or item.part.supply:
            continue
        control, out = fact.channels[0]
        path = scene.reach(item.ref, control)
        if path is None or not path.board_pin:
            continue
        high = scene.logic(scene.board_pin(path))
        amps = carried(scene, item, out)
        if high:
            yield from _gate(scene, rule, item, high, amps) if fact.kind == "nmos" else _base(scene, rule, item, control, high, amps)


def carried(scene: Scene, item: Instance, out: str) -> float | None:
    """The current of the loads on a switch's output, in A; None where there is none known."""
    net = scene.net(item.ref, out)
    found = [max(number(f) for f in (x.typical_a, x.stall_a)) for i, p in (scene.electric.others(net, item.ref) if net else ()) for x in loads(i) if p.name in (x.plus, x.minus)]
    return sum(found) if any(found) else None


def _gate(scene: Scene, rule: Rule, item: Instance, high: float, amps: float | None) -> Iterator[Verdict]:
    fact = item.part.switch
    assert fact is not None
    told = [r for r in fact.rds_on if not r.ohm.unknown]
    known = [r for r in told if r.vgs_v <= high + 0.05]
    if not told:
        yield rule.blind(f"{item.ref}: nobody has written down the on-resistance of the {item.part.name}")
    elif not known:
        best = min(told, key=lambda r: r.vgs_v)
        threshold = fact.vgs_th_v.max if fact.vgs_th_v else None
        off = threshold is not None and threshold >= high
        strong = threshold is not None and high - threshold >= OVERDRIVE_V and (amps or 0.0) <= LIGHT_A
        yield rule.finding("error" if off else "info" if strong else "warning", (item.ref, *_gate_pin(scene, item)), f"{item.ref} ({item.part.name}) is specified from {volts(best.vgs_v)} at its gate; the {volts(high)} level of the pin may not turn it on.",
                           "Use a logic-level MOSFET that is specified at the pin's voltage.", source=cite(item, best.ohm.doc, best.ohm.at))
    elif amps:
        ohm = min((r.ohm.max or r.ohm.any() or 0.0) for r in known)
        if amps * amps * ohm > HEAT_W:
            yield rule.finding("warning", (item.ref,), f"{item.ref} turns {amps * amps * ohm:.2g} W into heat at {show_si(amps, 'A')}.", "Use a MOSFET of lower on-resistance, or a heat sink.")


def _gate_pin(scene: Scene, item: Instance) -> tuple[str, ...]:
    control = item.part.switch.channels[0][0] if item.part.switch else ""
    path = scene.reach(item.ref, control)
    return (scene.say(item.ref, control), scene.at_board(path)) if path else ()


def _base(scene: Scene, rule: Rule, item: Instance, control: str, high: float, amps: float | None) -> Iterator[Verdict]:
    fact, net = item.part.switch, scene.net(item.ref, control)
    assert fact is not None and net is not None
    if scene.board_pins(net):
        yield rule.finding("error", (scene.say(item.ref, control), item.ref, scene.say(scene.circuit.board, scene.board_pins(net)[0].name)), f"The base of {item.ref} hangs straight on a pin: no resistor limits its current.", "Put a resistor of about 1 kΩ before the base.",
                           "A base is a diode to ground: the pin is held near 0.7 V and overloaded.")
        return
    series = [ohms(i) for i, p in scene.on(net) if is_resistor(i) and _leads_to_board(scene, i, p.name)]
    gain = (fact.hfe.min or fact.hfe.any()) if fact.hfe else None
    if amps and gain and series and series[0]:
        base = (high - BASE_V) / series[0]
        if base * gain < amps:
            yield rule.finding("warning", (item.ref,), f"{item.ref} gets {show_si(base, 'A', 2)} at its base, too little to carry {show_si(amps, 'A')}: it does not saturate and gets hot.", f"Use a base resistor of about {show_si((high - BASE_V) * gain / amps / 2, 'Ω', 2)}, or a MOSFET.")


def _leads_to_board(scene: Scene, resistor: Instance, pin: str) -> bool:
    return any(scene.board_pins(scene.net(resistor.ref, p.name)) for p in resistor.part.pin if p.name != pin)


RULE = Rule("switch_drive", "A transistor gets the gate voltage or base current it needs to switch its load.", "Half turned on it drops volts, gets hot, and the load is weak.", "the transistor's data sheet (RDS(on) at VGS; hFE)", judge, ("input_only", "short_circuit", "switch_rating", "switch_reversed"))
