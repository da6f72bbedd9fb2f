"""What a person fixed in a design, and whether a change leaves it where it is."""

from __future__ import annotations

from ohm_core.circuit.circuit import Circuit
from ohm_core.design.file import pin_ref
from ohm_core.design.values import PinRef
from ohm_core.errors import BadInput, Locked


def refuse_moves(before: Circuit, after: Circuit) -> None:
    """Raises Locked where AFTER moves what the design's `locked` lines fix: "U1.GPIO13=LED1.A", "U1.GPIO13" (its wires) or
    "R1.part" (the part and its values). More wires on a fixed pin are no move."""
    for line in before.design.locked:
        if moved(line, before, after):
            raise Locked(f"A person fixed {line}; this change would move it. Leave it as it is, or ask the person to unlock it.", line, "fixed")


def moved(line: str, before: Circuit, after: Circuit) -> bool:
    """True when one locked line no longer holds."""
    for text in line.split("="):
        ref, _, what = text.strip().partition(".")
        if what == "part":
            old, new = before.design.parts.get(ref), after.design.parts.get(ref)
            if old is not None and (new is None or (old.part, dict(old.attrs)) != (new.part, dict(new.attrs))):
                return True
        elif not _net(text.strip(), before) <= _net(text.strip(), after):
            return True
    return False


def _net(text: str, circuit: Circuit) -> set[PinRef]:
    """The pins that hang together with a pin; none for one that is not there."""
    try:
        pin = pin_ref(text)
    except BadInput:
        return set()
    found = circuit.parts[pin.ref].pin(pin.pin) if pin.ref in circuit.parts else None
    net = circuit.net_of(PinRef(pin.ref, found.name)) if found else None
    return set(net.pins) if net else set()
