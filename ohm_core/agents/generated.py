"""Tools that the parts of a project bring: one for each part with values to choose, its schema made of the catalogue's."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any, Literal

from pydantic import Field, create_model

from ohm_core.agents.making import proposed, working
from ohm_core.agents.toolbox import Arguments, Tool
from ohm_core.agents.turn import Outcome, Turn
from ohm_core.catalogue.schema import AttrSpec, Part
from ohm_core.errors import ModelMistake
from ohm_core.project.proposed.keep import base
from ohm_core.project.proposed.parts import replaced

MOST = 24


def part_tools(turn: Turn) -> Iterator[Tool]:
    """A tool `set_REF` a part in use whose values may be chosen, for roles that may replace parts."""
    made = base(turn.shelf, turn.project) if "replace_part" in turn.role.tools else None
    if made is None:
        return
    settable = [(ref, item.part) for ref, item in made.circuit.parts.items() if item.known and item.part.attrs and re.fullmatch(r"[A-Za-z0-9_-]{1,50}", ref)]
    for ref, part in settable[:MOST]:
        yield set_tool(ref, part)


def set_tool(ref: str, part: Part) -> Tool:
    """The tool that sets the values of one part."""
    form = _form(part.id, tuple(part.attrs.items()))
    return Tool(f"set_{ref}", f"Sets values of {ref} ({part.name}): {', '.join(part.attrs)}.", form, _setter(ref), writes=True, drawer="bom", feature="part_tools", source=ref)


@lru_cache(maxsize=256)
def _form(part: str, attrs: tuple[tuple[str, AttrSpec], ...]) -> type[Arguments]:
    """The argument model of a part's values; made once, since making one takes milliseconds."""
    fields: dict[str, Any] = {name: (_type(spec) | None, Field(None, ge=spec.min, le=spec.max, description=_words(spec)) if spec.kind in ("number", "integer") else Field(None, description=_words(spec))) for name, spec in attrs}
    return create_model(f"Values of {part}", __base__=Arguments, **fields)


def _type(spec: AttrSpec) -> Any:
    if spec.choices:
        return Literal[spec.choices]
    return {"number": float, "integer": int}.get(spec.kind, str)


def _words(spec: AttrSpec) -> str:
    return " ".join(x for x in (f"in {spec.unit}" if spec.unit else "", f"usually {spec.default}" if spec.default is not None else "") if x)


def _setter(ref: str) -> Callable[[Turn, Any], Outcome]:
    def run(turn: Turn, arguments: Any) -> Outcome:
        attrs = arguments.model_dump(exclude_none=True)
        if not attrs:
            raise ModelMistake(f"set_{ref}: give at least one of {', '.join(type(arguments).model_fields)}.", ref, "bad_arguments")
        return proposed(turn, replaced(working(turn), ref, "", attrs))

    return run
