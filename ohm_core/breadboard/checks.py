"""What can be tested while building, without power: a sentence for each switch, knob and light once its way to the controller is laid,
and for each supply before it is plugged in. A multimeter is all that they take."""

from __future__ import annotations

from dataclasses import dataclass

from ohm_core.breadboard.board import printed, say_hole
from ohm_core.breadboard.model import Layout
from ohm_core.circuit.circuit import Circuit, Instance, Net
from ohm_core.design.values import PinRef

CONTACTS = {"input:button": "is pressed", "sensor:tilt_switch": "is upright", "sensor:reed": "is near its magnet"}
FAINT = frozenset({"blue", "white", "purple", "pink"})  # forward voltage near what a meter's diode test gives: most do not glow


@dataclass(frozen=True)
class Check:
    """A sentence, and the parts that must be in place before it holds."""

    needs: frozenset[str]
    text: str


def checks_of(circuit: Circuit, layout: Layout) -> list[Check]:
    """Every check of a circuit, in the order of its parts."""
    return [check for ref in layout.places if (check := _check(circuit, layout, circuit.parts[ref])) is not None]


def _check(circuit: Circuit, layout: Layout, instance: Instance) -> Check | None:
    category = instance.part.category
    word = next((said for kind, said in CONTACTS.items() if category.startswith(kind)), "")
    if word:
        return _contact(circuit, layout, instance, word)
    if category.startswith("input:potentiometer"):
        return _knob(circuit, layout, instance)
    if category.split(":")[0] == "led":
        return _light(circuit, layout, instance)
    return _supply(circuit, layout, instance) if category.startswith("power:") else None


def _nets(circuit: Circuit, ref: str) -> list[Net]:
    return [n for n in circuit.nets if ref in n.refs() and len(n.pins) > 1]


def _controller(circuit: Circuit, net: Net) -> PinRef | None:
    return next((p for p in net.pins if circuit.parts[p.ref].is_board), None)


def _pole(circuit: Circuit, layout: Layout, net: Net) -> str:
    """A supply or ground as a meter's tip finds it: its rail, else a pin that it is on, the controller's first."""
    rail = next((r for r, n in layout.rails.items() if n == net.name), "")
    return say_hole(f"{rail}.1") if rail else _tip(_controller(circuit, net) or net.pins[0])


def _tip(pin: PinRef) -> str:
    return f"{pin.ref} {printed(pin.pin)}"


def _contact(circuit: Circuit, layout: Layout, instance: Instance, word: str) -> Check | None:
    nets = _nets(circuit, instance.ref)
    pole = next((n for n in nets if n.kind in ("ground", "supply")), None)
    pin = next((p for n in nets if n.kind == "signal" and (p := _controller(circuit, n))), None)
    if pole is None or pin is None:
        return None
    how = f"sounds while {instance.ref} {word} and only then" if word == "is pressed" else f"tells whether {instance.ref} {word}"
    return Check(frozenset({instance.ref, pin.ref}), f"Test: a meter's beeper between {_tip(pin)} and {_pole(circuit, layout, pole)} {how}.")


def _knob(circuit: Circuit, layout: Layout, instance: Instance) -> Check | None:
    nets = _nets(circuit, instance.ref)
    ground = next((n for n in nets if n.kind == "ground"), None)
    pin = next((p for n in nets if n.kind == "signal" and (p := _controller(circuit, n))), None)
    if ground is None or pin is None:
        return None
    return Check(frozenset({instance.ref, pin.ref}), f"Test: the resistance between {_tip(pin)} and {_pole(circuit, layout, ground)} changes as {instance.ref} is turned.")


def _light(circuit: Circuit, layout: Layout, instance: Instance) -> Check | None:
    """An LED between a controller pin (by way of its resistor) and ground glows in a meter's diode test."""
    ends = {p.polarity.partition(",")[0]: circuit.net_at(instance.ref, p.name) for p in instance.part.pin}
    anode, cathode = ends.get("anode"), ends.get("cathode")
    if anode is None or cathode is None or cathode.kind != "ground" or str(instance.use.attr("color")) in FAINT:
        return None
    for ref in sorted(anode.refs() - {instance.ref}):
        far = [n for n in _nets(circuit, ref) if n.name != anode.name]
        pin = _controller(circuit, far[0]) if len(far) == 1 and circuit.parts[ref].part.category.startswith("passive:resistor") else None
        if pin is not None:
            where = f"its red tip at {_tip(pin)} and its black tip at {_pole(circuit, layout, cathode)}"
            return Check(frozenset({instance.ref, ref, pin.ref}), f"Test: in a meter's diode position, {where}, {instance.ref} glows faintly.")
    return None


def _supply(circuit: Circuit, layout: Layout, instance: Instance) -> Check | None:
    nets = _nets(circuit, instance.ref)
    plus, minus = next((n for n in nets if n.kind == "supply"), None), next((n for n in nets if n.kind == "ground"), None)
    if plus is None or minus is None:
        return None
    needs = frozenset(r for r in (*plus.refs(), *minus.refs()) if r in layout.places)
    return Check(needs, f"Test before {instance.ref} gives power: a meter's beeper between {_pole(circuit, layout, plus)} and {_pole(circuit, layout, minus)} does not go on sounding.")
