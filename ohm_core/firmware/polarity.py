"""Which way a sensor speaks, from the catalogue's facts alone: the level that means yes, the voltages that mean 0 and 100 %.

The generator sets the drivers up with it and the simulator's models move by it, so that neither has an opinion of its own.
"""

from __future__ import annotations

from typing import Literal

from ohm_core.catalogue.schema import Pin
from ohm_core.circuit.circuit import Instance

Level = Literal["high", "low"]


def told(part: Instance, name: str) -> object:
    """An attribute of the part in use, else its default in the catalogue; None where neither says."""
    spec = part.part.attrs.get(name)
    return part.use.attr(name, spec.default if spec else None)


def ends(part: Instance, supply_v: float) -> tuple[float, float] | None:
    """Volts at 0 % and at 100 % of the part's reading: `at_0_pct_v` and `at_100_pct_v`, or `…_ratio` of its supply.

    None where the part does not say: then what it is wired to decides.
    """
    for unit, scale in (("v", 1.0), ("ratio", supply_v)):
        found = [told(part, f"at_{end}_pct_{unit}") for end in (0, 100)]
        if all(isinstance(x, (int, float)) and not isinstance(x, bool) for x in found):
            return float(found[0]) * scale, float(found[1]) * scale  # type: ignore[arg-type]
    return None


def falls(part: Instance) -> bool:
    """True where the voltage goes down as the reading goes up."""
    found = ends(part, 1.0)
    return found is not None and found[0] > found[1]


def active_level(part: Instance, pin: Pin | None, closed: Level = "high") -> Level:
    """The level of a digital output (or of an analogue one, read as such) while the part's reading is 1.

    By the attribute `active`, for an analogue pin by its ends, for a bare contact by the level CLOSED of its closed state,
    which the attribute `contact` turns round for one that opens.
    """
    if pin is not None and pin.connect == "analog.in" and ends(part, 1.0):
        return "low" if falls(part) else "high"
    active = told(part, "active")
    if active in ("high", "low"):
        return active  # type: ignore[return-value]
    opens = told(part, "contact") == "open"
    return closed if not opens else "low" if closed == "high" else "high"
