"""Whether the board has power, from where, and what its rails then carry. Volts against the board's ground."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ohm_core.circuit.circuit import Circuit, Instance, Net
from ohm_core.design.values import PinRef
from ohm_core.firmware.simulate.facts import attr, rail_source, value


@dataclass(frozen=True)
class Power:
    """Rails by board pin in volts, the level of its outputs, and why it has no power ("" when it has)."""

    rails: Mapping[str, float]
    logic_v: float
    why_not: str = ""


def power_of(circuit: Circuit) -> Power:
    """The board's rails: from USB unless the design names another supply, then from what its wires bring."""
    board = circuit.board_instance()
    assert board is not None and board.part.board is not None
    logic = board.part.board.logic_rail
    if short := _shorted(circuit, board):
        return Power({}, 0.0, short)
    source = circuit.design.supply.source
    if source in ("", "usb") or source not in circuit.parts:
        rails = _rails(board, {"usb": 5.0, "USB": 5.0})
    else:
        fed = _fed(circuit, board)
        if not fed:
            return Power({}, 0.0, f"{board.ref} has no power: {source} does not reach a supply pin and the ground of the board with enough voltage.")
        rails = _rails(board, fed)
    return Power(rails, rails.get(logic) or value(board.part.board.reference_v, 5.0))


def _rails(board: Instance, known: dict[str, float]) -> dict[str, float]:
    """What each rail carries, starting from the voltages fed in."""
    volts = dict(known)
    for _ in board.part.rail:
        for rail in board.part.rail:
            if rail.source in volts and rail.pin not in volts:
                volts[rail.pin] = volts[rail.source] - value(rail.drop_v, 0.7) if rail.follows else value(rail.v, 5.0)
    return {name: v for name, v in volts.items() if board.pin(name)}


def _shorted(circuit: Circuit, board: Instance) -> str:
    """A net that joins the ground with a rail, or two rails of different voltage."""
    rails = _rails(board, {"usb": 5.0, "USB": 5.0})
    for net in circuit.nets:
        own = [p for p in net.pins if p.ref == board.ref]
        grounds = [p for p in own if (pin := board.pin(p.pin)) and pin.connect == "ground"]
        fed = {rails[p.pin]: p for p in own if p.pin in rails}
        if grounds and fed:
            return f"{circuit.say(grounds[0])} and {circuit.say(next(iter(fed.values())))} are joined: the supply is shorted and the board does not start."
        if len(fed) > 1:
            return f"{' and '.join(circuit.say(p) for p in fed.values())} are joined: two rails of different voltage, the board does not start."
    return ""


def _fed(circuit: Circuit, board: Instance) -> dict[str, float]:
    """Board supply pins that get a voltage in their range over wires, switches, diodes and converters, by pin."""
    ground = next((circuit.net_of(PinRef(board.ref, p.name)) for p in board.part.pin if p.connect == "ground" and circuit.net_of(PinRef(board.ref, p.name))), None)
    if ground is None:
        return {}
    volts: dict[str, float] = {}
    grounds = {ground.name}
    for _ in range(len(circuit.parts) + 1):
        before = (len(volts), len(grounds))
        for instance in circuit.parts.values():
            if instance.ref != board.ref:
                _spread(circuit, instance, volts, grounds)
        if before == (len(volts), len(grounds)):
            break
    return dict(_inputs(circuit, board, volts))


def _inputs(circuit: Circuit, board: Instance, volts: Mapping[str, float]) -> Iterator[tuple[str, float]]:
    for supply in board.part.supply:
        net = circuit.net_of(PinRef(board.ref, supply.pin))
        found = volts.get(net.name) if net else None
        low = supply.v.min if supply.v and supply.v.min is not None else 2.5
        worst = supply.abs_max_v.max if supply.abs_max_v and supply.abs_max_v.max is not None else 1e9
        if found is not None and 0.85 * low <= found <= worst:
            yield supply.pin, found


def _spread(circuit: Circuit, instance: Instance, volts: dict[str, float], grounds: set[str]) -> None:
    """Carries known voltages through one part."""
    for rail in instance.part.rail:
        out, back = _net(circuit, instance, rail.pin), _net(circuit, instance, _minus(instance, rail.pin))
        if out is None or back is None or back.name not in grounds or out.name in volts:
            continue
        origin = rail_source(instance, rail)
        source = _net(circuit, instance, origin.name if origin else "")
        if origin is None:
            volts[out.name] = attr(instance, "set_v", value(rail.v, 5.0))
        elif source and source.name in volts:
            given = volts[source.name]
            volts[out.name] = given if rail.kind == "direct" else given - value(rail.drop_v, 0.6) if rail.kind == "diode" else attr(instance, "set_v", value(rail.v, given))
    nets = [n for p in instance.part.pin if (n := _net(circuit, instance, p.name))]
    if instance.part.category.startswith(("input:slide_switch", "input:switch", "input:button", "diode", "power:charger", "power:fuse")):
        _through(instance, nets, volts)
    returns = {n.name for p in instance.part.pin if p.connect == "ground" or p.name.endswith("-") if (n := _net(circuit, instance, p.name))}
    if instance.part.category.startswith(("power:boost", "power:buck", "power:charger")) and returns & grounds:
        grounds |= returns


def _through(instance: Instance, nets: list[Net], volts: dict[str, float]) -> None:
    """A switch in the supply line is taken to be on; a diode costs its forward voltage."""
    drop = attr(instance, "forward_v", 0.7) if instance.part.category.startswith("diode") else 0.0
    known = [volts[n.name] for n in nets if n.name in volts]
    for net in nets if known else []:
        if net.name not in volts and net.kind != "ground":
            volts[net.name] = max(known) - drop


def _net(circuit: Circuit, instance: Instance, pin: str) -> Net | None:
    found = instance.pin(pin) if pin else None
    return circuit.net_of(PinRef(instance.ref, found.name)) if found else None


def _minus(instance: Instance, pin: str) -> str:
    if "+" in pin and instance.pin(pin.replace("+", "-")):
        return pin.replace("+", "-")
    return next((p.name for p in instance.part.pin if p.connect == "ground" or p.name.upper().split(".")[0] in ("GND", "-")), "")
