"""Units → the quantities they may measure: a limit speaks only of what can be told in its unit.

Holds which unit fits which concept, by the concept's own reading; not which of several readings is meant (`limits`).
"""

from __future__ import annotations

from dataclasses import dataclass

from ohm_core.understand.drafts import Draft, Pool
from ohm_core.understand.page import Page
from ohm_core.understand.quantities import Quantity


@dataclass(frozen=True)
class Unit:
    """What a unit measures (the most usual concept first), how the readings end that tell it, and what one of it is in those."""

    concepts: tuple[str, ...]
    ending: str
    factor: float = 1.0


# Factors by definition of the units (SI Brochure, 9th edition); mile and knot per hour as of the International Yard and Pound agreement.
UNITS: dict[str, Unit] = {
    "temperature": Unit(("temperature",), "_c"), "length": Unit(("distance", "water_level"), "_cm"), "weight": Unit(("weight",), "_g"),
    "percent": Unit(("humidity", "soil_moisture", "light", "water_level"), "_pct"), "lux": Unit(("light",), "_lux"), "ppm": Unit(("co2", "gas"), "_ppm"),
    "db": Unit(("sound_level",), "_db"), "hpa": Unit(("pressure",), "_hpa"), "bar": Unit(("pressure",), "_hpa", 1000.0), "v": Unit(("voltage",), "_v"), "mv": Unit(("voltage",), "_v", 0.001),
    "a": Unit(("electric_current",), "_a"), "ma": Unit(("electric_current",), "_a", 0.001), "rpm": Unit(("rpm",), "rpm"), "bpm": Unit(("heart_rate",), "_bpm"),
    "kmh": Unit(("wind",), "_ms", 1 / 3.6), "mph": Unit(("wind",), "_ms", 0.44704),
}
BY_UNIT: dict[str, tuple[str, ...]] = {k: UNITS[k].concepts for k in ("temperature", "length", "percent", "weight")}
FITS_UNIT = {"temperature": ("temperature", "number"), "humidity": ("percent", "number"), "soil_moisture": ("percent", "number"), "distance": ("length", "number"), "weight": ("weight", "number"), "light": ("percent", "number", "other")}
ANGLES = ("tilt", "heading", "acceleration", "rotation_rate", "bend", "knob", "rotary_steps", "joystick", "angle")  # told in degrees as well
_DEGREES = frozenset(["degree", "degrees", "deg", "°", "º"])


def unit_of(page: Page, quantity: Quantity | None) -> str:
    """The key of UNITS that QUANTITY is in; "degree" for degrees of any kind, "" for a bare number and units nothing measures."""
    if quantity is None or quantity.kind == "number":
        return ""
    if quantity.kind == "temperature":
        return "degree" if page.low(quantity.end - 1) in _DEGREES else "temperature"
    key = quantity.unit if quantity.kind == "other" else quantity.kind
    return key if key in UNITS else ""


def concepts_in(unit: str) -> tuple[str, ...]:
    """What UNIT usually measures, the most usual first; of degrees it is warmth."""
    known = UNITS.get("temperature" if unit == "degree" else unit)
    return known.concepts if known is not None else ()


def fits(pool: Pool, unit: str, concept: str) -> bool:
    """True where a limit in UNIT may be one of CONCEPT: a bare number of anything, an amount only of what is told in its unit."""
    if not unit or unit == "degree" and concept in ANGLES:
        return True
    known = UNITS["temperature" if unit == "degree" else unit]
    if any(pool.lexicon.is_a(concept, c) for c in known.concepts):
        return True
    hit, own = pool.names.best(concept), pool.lexicon.concepts.get(concept)
    reading = (hit[1].reading if hit else "") or (own.reading if own else "")
    return reading.endswith(known.ending)


def fitting(pool: Pool, unit: str, draft: Draft) -> bool:
    """True where DRAFT senses something that a limit in UNIT may be of, and its part, where one is named, tells it so."""
    mine = tuple(dict.fromkeys((draft.concept, *draft.kinds, *(c for c in concepts_in(unit) if pool.provides(draft, c)))))
    return any(fits(pool, unit, c) and told_in(pool, unit, draft, c) for c in mine)


_FROM_ABOVE = ("water_level",)  # a length that is measured of it is the distance from above, which falls as it rises


def told_in(pool: Pool, unit: str, draft: Draft, concept: str) -> bool:
    """True where the part of DRAFT, or some part that may become it, tells CONCEPT in UNIT."""
    return not unit or unit == "degree" and concept in ANGLES or bool(_able(pool, unit, concept, draft.part)) or concept not in pool.names.by_concept


def sharpened(pool: Pool, unit: str, draft: Draft, concept: str) -> None:
    """Makes DRAFT a part whose reading is in UNIT where the usual one's is in another: lux asks for a light meter."""
    able = _able(pool, unit, concept, draft.part) if unit and not (unit == "degree" and concept in ANGLES) else ()
    usual = pool.names.best(concept, draft.part)
    if able and usual is not None and usual[0].id not in able:
        draft.part = able[0]


def _able(pool: Pool, unit: str, concept: str, part: str) -> tuple[str, ...]:
    """The catalogue's parts (their ids beginning with PART) that tell CONCEPT in UNIT, the usual one first."""
    known = UNITS["temperature" if unit == "degree" else unit]
    if unit == "length" and concept in _FROM_ABOVE:
        return ()
    return tuple(e.id for e, p in pool.names.by_concept.get(concept, ()) if p.reading.endswith(known.ending) and e.id.startswith(part))


def tellable(pool: Pool, unit: str, concepts: tuple[str, ...]) -> tuple[str, ...]:
    """Those of CONCEPTS that some part tells in UNIT; all of them where none does. The distance to a level is none of it."""
    if unit == "length" and concepts[0] in _FROM_ABOVE:
        return concepts[:1]
    return tuple(c for c in concepts if not unit or unit == "degree" and c in ANGLES or _able(pool, unit, c, "")) or concepts


def factor_of(unit: str) -> float:
    """What one of UNIT is in the readings that tell it."""
    return UNITS[unit].factor if unit in UNITS else 1.0
