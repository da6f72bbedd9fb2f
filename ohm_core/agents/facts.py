"""Sentences from facts: what a part is, why it is there, what its numbers are and where they stand. Nothing is made up here:
each line comes from the Design, the circuit or the catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ohm_core.catalogue.schema import Fact, Part
from ohm_core.circuit.circuit import Circuit, Net
from ohm_core.design.values import PinRef
from ohm_core.project.citing import fact_text, source_of
from ohm_core.project.diff import attr_words
from ohm_core.project.documents import inline
from ohm_core.project.prototype import Prototype
from ohm_core.project.wording import purpose

SHOWN_FACTS = 6


def part_lines(part: Part) -> list[str]:
    """What the catalogue knows of a part, each number with its source."""
    lines = [f"**{inline(part.name)}**" + (f": {inline(part.summary)}" if part.summary else "")]
    for label, fact, unit in list(part_facts(part))[:SHOWN_FACTS]:
        lines.append(f"- {label}: {fact_text(fact, unit)} ({source_of(part, fact)})")
    if part.i2c:
        lines.append(f"- I2C address: {', '.join(f'0x{a:02X}' for a in part.i2c.addresses)}" + (f"; {inline(part.i2c.select)}" if part.i2c.select else ""))
    if part.sides:
        lines.append(f"- which way round: {inline(part.sides)}")
    if part.recognise:
        lines.append(f"- how to know it: {inline(part.recognise)}")
    return lines


def part_facts(part: Part) -> Iterable[tuple[str, Fact, str]]:
    """The facts people ask for first: label, fact, unit."""
    for supply in part.supply:
        for label, fact, unit in (("supply", supply.v, "V"), ("absolute maximum supply", supply.abs_max_v, "V"), ("current", supply.typical_a, "A"), ("peak current", supply.peak_a, "A"), ("stall current", supply.stall_a, "A"), ("sleep current", supply.sleep_a, "A")):
            if fact and not fact.unknown:
                yield f"{label} at {supply.pin}", fact, unit
    for rail in part.rail:
        for label, fact, unit in (("gives", rail.v, "V"), ("can give", rail.max_a, "A")):
            if fact and not fact.unknown:
                yield f"{rail.pin} {label}", fact, unit
    for load in (part.load, *part.loads):
        if load:
            for color, fact in load.vf_v.items():
                yield f"forward voltage {color}".strip(), fact, "V"
            for label, fact, unit in (("rated voltage", load.v, "V"), ("load current", load.typical_a, "A"), ("most it stands", load.max_a, "A")):
                if fact and not fact.unknown:
                    yield label, fact, unit


def reference_lines(prototype: Prototype, ref: str, topic: str = "what") -> list[str]:
    """What one part in use is; then, by what was asked: why it is there, what it is joined to, what the rules say of it, and
    for a plain "what is it" all of these with its facts."""
    circuit, design = prototype.circuit, prototype.design
    line = next((x for x in prototype.bom if x.ref == ref), None)
    name = line.name if line else circuit.parts[ref].part.name
    lines = [f"**{inline(ref)}**: {inline(name)}{_attrs(design.parts[ref].attrs)}."]
    whole = topic not in ("why", "wiring", "findings")
    if whole or topic == "why":
        lines += reason_lines(prototype, ref)
    if whole or topic == "wiring":
        lines += [f"- {inline(x)}" for x in driven_lines(circuit, ref)]
        lines += [f"- {inline(circuit.say(pin))} joins {', '.join(inline(circuit.say(p)) for p in others)}" for pin, others in joined(circuit, ref)]
    lines += [f"- {f.severity}: {inline(f.message)} {inline(f.remedy)} ({inline(f.source)})" for f in prototype.report.findings if any(s.split(".")[0] == ref for s in f.subjects)]
    if topic == "findings" and len(lines) == 1:
        lines.append(f"The {len(prototype.report.checked)} rules found nothing wrong with it.")
    if not whole:
        return lines
    if line and line.unit_price:
        lines.append(f"- {'you have it' if line.owned else f'about {line.unit_price}' if line.price_basis == 'estimate' else str(line.unit_price)}".replace("$", "\\$"))
    return lines + part_lines(circuit.parts[ref].part)[1:]


def reason_lines(prototype: Prototype, ref: str) -> list[str]:
    """Why a part is there: the words it serves, what it does for other parts, the planner's decisions that name it."""
    design = prototype.design
    why = purpose(design.parts[ref].serves, design.requirements.text if design.requirements else "")
    lines = [f"It is there {inline(why)}." if why.startswith("for ") else f"Its task: {inline(why)}."] if why else []
    if ref == design.board and not why:
        lines.append("It is the controller: it reads the sensors, switches the rest and runs the firmware.")
    if ref == design.board and not (design.requirements and design.requirements.board):
        radio = [k for k, wanted in design.features.items() if wanted]
        lines.append(f"Nobody named a board: it is the most usual one in the catalogue that has the pins, the voltage{' and the ' + inline(' and '.join(radio)) if radio else ''} all of this takes. “Make it cheaper” tries the others.")
    return lines + [inline(d) for d in design.decisions if mentions(d, ref)]


def driven_lines(circuit: Circuit, ref: str) -> list[str]:
    """Which board pin a part hangs on where transistors, resistors or drivers lie between."""
    lines = []
    for pin, path in board_pins(circuit, ref).items():
        if path[1:]:
            lines.append(f"{pin} is driven from {path[0]} through {', '.join(path[1:])}")
    return lines


def board_pins(circuit: Circuit, ref: str) -> dict[str, list[str]]:
    """Each signal pin of a part that leads to the board: the board pin, then the parts between, nearest the board first."""
    found: dict[str, list[str]] = {}
    signals = [n for n in circuit.nets if n.kind == "signal"]
    for start in signals:
        for pin in (p for p in start.pins if p.ref == ref):
            paths, seen = [(start, list[str]())], {start.name}
            while paths and str(circuit.say(pin)) not in found:
                net, between = paths.pop(0)
                if board := next((p for p in net.pins if p.ref == circuit.board), None):
                    found[str(circuit.say(pin))] = [str(circuit.say(board)), *between]
                    break
                for other in (p for p in net.pins if p.ref not in (ref, circuit.board) and circuit.parts[p.ref].part.category.startswith(("passive", "transistor", "driver", "logic"))):
                    for step in signals:
                        if step.name not in seen and any(p.ref == other.ref for p in step.pins):
                            seen.add(step.name)
                            paths.append((step, [other.ref, *between]))
    return found


def joined(circuit: Circuit, ref: str) -> list[tuple[PinRef, list[PinRef]]]:
    """Each used pin of a part with the pins it is joined to; ground and supply nets name only their board pins."""
    found = []
    for net in circuit.nets:
        for pin in (p for p in net.pins if p.ref == ref):
            others = [p for p in net.pins if p.ref != ref and (net.kind == "signal" or p.ref == circuit.board or ref == circuit.board)]
            if others and not (ref == circuit.board and net.kind != "signal"):
                found.append((pin, others[:4]))
    return found


def nets_by_kind(circuit: Circuit) -> dict[str, list[Net]]:
    kinds: dict[str, list[Net]] = {"supply": [], "ground": [], "signal": []}
    for net in circuit.nets:
        kinds.setdefault(net.kind, []).append(net)
    return kinds


def mentions(text: str, word: str) -> bool:
    """True when WORD stands in TEXT as a word of its own."""
    import re

    return re.search(rf"(?<![A-Za-z0-9]){re.escape(word)}(?![A-Za-z0-9])", text) is not None


def _attrs(attrs: Mapping[str, Any]) -> str:
    shown = attr_words(attrs)
    return f" ({inline(', '.join(shown))})" if shown else ""
