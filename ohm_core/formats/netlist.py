"""A circuit as every netlist tool sees it: components with numbered pins of an electrical type, and nets. KiCad, SKiDL and the
others write this down, each in its own words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ohm_core.circuit.circuit import Circuit, Instance
from ohm_core.units import show_si

if TYPE_CHECKING:
    from ohm_core.project.prototype import Prototype

VALUES = {"resistance_ohm": "", "capacitance_f": "F", "inductance_h": "H"}


@dataclass(frozen=True)
class Terminal:
    """A pin of a kind of part: its name (unique in the part), KiCad's electrical type, and whether it may stay open."""

    name: str
    type: str
    optional: bool = True


@dataclass(frozen=True)
class Kind:
    """A kind of part as a library would hold it; `name` is unique among the kinds of a netlist."""

    name: str
    description: str
    terminals: tuple[Terminal, ...]


@dataclass(frozen=True)
class Component:
    """A part in use: its kind, its value ("4.7k", "red", "bme280-module"), and how to buy it as named fields."""

    ref: str
    value: str
    kind: Kind
    fields: Mapping[str, str]


@dataclass(frozen=True)
class NetOf:
    """A net: its name, its kind ("ground", "supply", "signal") and its pins as (reference, terminal name)."""

    name: str
    kind: str
    pins: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Netlist:
    """All of it. `notes` say what of the design is no part of a netlist."""

    title: str
    components: tuple[Component, ...]
    nets: tuple[NetOf, ...]
    notes: tuple[str, ...] = ()

    def kinds(self) -> tuple[Kind, ...]:
        """Every kind of part in use, once, in the order of first use."""
        return tuple(dict.fromkeys(c.kind for c in self.components))


def netlist(made: Prototype) -> Netlist:
    """The netlist of a prototype. Parts without pins (breadboards, wire) are left out and named in the notes."""
    circuit = made.circuit
    kinds: dict[tuple[str, tuple[Terminal, ...]], Kind] = {}
    wired = [i for i in circuit.parts.values() if i.part.pin]
    bought = {x.ref: x for x in made.bom}
    components = []
    for instance in wired:
        line = bought.get(instance.ref)
        about = {"Manufacturer": line.manufacturer, "MPN": instance.part.ordering.mpn, "Supplier": line.supplier, "SKU": line.sku, "Link": line.link} if line else {}
        components.append(Component(instance.ref, value_of(instance), _kind(instance, kinds), {k: v for k, v in about.items() if v}))
    nets = tuple(NetOf(n.name, n.kind, tuple((p.ref, p.pin) for p in n.pins)) for n in circuit.nets)
    return Netlist(circuit.design.title, tuple(components), nets, tuple(_left_out(circuit)))


def _left_out(circuit: Circuit) -> list[str]:
    bare = [f"{i.ref} ({i.part.name})" for i in circuit.parts.values() if not i.part.pin]
    return [f"Without pins, so in no netlist: {', '.join(bare)}."] if bare else []


def _kind(instance: Instance, known: dict[tuple[str, tuple[Terminal, ...]], Kind]) -> Kind:
    """The kind of a part in use; parts of one catalogue id that differ in pins (variants, own parts) become several kinds."""
    part = instance.part
    base = slug(instance.use.name or part.name) if not instance.known else f"{part.id}-{part.variant}" if part.variant else part.id
    terminals = tuple(Terminal(p.name, p.type, p.optional or not p.connect) for p in part.pin)
    key = (base, terminals)
    if key not in known:
        taken, name, n = {k.name for k in known.values()}, base, 2
        while name in taken:
            name, n = f"{base}-{n}", n + 1
        known[key] = Kind(name, part.name, terminals)
    return known[key]


def slug(text: str) -> str:
    """The text in small letters, digits and hyphens; "part" where nothing is left."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "part"


def value_of(instance: Instance) -> str:
    """What a schematic prints beside the symbol: "4.7k", "100nF", "red", else which part it is."""
    for name, unit in VALUES.items():
        said = instance.use.attr(name)
        if isinstance(said, (int, float)) and not isinstance(said, bool):
            return show_si(float(said), unit).replace(" ", "")
    color = instance.use.attr("color")
    if isinstance(color, str) and color:
        return color
    return instance.part.id if instance.known else instance.use.name or "own part"
