"""The last touches of a plan: bus pull-ups, unused inputs, and what it is built on."""

from __future__ import annotations

from ohm_core.catalogue.catalogue import Catalogue, find_pin
from ohm_core.circuit.circuit import resolve
from ohm_core.design.values import Design, PartUse, PinRef
from ohm_core.errors import BadInput
from ohm_core.plan.draft import Draft


def pull_ups(draft: Draft) -> None:
    """I2C lines need a pull-up to the logic rail; most modules bring one, a bus without gets two resistors of 4.7 kΩ."""
    for signal in draft.signals:
        if signal.bus != "i2c" or any(_pulled(draft, serve) for serve in signal.serves):
            continue
        draft.bridge(4700.0, signal.ends[0], draft.logic_rail, "I2C pull-up; no module on the bus has one")


def _pulled(draft: Draft, serve: str) -> bool:
    ref, _, name = serve.partition(".")
    pin = find_pin(draft.part(ref), name)
    return bool(pin and pin.pull)


def tie_unused(draft: Draft) -> None:
    """Inputs of logic chips that nothing uses go to ground: a floating CMOS input heats its chip."""
    used = {end for w in draft.wires for end in w} | {end for s in draft.signals for end in s.ends}
    for ref in list(draft.parts):
        part = draft.part(ref)
        if part.category.startswith("logic:"):
            for pin in part.pin:
                if pin.optional and pin.type == "input" and PinRef(ref, pin.name) not in used and pin.connect in ("digital.out", "tie.ground"):
                    draft.wire(draft.ground, PinRef(ref, pin.name))


def built_on(design: Design, catalogue: Catalogue) -> Design:
    """The design with the breadboards its first placing needs and a set of wires; nothing to plug means no breadboard."""
    from ohm_core.breadboard import layout

    try:
        placed = layout(resolve(design, catalogue), share=0.0)
        size, count = placed.size, placed.count
    except BadInput:
        size, count = "full", 1
    wanted = ((f"breadboard-{size}", count, "to build it on"), ("jumper-wires", 1, "to join it"))
    parts, number = dict(design.parts), 1
    for part, pieces, why in wanted:
        if part in catalogue and pieces:
            parts[f"MP{number}"] = PartUse(part, {"quantity": pieces} if pieces > 1 else {}, serves=(why,))
            number += 1
    return design.with_(parts=parts)
