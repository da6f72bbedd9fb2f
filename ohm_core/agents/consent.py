"""A call that needs the person's word: they are asked, the turn waits a while for the answer, and goes on by it or without it.

The question is a row that outlives the turn; so is the answer. One that comes too late holds for the next same call."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from ohm_core.agents.events import PermissionAsked, PermissionDecided
from ohm_core.agents.scrub import scrubbed
from ohm_core.agents.turn import Stopped, Turn
from ohm_core.errors import ModelMistake
from ohm_core.project import permissions

LOOK_SECONDS = 0.2
SPARE_SECONDS = 5.0  # left of the turn's own time, to say how it ended


def admit(turn: Turn, tool: str, arguments: Mapping[str, Any]) -> None:
    """Comes back where the role may make this call now, after asking the person where the project says *ask*. Raises ModelMistake where it
    is denied or they refuse, Locked (kind ask) where no answer came in time, Stopped."""
    verdict = permissions.rules_of(turn.shelf, turn.project).verdict(turn.role.type, tool)
    if verdict == "deny":
        raise ModelMistake(f"{tool} is not allowed in this project for {turn.role.name}.", tool, "no_tool")
    if verdict == "ask":
        _asked(turn, tool, scrubbed(dict(arguments)))


def _asked(turn: Turn, tool: str, arguments: Mapping[str, Any]) -> None:
    patience = max(0.0, min(turn.limits.ask_s, turn.limits.turn_s - (time.monotonic() - turn.began) - SPARE_SECONDS))
    until, told = time.monotonic() + patience, ""
    while True:
        request = permissions.ask(turn.shelf, turn.project, turn.role.type, tool, arguments, turn.run_id)
        if not request:
            return
        if request != told:
            told = request
            turn.emit(PermissionAsked(request, turn.role.type, tool, arguments, round(patience)))
        if not _answered(turn, request, until):
            turn.emit(PermissionDecided(request, turn.role.type, tool, "timed_out"))
            raise permissions.waits(turn.role.name, tool)
        if permissions.status(turn.shelf, turn.project, request) == "refused":
            raise ModelMistake(f"The person refused {tool} here. Go on without it, or ask them what they would rather have.", tool, "refused")


def _answered(turn: Turn, request: str, until: float) -> bool:
    """Waits for the person's word; False where none came in time. Raises Stopped."""
    while permissions.status(turn.shelf, turn.project, request) == "pending":
        if turn.stopped():
            raise Stopped
        if time.monotonic() >= until:
            return False
        time.sleep(LOOK_SECONDS)
    return True
