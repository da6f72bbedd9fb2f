"""One part joined to the board: supplies, ground, signals with what must lie between, support parts its catalogue entry needs."""

from __future__ import annotations

from dataclasses import replace

from ohm_core.catalogue.schema import Load, Need, Part, Pin, SupplyInput
from ohm_core.design.values import PinRef
from ohm_core.plan.draft import Draft, Source, e12_above
from ohm_core.plan.levels import at, both_ways, into_board, out_of_board
from ohm_core.plan.loads import attach_driven, attach_leds, own_resources
from ohm_core.plan.signals import Signal
from ohm_core.plan.supply import feed

READS = ("digital.in", "analog.in", "pulse.in", "interrupt.in")
DRIVES = ("digital.out", "pwm.out", "ws2812.out", "analog.out")
BUSES = ("i2c", "spi", "uart")


def attach(draft: Draft, ref: str, driver: str = "", load: Load | None = None) -> list[str]:
    """Join the part to the board, behind DRIVER where given. LOAD is what hangs on it: its volts and amperes count too.

    Gives plain sentences on what could not be done (empty: all is joined).
    """
    part = draft.part(ref)
    if part.load and part.load.kind == "led" or part.loads and part.loads[0].kind == "led":
        attach_leds(draft, ref)
        return []
    if part.load:
        return [] if attach_driven(draft, ref, driver) else [f"Nothing in the catalogue can switch the {part.name}."]
    problems = [p for s in part.supply if not _is_light(part, s.pin) and PinRef(ref, s.pin) not in draft.fed for p in _supply(draft, ref, part, s.pin, load)]
    for pin in wanted_pins(part):
        _pin(draft, ref, part, pin)
    _extras(draft, ref, part)
    return problems


def wanted_pins(part: Part) -> list[Pin]:
    """The pins to be joined: not the optional ones, one of each joined group."""
    seen: set[str] = set()
    found = []
    for pin in part.pin:
        if pin.optional and pin.connect not in ("tie.ground", "tie.supply") or pin.joined and pin.joined in seen:
            continue
        if pin.optional and pin.joined:
            continue
        seen.add(pin.joined or pin.name)
        found.append(pin)
    return found


def _is_light(part: Part, pin: str) -> bool:
    """A backlight input behind its own resistor is no supply of logic."""
    return any(n.kind == "series_resistor" and n.pin == pin for n in part.needs)


def _supply(draft: Draft, ref: str, part: Part, pin: str, load: Load | None) -> list[str]:
    supply = next(s for s in part.supply if s.pin == pin)
    if load and load.v and supply.noisy:
        supply = replace(supply, v=load.v)
    more = 2 * (load.typical_a.any() or 0.0) if load and load.typical_a else 0.0  # a stepper drives two coils at a time
    signals = any(p.connect.split(".")[0] in ("digital", "analog", "pulse", "interrupt", "onewire", "i2c", "spi", "uart") for p in part.pin)
    if signals and load is None:
        supply = _rated(supply, draft.logic)
    source = feed(draft, ref, supply, follow_logic=signals and load is None, more_a=more)
    if source is None:
        return [f"No supply in the catalogue fits the {part.name}."]
    return []


def _rated(supply: SupplyInput, logic: float) -> SupplyInput:
    """The input with a rated voltage where its maker gives a range only: the nearest in it to the board's logic, for its signals follow it."""
    v = supply.v
    if v is None or v.typ is not None or v.min is None or v.max is None:
        return supply
    return replace(supply, v=replace(v, typ=min(max(logic, v.min), v.max)))


def _pin(draft: Draft, ref: str, part: Part, pin: Pin) -> None:
    end, connect = PinRef(ref, pin.name), pin.connect
    if connect == "ground" or connect == "tie.ground":
        draft.wire(draft.ground, end)
    elif connect == "tie.supply":
        _tie_supply(draft, ref, part, pin)
    elif connect == "supply" and not any(s.pin == pin.name for s in part.supply):
        draft.wire(draft.logic_rail, end)
    elif connect in READS:
        _read(draft, ref, part, pin)
    elif connect in DRIVES:
        _drive(draft, ref, part, pin)
    elif connect == "onewire":
        _onewire(draft, ref, part, pin)
    elif connect.split(".")[0] in BUSES:
        _bus(draft, ref, part, pin)


def _tie_supply(draft: Draft, ref: str, part: Part, pin: Pin) -> None:
    need = _need(part, "series_resistor", pin.name)
    source: Source | None = draft.fed.get(PinRef(ref, pin.domain)) or next((draft.fed[PinRef(ref, s.pin)] for s in part.supply if PinRef(ref, s.pin) in draft.fed), None)
    rail = source.pin if source else draft.logic_rail
    end = PinRef(ref, pin.name)
    if need:
        end = draft.between((need.ohm.any() if need.ohm else None) or 220.0, end, f"limits the current of {ref}.{pin.name}")
    elif (most := _adc_limit(draft)) and source is None and any(p.connect == "analog.in" for p in part.pin):
        total = next((n.ohm.any() for n in part.needs if n.kind == "divider" and n.ohm), None) or float(draft.parts[ref].attr("resistance_ohm") or 10_000)
        end = draft.between(e12_above(total * (draft.logic / most - 1)), end, f"keeps {ref} within the {most:g} V of the analog input")
    draft.wire(rail, end)


def _adc_limit(draft: Draft) -> float | None:
    """The most the board's analog inputs stand where that is less than its logic voltage; None where they stand it."""
    limits = [at(p.abs_max_v, draft.logic, "max") for p in draft.board.pin if any(f.startswith("adc:") for f in p.functions)]
    known = [x for x in limits if x is not None]
    return min(known) if known and min(known) < draft.logic - 0.01 else None


def _need(part: Part, kind: str, pin: str) -> Need | None:
    return next((n for n in part.needs if n.kind == kind and n.pin == pin), None)


def _read(draft: Draft, ref: str, part: Part, pin: Pin) -> None:
    """A pin the board reads: with its divider half, its pull-up (the board's own for bare contacts), its level brought down."""
    end = into_board(draft, ref, pin)
    pull = ""
    if half := _need(part, "divider", pin.name):
        to = draft.ground if half.to in ("GND", "ground", "") else draft.logic_rail
        draft.bridge((half.ohm.any() if half.ohm else None) or 10_000.0, PinRef(ref, pin.name), to, f"makes a divider with {ref}")
    for kind, level in (("pull_up", "up"), ("pull_down", "down")):
        need = _need(part, kind, pin.name)
        if need and not need.advice:
            pull = level if _bare(pin) and pin.connect != "analog.in" and _has_pull(draft, level) else _external(draft, ref, need, end, kind)
    if parallel := _need(part, "parallel_resistor", pin.name) or _need(part, "termination", pin.name):
        draft.bridge((parallel.ohm.any() if parallel.ohm else None) or 1e6, end, draft.ground, f"drains {ref}")
    draft.ask(Signal(f"{ref}.{pin.name}", pin.connect, (end,), (f"{ref}.{pin.name}",), pull=pull, presents=pin.reset.presents if pin.reset else ""))


def _bare(pin: Pin) -> bool:
    """A plain contact: the board's own pull resistor is enough for it."""
    return pin.type == "passive" or pin.drive == "passive"


def _has_pull(draft: Draft, level: str) -> bool:
    """True where the board has pull resistors of its own to this side (an AVR has none to ground)."""
    return any(f"pull_{level}" in p.functions for p in draft.board.pin)


def _external(draft: Draft, ref: str, need: Need, end: PinRef, kind: str) -> str:
    to = draft.ground if kind == "pull_down" else draft.logic_rail
    draft.bridge((need.ohm.any() if need.ohm else None) or 10_000.0, end, to, f"holds {ref}.{need.pin} while nothing drives it")
    return ""


def _drive(draft: Draft, ref: str, part: Part, pin: Pin) -> None:
    """A pin the board drives: through a buffer where our high is too low, through a resistor where asked."""
    end = PinRef(ref, pin.name)
    need = _need(part, "series_resistor", pin.name)
    if need:
        end = draft.between((need.ohm.any() if need.ohm else None) or 330.0, end, f"damps the line into {ref}.{pin.name}")
    end = out_of_board(draft, ref, pin, end)
    own = own_resources(draft, part) if pin.connect == "pwm.out" else ()
    function = "digital.out" if pin.connect == "pwm.out" and ref not in draft.pwm and not own and part.switch else pin.connect
    off = "low" if part.switch and part.switch.active == "high" else "high" if part.switch and part.switch.active == "low" else ""
    rate = "servo" if own or pin.connect == "pwm.out" and not part.switch else "level" if function == "pwm.out" else ""
    draft.ask(Signal(f"{ref}.{pin.name}", function, (end,), (f"{ref}.{pin.name}",), presents=pin.reset.presents if pin.reset else "", off=off, own=own, rate=rate))


def _onewire(draft: Draft, ref: str, part: Part, pin: Pin) -> None:
    """One open-drain data line with a pull-up somewhere; DS18B20 share theirs."""
    shared = next((s for s in draft.signals if s.function == "onewire" and draft.parts[s.serves[0].split(".")[0]].part == draft.parts[ref].part and part.i2c is None and "ds18" in part.id), None)
    end = PinRef(ref, pin.name)
    if shared:
        draft.wire(shared.ends[0], end)
        draft.signals[draft.signals.index(shared)] = replace(shared, serves=(*shared.serves, f"{ref}.{pin.name}"))
        return
    need = _need(part, "pull_up", pin.name)
    source = draft.fed.get(PinRef(ref, pin.domain))
    if need and not need.advice and pin.pull is None:
        draft.bridge((need.ohm.any() if need.ohm else None) or 4700.0, end, source.pin if source else draft.logic_rail, f"pull-up that {ref}'s data line needs")
    if source and source.nominal > draft.logic + 0.4:
        end = both_ways(draft, end, source.pin)
    draft.ask(Signal(f"{ref}.{pin.name}", "onewire", (end,), (f"{ref}.{pin.name}",), presents="pull-up"))


def _bus(draft: Draft, ref: str, part: Part, pin: Pin) -> None:
    """A bus line: joined to the bus's one signal; chip selects and single UARTs get their own."""
    bus = pin.connect.split(".")[0]
    name = f"uart:{ref}" if bus == "uart" else _spi_bus(draft, ref, part) if bus == "spi" else bus
    end = PinRef(ref, pin.name)
    source = draft.fed.get(PinRef(ref, pin.domain)) or next((draft.fed[PinRef(ref, s.pin)] for s in part.supply if PinRef(ref, s.pin) in draft.fed), None)
    if bus == "i2c" and source and source.nominal > draft.logic + 0.4:
        end = _shifted_i2c(draft, ref, pin, source)
    elif pin.connect in ("spi.miso", "uart.rx"):
        end = into_board(draft, ref, pin)
    elif bus != "i2c":
        if (need := _need(part, "series_resistor", pin.name)) and not need.advice:
            end = draft.between((need.ohm.any() if need.ohm else None) or 1000.0, end, f"limits the current into {ref}.{pin.name}")
        end = out_of_board(draft, ref, pin, end)
    if pin.connect == "spi.cs":
        draft.ask(Signal(f"{ref}.{pin.name}", "spi.cs", (end,), (f"{ref}.{pin.name}",), bus=name, presents="pull-up"))
        return
    known = next((s for s in draft.signals if s.bus == name and s.function == pin.connect), None)
    if known:
        ends = known.ends if end in known.ends else (*known.ends, end)
        draft.signals[draft.signals.index(known)] = replace(known, ends=ends, serves=(*known.serves, f"{ref}.{pin.name}"))
        return
    draft.ask(Signal(f"{name}.{pin.connect}", pin.connect, (end,), (f"{ref}.{pin.name}",), bus=name, presents="pull-up" if bus == "i2c" else ""))


def _spi_bus(draft: Draft, ref: str, part: Part) -> str:
    """'spi', or a bus of its own for a part that never lets go of MISO, where the board has two."""
    holds = any(p.connect == "spi.miso" and p.drive == "push_pull" for p in part.pin)
    instances = {f.split(":")[1].split(".")[0] for p in draft.board.pin for f in p.functions if f.startswith("spi:") and f.endswith(".sck")}
    return f"spi:{ref}" if holds and (len(instances - {"*"}) > 1 or "*" in instances) else "spi"


def _shifted_i2c(draft: Draft, ref: str, pin: Pin, source: Source) -> PinRef:
    """5 V devices on a 3.3 V board share one pair of shifter channels."""
    for known in draft.signals:
        if known.bus == "i2c" and known.function == pin.connect:
            for low in known.ends:
                if draft.parts[low.ref].part == "level-shifter-4ch":
                    draft.wire(PinRef(low.ref, low.pin.replace("LV", "HV")), PinRef(ref, pin.name))
                    return low
    return both_ways(draft, PinRef(ref, pin.name), source.pin)


def _extras(draft: Draft, ref: str, part: Part) -> None:
    """Contrast potentiometers and bulk capacitors."""
    for need in part.needs:
        if need.kind == "contrast" and "potentiometer-10k" in draft.catalogue:
            pot = draft.add("potentiometer-10k", serves=(f"sets the contrast of {ref}",))
            supply = next((draft.fed[PinRef(ref, s.pin)] for s in part.supply if PinRef(ref, s.pin) in draft.fed), None)
            draft.wire(draft.ground, PinRef(pot, "1"))
            draft.wire(supply.pin if supply else draft.logic_rail, PinRef(pot, "2"))
            draft.wire(PinRef(pot, "SIG"), PinRef(ref, need.pin))
        elif need.kind == "bulk_capacitor" and "capacitor-electrolytic" in draft.catalogue:
            _bulk(draft, ref, need)


def _bulk(draft: Draft, ref: str, need: Need) -> None:
    source = draft.fed.get(PinRef(ref, need.pin))
    if source is None or any(draft.parts[r].part == "capacitor-electrolytic" and (source.pin, PinRef(r, "+")) in draft.wires for r in draft.parts):
        return
    farad = (need.farad.any() if need.farad else None) or 470e-6
    plus, minus = _capacitor_pins(draft)
    c = draft.add("capacitor-electrolytic", attrs={"capacitance_f": farad, "voltage_v": 16}, serves=(f"steadies the supply of {ref}",))
    draft.wire(source.pin, PinRef(c, plus))
    draft.wire(draft.ground, PinRef(c, minus))


def _capacitor_pins(draft: Draft) -> tuple[str, str]:
    pins = [p.name for p in draft.catalogue.part("capacitor-electrolytic").pin]
    return ("+", "-") if "+" in pins else (pins[0], pins[1])
