"""I2C addresses: no two devices of a bus keep the same one."""

from __future__ import annotations

from dataclasses import replace

from ohm_core.catalogue.schema import Part
from ohm_core.design.values import PinRef
from ohm_core.design.wishes import Unserved
from ohm_core.plan.draft import Draft

SELECT_PINS = ("AD0", "SDO", "ADDR", "ADO", "SA0", "A0")


def readdress(draft: Draft) -> list[Unserved]:
    """Give later devices another of their addresses where two would answer at one; what has none is said."""
    taken: set[int] = set()
    problems = []
    for ref in _devices(draft):
        part = draft.part(ref)
        assert part.i2c is not None
        free = [a for a in part.i2c.addresses if a not in taken]
        if not free:
            problems.append(Unserved(" / ".join(draft.parts[ref].serves) or part.name, f"every address that {ref} can have is taken on the I2C bus; it needs a multiplexer"))
            continue
        taken.add(free[0])
        if free[0] != part.i2c.addresses[0]:
            _move(draft, ref, part, free[0])
    return problems


def _devices(draft: Draft) -> list[str]:
    """References on the bus, those with the fewest addresses first, so that the choosy get theirs."""
    on_bus = dict.fromkeys(s.split(".")[0] for x in draft.signals if x.bus == "i2c" for s in x.serves)
    known = [r for r in on_bus if (i2c := draft.part(r).i2c) and i2c.addresses]
    return sorted(known, key=lambda r: len(draft.part(r).i2c.addresses) > 1)  # type: ignore[union-attr]


def _move(draft: Draft, ref: str, part: Part, address: int) -> None:
    use = draft.parts[ref]
    draft.parts[ref] = replace(use, attrs={**use.attrs, "i2c_address": address})
    pin = next((p for p in part.pin if p.name.upper() in SELECT_PINS), None)
    rail = next((draft.fed[PinRef(ref, p)] for s in part.supply for p in (s.pin,) if PinRef(ref, p) in draft.fed), None)
    if pin and rail and part.i2c and address == part.i2c.addresses[1]:
        here = PinRef(ref, pin.name)
        draft.wires = [w for w in draft.wires if here not in w]
        draft.wire(draft.logic_rail if draft.logic < 4 else rail.pin, here)
    select = part.i2c.select.rstrip(".") if part.i2c else ""
    draft.decisions.append(f"{ref} answers at 0x{address:02X}, because its usual address is taken: {select}.")
