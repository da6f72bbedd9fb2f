"""Where the power comes from and where it goes: sentences and a table, for the guide and for answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ohm_core.units import show_si

if TYPE_CHECKING:
    from ohm_core.circuit.circuit import Instance
    from ohm_core.project.prototype import Prototype


def sources(made: Prototype) -> list[str]:
    """What powers the board, and what each further supply is for; whole sentences without markup."""
    circuit, supply = made.circuit, made.power.supply
    board = circuit.board_instance()
    name = f"{board.part.name} ({board.ref})" if board else "The circuit"
    if supply in circuit.parts:
        lines = [f"{circuit.parts[supply].part.name} ({supply}) powers everything, the {name} too."]
    elif supply == "usb":
        lines = [f"The {name} is powered through its USB plug: from the computer, or from a phone charger."]
    else:
        lines = [f"The {name} is powered from {supply or 'a supply that nobody named'}."]
    for other in (i for i in circuit.parts.values() if i.ref != supply and i.part.rail and i.part.board is None):
        fed = _fed_by(made, other)
        if fed and other.part.category.startswith("power:") and not any(s.pin for s in other.part.supply):
            lines.append(f"{other.part.name} ({other.ref}) only feeds {', '.join(fed)}; it does not power the board, so both must be on, and their grounds are joined.")
        elif fed and other.part.category.startswith("power:"):
            lines.append(f"{other.part.name} ({other.ref}) makes the voltage for {', '.join(fed)}.")
    return lines


def _fed_by(made: Prototype, source: Instance) -> list[str]:
    """The references on the rails that a supply gives, the board first."""
    circuit = made.circuit
    rails = {p.joined or p.name for p in source.part.pin if any(r.pin in (p.name, p.joined) for r in source.part.rail)}
    found: list[str] = []
    for net in (n for n in circuit.nets if n.kind == "supply" and any(p.ref == source.ref and p.pin in rails for p in n.pins)):
        found += [p.ref for p in net.pins if p.ref != source.ref and not circuit.parts[p.ref].part.category.startswith(("passive", "diode"))]
    return sorted(dict.fromkeys(found), key=lambda r: (r != circuit.board, r))


def table(made: Prototype) -> Iterator[str]:
    """Who draws how much from which rail, the sums against what a rail can give, and how long a battery lasts."""
    power = made.power
    yield "| part | from | usually | at most |"
    yield "| --- | --- | ---: | ---: |"
    for d in power.draws:
        guess = "about " if d.basis == "estimate" else ""
        yield f"| {d.ref} | {'the board' if d.rail == 'supply' else d.rail} | {guess}{_amps(d.typical_a)} | {_amps(d.peak_a if d.peak_a is not None else d.typical_a)} |"
    for ref in power.unknown:
        yield f"| {ref} | | not known | not known |"
    yield f"| **all together** | | **{_amps(power.current_a)}** | **{_amps(power.peak_a)}** |"
    yield ""
    for rail in power.rails:
        if rail.limit_a:
            yield f"- {rail.rail}: at most {_amps(rail.peak_a)} of the {_amps(rail.limit_a)} it can give."
    if power.battery_life_h:
        yield f"- The battery lasts about {life(power.battery_life_h)}."
    for note in power.notes:
        yield f"- {note}"


def life(hours: float) -> str:
    """'18 h', '5 days', '4 months'."""
    for size, unit in ((24 * 60, "months"), (48, "days")):
        if hours >= size:
            return f"{hours / (24 * 30 if unit == 'months' else 24):.0f} {unit}"
    return f"{hours:.0f} h" if hours >= 1.5 else f"{hours * 60:.0f} min"


def _amps(value: float | None) -> str:
    return "not known" if value is None else show_si(value, "A", 2)
