"""Loads that need a driver module: motors that turn both ways behind an H-bridge, steppers behind their board, bridges behind an amplifier."""

from __future__ import annotations

from ohm_core.catalogue.catalogue import find_pin
from ohm_core.catalogue.schema import Fact, Part, SupplyInput
from ohm_core.design.values import PinRef
from ohm_core.plan.attach import attach
from ohm_core.plan.draft import Draft
from ohm_core.plan.levels import at, out_of_board
from ohm_core.plan.loads import own_resources
from ohm_core.plan.signals import Signal
from ohm_core.plan.supply import connect, extra_source, price, span


def partner(draft: Draft, ref: str, asked: str = "") -> Part | None:
    """The module a part cannot work without: one that drives it (stepper board, H-bridge) or reads it (load-cell amplifier)."""
    part = draft.part(ref)
    named = next((n.to for n in part.needs if n.kind == "driver" and n.to in draft.catalogue), "") or _reader(draft, ref, part)
    concept = next((str(p.conditions["needs"]) for p in part.provides if "needs" in p.conditions), "")
    if named:
        return draft.catalogue.part(named)
    if part.load and part.load.kind == "motor" and ref not in draft.reverse and not asked:
        return None
    drivers = [p for p, _ in draft.catalogue.providers("drive", concept)] if concept else []
    if asked:
        return next((p for p in drivers if p.id == asked), drivers[0] if drivers else None)
    return next((p for p in drivers if _suits(p, part)), drivers[0] if drivers else None)


def _suits(driver: Part, motor: Part) -> bool:
    """True when the driver works at the motor's own voltage (an L298N that wants 7 V is no match for a 6 V motor)."""
    need, have = span(motor.load.v) if motor.load else None, span(driver.supply[0].v) if driver.supply else None
    return need is None or have is None or (have.min or 0) <= (need.max or 99)


def _reader(draft: Draft, ref: str, part: Part) -> str:
    """The amplifier of the draft that reads a bare sensor: it provides the same reading, and the sensor's needs name it."""
    words = " ".join(f"{n.to} {n.when}".lower() for n in part.needs if n.kind == "driver")
    senses = {p.concept for p in part.provides if p.role == "sense"}
    mates = [r for r in draft.parts if r != ref and draft.parts[r].part.split("-")[0] in words.split() + words.replace("-", " ").split()]
    return next((draft.parts[r].part for r in mates if senses & {p.concept for p in draft.part(r).provides}), "")


def attach_driver(draft: Draft, ref: str, driver: Part, existing: str = "") -> list[str]:
    """The part joined to its driver, the driver to the board. EXISTING is a driver of the draft with a free channel."""
    part = draft.part(ref)
    drv = existing or draft.add(driver.id, serves=(f"drives {ref}",))
    if part.load and part.load.kind == "motor":
        return _hbridge(draft, ref, part, drv, driver, fresh=not existing)
    problems = [] if existing else attach(draft, drv, load=part.loads[0] if part.loads else None)
    for pin in part.pin:
        other = next((p for p in driver.pin if p.connect in ("", "rail", "load") and (p.name == pin.name or pin.name in p.aliases or p.name in pin.aliases)), None)
        if other:
            draft.wire(PinRef(drv, other.name), PinRef(ref, pin.name))
    return problems


def free_bridge(draft: Draft) -> str:
    """An H-bridge of the draft with an unused channel; '' where there is none."""
    used = {end for w in draft.wires for end in w}
    return next((r for r in draft.parts if (s := draft.part(r).switch) and s.kind == "hbridge" and any(PinRef(r, n) not in used for n in _outputs(draft.part(r))[2:])), "")


def _outputs(driver: Part) -> list[str]:
    return [p.name for p in driver.pin if p.name.upper().startswith(("OUT", "AOUT", "BOUT", "AO", "BO", "M"))]


def _inputs(driver: Part) -> list[str]:
    return [p.name for p in driver.pin if p.connect in ("digital.out", "pwm.out") and not p.name.upper().startswith(("EN", "PWM", "STBY", "SLP", "NSLEEP", "EEP"))]


def _hbridge(draft: Draft, ref: str, part: Part, drv: str, driver: Part, fresh: bool) -> list[str]:
    """One channel: two outputs to the motor, its inputs to the board, the enable to PWM where the speed varies."""
    used = {end for w in draft.wires for end in w}
    outputs = [o for o in sorted(_outputs(driver)) if PinRef(drv, o) not in used][:2]
    paired = [c for o in outputs for c, out in (driver.switch.channels if driver.switch else ()) if out == o and c in _inputs(driver)]
    inputs = list(dict.fromkeys(paired)) or [i for i in sorted(_inputs(driver)) if not any(f"{drv}.{i}" in s.serves for s in draft.signals)]
    problems = _bridge_supply(draft, drv, driver, part) if fresh else []
    for end, out in zip((part.load.plus, part.load.minus), outputs, strict=False):  # type: ignore[union-attr]
        draft.wire(PinRef(drv, out), PinRef(ref, end))
    enables = [p for p in driver.pin if p.connect == "pwm.out" and p.name.upper().startswith(("EN", "PWM"))]
    enable = next((p for p in enables if not any(f"{drv}.{p.name}" in s.serves for s in draft.signals)), None)
    for name in inputs[:2]:
        _drive(draft, drv, driver, name, "pwm.out" if ref in draft.pwm and not enable else "digital.out")
    if enable and ref in draft.pwm:
        _drive(draft, drv, driver, enable.name, "pwm.out")
    return problems


def _drive(draft: Draft, drv: str, driver: Part, name: str, function: str) -> None:
    pin = find_pin(driver, name)
    assert pin is not None
    end = out_of_board(draft, drv, pin)
    draft.ask(Signal(f"{drv}.{name}", function, (end,), (f"{drv}.{name}",), presents="pull-down", off="low", own=own_resources(draft, driver), rate="level" if function == "pwm.out" else ""))


def _bridge_supply(draft: Draft, drv: str, driver: Part, motor: Part) -> list[str]:
    """The motor's supply through the bridge: the motor's range plus what the bridge drops; then ground and ties."""
    assert motor.load is not None
    main = driver.supply[0]
    drop = at(driver.switch.drop_v, None, "typ") if driver.switch else None
    need, have = span(motor.load.v), span(main.v)
    low = max((need.min or 3.0) + (drop or 0), have.min or 0) if need and have else 5.0
    high = min((need.max or 6.0) + (drop or 0) * 1.5, have.max or 12) if need and have else 6.0
    stall = max((f.any() or 0.0 for f in (motor.load.stall_a, motor.load.typical_a) if f), default=0.5)
    wanted = SupplyInput(pin=main.pin, ground=main.ground, v=Fact(min=low, typ=min(high, low + 1), max=max(high, low), basis="estimate"), stall_a=Fact(max=stall, basis="estimate"))
    ready = next((s for s in draft.sources if s.heavy and s.has(stall) and (s.volts.min or 0) <= max(high, low) * 1.05 and (s.volts.max or 0) >= low * 0.9), None)
    source = ready or extra_source(draft, wanted, stall)
    if source is None:
        return [f"No supply in the catalogue gives {low:.3g} to {high:.3g} V for the {driver.name}."]
    source.used_a += stall
    connect(draft, PinRef(drv, main.pin), source)
    for other in driver.supply[1:]:
        draft.wire(draft.logic_rail, PinRef(drv, other.pin))
    for pin in driver.pin:
        if pin.connect in ("ground", "tie.ground"):
            draft.wire(draft.ground, PinRef(drv, pin.name))
        elif pin.connect == "tie.supply":
            draft.wire(draft.logic_rail, PinRef(drv, pin.name))
    return []


def cheapest(parts: list[Part]) -> Part | None:
    return min(parts, key=lambda p: (price(p), p.id), default=None)
