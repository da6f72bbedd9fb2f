"""Examples: finished designs to learn from or to start from."""

from __future__ import annotations

from pydantic import Field

from ohm_core.agents.making import told
from ohm_core.agents.toolbox import Arguments, tool
from ohm_core.agents.turn import Outcome, Turn
from ohm_core.project.examples import like


class Search(Arguments):
    words: str = Field(min_length=1, max_length=500, description="What is to be built, in plain words")
    limit: int = Field(3, ge=1, le=10)


@tool(pure=True, lasting="catalogue")
def search_examples(turn: Turn, arguments: Search) -> Outcome:
    """Finds finished examples like what is asked for: the words they were made from, their parts and their wires."""
    hits = like(arguments.words, arguments.limit)
    lines = []
    for one, _ in hits:
        design = one.design()
        lines += [f"{one.name}: {one.request}", f"  parts: {', '.join(f'{r} {u.part}' for r, u in design.parts.items())}", f"  wires: {', '.join(f'{a}-{b}' for a, b in design.connections)}"]
    return told(Outcome(True, "", tuple(e.name for e, _ in hits)), *lines or ("No finished example is like that.",))
