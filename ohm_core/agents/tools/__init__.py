"""The tools of the agents, one file a noun. Each is a typed function; a tool changes a project only through `project`'s functions,
so locks and owners hold. What it raises as OhmError is told to the engine, which may mend it.

Which of them a turn has is put together in `agents/toolset.py`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module

from ohm_core.agents.roles import roles
from ohm_core.agents.toolbox import Tool
from ohm_core.errors import BadInput

NOUNS = ("drawers", "texts", "files", "bills", "wiring", "code", "money", "designing", "parts", "examples", "checks", "trials", "history", "tables", "uploads", "pictures")


@cache
def tools() -> Mapping[str, Tool]:
    """Every tool of OHM by name, in the order of NOUNS. Raises BadInput where a role names one that is not there."""
    made = {t.name: t for noun in NOUNS for t in vars(import_module(f"{__name__}.{noun}")).values() if isinstance(t, Tool)}
    made |= {t.name: t for noun in NOUNS for t in getattr(import_module(f"{__name__}.{noun}"), "TOOLS", ())}
    for known in roles().values():
        if missing := set(known.tools) - set(made):
            raise BadInput(f"roles.toml: {known.type} names the tool '{min(missing)}', which does not exist.", "roles.toml")
    return made
