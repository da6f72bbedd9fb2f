"""LEDs, motors, pumps, coils, buzzers: what limits their current, what switches them, what catches their kick."""

from __future__ import annotations

from ohm_core.catalogue.schema import Fact, Load, Part, SupplyInput
from ohm_core.design.values import PinRef
from ohm_core.plan.draft import Draft, Source, e12_above
from ohm_core.plan.levels import at
from ohm_core.plan.signals import Signal
from ohm_core.plan.supply import HEAVY_A, accepts, extra_source, price

GATE_OHM, GATE_DOWN_OHM = 220.0, 10_000.0
OVERDRIVE = 3.0       # base current over Ic/hFE, so that an NPN saturates
PIN_A = 0.012         # what an everyday pin gives without its level sagging; above it a transistor takes over
HEAT_W = 0.8          # TO-220 or TO-92 without a heat sink


def attach_leds(draft: Draft, ref: str) -> None:
    """Each LED channel of a part through its own resistor to an own signal."""
    part = draft.part(ref)
    for load in part.loads or ((part.load,) if part.load else ()):
        common_plus = sum(x.plus == load.plus for x in part.loads) > 1
        driven, other = (load.minus, load.plus) if common_plus else (load.plus, load.minus)
        ohm = led_resistor(draft, part, ref, load)
        end = draft.between(ohm, PinRef(ref, driven), f"limits the current of {ref}.{driven}")
        rail = draft.logic_rail if common_plus else draft.ground
        if not any(PinRef(ref, other) in w for w in draft.wires):
            draft.wire(rail, PinRef(ref, other))
        pwm = ref in draft.pwm or len(part.loads) == 3
        draft.ask(Signal(f"{ref}.{driven}", "pwm.out" if pwm else "digital.out", (end,), (f"{ref}.{driven}",), presents="pull-up" if common_plus else "pull-down", rate="level" if pwm else ""))


def led_resistor(draft: Draft, part: Part, ref: str, load: Load) -> float:
    """The E12 resistor that keeps an LED at its typical current, or its share of what the board gives; at least 47 ohm."""
    color = str(draft.parts[ref].attr("color") or next(iter(load.vf_v), "red"))
    fact = load.vf_v.get(color) or next(iter(load.vf_v.values()), None)
    forward = (fact.typ or fact.any() if fact else None) or 2.0
    amps = min((load.typical_a.any() if load.typical_a else None) or 0.010, _led_share(draft))
    return max(47.0, e12_above(max(draft.logic - forward, 0.1) / amps))


def _led_share(draft: Draft) -> float:
    """What each LED of the draft may draw, in A: a pin's recommended current, and its share of the chip's and port's limits."""
    pin = min((p.recommended_a.any() or 0.02 for p in draft.board.pin if p.recommended_a), default=0.02)
    parts = [draft.part(r) for r in draft.parts]
    leds = sum(x.kind == "led" for p in parts for x in (p.loads or ((p.load,) if p.load else ())))
    limits = [g.max_a.any() for g in (draft.board.board.port_limits if draft.board.board else ())]
    shares = [0.9 * x / leds for x in limits if x and leds]
    return max(0.001, min([pin, *shares]))


def attach_driven(draft: Draft, ref: str, driver: str = "") -> bool:
    """A load with two terminals: straight on a pin when it is small, else behind a switch. DRIVER is a part of the draft to use.

    False when nothing in the catalogue can switch it.
    """
    part = draft.part(ref)
    load = part.load
    assert load is not None
    amps = max((f.any() or 0.0 for f in (load.typical_a, load.max_a) if f), default=0.0)
    if load.kind in ("piezo", "speaker") and (_small(load, amps) or any(n.kind == "series_resistor" and not n.advice for n in part.needs)):
        return _on_pin(draft, ref, part, load)
    source = _load_source(draft, ref, load)
    if source is None:
        return False
    if driver:
        return _behind_relay(draft, ref, load, source, driver)
    return _low_side(draft, ref, part, load, source)


def _small(load: Load, amps: float) -> bool:
    return amps <= PIN_A and not load.inductive


def _on_pin(draft: Draft, ref: str, part: Part, load: Load) -> bool:
    end = PinRef(ref, load.plus)
    need = next((n for n in part.needs if n.kind == "series_resistor"), None)
    if need:
        inside = (load.ohm.any() if load.ohm else None) or 0.0
        least = draft.logic / PIN_A - inside if load.kind == "speaker" else 0.0
        end = draft.between(max((need.ohm.any() if need.ohm else None) or 100.0, e12_above(max(least, 1.0))), end, f"keeps {ref} gentle to the pin")
    draft.wire(draft.ground, PinRef(ref, load.minus))
    draft.ask(_signal(draft, ref, load.plus, end, part))
    return True


def _signal(draft: Draft, ref: str, pin: str, end: PinRef, part: Part, off: str = "") -> Signal:
    own = own_resources(draft, part)
    tone = any(p.concept == "tone" for p in part.provides)
    pwm = ref in draft.pwm or tone
    return Signal(f"{ref}.{pin}", "pwm.out" if pwm else "digital.out", (end,), (f"{ref}.{pin}",), off=off, own=own, rate="tone" if tone else "level" if pwm else "")


def own_resources(draft: Draft, part: Part) -> tuple[str, ...]:
    return tuple(t.resource for t in part.takes if not t.boards or draft.board.id in t.boards)


def _load_source(draft: Draft, ref: str, load: Load) -> Source | None:
    """The rail the load hangs on: one within its rated range that gives its start and stall current."""
    stall = max((f.any() or 0.0 for f in (load.stall_a, load.inrush_a, load.typical_a) if f), default=0.1)
    wanted = SupplyInput(pin=load.plus, ground=load.minus, v=load.v or Fact(min=3.0, typ=5.0, max=5.5), typical_a=load.typical_a, stall_a=load.stall_a, inrush_a=load.inrush_a)
    if stall < HEAVY_A:
        fits = [s for s in draft.sources if accepts(wanted, s.volts) and s.has(stall) and s.pin != draft.logic_rail or accepts(wanted, s.volts) and s.has(stall) and draft.logic > 4]
        if fits:
            best = min(fits, key=lambda s: abs(s.nominal - ((load.v.typ if load.v else None) or 5.0)))
            best.used_a += stall
            return best
    ready = [s for s in draft.sources if s.heavy and accepts(wanted, s.volts, 0.1) and s.has(stall)]
    if ready:
        ready[0].used_a += stall
        return ready[0]
    return extra_source(draft, wanted, stall)


def _low_side(draft: Draft, ref: str, part: Part, load: Load, source: Source) -> bool:
    """Load between the rail and a transistor's load pin; gate or base through a resistor; a diode where it kicks."""
    need = max((f.any() or 0.0 for f in (load.stall_a, load.inrush_a, load.typical_a, load.max_a) if f), default=0.1)
    switch = pick_switch(draft, need, source.nominal)
    if switch is None:
        return False
    fact = switch.switch
    assert fact is not None
    q = draft.add(switch.id, serves=(f"switches {ref}",))
    control, out = fact.channels[0]
    draft.wire(source.pin, PinRef(ref, load.plus))
    draft.wire(PinRef(ref, load.minus), PinRef(q, out))
    draft.wire(draft.ground, PinRef(q, fact.common))
    _control(draft, ref, q, control, switch, need, part)
    if load.inductive:
        _flyback(draft, ref, load)
    return True


def _control(draft: Draft, ref: str, q: str, control: str, switch: Part, amps: float, part: Part) -> None:
    fact = switch.switch
    assert fact is not None
    if fact.kind == "npn":
        gain = (fact.hfe.min or fact.hfe.any() if fact.hfe else None) or 50.0
        ohm = e12_above((draft.logic - 0.8) / (OVERDRIVE * amps / gain)) if amps else 1000.0
        end = draft.between(min(max(ohm, 220.0), 4700.0), PinRef(q, control), f"base current of {q}")
    else:
        end = draft.between(GATE_OHM, PinRef(q, control), f"tames the edge at {q}'s gate")
    draft.bridge(GATE_DOWN_OHM, PinRef(q, control), draft.ground, f"keeps {q} off while the board starts")
    signal = _signal(draft, ref, control, end, part, off="low")
    draft.ask(Signal(f"{q}.{control}", signal.function, (end,), (f"{q}.{control}", f"{ref}.+"), presents="pull-down", off="low", own=signal.own, rate=signal.rate))


def _flyback(draft: Draft, ref: str, load: Load) -> None:
    diode = next((i for i in ("diode-1n4007", "schottky-1n5819", "diode-1n4148") if i in draft.catalogue), None)
    if diode:
        d = draft.add(diode, serves=(f"catches the kick of {ref} at switch-off",))
        draft.wire(PinRef(ref, load.plus), PinRef(d, "C"))
        draft.wire(PinRef(ref, load.minus), PinRef(d, "A"))


def pick_switch(draft: Draft, amps: float, volts: float) -> Part | None:
    """The cheapest single transistor that carries AMPS at VOLTS when driven from the board's logic voltage; None where there is none."""
    fits = [p for e in draft.catalogue.entries() if e.category.startswith("transistor") for p in (draft.catalogue.part(e.id),) if p.switch and _carries(p, amps, volts, draft.logic)]
    return min(fits, key=lambda p: (p.switch is not None and p.switch.kind != "npn" and amps < 0.1, price(p), p.id), default=None)


def _carries(part: Part, amps: float, volts: float, logic: float) -> bool:
    fact = part.switch
    assert fact is not None
    most_a, most_v = at(fact.max_a, None, "max"), at(fact.max_v, None, "max")
    if most_a is None or most_a < amps * 1.25 or most_v is not None and most_v < volts * 1.2:
        return False
    if fact.kind == "npn":
        gain = (fact.hfe.min or fact.hfe.any() if fact.hfe else None) or 0
        return gain > 0 and amps * OVERDRIVE / gain <= PIN_A and amps <= 0.5
    if fact.kind != "nmos":
        return False
    ohm = [r.ohm.max or r.ohm.any() for r in fact.rds_on if r.vgs_v <= logic + 0.05]
    return any(o is not None and amps * amps * o <= HEAT_W for o in ohm)


def _behind_relay(draft: Draft, ref: str, load: Load, source: Source, relay: str) -> bool:
    """The load's plus through the relay's contact, minus to ground."""
    part = draft.part(relay)
    fact = part.switch
    if fact is None:
        return False
    used = {w[i] for w in draft.wires for i in (0, 1)}
    channel = next((c for c in fact.channels if PinRef(relay, c[1]) not in used), None)
    if channel is None:
        return False
    draft.wire(source.pin, PinRef(relay, fact.common))
    draft.wire(PinRef(relay, channel[1]), PinRef(ref, load.plus))
    draft.wire(draft.ground, PinRef(ref, load.minus))
    if load.inductive:
        _flyback(draft, ref, load)
    return True

