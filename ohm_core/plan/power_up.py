"""Where the power of a plan comes from: USB unless the words ask for a battery or a power bank."""

from __future__ import annotations

from collections.abc import Mapping

from ohm_core.catalogue.catalogue import find_pin
from ohm_core.design.values import PinRef
from ohm_core.design.wishes import PowerWish, Requirements, Unserved
from ohm_core.plan.attempt import Attempt
from ohm_core.plan.draft import Draft
from ohm_core.plan.supply import batteries, run_from_battery


def power_up(attempt: Attempt, wishes: Requirements, owned: Mapping[str, int]) -> None:
    """USB unless the words ask for a battery; a battery feeds the board, and the loads where it can."""
    draft, power = attempt.draft, _power_wish(wishes)
    if power.part.startswith("power-bank"):
        _power_bank(draft, power.said, owned)
    if power.kind not in ("battery", "solar"):
        return
    ways = batteries(draft, power)
    if not ways:
        attempt.powered = False
        attempt.unserved.append(Unserved(power.said or "battery", f"no battery in the catalogue can feed the {draft.board.name}"))
        return
    run_from_battery(draft, ways[0], power.said, owned.get(ways[0].cell.id, 0) > 0)
    if power.kind == "solar":
        attempt.unserved.append(Unserved(power.said, "the catalogue has no solar panel; the design runs from a battery that one could charge"))


def _power_wish(wishes: Requirements) -> PowerWish:
    """What the words ask of the supply: said as such, or as a battery among the things wanted."""
    cell = next((w for w in wishes.wanted() if w.role == "power" and w.concept == "battery"), None)
    if wishes.power.kind or cell is None:
        return wishes.power
    return PowerWish("battery", cell.part, said=cell.said)


def _power_bank(draft: Draft, said: str, owned: Mapping[str, int]) -> None:
    """A power bank at the board's USB socket; the board cannot tell it from a computer."""
    if "power-bank-usb" in draft.catalogue and find_pin(draft.board, "USB"):
        ref = draft.add("power-bank-usb", serves=(said,), owned=owned.get("power-bank-usb", 0) > 0)
        draft.wire(PinRef(ref, "5V"), PinRef(draft.board_ref, "USB"))
        draft.wire(PinRef(ref, "GND"), draft.ground)
        draft.supply_ref = ref
