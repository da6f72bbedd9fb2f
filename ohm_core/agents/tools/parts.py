"""Parts: what the catalogue has and knows, and one part added, replaced or taken out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import Field

from ohm_core.agents.facts import part_facts as facts_of
from ohm_core.agents.making import proposed, told, working
from ohm_core.agents.toolbox import Arguments, tool
from ohm_core.agents.turn import Outcome, Turn
from ohm_core.budget.bom import unit_price
from ohm_core.catalogue.catalogue import load
from ohm_core.catalogue.schema import Part
from ohm_core.project.citing import fact_text, source_of
from ohm_core.project.proposed.ends import refs_named
from ohm_core.project.proposed.keep import base
from ohm_core.project.proposed.names import GUESS, find_part
from ohm_core.project.proposed.parts import added, removed, replaced
from ohm_core.understand.finding_parts import search_parts as found_parts

Attrs = Mapping[str, str | int | float]


class Search(Arguments):
    words: str = Field(min_length=1, max_length=300, description="What it is called or what it shall do")
    limit: int = Field(8, ge=1, le=30)


class Which(Arguments):
    part: str = Field(min_length=1, max_length=120, description="A catalogue id, a name, or a reference of the design like LED1")


class Add(Arguments):
    part: str = Field(min_length=1, max_length=120, description=f"A catalogue id or name; '{GUESS}NAME' for one that the catalogue does not have")
    attrs: Attrs = Field(default_factory=dict, description='Values, like {"resistance_ohm": 330} or {"color": "red"}')
    why: str = Field("", max_length=200, description="What it is for, in a few words")


class Replace(Arguments):
    ref: str = Field(min_length=1, max_length=80, description="Which part of the design, like R1")
    part: str = Field("", max_length=120, description="The catalogue id or name of the new part; empty to change only values")
    attrs: Attrs = Field(default_factory=dict)


class Ref(Arguments):
    ref: str = Field(min_length=1, max_length=80, description="Which part of the design, like R1")


@tool(pure=True, lasting="catalogue")
def search_parts(turn: Turn, arguments: Search) -> Outcome:
    """Finds parts of the catalogue by name or by what they do, the likeliest first: id, name, supply, price."""
    hits = found_parts(arguments.words, load())[: arguments.limit]
    return told(Outcome(True, "", tuple(p.id for p in hits)), *(_line(p) for p in hits) if hits else (f"The catalogue has nothing for '{arguments.words[:60]}'.",))


def _line(part: Part) -> str:
    supply = next((f"{s.pin} {fact_text(s.v, 'V')}" for s in part.supply if s.v and not s.v.unknown), "")
    price = unit_price(part, "USD")
    return " | ".join(x for x in (part.id, part.name, part.category, supply, f"about {price}" if price else "no price known") if x)


@tool(pure=True, lasting="version")
def part_facts(turn: Turn, arguments: Which) -> Outcome:
    """What the catalogue knows of a part: pins, supply, currents, addresses, values it is made with, each number with its source."""
    made = base(turn.shelf, turn.project)
    refs = refs_named(arguments.part, made.design, made.catalogue) if made and arguments.part in made.design.parts else []
    if made and refs:
        item = made.circuit.parts[refs[0]]
        guesses = [f"a model's guess, in no source: {k} {v}" for k, v in item.use.guesses.items()]
        return told(Outcome(True, ""), *([*_facts(item.part)] if item.known else [f"{refs[0]}: {item.use.name}, which the catalogue does not have; pins: {', '.join(item.use.pins) or 'none told'}"]), *guesses)
    return told(Outcome(True, ""), *_facts(find_part(arguments.part, load()).part))


def _facts(part: Part) -> Iterator[str]:
    yield f"{part.id}: {part.name} ({part.category}). {part.summary}"
    yield f"pins: {', '.join(p.name + (f' ({p.connect})' if p.connect else '') for p in part.pin)}"
    for label, fact, unit in facts_of(part):
        yield f"{label}: {fact_text(fact, unit)} [{source_of(part, fact)}]"
    if part.i2c:
        yield f"I2C address: {', '.join(f'0x{a:02X}' for a in part.i2c.addresses)}" + (f"; {part.i2c.select}" if part.i2c.select else "") + f" [{part.i2c.doc} {part.i2c.at}]"
    for need in part.needs:
        yield f"needs {need.kind.replace('_', ' ')}" + (f" at {need.pin}" if need.pin else "") + (f" to {need.to}" if need.to else "") + (f": {fact_text(need.ohm, 'Ω')}" if need.ohm else "") + (f" ({need.when})" if need.when else "")
    for name, spec in part.attrs.items():
        yield f"value {name}: {', '.join(spec.choices) or f'{spec.min} to {spec.max} {spec.unit}'.strip()}, usually {spec.default}"
    if part.actions:
        yield f"can: {', '.join(part.actions)}"
    if part.readings:
        yield f"reads: {', '.join(f'{n} ({r.unit})' for n, r in part.readings.items())}"
    yield from part.tips[:4]


@tool(writes=True, drawer="bom")
def add_part(turn: Turn, arguments: Add) -> Outcome:
    """Adds one part, and wires it where the planner knows how: with its resistors, drivers and supply."""
    guess = arguments.part.startswith(GUESS)
    return proposed(turn, added(working(turn), arguments.part.removeprefix(GUESS).strip() or "part", _plain(arguments.attrs), arguments.why, guess))


@tool(writes=True, drawer="bom")
def replace_part(turn: Turn, arguments: Replace) -> Outcome:
    """Puts another part, or another value, in the place of one. Its wires stay where the pins are the same, else it is planned anew."""
    return proposed(turn, replaced(working(turn), arguments.ref, arguments.part, _plain(arguments.attrs)))


@tool(writes=True, drawer="bom")
def remove_part(turn: Turn, arguments: Ref) -> Outcome:
    """Takes a part out, with its wires, what only served it, and what it did."""
    return proposed(turn, removed(working(turn), arguments.ref))


def _plain(attrs: Attrs) -> dict[str, Any]:
    return dict(attrs)
