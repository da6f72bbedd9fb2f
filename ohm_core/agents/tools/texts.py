"""Context, MVP and PRD: the texts of a project, in Markdown."""

from __future__ import annotations

from pydantic import Field

from ohm_core.agents.making import announced
from ohm_core.agents.toolbox import Arguments, tool
from ohm_core.agents.turn import Outcome, Turn
from ohm_core.project import history

LIMIT = 100_000


class Context(Arguments):
    context: str = Field(min_length=1, max_length=LIMIT, description="Markdown")


class Mvp(Arguments):
    mvp: str = Field(min_length=1, max_length=LIMIT, description="Markdown")


class Prd(Arguments):
    prd: str = Field(min_length=1, max_length=LIMIT, description="Markdown")


@tool(writes=True, drawer="context")
def update_context(turn: Turn, arguments: Context) -> Outcome:
    """Replaces the project's context: goal, place, users, constraints."""
    return written(turn, "context", arguments.context)


@tool(writes=True, drawer="context")
def update_mvp(turn: Turn, arguments: Mvp) -> Outcome:
    """Replaces the project's MVP: the smallest thing that works, and how to test it."""
    return written(turn, "mvp", arguments.mvp)


@tool(writes=True, drawer="context")
def update_prd(turn: Turn, arguments: Prd) -> Outcome:
    """Replaces the project's PRD: requirements with acceptance lines, parts, risks, open questions."""
    return written(turn, "prd", arguments.prd)


def written(turn: Turn, kind: str, content: str) -> Outcome:
    """A text kept as the next version of its own."""
    return announced(turn, history.write_text(turn.shelf, turn.project, kind, content, turn.message_id))
