"""Single changes of a design: a wire more, less or moved, a resistor in between, two ends exchanged. Pure functions."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass, replace

from ohm_core.design.values import Design, PartUse, PinRef, Wire


@dataclass(frozen=True)
class Edit:
    """A change in words a maker follows, and what it makes of a design."""

    said: str
    make: Callable[[Design], Design]


def connect(a: PinRef, b: PinRef) -> Edit:
    """A wire from A to B."""
    return Edit(f"Join {a} to {b}.", lambda d: d.with_(connections=(*d.connections, (a, b))))


def disconnect(pin: PinRef) -> Edit:
    """Every wire of PIN taken away; what hung on it in a row stays joined."""
    return Edit(f"Take the wire off {pin}.", lambda d: d.with_(connections=_without(d.connections, pin)))


def unplug(a: PinRef, b: PinRef) -> Edit:
    """The wire between A and B taken away."""
    return Edit(f"Take the wire between {a} and {b} away.", lambda d: d.with_(connections=tuple(w for w in d.connections if set(w) != {a, b})))


def move(pin: PinRef, old: PinRef, new: PinRef) -> Edit:
    """What joins PIN to OLD goes to NEW."""
    return Edit(f"Move the wire of {pin} from {old} to {new}.", lambda d: d.with_(connections=tuple((_put(a, old, new), _put(b, old, new)) if {a, b} == {pin, old} else (a, b) for a, b in d.connections)))


def rehang(pin: PinRef, new: PinRef) -> Edit:
    """PIN leaves its net and is joined to NEW alone."""
    return Edit(f"Join {pin} to {new} instead.", lambda d: d.with_(connections=(*_without(d.connections, pin), (pin, new))))


def swap(a: PinRef, b: PinRef) -> Edit:
    """The wires of A and B exchanged."""
    other = {a: b, b: a}
    return Edit(f"Swap the wires of {a} and {b}.", lambda d: d.with_(connections=tuple((other.get(x, x), other.get(y, y)) for x, y in d.connections)))


def turn(ref: str, a: str, b: str) -> Edit:
    """A part the other way round."""
    edit = swap(PinRef(ref, a), PinRef(ref, b))
    return Edit(f"Turn {ref} round: {a} where {b} is now.", edit.make)


def between(pin: PinRef, ref: str, ohm: float) -> Edit:
    """A resistor of OHM between PIN and all that is joined to it."""
    near, far = PinRef(ref, "1"), PinRef(ref, "2")

    def make(design: Design) -> Design:
        wires = tuple((_put(a, pin, near), _put(b, pin, near)) for a, b in design.connections)
        return design.with_(parts={**design.parts, ref: resistor(ohm)}, connections=(*wires, (far, pin)))

    return Edit(f"Put {_ohms(ohm)} between {pin} and its wire.", make)


def bridge(a: PinRef, b: PinRef, ref: str, ohm: float) -> Edit:
    """A resistor of OHM from A to B."""
    return Edit(f"Put {_ohms(ohm)} from {a} to {b}.", lambda d: d.with_(parts={**d.parts, ref: resistor(ohm)}, connections=(*d.connections, (PinRef(ref, "1"), a), (PinRef(ref, "2"), b))))


def across(a: PinRef, b: PinRef, ref: str, part: str, ends: tuple[str, str], name: str) -> Edit:
    """A two-legged PART across A and B, its ENDS in that order."""
    return Edit(f"Put a {name} across: {ends[0]} to {a}, {ends[1]} to {b}.", lambda d: d.with_(parts={**d.parts, ref: PartUse(part)}, connections=(*d.connections, (PinRef(ref, ends[0]), a), (PinRef(ref, ends[1]), b))))


def divide(pin: PinRef, ground: PinRef, first: str, second: str) -> Edit:
    """A divider of 1 kΩ and 2 kΩ between PIN and its wire: 5 V become 3.3 V."""
    def make(design: Design) -> Design:
        series = between(pin, first, 1000.0).make(design)
        return bridge(PinRef(first, "1"), ground, second, 2000.0).make(series)

    return Edit(f"Put a divider at {pin}: 1 kΩ in its wire, and 2 kΩ from behind it to {ground}.", make)


def feed(pin: PinRef, ref: str, part: str, rail: str, minus: str, ground: PinRef, name: str) -> Edit:
    """PIN fed from a supply of its own, grounds joined."""
    def make(design: Design) -> Design:
        moved = rehang(pin, PinRef(ref, rail)).make(design.with_(parts={**design.parts, ref: PartUse(part)}))
        return moved.with_(connections=(*moved.connections, (PinRef(ref, minus), ground)))

    return Edit(f"Feed {pin} from a {name} of its own, its ground joined to {ground}.", make)


def both(one: Edit, two: Edit) -> Edit:
    """Two changes that only make sense together."""
    return Edit(f"{one.said} {two.said}", lambda d: two.make(one.make(d)))


def attribute(ref: str, name: str, value: object, said: str) -> Edit:
    """One attribute of a part set."""
    def make(design: Design) -> Design:
        use = design.parts[ref]
        return design.with_(parts={**design.parts, ref: replace(use, attrs={**use.attrs, name: value})})

    return Edit(said, make)


def resistor(ohm: float) -> PartUse:
    return PartUse("resistor", {"resistance_ohm": ohm})


def fresh(design: Design, letter: str) -> str:
    """The first free reference of a letter: R3."""
    return next(f"{letter}{n}" for n in range(1, len(design.parts) + 2) if f"{letter}{n}" not in design.parts)


def neighbours(design: Design, pin: PinRef) -> list[PinRef]:
    """The other ends of a pin's wires."""
    return list(dict.fromkeys(b if a == pin else a for a, b in design.connections if pin in (a, b)))


def _without(wires: tuple[Wire, ...], pin: PinRef) -> tuple[Wire, ...]:
    ends = list(dict.fromkeys(b if a == pin else a for a, b in wires if pin in (a, b)))
    rest = tuple(w for w in wires if pin not in w)
    return (*rest, *itertools.pairwise(ends))


def _put(at: PinRef, old: PinRef, new: PinRef) -> PinRef:
    return new if at == old else at


def _ohms(value: float) -> str:
    return f"{value / 1000:g} kΩ" if value >= 1000 else f"{value:g} Ω"
