"""The tools of one run, put together when it begins: the role's, those that its parts bring, those of servers the project switched on;
less what the permission table denies. Here a call is admitted, checked, run, and its result kept for as long as it holds."""

from __future__ import annotations

import json
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ohm_core.agents.consent import admit
from ohm_core.agents.events import DrawerOpen
from ohm_core.agents.generated import part_tools
from ohm_core.agents.servers import server_tools
from ohm_core.agents.toolbox import Tool
from ohm_core.agents.tools import tools
from ohm_core.agents.turn import Outcome, Turn
from ohm_core.errors import ModelMistake
from ohm_core.project import permissions
from ohm_core.project.permissions import Rules
from ohm_core.store import versions

Source = Callable[[Turn], Iterable[Tool]]
SOURCES: list[Source] = [part_tools, server_tools]  # who else brings tools
MOST_KEPT, MOST_RUNS = 256, 64


@dataclass
class Toolset:
    """What one role may call in one run. `rules` are the project's permissions, flags and descriptions as they were at its beginning."""

    role: str
    tools: Mapping[str, Tool]
    rules: Rules
    opened: set[str] = field(default_factory=set)

    def schemas(self) -> tuple[dict[str, Any], ...]:
        """The tools as models are told of them."""
        return tuple(t.schema() for t in self.tools.values())


def assemble(turn: Turn, sources: Iterable[Source] | None = None) -> Toolset:
    """The toolset of a turn as the project stands now. Raises BadInput for another owner's project."""
    project = turn.shelf.get(turn.project.id)
    rules = permissions.rules_of(turn.shelf, project)
    own = [tools()[name] for name in turn.role.tools]
    brought = [t for source in (SOURCES if sources is None else sources) for t in source(turn)] if turn.role.tools else []
    taken = {t.name for t in own}
    every = [*own, *(t for t in brought if t.name not in taken)]
    allowed = [t for t in every if rules.on(t.feature) and rules.verdict(turn.role.type, t.name) != "deny"]
    return Toolset(turn.role.type, {t.name: replace(t, description=rules.descriptions.get(t.name, t.description)) for t in allowed}, rules)


def of(turn: Turn) -> Toolset:
    """The toolset of a turn, put together once for its run and role."""
    key = (turn.shelf.owner, turn.project.id, turn.run_id, turn.role.type)
    with _lock:
        if found := _runs.get(key):
            return found
    made = assemble(turn)
    with _lock:
        while len(_runs) >= MOST_RUNS:
            _runs.popitem(last=False)
        return _runs.setdefault(key, made)


def call(turn: Turn, name: str, arguments: Mapping[str, Any]) -> Outcome:
    """Runs a tool that the turn's role may use. Raises OhmError where it may not, or the arguments or the tool fail."""
    project = turn.shelf.get(turn.project.id)
    mine = of(turn)
    tool = mine.tools.get(name)
    if tool is None:
        raise ModelMistake(_refusal(turn, mine, name), name, "no_tool")
    checked = tool.checked(arguments)
    if tool.writes:
        turn.shelf.writable(project)
    admit(turn, name, arguments)
    if tool.drawer and (tool.drawer not in mine.opened or name.startswith("open_")):
        mine.opened.add(tool.drawer)
        turn.emit(DrawerOpen(tool.drawer))
    return _kept(turn, tool, arguments, lambda: tool.run(turn, checked)) if tool.lasting else tool.run(turn, checked)


def is_pure(turn: Turn, name: str) -> bool:
    """Whether a tool changes nothing, so that it may run beside others; one that nobody knows does not."""
    found = of(turn).tools.get(name)
    return found is None or found.pure


def _refusal(turn: Turn, mine: Toolset, name: str) -> str:
    known = ", ".join(mine.tools) or "none"
    if name in turn.role.tools:
        why = "is switched off in this project" if mine.rules.verdict(turn.role.type, name) != "deny" else "is not allowed in this project"
        return f"{name} {why} for {turn.role.name}; it has {known}."
    return f"{turn.role.name} has no tool '{name[:40]}'; it has {known}."


def _kept(turn: Turn, tool: Tool, arguments: Mapping[str, Any], run: Callable[[], Outcome]) -> Outcome:
    """The outcome of the same call on the same version, where it was asked before and held; else that of RUN."""
    stand: tuple[Any, ...] = ()
    if tool.lasting == "version":
        newest = versions.newest(turn.shelf.db, turn.shelf.owner, turn.project.id)
        project = turn.shelf.get(turn.project.id)
        stand = (turn.shelf.owner, project.id, newest.id if newest else "", project.budget_target, project.currency)
    key = (tool.source, tool.name, json.dumps(arguments, sort_keys=True, default=str), *stand)
    with _lock:
        if key in _results:
            _results.move_to_end(key)
            return _results[key]
    outcome = run()
    if outcome.ok:
        with _lock:
            while len(_results) >= MOST_KEPT:
                _results.popitem(last=False)
            _results[key] = outcome
    return outcome


_lock = threading.Lock()
_runs: OrderedDict[tuple[str, str, str, str], Toolset] = OrderedDict()
_results: OrderedDict[tuple[Any, ...], Outcome] = OrderedDict()
