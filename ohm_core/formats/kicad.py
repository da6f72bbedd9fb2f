"""A netlist for KiCad (its S-expression form, version E): File → Import → Netlist in the PCB editor, or any program that reads it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ohm_core.formats.files import Files
from ohm_core.formats.netlist import Component, Kind, Netlist, NetOf, netlist

if TYPE_CHECKING:
    from ohm_core.project.prototype import Prototype

LIBRARY = "OHM"
NO_FOOTPRINTS = "Footprints are left empty: choose them in KiCad for the modules you have. Pins are numbered by their names."


def kicad_netlist(made: Prototype) -> Files:
    """`design.net`; nets and pins are exactly the design's."""
    read = netlist(made)
    return Files({"design.net": _text(read).encode()}, (*read.notes, NO_FOOTPRINTS))


def quoted(text: str) -> str:
    """A string as KiCad's reader takes it."""
    plain = "".join(c if c.isprintable() else " " for c in text)
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _text(read: Netlist) -> str:
    types = {(c.ref, t.name): t.type for c in read.components for t in c.kind.terminals}
    lines = ['(export (version "E")', f"  (design\n    (source {quoted(read.title)})\n    (tool \"OHM\"))", "  (components"]
    lines += [line for c in read.components for line in _component(c)]
    lines[-1] += ")"
    lines.append("  (libparts")
    lines += [line for k in read.kinds() for line in _libpart(k)]
    lines[-1] += ")"
    lines.append("  (nets")
    lines += [line for code, net in enumerate(read.nets, 1) for line in _net(code, net, types)]
    lines[-1] += "))"
    return "\n".join(lines) + "\n"


def _component(c: Component) -> Iterator[str]:
    yield f"    (comp (ref {quoted(c.ref)})"
    yield f"      (value {quoted(c.value)})"
    if c.fields:
        yield "      (fields"
        inner = [f"        (field (name {quoted(k)}) {quoted(v)})" for k, v in c.fields.items()]
        yield "\n".join(inner) + ")"
    yield f"      (libsource (lib {quoted(LIBRARY)}) (part {quoted(c.kind.name)}) (description {quoted(c.kind.description)})))"


def _libpart(k: Kind) -> Iterator[str]:
    yield f"    (libpart (lib {quoted(LIBRARY)}) (part {quoted(k.name)})"
    yield f"      (description {quoted(k.description)})"
    pins = [f"        (pin (num {quoted(t.name)}) (name {quoted(t.name)}) (type {quoted(t.type)}))" for t in k.terminals]
    yield "      (pins\n" + "\n".join(pins) + "))"


def _net(code: int, net: NetOf, types: dict[tuple[str, str], str]) -> Iterator[str]:
    yield f"    (net (code \"{code}\") (name {quoted(net.name)})"
    nodes = [f"      (node (ref {quoted(ref)}) (pin {quoted(pin)}) (pintype {quoted(types[ref, pin])}))" for ref, pin in net.pins]
    yield "\n".join(nodes) + ")"
