"""Context, MVP and PRD as Markdown, composed from the Design: what was said, assumed, decided and left open."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ohm_core.design.values import Design
from ohm_core.project.prototype import Prototype
from ohm_core.project.wording import Names, purpose, say, say_condition


def context(prototype: Prototype) -> str:
    """What the project is for: goal, place, constraints, assumptions, open questions."""
    design, wishes = prototype.design, prototype.design.requirements
    blocks = [f"# {inline(design.title)}", "## Goal", quote(wishes.text if wishes and wishes.text else design.description or design.title)]
    blocks += _section("Place", wishes.places if wishes else ())
    blocks += _section("Constraints", _constraints(prototype))
    blocks += _section("Assumed", design.assumptions)
    blocks += _section("Open questions", design.questions)
    blocks += _section("Not in this design", [f"“{u.said}”: {u.why}" for u in design.unserved])
    blocks += _section("Wishes that collide", [f"{' and '.join(c.wishes)}: {c.why}" + (f" Ways out: {'; '.join(c.ways_out)}." if c.ways_out else "") for c in design.conflicts])
    return "\n\n".join(blocks) + "\n"


def mvp(prototype: Prototype) -> str:
    """The smallest thing that works and how to see that it does."""
    design = prototype.design
    core = [line for line in prototype.bom if line.serves or line.ref == design.board]
    blocks = [f"# {inline(design.title)}: the smallest thing that works"]
    blocks += _section("Parts it needs", [f"{line.name} ({line.ref})" for line in core])
    blocks += _section("What it does", [say(b, _namer(design)) for b in design.behaviours])
    blocks += _section("How to test it", [f"Make it so: {say_condition(b.when, _namer(design))}. See: {say(b, _namer(design)).split(': ', 1)[1]}." for b in design.behaviours])
    return "\n\n".join(blocks) + "\n"


def prd(prototype: Prototype) -> str:
    """Requirements with acceptance lines, parts, risks, open questions."""
    design = prototype.design
    blocks = [f"# {inline(design.title)}: requirements"]
    for number, behaviour in enumerate(design.behaviours, 1):
        said = f"“{behaviour.said}”" if behaviour.said else "assumed, nobody said it"
        blocks.append(f"**R{number}** {inline(said)}\n\n- accepted when: {inline(say(behaviour, _namer(design)))}")
    blocks += _section("Parts", [f"{line.ref}: {line.name}" + (f", {purpose(line.serves, design.requirements.text if design.requirements else '')}" if line.serves else "") for line in prototype.bom])
    blocks += _section("Decisions", design.decisions)
    blocks += _section("Risks", _risks(prototype))
    blocks += _section("Open questions", design.questions)
    return "\n\n".join(blocks) + "\n"


def _constraints(prototype: Prototype) -> Iterable[str]:
    design, wishes = prototype.design, prototype.design.requirements
    if board := next((line for line in prototype.bom if line.ref == design.board), None):
        yield f"board: {board.name}" + (" (named)" if wishes and wishes.board else " (chosen)")
    yield f"power: {prototype.power.supply or design.supply.source or 'not said'}"
    if wishes and wishes.budget:
        yield f"budget: {wishes.budget}"
    if wishes and wishes.language:
        yield f"language: {wishes.language}"
    if owned := [line.name for line in prototype.bom if line.owned]:
        yield f"there already: {', '.join(owned)}"


def _risks(prototype: Prototype) -> Iterable[str]:
    for finding in prototype.report.findings:
        yield f"{finding.severity}: {finding.message} {finding.remedy}"
    for gap in prototype.report.not_checked:
        yield f"not checked ({gap.rule}): {gap.why}"


def _namer(design: Design) -> Names:
    def name(ref: str) -> str:
        use = design.parts.get(ref)
        return use.name or ref if use else ref

    return name


def _section(title: str, lines: Iterable[str]) -> list[str]:
    kept = [f"- {inline(line)}" for line in lines if line]
    return [f"## {title}", "\n".join(kept)] if kept else []


def quote(text: str) -> str:
    """A person's words as a Markdown quotation."""
    return "\n".join(f"> {inline(line)}" if line.strip() else ">" for line in text.strip().splitlines())


_SPECIAL = re.compile(r"[\\`*\[\]<$|~]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|:(?=[A-Za-z])|^(?:>|#+(?=\s)|[+-](?=\s)|\d+[.)](?=\s))")


def inline(text: str) -> str:
    """TEXT so that Markdown shows every character of it and does nothing else: no HTML, links, pictures or formulas."""
    return _SPECIAL.sub(lambda m: m[0][:-1] + "\\" + m[0][-1], " ".join(text.split()))
