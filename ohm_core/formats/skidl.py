"""A circuit as a Python script for SKiDL: run it and it checks the circuit (ERC) and writes a KiCad netlist.

The script brings its own part definitions, so no KiCad library is needed.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ohm_core.formats.files import Files
from ohm_core.formats.netlist import Component, Kind, Netlist, Terminal, netlist

if TYPE_CHECKING:
    from ohm_core.project.prototype import Prototype

# KiCad's electrical types in SKiDL's words.
TYPES = {"input": "INPUT", "output": "OUTPUT", "bidirectional": "BIDIR", "tri_state": "TRISTATE", "passive": "PASSIVE", "unspecified": "UNSPEC",
         "power_in": "PWRIN", "power_out": "PWROUT", "open_collector": "OPENCOLL", "no_connect": "NOCONNECT"}
HEAD = '''"""{title}

Needs SKiDL (`pip install skidl`), no KiCad library. Run it: ERC goes to the terminal, the netlist to design.net.
"""

from skidl import ERC, KICAD8, NETLIST, POWER, SKIDL, TEMPLATE, Net, Part, Pin, generate_netlist

T = Pin.types


def kind(name, description, pins):
    """A kind of part from (pin, type) pairs."""
    return Part(name=name, tool=SKIDL, dest=TEMPLATE, description=description, pins=[Pin(num=num, name=num, func=func) for num, func in pins])


def use(template, ref, value, **fields):
    """A part in use; `fields` say how to buy it."""
    part = template(dest=NETLIST, ref=ref, value=value, footprint="OHM:unchosen", tag=ref)
    part.fields.update(fields)
    return part


def pin(part, name):
    """The pin of exactly this name."""
    return next(p for p in part.pins if p.num == name)


def leave_open(part, *names):
    """Nothing is joined to these pins, on purpose (NC is a name that SKiDL gives every program)."""
    NC.connect(*(pin(part, name) for name in names))


'''
TAIL = '''
ERC()
generate_netlist(file_="design.net", tool=KICAD8)
'''


def skidl(made: Prototype) -> Files:
    """`design.py`, a script whose generated netlist has exactly the design's nets."""
    read = netlist(made)
    return Files({"design.py": _text(read, made).encode()}, (*read.notes, "Footprints are named OHM:unchosen: choose yours."))


def _text(read: Netlist, made: Prototype) -> str:
    names = Names()
    kinds = {k: names.take(k.name.replace("-", "_")) for k in read.kinds()}
    parts = {c.ref: names.take(c.ref) for c in read.components}
    lines = ["# Kinds of parts", *(line for k in read.kinds() for line in _kind(k, kinds[k])), "", "# Parts"]
    lines += [f"{parts[c.ref]} = use({kinds[c.kind]}, {_use(c)})" for c in read.components]
    lines += ["", "# Nets"]
    for net in read.nets:
        name = names.take(f"net_{net.name}")
        drive = f"{name}.drive = POWER\n" if net.kind in ("ground", "supply") else ""
        joined = ", ".join(f"pin({parts[ref]}, {pin!r})" for ref, pin in net.pins)
        lines.append(f"{name} = Net({net.name!r})\n{drive}{name} += {joined}")
    open_ends = list(_open(read, made, parts))
    if open_ends:
        lines += ["", "# Left open on purpose", *open_ends]
    title = re.sub(r"[\\\"]", "'", " ".join(read.title.split()))
    return HEAD.format(title=title) + "\n".join(lines) + "\n" + TAIL


def _kind(k: Kind, name: str) -> Iterator[str]:
    yield f"{name} = kind({k.name!r}, {k.description!r}, ["
    row: list[str] = []
    for t in k.terminals:
        row.append(f"({t.name!r}, T.{TYPES[t.type]})")
        if sum(map(len, row)) > 110:
            yield f"    {', '.join(row)},"
            row = []
    yield f"    {', '.join(row)}])" if row else "])"


def _use(c: Component) -> str:
    fields = "".join(f", {k}={v!r}" for k, v in c.fields.items())
    return f"{c.ref!r}, {c.value!r}{fields}"


def _open(read: Netlist, made: Prototype, parts: dict[str, str]) -> Iterator[str]:
    """Pins that may stay open: optional ones, and those whose twin inside the part is joined. Others stay for ERC to name."""
    on_net = {(ref, pin) for net in read.nets for ref, pin in net.pins}
    for c in read.components:
        free = [t.name for t in c.kind.terminals if (c.ref, t.name) not in on_net and (_may_be_open(t) or made.circuit.net_at(c.ref, t.name))]
        if free:
            yield f"leave_open({parts[c.ref]}, {', '.join(map(repr, free))})"


def _may_be_open(t: Terminal) -> bool:
    return t.optional or t.type not in ("power_in", "input")


class Names:
    """Python names, each given once."""

    def __init__(self) -> None:
        self._taken = {"T", "kind", "use", "pin", "leave_open", "NC", "ERC", "KICAD8", "NETLIST", "POWER", "SKIDL", "TEMPLATE", "Net", "Part", "Pin", "generate_netlist"}

    def take(self, wanted: str) -> str:
        """WANTED as a Python name that nothing else has."""
        base = re.sub(r"[^0-9a-zA-Z_]", "_", wanted)
        if not base or base[0].isdigit() or keyword.iskeyword(base):
            base = f"_{base}"
        name, n = base, 2
        while name in self._taken or keyword.iskeyword(name):
            name, n = f"{base}_{n}", n + 1
        self._taken.add(name)
        return name
