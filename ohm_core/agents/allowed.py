"""The permission table as people and programs see and set it: every role, tool and feature named is one there is, so that a slip of the
pen forbids nothing in vain. What it means is in `project/permissions.py`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any

from ohm_core.agents.roles import roles
from ohm_core.agents.tools import tools
from ohm_core.errors import BadInput
from ohm_core.project import permissions, servers
from ohm_core.project.permissions import EVERY, Verdict
from ohm_core.project.shelf import Shelf
from ohm_core.store.rows import Project

FEATURES = {
    "trials": "Compiling the firmware and running it in the virtual circuit",
    "part_tools": "A tool for each part with values, like set_R1",
    "mcp": "Tools of the MCP servers",
    "sql": "Questions to the store in SQL (data analyst)",
}
OTHERS = {"assistant": "Another program, over MCP"}  # roles that are no agent's
PART_TOOL = re.compile(r"set_[A-Za-z][\w-]{0,40}")


def permit(shelf: Shelf, project: Project, tool: str, verdict: Verdict | None, role: str = "") -> None:
    """Sets what a role ("": any) may do with a tool ("*": any); None takes the rule away. Raises BadInput with the nearest names, Locked."""
    if role:
        _known(role, {*roles(), *OTHERS}, "agent", "role")
    if tool != EVERY:
        known_tool(shelf, project, tool)
    permissions.permit(shelf, project, tool, verdict, role)


def switch(shelf: Shelf, project: Project, feature: str, on: bool) -> None:
    """Switches a feature on or off. Raises BadInput, Locked."""
    permissions.switch(shelf, project, _known(feature, FEATURES, "feature", "feature"), on)


def describe(shelf: Shelf, project: Project, tool: str, text: str | None) -> None:
    """The project's own words for a tool, None for the tool's. Raises BadInput, Locked."""
    permissions.describe(shelf, project, known_tool(shelf, project, tool), text)


def known_tool(shelf: Shelf, project: Project, name: str) -> str:
    """NAME where it is a tool of OHM, of a part, or of one of the project's servers. Raises BadInput."""
    foreign = {s.name for s in servers.listed(shelf, project)}
    if PART_TOOL.fullmatch(name) or ("__" in name and name.split("__")[0] in foreign):
        return name
    return _known(name, tools(), "tool", "tool")


def table(shelf: Shelf, project: Project) -> dict[str, Any]:
    """The table for programs: `rules` that were set (the one most about a call holds; allow where none is), `features`, `descriptions`
    of the project's own, and the names there are. Raises BadInput for another owner's project."""
    rules = permissions.rules(shelf, project)
    return {
        "rules": [{"role": role, "tool": tool, "verdict": verdict} for (role, tool), verdict in sorted(rules.verdicts.items())],
        "features": [{"feature": name, "on": rules.on(name), "about": about} for name, about in FEATURES.items()],
        "descriptions": dict(rules.descriptions),
        "roles": [{"role": r.type, "name": r.name, "tools": list(r.tools)} for r in roles().values()] + [{"role": kind, "name": about, "tools": list(tools())} for kind, about in OTHERS.items()],
        "tools": [{"tool": t.name, "description": t.description, "writes": t.writes, "feature": t.feature or None} for t in tools().values()],
    }


def _known(name: str, names: Iterable[str], noun: str, where: str) -> str:
    every = list(names)
    if name in every:
        return name
    near = get_close_matches(name, every, 3, 0.5) or every[:5]
    raise BadInput(f"There is no {noun} '{name[:40]}'; near it are {', '.join(near)}.", where, "unknown_name")
