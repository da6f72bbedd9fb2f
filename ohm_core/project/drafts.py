"""Drafts: what a person edits of an artifact before it is saved, for everybody to see at once. Each snapshot is the whole content with a
number; the highest number is what stands. (A design that breaks a rule and is kept beside the versions is something else: `history.save_draft`.)

Here they are kept, shown and dropped; `agents/saving.py` saves one by the tools' way.
"""

from __future__ import annotations

import json
from typing import Any

from ohm_core.design.file import safe_path
from ohm_core.errors import BadInput, OhmError
from ohm_core.project.shelf import Shelf
from ohm_core.store import drafts as rows
from ohm_core.store import versions
from ohm_core.store.journal import journal_of
from ohm_core.store.rows import Draft, Project

TEXTS = ("code", "context", "mvp", "prd")  # their content is text; a bill's and a wiring's the object of their update tools
KINDS = (*TEXTS, "bom", "wiring")
LIMIT, MOST_OPEN, HIGHEST = 500_000, 50, 2_000_000_000
EVENT = "draft_changed"


class Stale(OhmError):
    """A snapshot or a save that came too late; `draft` is what stands."""

    kind = "stale_draft"

    def __init__(self, message: str, draft: Draft) -> None:
        super().__init__(message, "version")
        self.draft = draft


def opened(shelf: Shelf, project: Project) -> list[Draft]:
    """The open drafts of a project. Raises BadInput for another owner's."""
    return rows.opened(shelf.db, shelf.owner, shelf.get(project.id).id)


def get(shelf: Shelf, project: Project, kind: str, path: str = "") -> Draft | None:
    """The draft of an artifact, open or closed; None where there never was one. Raises BadInput for what cannot be edited."""
    kind, path = artifact(kind, path)
    return rows.get(shelf.db, shelf.owner, shelf.get(project.id).id, kind, path)


def put(shelf: Shelf, project: Project, kind: str, path: str, version: int, content: Any, editor: str = "") -> Draft:
    """Keeps a snapshot and tells every reader of the project. VERSION must be above the kept one's. Raises Stale, Locked, BadInput."""
    kind, path = artifact(kind, path)
    project = shelf.writable(project)
    _fits(kind, version, content, editor)
    known = rows.get(shelf.db, shelf.owner, project.id, kind, path)
    begun = 0 if known and known.open else _number(shelf, project, kind, path)
    if not (known and known.open) and len(rows.opened(shelf.db, shelf.owner, project.id)) >= MOST_OPEN:
        raise BadInput(f"{MOST_OPEN} drafts are open in this project; save or drop one first.", "drafts", "too_many_drafts")
    draft, kept = rows.put(shelf.db, shelf.owner, project.id, kind, path, version, editor or shelf.owner, content, begun)
    if not kept:
        raise Stale(_late(draft), draft)
    tell(shelf, draft)
    return draft


def drop(shelf: Shelf, project: Project, kind: str, path: str, version: int) -> Draft:
    """Ends a draft without saving it. Raises Stale where a newer snapshot came or none is open, Locked, BadInput."""
    kind, path = artifact(kind, path)
    return ended(shelf, shelf.writable(project), kind, path, version, "dropped")


def current(shelf: Shelf, project: Project, kind: str, path: str, version: int) -> Draft:
    """The open draft whose newest snapshot is VERSION. Raises Stale, BadInput where there never was one."""
    kind, path = artifact(kind, path)
    draft = get(shelf, project, kind, path)
    if draft is None:
        raise BadInput("There is no draft of this.", "path" if path else "artifact", "unknown_draft")
    if not draft.open or draft.version != version:
        raise Stale(_late(draft), draft)
    return draft


def ended(shelf: Shelf, project: Project, kind: str, path: str, version: int, state: str, saved: int = 0) -> Draft:
    """The draft, ended as saved or dropped, told to every reader. Raises Stale, BadInput."""
    draft, done = rows.close(shelf.db, shelf.owner, project.id, kind, path, version, state, saved)
    if draft is None:
        raise BadInput("There is no draft of this.", "path" if path else "artifact", "unknown_draft")
    if not done:
        raise Stale(_late(draft), draft)
    tell(shelf, draft)
    return draft


def tell(shelf: Shelf, draft: Draft) -> None:
    """Writes the change to the project's journal, without the content: who reads the event is given it from the draft itself."""
    body = {"type": EVENT, "artifact": draft.type, "path": draft.path, "version": draft.version, "by": draft.editor, "state": draft.state, **({"saved": draft.saved} if draft.saved else {})}
    journal_of(shelf.db).emit(shelf.owner, draft.project_id, "", body)


def as_json(draft: Draft) -> dict[str, Any]:
    """A draft for programs and pages."""
    return {"artifact": draft.type, "path": draft.path, "version": draft.version, "by": draft.editor, "state": draft.state, "content": draft.content, "base": draft.base,
            "saved": draft.saved or None, "updatedAt": draft.updated_at.isoformat()}


def artifact(kind: str, path: str) -> tuple[str, str]:
    """The kind and path of what may be edited; only code files have a path. Raises BadInput."""
    if kind not in KINDS:
        raise BadInput(f"'{kind[:40]}' cannot be edited; use one of {', '.join(KINDS)}.", "artifact", "unknown_artifact")
    if kind != "code":
        return kind, ""
    if not path:
        raise BadInput("Say which code file is meant: \"path\".", "path")
    return kind, safe_path(path)


def _fits(kind: str, version: int, content: Any, editor: str) -> None:
    if not 1 <= version <= HIGHEST:
        raise BadInput(f"A draft's version is a number from 1 to {HIGHEST:,}.", "version")
    if not isinstance(content, str if kind in TEXTS else dict):
        raise BadInput(f"The content of {kind} must be {'text' if kind in TEXTS else f'the JSON object of update_{kind}'}.", "content")
    size = len(content) if isinstance(content, str) else len(json.dumps(content, ensure_ascii=False))
    if size > LIMIT:
        raise BadInput(f"The draft has {size:,} characters; the limit is {LIMIT:,}.", "content", "too_large")
    if len(editor) > 60 or not editor.isprintable():
        raise BadInput("\"by\" has at most 60 characters in one line.", "by")


def _number(shelf: Shelf, project: Project, kind: str, path: str) -> int:
    """The artifact's version now, 0 where there is none."""
    return next((v.number for v in versions.latest(shelf.db, shelf.owner, project.id) if (v.type, v.path) == (kind, path) and not v.removed), 0)


def _late(draft: Draft) -> str:
    if draft.open:
        return f"A newer snapshot stands (version {draft.version}, by {draft.editor}); take it up and send a version above it."
    how = f"saved as version {draft.saved}" if draft.saved else "saved" if draft.state == "saved" else "dropped"
    return f"This draft was {how} at its version {draft.version}; begin again with a version above it."
