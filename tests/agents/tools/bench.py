"""One call of a tool, outside any turn of an engine."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Any

from ohm_core.agents import toolset
from ohm_core.agents.events import Event
from ohm_core.agents.roles import role
from ohm_core.agents.turn import Limits, Outcome, Turn
from ohm_core.project.shelf import Shelf
from ohm_core.store.rows import Project

_runs = itertools.count()


def turn(shelf: Shelf, project: Project, agent: str = "conversational", events: list[Event] | None = None, ask_s: float = 0) -> Turn:
    """A turn of this agent, in a run of its own, that waits ASK_S for the person's word."""
    return Turn(shelf, project, f"run{next(_runs)}", "m1", role(agent), "", "text", (), (events if events is not None else []).append, limits=Limits(ask_s=ask_s))


def use(shelf: Shelf, project: Project, name: str, arguments: Mapping[str, Any] | None = None, agent: str = "conversational", events: list[Event] | None = None) -> Outcome:
    """The outcome of one call. Raises what the tool raises."""
    return toolset.call(turn(shelf, project, agent, events), name, arguments or {})
