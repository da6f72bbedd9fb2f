"""A regulator or converter between a rail that is there and a part that no rail suits: 3.3 V on a Nano that runs from a battery."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ohm_core.catalogue.schema import Part, Rail, SupplyInput
from ohm_core.design.values import PinRef
from ohm_core.plan.draft import Draft, Source
from ohm_core.plan.supply import accepts, price, rail_volts, span
from ohm_core.units import Range


@dataclass(frozen=True)
class Way:
    """A module of the catalogue fed from a source of the draft, and the volts it gives."""

    module: Part
    rail: Rail
    source: Source
    volts: float


def converted(draft: Draft, supply: SupplyInput, amps: float) -> Source | None:
    """A new rail for SUPPLY, made from one of the draft's by the cheapest module that can; None where none can."""
    found = min(_ways(draft, supply, amps), key=lambda w: (price(w.module), w.module.id, w.source.nominal), default=None)
    if found is None:
        return None
    adjustable = "set_v" in found.module.attrs
    ref = draft.add(found.module.id, serves=(f"makes {found.volts:g} V",), attrs={"set_v": found.volts} if adjustable else {})
    draft.wire(found.source.pin, PinRef(ref, found.module.supply[0].pin))
    for pin in found.module.pin:
        if pin.connect == "ground":
            draft.wire(draft.ground, PinRef(ref, pin.name))
    found.source.used_a += amps
    made = Source(PinRef(ref, found.rail.pin), Range(found.volts, found.volts), found.rail.max_a.any() if found.rail.max_a else None)
    draft.sources.append(made)
    draft.decisions.append(f"{ref} ({found.module.name}) makes {found.volts:g} V from {found.source.pin}, for no rail of the board suits"
                           + ("; set it before anything is joined to it." if adjustable else "."))
    return made


def _ways(draft: Draft, supply: SupplyInput, amps: float) -> Iterator[Way]:
    modules = [draft.catalogue.part(e.id) for e in draft.catalogue.entries() if e.category.startswith("power:")]
    for module in (m for m in modules if m.supply and any(p.concept == "step_down" for p in m.provides)):
        for rail in (r for r in module.rail if r.source == module.supply[0].pin and (r.max_a is None or (r.max_a.any() or 0) >= amps)):
            volts = _gives(module, rail, supply)
            for source in draft.sources if volts else ():
                drop = (rail.dropout_v.max or rail.dropout_v.any() or 0.0) if rail.dropout_v else 0.0
                if volts and accepts(module.supply[0], source.volts) and (source.volts.min or 0) * 1.01 >= volts + drop and source.has(amps):
                    yield Way(module, rail, source, volts)


def _gives(module: Part, rail: Rail, supply: SupplyInput) -> float | None:
    """The volts that the module would give to SUPPLY: its own, or what it can be set to; None where they do not fit."""
    wanted, fixed = span(supply.v), rail_volts(rail)
    if wanted is None or fixed is None:
        return None
    knob = module.attrs.get("set_v")
    if knob is None:
        return fixed.max if accepts(supply, fixed) else None
    rated = supply.v.typ if supply.v and supply.v.typ else wanted.max
    return rated if rated and (knob.min or 0) <= rated <= (knob.max or rated) else None

