"""Drawers: what the person is shown. One tool a drawer, without arguments."""

from __future__ import annotations

from collections.abc import Callable

from ohm_core.agents.events import DRAWERS
from ohm_core.agents.toolbox import NoArguments, Tool
from ohm_core.agents.turn import Outcome, Turn


def _opener(drawer: str) -> Callable[[Turn, NoArguments], Outcome]:
    def run(turn: Turn, arguments: NoArguments) -> Outcome:
        return Outcome(True, f"{drawer} drawer open")  # the toolset opens it, as for every tool that has a drawer

    return run


TOOLS = tuple(Tool(f"open_{d}_drawer", f"Shows the {d} drawer to the person.", NoArguments, _opener(d), drawer=d) for d in DRAWERS)
