"""A circuit as circuit-json, the list of elements that tscircuit and its viewers read: components, ports, nets and what joins them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ohm_core.circuit.circuit import Instance
from ohm_core.formats.files import Files
from ohm_core.formats.netlist import Component, netlist

if TYPE_CHECKING:
    from ohm_core.project.prototype import Prototype

Element = dict[str, Any]


def circuit_json(made: Prototype) -> Files:
    """`circuit.json`: the source elements; places and traces of a board are not among them."""
    read = netlist(made)
    parts = made.circuit.parts
    ports = {(c.ref, t.name): f"source_port_{i}_{j}" for i, c in enumerate(read.components) for j, t in enumerate(c.kind.terminals)}
    elements: list[Element] = [{"type": "source_project_metadata", "name": read.title, "software_used_string": "OHM"}]
    for i, c in enumerate(read.components):
        elements.append(_component(i, c, parts[c.ref], ports))
        elements += _ports(i, c, ports, parts[c.ref])
    for n, net in enumerate(read.nets):
        elements.append({"type": "source_net", "source_net_id": f"source_net_{n}", "name": net.name, "member_source_group_ids": [], **({"is_ground": True} if net.kind == "ground" else {"is_power": True} if net.kind == "supply" else {})})
        elements.append({"type": "source_trace", "source_trace_id": f"source_trace_{n}", "connected_source_port_ids": [ports[p] for p in net.pins], "connected_source_net_ids": [f"source_net_{n}"]})
    lines = ",\n ".join(json.dumps(e, ensure_ascii=False) for e in elements)
    return Files({"circuit.json": f"[\n {lines}\n]\n".encode()}, (*read.notes, "Only the circuit: places on a board and drawn schematics are not written."))


def _component(i: int, c: Component, instance: Instance, ports: dict[tuple[str, str], str]) -> Element:
    joined: dict[str, list[str]] = {}
    for pin in instance.part.pin:
        joined.setdefault(pin.joined or pin.name, []).append(ports[c.ref, pin.name])
    inside = [ids for ids in joined.values() if len(ids) > 1]
    more: Element = {}
    if "MPN" in c.fields:
        more["manufacturer_part_number"] = c.fields["MPN"]
    if inside:
        more["internally_connected_source_port_ids"] = inside
    return {"type": "source_component", **_kind(instance), "source_component_id": f"source_component_{i}", "name": c.ref, "display_name": c.kind.description, "display_value": c.value, **more}


def _kind(instance: Instance) -> Element:
    """The element's `ftype` with what that kind must say; a chip where nothing fits better."""
    part, use = instance.part, instance.use
    ohm, farad = use.attr("resistance_ohm"), use.attr("capacitance_f")
    switch = part.switch.kind if part.switch else ""
    if part.category.startswith("passive:resistor") and _is_number(ohm):
        return {"ftype": "simple_resistor", "resistance": ohm}
    if part.category.startswith("passive:capacitor") and _is_number(farad):
        return {"ftype": "simple_capacitor", "capacitance": farad}
    if part.category.startswith("led") and part.load and len(part.pin) == 2:
        return {"ftype": "simple_led", **({"color": use.attr("color")} if isinstance(use.attr("color"), str) else {})}
    if part.category.startswith("diode"):
        return {"ftype": "simple_diode"}
    if part.category == "input:button":
        return {"ftype": "simple_push_button"}
    if part.category.startswith("transistor") and switch in ("npn", "pnp"):
        return {"ftype": "simple_transistor", "transistor_type": switch}
    if part.category.startswith("transistor") and switch in ("nmos", "pmos"):
        return {"ftype": "simple_mosfet", "channel_type": switch[0], "mosfet_mode": "enhancement"}
    return {"ftype": "simple_chip"}


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _ports(i: int, c: Component, ports: dict[tuple[str, str], str], instance: Instance) -> Iterator[Element]:
    for n, t in enumerate(c.kind.terminals, 1):
        pin = instance.part.pin[n - 1]
        power = {"requires_ground": True} if pin.connect == "ground" else {"requires_power": True} if t.type == "power_in" else {"provides_power": True} if t.type == "power_out" else {}
        yield {"type": "source_port", "source_port_id": ports[c.ref, t.name], "source_component_id": f"source_component_{i}", "name": t.name, "pin_number": n,
               "port_hints": list(dict.fromkeys((t.name, *pin.aliases))), **power}
