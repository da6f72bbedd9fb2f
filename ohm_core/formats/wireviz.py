"""The wiring as WireViz takes it: parts are connectors, and all wires between two parts one bundle, in the colours they have everywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape
from typing import TYPE_CHECKING

from ohm_core.formats.files import Files
from ohm_core.formats.netlist import Component, Netlist, netlist
from ohm_core.formats.yaml_text import flow, scalar

if TYPE_CHECKING:
    from ohm_core.project.prototype import Prototype

COLORS = {"black": "BK", "red": "RD", "darkred": "RDBK", "orangered": "RDOG", "crimson": "RDVT", "tomato": "RDPK", "yellow": "YE", "green": "GN", "blue": "BU",
          "orange": "OG", "violet": "VT", "cyan": "LB", "magenta": "PK", "gray": "GY", "brown": "BN"}
STRIPE = "WH"
FIELDS = {"Manufacturer": "manufacturer", "MPN": "mpn", "Supplier": "supplier", "SKU": "spn"}


def wireviz(made: Prototype) -> Files:
    """`wiring.yml`, one wire for each connection of the design."""
    read = netlist(made)
    names = _designators(read)
    bare = [i for i in made.circuit.parts.values() if not i.part.pin]
    lines = ["metadata:", f"  title: {scalar(_text(read.title))}", "", "connectors:", *(line for c in read.components for line in _connector(c, names[c.ref]))]
    cables, connections = _wires(read, made, names)
    lines += ["", "cables:" if cables else "cables: {}", *cables, "", "connections:" if connections else "connections: []", *connections]
    if bare:
        lines += ["", "additional_bom_items:", *(f"  - type: {scalar(_text(i.part.name))}\n    qty: 1\n    designators: {flow([_text(i.ref)])}" for i in bare)]
    return Files({"wiring.yml": ("\n".join(lines) + "\n").encode()}, ("Lengths and gauges of wires are left open: the design does not say them.",))


def _text(text: str) -> str:
    """Text for WireViz, which hands it to Graphviz as HTML."""
    return escape("".join(c if c.isprintable() else " " for c in text), quote=False)


def _designators(read: Netlist) -> dict[str, str]:
    """References as WireViz's names of connectors: one of dashes alone would be an arrow there, a colon or backslash ends a name in Graphviz."""
    found: dict[str, str] = {}
    for c in read.components:
        base = ("" if re.search(r"\w", c.ref) else "part ") + re.sub(r"[:\\]", "_", _text(c.ref))
        name, n = base, 2
        while name in found.values():
            name, n = f"{base}_{n}", n + 1
        found[c.ref] = name
    return found


def _connector(c: Component, name: str) -> Iterator[str]:
    yield f"  {scalar(name)}:"
    yield f"    type: {scalar(_text(c.kind.description))}"
    if c.value not in (c.kind.name, c.kind.description) and not c.kind.name.startswith(c.value):
        yield f"    subtype: {scalar(_text(c.value))}"
    yield from (f"    {FIELDS[k]}: {scalar(_text(v))}" for k, v in c.fields.items() if k in FIELDS)
    yield f"    pinlabels: {flow(_text(t.name) for t in c.kind.terminals)}"
    yield "    hide_disconnected_pins: true"


def _wires(read: Netlist, made: Prototype, names: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """Bundles and what they join: all wires between two parts in one, the board at its left end."""
    circuit, parts = made.circuit, {c.ref: c for c in read.components}
    pairs: dict[tuple[str, str], list[tuple[str, str, str, str]]] = {}
    colors = _colors(made)
    for a, b in circuit.design.connections:
        net, (p, q) = circuit.net_of(a), ((x.ref, circuit.pin(x).name) for x in (a, b))
        if net is None:
            continue
        if (q[0], p[0]) in pairs or q[0] == circuit.board and (p[0], q[0]) not in pairs:
            p, q = q, p
        pairs.setdefault((p[0], q[0]), []).append((p[1], q[1], colors[net.name], net.name))
    cables, connections = [], []
    for n, ((left, right), wires) in enumerate(pairs.items(), 1):
        cables += [f"  W{n}:", "    category: bundle", f"    colors: {flow(w[2] for w in wires)}", f"    wirelabels: {flow(_text(w[3]) for w in wires)}"]
        ends = [f"    - {scalar(names[ref])}: {flow(_pin(parts[ref], w[i]) for w in wires)}" for ref, i in ((left, 0), (right, 1))]
        connections += ["  -", ends[0], f"    - W{n}: {flow(range(1, len(wires) + 1))}", ends[1]]
    return cables, connections


def _colors(made: Prototype) -> Mapping[str, str]:
    from ohm_core.breadboard import net_colors

    return {name: COLORS[c.name] + (STRIPE if c.stripe else "") for name, c in net_colors(made.circuit).items()}


def _pin(part: Component, name: str) -> str | int:
    """The pin by its label; by its place where WireViz would read the label as a number or a range of numbers."""
    return [t.name for t in part.kind.terminals].index(name) + 1 if re.fullmatch(r"[\s\d_+-]*\d[\s\d_+-]*", name) else _text(name)
