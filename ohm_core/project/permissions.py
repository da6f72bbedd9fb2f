"""What agents may do in a project: allow, ask or deny by role and tool, features switched off, tools described anew; and the
requests of agents that wait for the person's word."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from ohm_core.errors import BadInput, Locked
from ohm_core.project.shelf import Shelf
from ohm_core.store import permissions as rows
from ohm_core.store.journal import journal_of
from ohm_core.store.rows import Project

Verdict = Literal["allow", "ask", "deny"]
VERDICTS: tuple[Verdict, ...] = ("allow", "ask", "deny")
EVERY = "*"  # any tool
LONGEST, MOST_WAITING = 2_000, 20


@dataclass(frozen=True)
class Rules:
    """`verdicts` by (role, tool), where role "" and tool "*" mean any; `off` the features that are switched off."""

    verdicts: Mapping[tuple[str, str], Verdict] = field(default_factory=dict)
    off: frozenset[str] = frozenset()
    descriptions: Mapping[str, str] = field(default_factory=dict)

    def verdict(self, role: str, tool: str) -> Verdict:
        """The rule that is most about this: role and tool, tool, role, all; allow where there is none."""
        return next((self.verdicts[k] for k in ((role, tool), ("", tool), (role, EVERY), ("", EVERY)) if k in self.verdicts), "allow")

    def on(self, feature: str) -> bool:
        return not feature or feature not in self.off


def rules(shelf: Shelf, project: Project) -> Rules:
    """The project's rules, and the features that OHM_FEATURES_OFF switches off everywhere. Raises BadInput for another's project."""
    return rules_of(shelf, shelf.get(project.id))


def rules_of(shelf: Shelf, project: Project) -> Rules:
    """The same for a project that is known to be the owner's."""
    found = rows.rules(shelf.db, shelf.owner, project.id)
    verdicts: dict[tuple[str, str], Verdict] = {(r["role"], r["name"]): r["value"] for r in found if r["kind"] == rows.VERDICT and r["value"] in VERDICTS}
    off = {r["name"] for r in found if r["kind"] == rows.FEATURE and r["value"] == "off"}
    everywhere = {name.strip() for name in os.environ.get("OHM_FEATURES_OFF", "").split(",")} - {""}
    return Rules(verdicts, frozenset(off | everywhere), {r["name"]: r["value"] for r in found if r["kind"] == rows.DESCRIPTION})


def permit(shelf: Shelf, project: Project, tool: str, verdict: Verdict | None, role: str = "") -> None:
    """Sets what a role ("": any) may do with a tool ("*": any); None goes back to the rule above it. Raises BadInput, Locked."""
    if verdict is not None and verdict not in VERDICTS:
        raise BadInput(f"'{verdict}' is no verdict; use one of {', '.join(VERDICTS)}.", "verdict")
    rows.put(shelf.db, shelf.owner, shelf.writable(project).id, rows.VERDICT, tool, verdict, role)


def switch(shelf: Shelf, project: Project, feature: str, on: bool) -> None:
    """Switches a feature of the tools on or off in a project. Raises Locked."""
    rows.put(shelf.db, shelf.owner, shelf.writable(project).id, rows.FEATURE, feature, None if on else "off")


def describe(shelf: Shelf, project: Project, tool: str, text: str | None) -> None:
    """Puts the project's own words in the place of a tool's description; None takes them away. Raises BadInput when too long, Locked."""
    if text is not None and not 0 < len(text.strip()) <= LONGEST:
        raise BadInput(f"A description has 1 to {LONGEST:,} characters.", "description")
    rows.put(shelf.db, shelf.owner, shelf.writable(project).id, rows.DESCRIPTION, tool, text)


def ask(shelf: Shelf, project: Project, role: str, tool: str, arguments: Mapping[str, Any], run_id: str) -> str:
    """Uses a grant of the person's for this very call, once: "". Without one a request is kept for the person; gives its id. Raises
    BadInput where too many wait already."""
    if rows.use(shelf.db, shelf.owner, project.id, role, tool, arguments):
        return ""
    if len(rows.requests(shelf.db, shelf.owner, project.id)) >= MOST_WAITING:
        raise BadInput(f"{MOST_WAITING} questions wait for the person already; nothing more is asked until they answer.", tool, "busy")
    return rows.request(shelf.db, shelf.owner, project.id, role, tool, arguments, run_id)


def status(shelf: Shelf, project: Project, request_id: str) -> str:
    """How a request stands: pending, granted, used or refused; "" where there is none."""
    return rows.status(shelf.db, shelf.owner, project.id, request_id)


def waits(role: str, tool: str) -> Locked:
    """What a call is told that waits for the person."""
    return Locked(f"{tool} waits for the person: they were asked whether {role} may use it here. Go on without it, or tell them what it is for.", tool, "ask")


def pending(shelf: Shelf, project: Project) -> list[Mapping[str, Any]]:
    """The requests that wait for the person, the oldest first: id, role, tool, arguments, run_id."""
    return rows.requests(shelf.db, shelf.owner, shelf.get(project.id).id)


def decide(shelf: Shelf, project: Project, request_id: str, grant: bool, always: bool = False) -> None:
    """The person's word on a request: granted for this one call, or ALWAYS for this role and tool; refused the same way. Whoever waits for it
    and every reader are told. Raises BadInput for one that does not wait, Locked for ALWAYS in a locked project."""
    project = shelf.writable(project) if always else shelf.get(project.id)
    asked = next((r for r in rows.requests(shelf.db, shelf.owner, project.id) if r["id"] == request_id), None)
    if asked and always:  # before the word itself: who waits for that may call again at once
        permit(shelf, project, str(asked["tool"]), "allow" if grant else "deny", str(asked["role"]))
    found = rows.decide(shelf.db, shelf.owner, project.id, request_id, "granted" if grant else "refused")
    if found is None:
        raise BadInput("There is no such request waiting.", "request", "unknown_request")
    told = {"type": "permission_decided", "request": request_id, "agent": found["role"], "tool": found["tool"], "decision": "granted" if grant else "refused", "always": always}
    journal_of(shelf.db).emit(shelf.owner, project.id, str(found["run_id"]), told)
