"""What the tables hold, as values. Fields are the columns of the same name; times are UTC without a zone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import RowMapping

ARTIFACTS = ("context", "mvp", "prd", "bom", "code", "wiring", "budget", "conversation_summary")
Row = TypeVar("Row")


@dataclass(frozen=True)
class Project:
    """A project of an owner. `locked`, `phase`, `current_agent` and the budget target are its session's."""

    id: str
    owner: str
    title: str
    created_at: datetime
    updated_at: datetime
    thread_id: str = ""
    locked: bool = False
    phase: str = ""
    current_agent: str = ""
    budget_target: str | None = None
    currency: str = ""


@dataclass(frozen=True)
class Thread:
    """One conversation of a project; `model` is what was chosen for it ("" for what the settings say)."""

    id: str
    project_id: str
    title: str
    created_at: datetime
    model: str = ""


@dataclass(frozen=True)
class Message:
    """One message of a conversation; `sequence` counts from 1 in its thread. `metadata` of an answer says how it ended
    (`status`: complete, stopped, incomplete or failed) and which artifacts and findings it brought."""

    id: str
    project_id: str
    thread_id: str
    sequence: int
    role: str
    content: str
    created_at: datetime
    agent: str = ""
    intent: str = ""
    metadata: Mapping[str, Any] = field(default_factory=dict)
    run_id: str = ""


@dataclass(frozen=True)
class Revision:
    """The whole project at one moment: its Design as JSON, numbered from 1. Artifacts that changed then have its number."""

    id: str
    project_id: str
    number: int
    design: Mapping[str, Any] | None
    summary: str
    created_at: datetime
    parent_id: str = ""
    state: str = "kept"
    message_id: str = ""


@dataclass(frozen=True)
class Version:
    """An artifact at one moment. Text is `content`, structure is `data`; `path` tells code files apart; `picture` is SVG."""

    id: str
    artifact_id: str
    project_id: str
    type: str
    path: str
    number: int
    revision_id: str
    created_at: datetime
    parent_id: str = ""
    message_id: str = ""
    filename: str = ""
    language: str = ""
    content: str | None = None
    data: Any = None
    picture: str | None = None
    change_summary: str = ""
    removed: bool = False

    def same_as(self, other: Version | None) -> bool:
        """True when both hold the same; a picture alone makes no new version."""
        return other is not None and (self.content, self.data, self.removed, self.language) == (other.content, other.data, other.removed, other.language)


@dataclass(frozen=True)
class Run:
    """One turn or flow: `status` is running, complete, stopped, failed or incomplete (its process died)."""

    id: str
    project_id: str
    thread_id: str
    kind: str
    status: str
    started_at: datetime
    agent: str = ""
    user_message_id: str = ""
    message_id: str = ""
    error: str = ""
    process: str = ""
    ended_at: datetime | None = None


@dataclass(frozen=True)
class Step:
    """One step of a flow: `status` is started, completed or failed; `output` what a completed one gave."""

    id: str
    run_id: str
    project_id: str
    name: str
    position: int
    status: str
    started_at: datetime
    output: Mapping[str, Any] | None = None
    error: str = ""
    ended_at: datetime | None = None


@dataclass(frozen=True)
class Draft:
    """What somebody edits of an artifact, not saved yet: the newest snapshot, numbered from 1 without an end. `state` is open, saved or
    dropped; `base` is the artifact's version when it was begun, `saved` the one it became (0 for none)."""

    id: str
    project_id: str
    type: str
    path: str
    version: int
    editor: str
    updated_at: datetime
    content: Any = None
    base: int = 0
    state: str = "open"
    saved: int = 0

    @property
    def open(self) -> bool:
        return self.state == "open"


@dataclass(frozen=True)
class Upload:
    """A file that a person sent to a project. `kind` is photo, pdf, table, circuit, code or text, found from its bytes; `size` is in
    bytes; `facts` holds what was seen on its arrival (width and height of a photo in pixels, pages of a PDF)."""

    id: str
    project_id: str
    name: str
    kind: str
    media_type: str
    size: int
    sha256: str
    created_at: datetime
    facts: Mapping[str, Any] = field(default_factory=dict)


def read_row(kind: type[Row], row: RowMapping) -> Row:
    """A database row as a value; columns that are null keep the field's default where it has one."""
    known = {f.name: f.default is MISSING and f.default_factory is MISSING for f in fields(kind)}  # type: ignore[arg-type]
    return kind(**{k: v for k, v in row.items() if k in known and (v is not None or known[k])})
