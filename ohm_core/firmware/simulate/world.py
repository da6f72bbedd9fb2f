"""Circuit → the electrical job: nodes, fixed rails, board pins and every part with its model. It computes from nets alone and knows
nothing of the firmware, so wrong wiring stays wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ohm_core.catalogue.schema import Pin
from ohm_core.circuit.circuit import Circuit, Instance
from ohm_core.design.values import PinRef
from ohm_core.errors import BadInput
from ohm_core.firmware.simulate.facts import Json, attr, guaranteed, initial, levels, rail_source, supply, value
from ohm_core.firmware.simulate.model import Model
from ohm_core.firmware.simulate.models import model_of
from ohm_core.firmware.simulate.power import Power, power_of

CELL_OHM = {"9v": 2.0, "aa": 0.3, "18650": 0.05, "lipo": 0.05}  # internal resistance: order of magnitude of fresh cells


@dataclass(frozen=True)
class World:
    """The job's electrical part, and what of the circuit it leaves out."""

    job: Json
    power: Power
    not_simulated: tuple[str, ...]


class Nodes:
    """Numbers for nets; a pin that no wire names is a node of its own."""

    def __init__(self, circuit: Circuit) -> None:
        self._circuit = circuit
        self._numbers: dict[object, int] = {}

    def of(self, ref: str, pin: str) -> int:
        at = PinRef(ref, pin)
        net = self._circuit.net_of(at)
        return self._numbers.setdefault(("net", net.name) if net else self._circuit.node(at), len(self._numbers))

    def wired(self, ref: str, pin: str) -> bool:
        return self._circuit.net_of(PinRef(ref, pin)) is not None

    def __len__(self) -> int:
        return len(self._numbers)


def build_world(circuit: Circuit) -> World:
    """The electrical job of a circuit. Raises BadInput where there is no board."""
    board = circuit.board_instance()
    if board is None or board.part.board is None:
        raise BadInput("The circuit has no controller board, so there is nothing to run firmware on.", "board")
    nodes = Nodes(circuit)
    power = power_of(circuit)
    parts, missing = [], []
    for instance in circuit.parts.values():
        if instance.ref == circuit.board:
            continue
        made = _part(instance, nodes)
        parts.append(made)
        if "model" not in made:
            missing.append(instance.ref)
    job = {"board": _board(board, nodes, power), "parts": parts, "fixed": _fixed(board, nodes, power)}
    return World({**job, "nodes": len(nodes)}, power, tuple(missing))


def ground_pin(board: Instance) -> str:
    """The name of a ground pin of the board."""
    return next((p.name for p in board.part.pin if p.connect == "ground" or p.name.upper().startswith("GND")), "GND")


def _fixed(board: Instance, nodes: Nodes, power: Power) -> list[list[float]]:
    rails = [[nodes.of(board.ref, name), volts] for name, volts in power.rails.items() if board.pin(name)]
    return [*rails, [nodes.of(board.ref, ground_pin(board)), 0.0]]


def _board(board: Instance, nodes: Nodes, power: Power) -> Json:
    facts = board.part.board
    assert facts is not None
    pins = [made for p in board.part.pin if (made := _board_pin(board, p, nodes, power.logic_v))]
    return {"ref": board.ref, "family": facts.family, "mcu": facts.mcu, "vcc": power.logic_v, "ground": nodes.of(board.ref, ground_pin(board)),
            "nodes": {p.name: nodes.of(board.ref, p.name) for p in board.part.pin}, "pins": pins}


def _board_pin(board: Instance, p: Pin, nodes: Nodes, vcc: float) -> Json | None:
    """A pin of the processor: where it is, how strong, which levels; None for power and the like."""
    number = gpio_number(p)
    converter = _converter(p)
    if number is None and converter is None:
        return None
    facts = board.part.board
    assert facts is not None
    low, high = guaranteed(p, vcc, *{"avr": (0.3, 0.6)}.get(facts.family, (0.25, 0.75)))
    most = p.abs_max_v.max if p.abs_max_v and p.abs_max_v.max is not None else 0.3
    receives = "uart:0.rx" in p.functions and facts.family == "avr"
    return {
        "name": p.name, "label": f"{board.ref}.{p.name}", "node": nodes.of(board.ref, p.name), "number": -1 if number is None else number,
        "mcu": p.number.removeprefix("P") if facts.family == "avr" else "", "adc": converter[1] if converter else None, "adcUnit": converter[0] if converter else 0, "out": "out" in p.functions or "gpio" in p.functions, "digital": number is not None, "quiet": receives,
        "vcc": vcc, "lo": low, "hi": high, "abs": vcc + most if p.abs_max_v is None or p.abs_max_v.over else max(most, vcc + 0.1),
        "limit": 1.05 * value(p.source_a, 0.04), "pull": value(facts.pull_up_ohm, 35000),
        **({"fixedPull": [vcc, 0.001]} if receives else {}),
    }


def gpio_number(p: Pin) -> int | None:
    """The number firmware uses for a pin: GPIO13, GP15, D7, 12; on AVR boards A0 is 14. None for a pin without digital functions."""
    if not {"gpio", "in", "out"} & set(p.functions):
        return None
    for name in (p.name, *p.aliases):
        if found := re.fullmatch(r"(?:GPIO|GP|IO)(\d+)", name):
            return int(found[1])
    if found := re.fullmatch(r"A(\d+)", p.name):
        return 14 + int(found[1])
    found = next((m for n in (p.name, *p.aliases) if (m := re.fullmatch(r"D?(\d+)", n))), None)
    return int(found[1]) if found else None


def _converter(p: Pin) -> tuple[int, int] | None:
    """Unit and channel of the analog-to-digital converter at a pin: ADC1.6 → (1, 6)."""
    found = next((m for f in p.functions if (m := re.fullmatch(r"adc:[A-Za-z]*(\d*)\.?(\d+)", f))), None)
    return (int(found[1] or 1), int(found[2])) if found else None


def _part(instance: Instance, nodes: Nodes) -> Json:
    part = instance.part
    body: Json = {"ref": instance.ref, "pins": {p.name: nodes.of(instance.ref, p.name) for p in part.pin}, "rails": list(_rails(instance, nodes))}
    model = model_of(part) if instance.known and not instance.is_board else None
    if model is None:
        return body
    try:
        body["params"] = {**model.params(instance), "levels": levels(part), "pulls": list(_pulls(instance, nodes)), "initial": _initial(instance, model),
                          "wired": [x.name for x in part.pin if nodes.wired(instance.ref, x.name)]}
    except KeyError:
        return body  # a variant without the pins the model needs: said to be not simulated
    if found := supply(part):
        body["supply"] = {**found, "vcc": nodes.of(instance.ref, found["vcc"]), "gnd": nodes.of(instance.ref, found["gnd"])}
    return {**body, "model": model.js}


def _initial(instance: Instance, model: Model) -> Json:
    """Where controls begin, from attributes of the part in use; other names are turned into the control's own."""
    found: Json = {}
    names = initial(instance, instance.use.attrs)
    for name, given in names.items():
        known = model.control(name, instance)
        if known:
            found[known[0]] = given * known[2] if isinstance(given, float) else given
    return found


def _pulls(instance: Instance, nodes: Nodes) -> Iterator[Json]:
    """The pull resistors inside a module, as nodes."""
    for p in instance.part.pin:
        if p.pull and p.pull.when == "always" and instance.pin(p.pull.to):
            ohm = value(p.pull.ohm, 10000)
            yield {"pin": nodes.of(instance.ref, p.name), "to": nodes.of(instance.ref, p.pull.to), "ohm": ohm}


def _rails(instance: Instance, nodes: Nodes) -> Iterator[Json]:
    """The supplies a part gives: cells and mains adapters, converters, regulators, plain connections."""
    part = instance.part
    for rail in part.rail:
        source = rail_source(instance, rail)
        ground = _return_of(instance, rail.pin)
        if ground is None or instance.pin(rail.pin) is None:
            continue
        body = {"out": nodes.of(instance.ref, rail.pin), "gnd": nodes.of(instance.ref, ground)}
        volts = attr(instance, "set_v", value(rail.v, 0.0))
        if source is None:
            ohm = next((r for word, r in CELL_OHM.items() if word in part.id), 0.1)
            yield {**body, "kind": "source", "volts": volts, "ohm": ohm}
        elif rail.kind == "direct":
            yield {**body, "kind": "direct", "in": nodes.of(instance.ref, source.name)}
        elif rail.kind == "diode":
            yield {**body, "kind": "diode", "in": nodes.of(instance.ref, source.name), "volts": value(rail.drop_v, 0.6)}
        else:
            low = rail.input_v.min if rail.input_v and rail.input_v.min is not None else 2.5
            yield {**body, "kind": "converter", "in": nodes.of(instance.ref, source.name), "volts": volts, "min": low}


def _return_of(instance: Instance, pin: str) -> str | None:
    """The pin that current from a supply pin comes back to: its minus twin, else a ground."""
    twin = instance.pin(pin.replace("+", "-")) if "+" in pin else None
    if twin:
        return twin.name
    return next((p.name for p in instance.part.pin if p.connect == "ground" or p.name.upper().split(".")[0] in ("GND", "-")), None)
