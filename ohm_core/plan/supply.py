"""Which rail feeds which part, and where all the power comes from: USB, a battery (direct or through a converter), or an extra supply for heavy loads."""

from __future__ import annotations

from dataclasses import dataclass

from ohm_core.catalogue.schema import Fact, Part, Rail, SupplyInput
from ohm_core.design.values import PinRef
from ohm_core.design.wishes import PowerWish
from ohm_core.plan.draft import Draft, Source
from ohm_core.units import Range

# A computer's port gives 500 mA (USB 2.0 specification, section 7.2.1); what draws more at its peak gets an own supply.
USB_A = 0.5
HEAVY_A = 0.3


@dataclass(frozen=True)
class Battery:
    """A way to run from a battery: the cell, a converter or None, the board pin it enters at."""

    cell: Part
    converter: Part | None
    enters: str
    price: float


def span(fact: Fact | None) -> Range | None:
    """A fact's whole range of values; None where nothing is known."""
    if fact is None or fact.unknown:
        return None
    low = fact.min if fact.min is not None else fact.typ if fact.typ is not None else fact.max
    high = fact.max if fact.max is not None else fact.typ if fact.typ is not None else fact.min
    return Range(low, high)


def accepts(supply: SupplyInput, volts: Range, slack: float = 0.05) -> bool:
    """True when the input works with every voltage of VOLTS, give or take SLACK (unknown ranges accept nothing).

    Rails carry their own tolerance while ranges are nominal, hence 5 %; a fresh battery's first minutes need 10 % for loads.
    """
    need = span(supply.v)
    if need is None or volts.min is None or volts.max is None:
        return False
    slack *= volts.max
    return (need.min is None or volts.min >= need.min - slack) and (need.max is None or volts.max <= need.max + slack)


def peak_a(supply: SupplyInput) -> float:
    """The most the input draws for more than an instant; 0 where nobody knows."""
    facts = (supply.stall_a, supply.peak_a, supply.inrush_a, supply.typical_a)
    return max((f.any() or 0.0 for f in facts if f), default=0.0)


def typical_a(supply: SupplyInput) -> float:
    return (supply.typical_a.any() or 0.0) if supply.typical_a else 0.0


def board_sources(draft: Draft) -> list[Source]:
    """The rails that the board gives while it runs from USB, the logic rail first."""
    found: dict[str, Source] = {}
    for rail in draft.board.rail:
        volts, limit = rail_volts(rail), rail.max_a.any() if rail.max_a else None
        if rail.pin in found or volts is None or rail.source.lower() not in ("usb", "5v", "vbus", "vsys", "") and rail.kind != "linear" or rail.source.upper() in ("JACK",):
            continue
        found[rail.pin] = Source(PinRef(draft.board_ref, rail.pin), volts, limit)
    logic = draft.board.board.logic_rail if draft.board.board else ""
    return sorted(found.values(), key=lambda s: (s.pin.pin != logic, s.nominal))


def rail_volts(rail: Rail) -> Range | None:
    value = span(rail.v)
    if value and rail.kind != "cell" and rail.v and rail.v.typ is not None:
        return Range(rail.v.typ, rail.v.typ)
    return value


def feed(draft: Draft, ref: str, supply: SupplyInput, *, follow_logic: bool, more_a: float = 0.0) -> Source | None:
    """Join a supply input to the fitting rail: the logic rail where signals matter, otherwise the one nearest its rated voltage.

    MORE_A is what hangs on the part beyond its own draw. What no rail can give comes from a converter or an extra supply. None where
    nothing fits; the caller says so.
    """
    amps = peak_a(supply) + more_a
    fits = [s for s in draft.sources if accepts(supply, s.volts)]
    roomy = [s for s in fits if s.has(typical_a(supply) if amps < HEAVY_A else amps) and (amps < HEAVY_A or _may_be_heavy(draft, s, supply))]
    if not roomy:
        from ohm_core.plan.convert import converted

        ways = (converted, extra_source) if amps < HEAVY_A else (extra_source, converted)
        extra = ways[0](draft, supply, amps) or ways[1](draft, supply, amps)
        if extra is None and not fits:
            return None
        roomy = [extra] if extra else fits
    logic = draft.logic_rail
    want = (supply.v.typ if supply.v and supply.v.typ else draft.logic) if not follow_logic else draft.logic
    best = min(roomy, key=lambda s: (follow_logic and s.pin != logic and abs(s.nominal - want), abs(s.nominal - want), s.heavy != (amps >= HEAVY_A)))
    best.used_a += amps if amps >= HEAVY_A else typical_a(supply)
    connect(draft, PinRef(ref, supply.pin), best)
    return best


def _may_be_heavy(draft: Draft, source: Source, supply: SupplyInput) -> bool:
    """A heavy draw goes to the board's own rails only when alone and within what they give at its typical current."""
    return source.heavy or source.pin.ref != draft.board_ref


def connect(draft: Draft, pin: PinRef, source: Source) -> None:
    draft.wire(source.pin, pin)
    draft.fed[pin] = source


def extra_source(draft: Draft, supply: SupplyInput, amps: float) -> Source | None:
    """A supply more, with common ground, for what the rails cannot give: one with terminals, the cheapest. None where there is none."""
    known = [p for e in draft.catalogue.entries() if e.category.startswith("power:") for p in (draft.catalogue.part(e.id),)]
    able = [(p, r) for p in known for r in p.rail if (v := rail_volts(r)) and accepts(supply, v, 0.1 if r.kind == "cell" else 0.05) and ((r.max_a.any() if r.max_a else 0) or 0) >= amps]
    cells = [(p, r) for p, r in able if r.kind == "cell" and not _is_lithium(p)]
    choices = cells if draft.supply_ref != "usb" and cells else [(p, r) for p, r in able if _is_supply(p)]
    if not choices:
        return None
    rated = supply.v.typ if supply.v and supply.v.typ else None
    part, rail = min(choices, key=lambda c: (rated is not None and _far(c[1], rated), c[0].mechanics.header != "terminal", not c[0].ordering.price, float(c[0].ordering.price.value) if c[0].ordering.price else 0, c[0].id))
    ref = draft.add(part.id, serves=(f"power for what needs {amps:.2g} A at its peak",))
    volts = rail_volts(rail)
    assert volts is not None
    source = Source(PinRef(ref, rail.pin), volts, rail.max_a.any() if rail.max_a else None, heavy=True)
    draft.sources.append(source)
    draft.wire(draft.ground, ground_of(ref, part))
    draft.decisions.append(f"{ref} ({part.name}) feeds what the board's own supply cannot; all grounds are joined.")
    return source


def _far(rail: Rail, rated: float) -> bool:
    """True when the rail is more than a fifth off the rated voltage."""
    volts = rail.v.any() if rail.v else None
    return volts is None or abs(volts - rated) > 0.2 * rated


def _is_supply(part: Part) -> bool:
    """A mains adapter with terminals: it gives power, needs none from the design, and is no battery."""
    return any(p.role == "power" and p.concept == "mains_adapter" for p in part.provides) and not part.supply and any(p.connect == "ground" or p.type == "power_out" for p in part.pin)


def ground_of(ref: str, part: Part) -> PinRef:
    """The minus or ground pin of a supply."""
    name = next((p.name for p in part.pin if p.connect == "ground"), None) or next((p.name for p in part.pin if p.name in ("-", "GND", "OUT-", "B-", "V-")), part.pin[-1].name)
    return PinRef(ref, name)


def batteries(draft: Draft, wish: PowerWish) -> list[Battery]:
    """Ways to run the board from a battery, the fitting kind and the cheapest first."""
    cells = [p for e in draft.catalogue.entries() if e.category.startswith("power:") for p in (draft.catalogue.part(e.id),) if any(r.kind == "cell" for r in p.rail)]
    named = [c for c in cells if wish.part and (c.id == wish.part or c.id.startswith(wish.part))] or [c for c in cells if wish.volts and _about(c, wish.volts)]
    found = []
    for cell in named or cells:
        volts = next(v for r in cell.rail if r.kind == "cell" for v in [rail_volts(r)])
        if volts is None:
            continue
        found += [Battery(cell, None, pin, price(cell)) for pin in _direct_inputs(draft, volts)]
        found += [Battery(cell, c, pin, price(cell) + price(c) + 1) for c in _converters(draft, volts) for pin in _inputs_for(draft, 5.0)]
    five = needs_five(draft)
    return sorted(found, key=lambda b: (not _strong(b, draft), not _feeds_loads(b, draft), five and not gives_five(draft, b), b.price, b.cell.id))


def heavy_inputs(draft: Draft) -> list[SupplyInput]:
    """What the parts of the draft ask of a supply at HEAVY_A or more: their own inputs, and loads as if they were inputs."""
    found = []
    for ref in (r for r in draft.parts if r != draft.board_ref):
        part = draft.part(ref)
        loads = part.loads or ((part.load,) if part.load else ())
        found += [SupplyInput(pin=x.plus, ground=x.minus, v=x.v, typical_a=x.typical_a, stall_a=x.stall_a, inrush_a=x.inrush_a) for x in loads if x.kind != "led"]
        found += list(part.supply)
    return [s for s in found if peak_a(s) >= HEAVY_A]


def _strong(way: Battery, draft: Draft) -> bool:
    """True when the cell gives the board's and the loads' peak; a 9 V block does not turn motors."""
    light = sum(typical_a(s) for r in draft.parts if r != draft.board_ref for s in draft.part(r).supply if peak_a(s) < HEAVY_A)
    needed = (0.25 if draft.features.get("wifi") else 0.1) + light + sum(peak_a(s) for s in heavy_inputs(draft))
    limits = [r.max_a.any() for part in (way.cell, way.converter) if part for r in part.rail if r.max_a]
    return all(x is None or x >= needed for x in limits)


def _feeds_loads(way: Battery, draft: Draft) -> bool:
    """True when what the way gives (the cell's volts, or 5 V behind a converter) suits every heavy load."""
    rail = next(r for r in way.cell.rail if r.kind == "cell")
    volts = Range(5.0, 5.0) if way.converter else rail_volts(rail)
    return volts is not None and all(s.v is None or accepts(s, volts, 0.1) for s in heavy_inputs(draft))


def _about(cell: Part, volts: float) -> bool:
    return any((v := span(r.v)) and v.min is not None and v.max is not None and v.min * 0.9 <= volts <= v.max * 1.1 for r in cell.rail)


def price(part: Part) -> float:
    return float(part.ordering.price.value) if part.ordering.price else 5.0


def _direct_inputs(draft: Draft, volts: Range) -> list[str]:
    """The board's inputs that work with the battery at its nominal and its full voltage, header pins only, the regulated one first."""
    top = Range((volts.min or 0) + 0.6 * ((volts.max or 0) - (volts.min or 0)), volts.max)
    pins = [s.pin for s in draft.board.supply if accepts(s, top) and _on_header(draft.board, s.pin)]
    usual = ("VSYS", "VIN", "RAW", "5V", "VBUS", "3V3")
    return sorted(pins, key=lambda p: usual.index(p) if p in usual else 0)


def _inputs_for(draft: Draft, volts: float) -> list[str]:
    return _direct_inputs(draft, Range(volts, volts))[:1]


def _on_header(board: Part, pin: str) -> bool:
    return any(pin in row for row in board.mechanics.rows) or not board.mechanics.rows


def _converters(draft: Draft, volts: Range) -> list[Part]:
    """Step-up or step-down modules that take the battery and can be set to 5 V."""
    known = [p for e in draft.catalogue.entries() if e.category.startswith("power:") for p in (draft.catalogue.part(e.id),)]
    return [p for p in known if p.supply and p.rail and accepts(p.supply[0], volts) and any(r.kind == "switching" and (v := span(r.v)) and 5.0 in v for r in p.rail)
            and (any(x.concept == "step_up" for x in p.provides) and (volts.max or 9) < 5.0 or any(x.concept == "step_down" for x in p.provides) and (volts.min or 0) > 6.0)]


def needs_five(draft: Draft) -> bool:
    """True when a part of the draft works from 5 V only."""
    fives = [s for r in draft.parts if r != draft.board_ref for s in draft.part(r).supply]
    return any((v := span(s.v)) is not None and (v.min or 0) > 4.2 for s in fives)


def gives_five(draft: Draft, way: Battery) -> bool:
    """True when a 5 V rail lives while the board runs this way: a converter's, or the board's own regulator."""
    return way.converter is not None or any(r.kind == "linear" and r.source == way.enters and (v := rail_volts(r)) is not None and (v.min or 0) > 4.5 for r in draft.board.rail)


def without_usb(draft: Draft, enters: str) -> None:
    """Forget the board's rails that only USB feeds; what enters at a pin is that pin's source."""
    alive = {r.pin for r in draft.board.rail if r.source.lower() != "usb"} - {enters}
    draft.sources = [s for s in draft.sources if s.pin.ref != draft.board_ref or s.pin.pin in alive]


def run_from_battery(draft: Draft, way: Battery, said: str, owned: bool) -> None:
    """Add the battery (with its charger and converter) and let it feed the board."""
    cell = draft.add(way.cell.id, serves=(said,) if said else (), owned=owned)
    rail = next(r for r in way.cell.rail if r.kind == "cell")
    draft.supply_ref = cell
    plus, minus = PinRef(cell, rail.pin), ground_of(cell, way.cell)
    if _is_lithium(way.cell) and CHARGER in draft.catalogue:
        plus, minus = _charged(draft, plus, minus)
    draft.wire(draft.ground, minus)
    without_usb(draft, way.enters)
    if way.converter is None:
        draft.wire(plus, PinRef(draft.board_ref, way.enters))
        volts = rail_volts(rail)
        if volts:
            draft.sources.append(Source(plus, volts, rail.max_a.any() if rail.max_a else None, heavy=True))
        return
    _through_converter(draft, way, plus)


CHARGER = "tp4056-module"


def _is_lithium(cell: Part) -> bool:
    return any(str(p.conditions.get("chemistry", "")).startswith("li") for p in cell.provides)


def _charged(draft: Draft, plus: PinRef, minus: PinRef) -> tuple[PinRef, PinRef]:
    """A bare lithium cell gets a charger with protection; what it gives out feeds the rest, its B- is never ground."""
    ref = draft.add(CHARGER, serves=("charges and protects the cell",))
    draft.wire(plus, PinRef(ref, "B+"))
    draft.wire(minus, PinRef(ref, "B-"))
    draft.decisions.append(f"{ref} charges the cell over its own USB socket and switches it off before it is empty.")
    return PinRef(ref, "OUT+"), PinRef(ref, "OUT-")


def _through_converter(draft: Draft, way: Battery, plus: PinRef) -> None:
    assert way.converter is not None
    ref = draft.add(way.converter.id, serves=("makes 5 V from the battery",), attrs={"set_v": 5.0} if "set_v" in way.converter.attrs else {})
    out = next(r for r in way.converter.rail if r.kind == "switching")
    draft.wire(plus, PinRef(ref, way.converter.supply[0].pin))
    draft.wire(draft.ground, ground_of(ref, way.converter))
    for pin in (p for p in way.converter.pin if p.connect == "ground"):
        if PinRef(ref, pin.name) != ground_of(ref, way.converter):
            draft.wire(draft.ground, PinRef(ref, pin.name))
    draft.wire(PinRef(ref, out.pin), PinRef(draft.board_ref, way.enters))
    draft.sources.append(Source(PinRef(ref, out.pin), Range(5.0, 5.0), out.max_a.any() if out.max_a else None, heavy=True))
    draft.decisions.append(f"{ref} is set to 5.0 V before the board is joined to it.")
