"""The build guide in Markdown: parts to tick off, tools, steps, checks before power, what it does, what to do when it doesn't."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ohm_core.formats import guide_power
from ohm_core.units import show_si

if TYPE_CHECKING:
    from ohm_core.project.prototype import Prototype


def guide(made: Prototype) -> str:
    """The whole guide. Text of users and the catalogue is escaped: never HTML, never a link it didn't mean."""
    parts = [_head(made), _parts(made), _safety(made), _steps(made), _power(made), _checks(made), _code(made), _does(made), _trouble(made), _open(made)]
    return "\n".join("\n".join(lines) for lines in parts if lines) + "\n"


def md(text: str) -> str:
    """Text that Markdown shows as it is."""
    plain = re.sub(r"[\x00-\x1f\x7f]+", " ", text)
    return re.sub(r"([\\`*_\[\]<>|#])", r"\\\1", plain).replace("&", "&amp;") if plain else ""


def _head(made: Prototype) -> list[str]:
    design = made.design
    lines = [f"# {md(design.title)}", ""]
    if design.description:
        lines += [f"> {md(design.description)}", ""]
    lines += ["![The finished breadboard](breadboard.svg)", ""]
    errors = made.report.errors()
    if errors:
        lines += [f"**Not ready to build: {len(errors)} {'error' if len(errors) == 1 else 'errors'}.** " + md(errors[0].message), ""]
    return lines


def _parts(made: Prototype) -> list[str]:
    lines = ["## Parts", "", "| | reference | part | what for | about |", "| --- | --- | --- | --- | ---: |"]
    for x in made.bom:
        price = "you have it" if x.owned else str(x.line_total) if x.line_total else "?"
        detail = ", ".join(_attr(k, v) for k, v in (x.attrs or {}).items() if k not in ("variant", "resistance_ohm", "capacitance_f", "voltage_v", "color"))
        lines.append(f"| ☐ | {x.ref} | {md(x.name)}{' (' + md(detail) + ')' if detail else ''} | {md('; '.join(x.serves))} | {price} |")
    word = "at dated prices" if made.cost.basis == "offers" else "estimated"
    lines += ["", f"Together about **{made.cost.total}** ({word}).", ""]
    notes = [f"- **{x.ref}**: {md(part.recognise)}" for x in made.bom if (part := made.circuit.parts[x.ref].part).variants and part.recognise]
    return lines + (["Check that yours are these:", "", *notes, ""] if notes else [])


def _attr(key: str, value: object) -> str:
    units = {"resistance_ohm": "Ω", "capacitance_f": "F", "voltage_v": "V", "set_v": "V"}
    if isinstance(value, (int, float)) and not isinstance(value, bool) and key in units:
        return show_si(float(value), units[key])
    return f"{key.replace('_', ' ')} {value}" if not isinstance(value, str) else value


def _safety(made: Prototype) -> list[str]:
    lines = ["## Before you begin", "", "- Wire everything with the board unplugged, and look twice before you join power.", "- If anything gets hot or smells, pull the plug first, then look."]
    lithium = [i.ref for i in made.circuit.parts.values() if any(str(p.conditions.get("chemistry", "")).startswith("li") for p in i.part.provides)]
    if lithium:
        lines.append(f"- {', '.join(lithium)} is a lithium cell: never short it, never charge it without its charger board, never leave it charging alone.")
    if any(i.part.switch and i.part.switch.kind == "relay" for i in made.circuit.parts.values()):
        lines.append("- Keep to low voltage on the relay's terminals (at most 30 V). Mains is for an electrician and a closed box.")
    return [*lines, ""]


def _steps(made: Prototype) -> list[str]:
    lines = ["## Build", ""]
    for number, step in enumerate(made.layout.steps, 1):
        lines.append(f"{number}. {'**' + md(step.title) + '.** ' if step.title else ''}{md(step.text)}")
    sides = [f"- {', '.join(refs)}: {md(text)}" for text, refs in _once((i.ref, i.part.sides) for i in made.circuit.parts.values() if i.part.sides)]
    return [*lines, "", *(["How to tell the sides:", "", *sides, ""] if sides else [])]


def _once(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, list[str]]]:
    """Each text once, with all the references it is about."""
    found: dict[str, list[str]] = {}
    for ref, text in pairs:
        found.setdefault(text, []).append(ref)
    return list(found.items())


def _power(made: Prototype) -> list[str]:
    return ["## Power", "", *(f"{md(line)}" for line in guide_power.sources(made)), "", *(line if line.startswith("|") else md(line) for line in guide_power.table(made)), ""]


def _checks(made: Prototype) -> list[str]:
    lines = ["## First power", "", "Before you plug it in, measure with a multimeter (continuity): no beep between the supply rails and ground.", "", "With power on, measure against GND:", "", "| where | expect |", "| --- | --- |"]
    for net in made.circuit.nets:
        feeds = [i for i, p in made.circuit.on(net) if any(r.pin in (p.name, p.joined) for r in i.part.rail)]
        volts = next((r.v for i, p in made.circuit.on(net) for r in i.part.rail if r.pin in (p.name, p.joined) and r.v), None)
        if net.kind == "supply" and feeds and volts and volts.any() is not None:
            span = f"{volts.min:g} to {volts.max:g} V" if volts.min is not None and volts.max is not None else f"about {volts.any():g} V"
            lines.append(f"| {md(net.name)} ({', '.join(md(str(p)) for p in net.pins[:3])}) | {span} |")
    return [*lines, ""]


def _code(made: Prototype) -> list[str]:
    if not made.design.firmware:
        return []
    board = made.circuit.board_instance()
    lines = ["## Code", "", f"The firmware is in `firmware/` ({len(made.design.firmware)} files). `ohm build .` checks it, `ohm upload .` puts it on the board."]
    if board and board.part.board and board.part.board.upload:
        lines.append(md(board.part.board.upload))
    return [*lines, ""]


def _does(made: Prototype) -> list[str]:
    lines = [f"- {md(b.said)}" if b.said else "" for b in made.design.behaviours]
    said = [x for x in dict.fromkeys(lines) if x]
    assumed = [f"- {md(a)}" for a in made.design.assumptions]
    return [*(["## What it does", "", *said, ""] if said else []), *(["## Assumed, change it if it is wrong", "", *assumed, ""] if assumed else [])]


def _trouble(made: Prototype) -> list[str]:
    return ["## It doesn't work", "", *(f"- {line}" for line in _hints(made)), ""]


def _hints(made: Prototype) -> Iterator[str]:
    yield "Nothing at all: is the board's power LED on? Try another USB cable; many only charge."
    yield "The upload fails: choose the right board and port, and unplug what hangs on the serial pins."
    yield "Run `firmware/bringup/` in order: blink first, then each part by itself."
    for tip, refs in _once((i.ref, tip) for i in made.circuit.parts.values() if not i.is_board for tip in i.part.tips[:2]):
        yield f"{', '.join(refs)}: {md(tip)}"


def _open(made: Prototype) -> list[str]:
    design = made.design
    lines = [f"- “{md(u.said)}”: {md(u.why)}" for u in design.unserved]
    lines += [f"- {md(c.why)} Ways out: {md('; '.join(c.ways_out))}." for c in design.conflicts]
    asked = [f"- {md(q)}" for q in design.questions]
    return [*(["## Not in this design", "", *lines, ""] if lines else []), *(["## Open questions", "", *asked, ""] if asked else [])]
