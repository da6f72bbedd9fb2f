"""A changed design that nobody has judged yet, with what is to be said about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ohm_core.catalogue.catalogue import Catalogue
from ohm_core.catalogue.schema import Part
from ohm_core.design.behaviour import subjects
from ohm_core.design.values import Design, PartUse
from ohm_core.errors import BadInput
from ohm_core.plan.draft import designator

MOST_PARTS = 120
UNCHECKED = "A model's word, not checked"


@dataclass(frozen=True)
class Proposal:
    """`done` tells what is different, `flags` what a model said against the catalogue, `notes` what went with it."""

    design: Design
    done: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def free(taken: Iterable[str], letters: str) -> str:
    """The first free reference of these letters: R3."""
    used, number = set(taken), 1
    while f"{letters}{number}" in used:
        number += 1
    return f"{letters}{number}"


def reference(part: Part, taken: Iterable[str]) -> str:
    """A free reference for one more piece of a part."""
    return free(taken, designator(part))


def without(design: Design, gone: Iterable[str]) -> tuple[Design, list[str]]:
    """The design without these parts, their wires and what they did; and the behaviours that went, by id."""
    lost = set(gone)
    kept = tuple(b for b in design.behaviours if not {s.split(".")[0].split("[")[0] for s in subjects((b,))} & lost)
    wires = tuple(w for w in design.connections if not {w[0].ref, w[1].ref} & lost)
    supply = design.supply if design.supply.source not in lost else type(design.supply)()
    left = design.with_(parts={r: u for r, u in design.parts.items() if r not in lost}, connections=wires, behaviours=kept, supply=supply, board="" if design.board in lost else design.board)
    return left, [b.id for b in design.behaviours if b not in kept]


def known_attrs(part: Part, attrs: dict[str, object], where: str) -> dict[str, object]:
    """ATTRS as the part has them. Raises BadInput for one it has not, or a value it is not made with."""
    made: dict[str, object] = {}
    for key, value in attrs.items():
        if key == "quantity" or key == "variant" and any(v.id == value for v in part.variants):
            made[key] = value
            continue
        spec = part.attrs.get(key)
        if spec is None:
            raise BadInput(f"{where}: {part.name} has no attribute '{key[:40]}'; it has {', '.join(part.attrs) or 'none'}.", where, "unknown_attribute")
        if spec.choices and str(value) not in spec.choices:
            raise BadInput(f"{where}: {key} '{str(value)[:40]}' is not sold; choose one of {', '.join(spec.choices)}.", where, "bad_value")
        if spec.kind in ("number", "integer"):
            made[key] = _number(value, spec.min, spec.max, f"{where}: {key}", where)
        else:
            made[key] = str(value)
    return made


def _number(value: object, least: float | None, most: float | None, what: str, where: str) -> float:
    from ohm_core.units import parse_si

    number = float(value) if isinstance(value, int | float) and not isinstance(value, bool) else parse_si(str(value))
    if least is not None and number < least or most is not None and number > most or number != number:
        raise BadInput(f"{what} {number:g} is out of range; it is from {least} to {most}.", where, "bad_value")
    return number


def unknown_use(name: str, guesses: dict[str, str]) -> PartUse:
    """A part that only a model knows: no pins and no facts until somebody gives them."""
    return PartUse("custom", name=name[:120], guesses=guesses)


def wired_pins(design: Design, ref: str) -> set[str]:
    """The pins of a part that wires name."""
    return {end.pin for wire in design.connections for end in wire if end.ref == ref}


def takes_wires(design: Design, ref: str, part: Part, catalogue: Catalogue) -> bool:
    """True when PART has every pin that is wired at REF, so that it can stand there."""
    from ohm_core.catalogue.catalogue import all_pins, find_pin

    names = {n for pin in all_pins(catalogue, part) for n in (pin.name, *pin.aliases)}
    return all(pin in names or find_pin(part, pin) is not None for pin in wired_pins(design, ref))
