"""Rows of revisions (the whole project at one moment) and of artifact versions. Nothing is ever overwritten."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, and_, func, insert, select

from ohm_core.errors import BadInput
from ohm_core.store.database import Database
from ohm_core.store.ids import new_id, now
from ohm_core.store.rows import Revision, Version, read_row
from ohm_core.store.tables import artifacts, components, revisions, versions

Lines = Iterable[Mapping[str, Any]]


def append(db: Database, owner: str, project_id: str, design: Mapping[str, Any] | None, summary: str, drafts: Iterable[Version],
           lines: Lines = (), message_id: str = "", state: str = "kept") -> tuple[Revision, list[Version]]:
    """A new revision with those DRAFTS that differ from the latest version of their artifact (`number`, ids and parent are
    set here), and LINES as component rows of its bill of materials. All of it is on disk when this returns, or none."""
    with db.write() as write:
        last = write.execute(select(revisions.c.id, revisions.c.number).where(revisions.c.project_id == project_id, revisions.c.owner == owner).order_by(revisions.c.number.desc()).limit(1)).first()
        kept = write.execute(select(revisions.c.id).where(revisions.c.project_id == project_id, revisions.c.owner == owner, revisions.c.state == "kept").order_by(revisions.c.number.desc()).limit(1)).scalar()
        revision = Revision(new_id(), project_id, (last.number if last else 0) + 1, design, summary, now(), kept or "", state, message_id)
        write.execute(insert(revisions).values(owner=owner, **vars(revision)))
        known = {(v.type, v.path): v for v in _latest(write, owner, project_id)}
        made = [_insert(write, owner, revision, draft, known.get((draft.type, draft.path))) for draft in drafts if not draft.same_as(known.get((draft.type, draft.path)))]
        bom = next((v for v in made if v.type == "bom"), None)
        rows = [{"id": new_id(), "owner": owner, "project_id": project_id, "version_id": bom.id, "position": i, **line} for i, line in enumerate(lines)] if bom else []
        if rows:
            write.execute(insert(components), rows)
    return revision, made


def _insert(write: Connection, owner: str, revision: Revision, draft: Version, parent: Version | None) -> Version:
    artifact = parent.artifact_id if parent else new_id()
    if parent is None:
        write.execute(insert(artifacts).values(id=artifact, project_id=draft.project_id, owner=owner, type=draft.type, path=draft.path, title=draft.filename or draft.type, created_at=revision.created_at))
    made = replace(draft, id=new_id(), artifact_id=artifact, number=revision.number, revision_id=revision.id, created_at=revision.created_at,
                   parent_id=parent.id if parent else "", message_id=revision.message_id)
    write.execute(insert(versions).values(owner=owner, **vars(made)))
    return made


def _latest(read: Connection, owner: str, project_id: str, upto: int | None = None) -> list[Version]:
    mine = and_(versions.c.project_id == project_id, versions.c.owner == owner, versions.c.revision_id != "", *([versions.c.number <= upto] if upto is not None else []))
    newest = select(versions.c.artifact_id, func.max(versions.c.number).label("number")).where(mine).group_by(versions.c.artifact_id).subquery()
    found = select(versions).join(newest, and_(versions.c.artifact_id == newest.c.artifact_id, versions.c.number == newest.c.number)).where(mine)
    return [read_row(Version, r) for r in read.execute(found.order_by(versions.c.type, versions.c.path)).mappings()]


def append_beside(db: Database, owner: str, draft: Version) -> Version:
    """A version of an artifact that belongs to no revision of the project (a summary of its talk): counted by itself from 1."""
    with db.write() as write:
        parent = _beside(write, owner, draft.project_id, draft.type, draft.path)
        at = now()
        artifact = parent.artifact_id if parent else new_id()
        if parent is None:
            write.execute(insert(artifacts).values(id=artifact, project_id=draft.project_id, owner=owner, type=draft.type, path=draft.path, title=draft.type, created_at=at))
        made = replace(draft, id=new_id(), artifact_id=artifact, number=parent.number + 1 if parent else 1, revision_id="", created_at=at, parent_id=parent.id if parent else "")
        write.execute(insert(versions).values(owner=owner, **vars(made)))
    return made


def beside(db: Database, owner: str, project_id: str, kind: str, path: str = "") -> Version | None:
    """The newest version of such an artifact."""
    with db.read() as read:
        return _beside(read, owner, project_id, kind, path)


def _beside(read: Connection, owner: str, project_id: str, kind: str, path: str) -> Version | None:
    wanted = select(versions).where(versions.c.project_id == project_id, versions.c.owner == owner, versions.c.type == kind, versions.c.path == path, versions.c.revision_id == "")
    row = read.execute(wanted.order_by(versions.c.number.desc()).limit(1)).mappings().first()
    return read_row(Version, row) if row else None


def latest(db: Database, owner: str, project_id: str, upto: int | None = None) -> list[Version]:
    """The latest version of every artifact (as of revision UPTO), by type and path, in one query. Removed files are in it,
    marked `removed`."""
    with db.read() as read:
        return _latest(read, owner, project_id, upto)


def revision(db: Database, owner: str, project_id: str, number: int | None = None) -> Revision | None:
    """The revision of this number, or the newest kept one; None when the project has none.

    Raises BadInput for a number that is not there.
    """
    wanted = select(revisions).where(revisions.c.project_id == project_id, revisions.c.owner == owner)
    wanted = wanted.where(revisions.c.number == number) if number is not None else wanted.where(revisions.c.state == "kept").order_by(revisions.c.number.desc()).limit(1)

    def ask(read: Connection) -> Revision | None:
        row = read.execute(wanted).mappings().first()
        return read_row(Revision, row) if row else None

    found = db.remembered(("revision", owner, project_id, number), (revisions,), ask)
    if found is None and number is not None:
        raise BadInput(f"The project has no version {number}; `versions` lists those it has.", "version", "unknown_version")
    return found


def newest(db: Database, owner: str, project_id: str) -> Revision | None:
    """The newest revision of any state, without its design; None when the project has none."""
    slim = [c for c in revisions.c if c.name != "design"]

    def ask(read: Connection) -> Revision | None:
        row = read.execute(select(*slim).where(revisions.c.project_id == project_id, revisions.c.owner == owner).order_by(revisions.c.number.desc()).limit(1)).mappings().first()
        return Revision(design=None, **_clean(dict(row))) if row else None

    return db.remembered(("newest revision", owner, project_id), (revisions,), ask)


def before(db: Database, owner: str, project_id: str, number: int) -> int:
    """The number of the kept revision before NUMBER, 0 when there is none."""
    mine = (revisions.c.project_id == project_id, revisions.c.owner == owner, revisions.c.state == "kept", revisions.c.number < number)
    with db.read() as read:
        return int(read.execute(select(func.max(revisions.c.number)).where(*mine)).scalar() or 0)


def newest_number(db: Database, owner: str, project_id: str) -> int:
    """The number of the newest kept revision, 0 when there is none."""
    with db.read() as read:
        return int(read.execute(select(func.max(revisions.c.number)).where(revisions.c.project_id == project_id, revisions.c.owner == owner, revisions.c.state == "kept")).scalar() or 0)


def history(db: Database, owner: str, project_id: str) -> list[tuple[Revision, list[Version]]]:
    """Every revision with the versions it brought, newest first; the designs and contents themselves are left out."""
    slim = [c for c in revisions.c if c.name != "design"]
    light = [c for c in versions.c if c.name not in ("content", "data", "picture")]
    with db.read() as read:
        found = [Revision(design=None, **_clean(dict(r))) for r in read.execute(select(*slim).where(revisions.c.project_id == project_id, revisions.c.owner == owner).order_by(revisions.c.number.desc())).mappings()]
        brought: dict[str, list[Version]] = {}
        for row in read.execute(select(*light).where(versions.c.project_id == project_id, versions.c.owner == owner).order_by(versions.c.type, versions.c.path)).mappings():
            brought.setdefault(row["revision_id"], []).append(read_row(Version, row))
    return [(r, brought.get(r.id, [])) for r in found]


def _clean(row: Mapping[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in row.items() if k != "owner" and v is not None}


def component_rows(db: Database, owner: str, version_id: str) -> list[Mapping[str, Any]]:
    """The component rows of one bill of materials, in its order."""
    with db.read() as read:
        return [dict(r) for r in read.execute(select(components).where(components.c.version_id == version_id, components.c.owner == owner).order_by(components.c.position)).mappings()]
