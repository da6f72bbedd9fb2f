"""What a person edited, saved by the way the tools go: resolved, checked, kept as a version. The permission table is about agents and does
not bind the person; a locked project does."""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import dataclass
from typing import Any

from ohm_core.agents.events import Event
from ohm_core.agents.roles import Role
from ohm_core.agents.scrub import scrubbed
from ohm_core.agents.tools import tools
from ohm_core.agents.turn import Outcome, Turn
from ohm_core.design.finding import Finding
from ohm_core.errors import BadInput, ModelMistake, OhmError
from ohm_core.project import drafts, history
from ohm_core.project.proposed.keep import base, judged
from ohm_core.project.shelf import Shelf
from ohm_core.store import runs
from ohm_core.store.ids import new_id
from ohm_core.store.journal import journal_of
from ohm_core.store.rows import Draft, Project, Run

log = logging.getLogger("ohm.agents")
KIND = "edit"
PERSON = Role("person", "You", "person", "Edits by hand.")


@dataclass(frozen=True)
class SavedDraft:
    """How a save ended: the draft as it stands, the number of the version it became (0 where it broke rules, or nothing was different),
    what the rules say, and what is to be said besides."""

    draft: Draft
    version: int
    findings: tuple[Finding, ...]
    notes: tuple[str, ...]
    summary: str

    @property
    def broken(self) -> bool:
        """True where it stays open because the design would break a rule."""
        return self.draft.open and not self.version


def save(shelf: Shelf, project: Project, kind: str, path: str, version: int) -> SavedDraft:
    """Makes the open draft, whose newest snapshot must be VERSION, the artifact's next version, and closes it. One that breaks a rule stays
    open and no version is made. Raises Stale, Locked, BadInput."""
    project = shelf.writable(project)
    with shelf.db.shared("saving", threading.Lock):  # of two who save the same, the second is told that it is saved
        return _saved(shelf, project, drafts.current(shelf, project, kind, path, version))


def _saved(shelf: Shelf, project: Project, draft: Draft) -> SavedDraft:
    behind = _behind(shelf, project, draft)
    outcome = _called(shelf, project, draft)
    saved = outcome.value.revision.number if isinstance(outcome.value, history.Saved) else 0
    made = base(shelf, project)
    findings = judged(made) if made else ()
    if not saved and history.draft_number(shelf, project):
        return SavedDraft(draft, 0, findings, (*behind, *outcome.notes), outcome.summary)
    late: tuple[str, ...] = ()
    try:
        ended = drafts.ended(shelf, project, draft.type, draft.path, draft.version, "saved", saved)
    except drafts.Stale as error:
        ended, late = error.draft, (f"A newer snapshot came while this was saved (version {error.draft.version}, by {error.draft.editor}); it is open still.",)
    return SavedDraft(ended, saved, findings, (*behind, *late, *outcome.notes), outcome.summary)


def _behind(shelf: Shelf, project: Project, draft: Draft) -> tuple[str, ...]:
    """What was saved by others meanwhile: the draft takes its place, and the person is told."""
    found = history.snapshot(shelf, project)
    there = found.get(draft.type, draft.path) if found else None
    if there is None or not draft.base or there.number <= draft.base:
        return ()
    return (f"Version {there.number} was made while this was edited from version {draft.base}; it is kept in Versions.",)


def _called(shelf: Shelf, project: Project, draft: Draft) -> Outcome:
    """The outcome of the artifact's own tool, logged like every call of one. Raises OhmError with a sentence for a person."""
    run = runs.alone(shelf.db, shelf.owner, project, KIND)
    turn = Turn(shelf, project, run.id, run.message_id, PERSON, "", "", (), lambda event: _emit(shelf, project, run, event))
    name, arguments = _call_of(shelf, project, draft)
    error, began = "", time.perf_counter()
    try:
        tool = tools()[name]
        return tool.run(turn, tool.checked(arguments))
    except ModelMistake as caught:
        error = caught.message
        raise BadInput(caught.message.removeprefix(f"{name}: "), caught.where, caught.kind) from None
    except OhmError as caught:
        error = caught.message
        raise
    finally:
        runs.log_tool(shelf.db, shelf.owner, run, new_id(), PERSON.type, name, scrubbed({"artifact": draft.type, "path": draft.path, "version": draft.version}), not error, error or "saved", error, round((time.perf_counter() - began) * 1000))
        runs.close(shelf.db, shelf.owner, run, "failed" if error else "complete")
        log.info("draft saved", extra={"project": project.id, "turn": run.id, "tool": name, "status": "failed" if error else "ok"})


def _emit(shelf: Shelf, project: Project, run: Run, event: Event) -> None:
    journal_of(shelf.db).emit(shelf.owner, project.id, run.id, event.as_json())


def _call_of(shelf: Shelf, project: Project, draft: Draft) -> tuple[str, dict[str, Any]]:
    """The tool that keeps a draft, and its arguments."""
    if draft.type == "code":
        found = history.snapshot(shelf, project)
        there = found.get("code", draft.path) if found else None
        return "add_code_file", {"filename": draft.path, "file_path": draft.path, "language": there.language if there else "", "content": draft.content, "description": "edited by hand"}
    if draft.type == "bom":
        made = base(shelf, project)
        own = {"project_name": project.title, "totalCost": float(made.cost.total.amount) if made else 0.0}
        return "update_bom", {**own, **draft.content}
    return f"update_{draft.type}", dict(draft.content) if draft.type == "wiring" else {draft.type: draft.content}
