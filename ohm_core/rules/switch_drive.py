from __future__ import annotations

from collections.abc import Iterator

from ohm_core.circuit.circuit import Instance
from ohm_core.circuit.trace import is_resistor, ohms
from ohm_core.rules.current import loads
from ohm_core.rules.rule import Rule, Scene, Verdict, cite
from ohm_core.units import show_si


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    for item in scene.parts:
        fact = item.part.switch
        if fact is None or fact.kind not in ("nmos", "npn") or not item.part.category.startswith("transistor"):
            continue
        control, out = fact.channels[0] if fact.channels else ("", "")
        path = scene.reach(item.ref, control)
        if not path or not path.board_pin:
            continue
        domain = scene.electric.domain(scene.circuit.board, scene.board_pin(path))
        amps = _carried(scene, item, out)
        if fact.kind == "nmos" and domain and domain.max:
            yield from _gate(scene, rule, item, domain.max, amps)
        elif fact.kind == "npn":
            yield from _base(scene, rule, item, control, domain.max if domain else None, amps)


def _carried(scene: Scene, item: Instance, out: str) -> float | None:
    """The current of the loads on a switch's output, in A; None where there is none known."""
    net = scene.net(item.ref, out)
    found = [max((f.any() or 0.0 for f in (x.typical_a, x.stall_a, x.max_a) if f), default=0.0) for i, p in (scene.electric.others(net, item.ref) if net else ()) for x in loads(i) if p.name in (x.plus, x.minus)]
    return sum(found) if found else None


def _gate(scene: Scene, rule: Rule, item: Instance, volts: float, amps: float | None) -> Iterator[Verdict]:
    fact = item.part.switch
    assert fact is not None
    known = [r for r in fact.rds_on if r.vgs_v <= volts + 0.05]
    if not fact.rds_on:
        yield rule.blind(f"{item.ref}: nobody has written down the on-resistance of the {item.part.name}")
    elif not known:
        need = min(r.vgs_v for r in fact.rds_on)
        best = min(fact.rds_on, key=lambda r: r.vgs_v)
        yield rule.finding("warning" if need <= volts * 1.6 else "error", (item.ref,), f"{item.ref} ({item.part.name}) is specified from {need:g} V at its gate; the {volts:g} V of the pin may not turn it on.",
                           "Use a logic-level MOSFET that is specified at the pin's voltage.", source=cite(item, best.ohm.doc, best.ohm.at))
    elif amps:
        ohm = min((r.ohm.max or r.ohm.any() or 0.0) for r in known)
        if amps * amps * ohm > 1.2:
            yield rule.finding("warning", (item.ref,), f"{item.ref} turns {amps * amps * ohm:.2g} W into heat at {show_si(amps, 'A')}.", "Use a MOSFET of lower on-resistance, or a heat sink.")


def _base(scene: Scene, rule: Rule, item: Instance, control: str, volts: float | None, amps: float | None) -> Iterator[Verdict]:
    fact, net = item.part.switch, scene.net(item.ref, control)
    assert fact is not None and net is not None
    if any(p.name for p in scene.board_pins(net) if {"gpio", "out"} & set(p.functions)):
        yield rule.finding("error", (item.ref, scene.say(item.ref, control)), f"The base of {item.ref} hangs straight on a pin: nothing limits its current.", "Put a resistor of about 1 kΩ before the base.",
                           "A base is a diode to ground: the pin is held near 0.7 V and overloaded.")
        return
    series = [ohms(i) for i, p in scene.circuit.on(net) if is_resistor(i) and _leads_to_board(scene, i, p.name)]
    gain = (fact.hfe.min or fact.hfe.any()) if fact.hfe else None
    if amps and gain and volts and series and series[0]:
        base = (volts - 0.75) / series[0]
        if base * gain < amps:
            yield rule.finding("warning", (item.ref,), f"{item.ref} gets {show_si(base, 'A')} at its base, too little to carry {show_si(amps, 'A')}: it does not saturate and gets hot.", f"Use a base resistor of about {show_si((volts - 0.75) * gain / amps / 2, 'Ω', 2)} or a MOSFET.")


def _leads_to_board(scene: Scene, resistor: Instance, pin: str) -> bool:
    return any(scene.board_pins(n) for p in resistor.part.pin if p.name != pin and (n := scene.net(resistor.ref, p.name)))


RULE = Rule("switch_drive", "A transistor gets the gate voltage or base current it needs to switch its load.", "Half turned on it drops volts, gets hot, and the load is weak.", "the transistor's data sheet (RDS(on) at VGS; hFE)", judge)
