"""The versions of one project: save a prototype, read it back, compare, restore."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ohm_core.catalogue.catalogue import load
from ohm_core.design.file import design_from, design_json
from ohm_core.errors import BadInput
from ohm_core.project import views
from ohm_core.project.diff import Difference, compare
from ohm_core.project.prototype import Prototype
from ohm_core.project.shelf import Shelf, budget_of
from ohm_core.store import projects, versions
from ohm_core.store.rows import Project, Revision, Version
from ohm_core.units import Money

TEXTS = ("context", "mvp", "prd")
DRAFT = "draft"


@dataclass(frozen=True)
class Saved:
    """What a save brought: the revision, the artifacts that changed in it, and what changed in words."""

    revision: Revision
    versions: tuple[Version, ...]
    difference: Difference


def save(shelf: Shelf, project: Project, prototype: Prototype, *, message_id: str = "", texts: Mapping[str, str] | None = None, summary: str = "") -> Saved:
    """Keeps the prototype as the project's next version: every artifact that changed, and the Design they all come from.

    TEXTS are contexts, mvp or prd written by somebody; they stay until replaced. Raises Locked.
    """
    project = shelf.writable(project)
    before = snapshot(shelf, project)
    kept = {**written(before), **(texts or {})}
    drafts = views.drafts(project.id, prototype, budget_of(project), kept)
    drafts = [_signed(d, kept) for d in drafts] + _gone(before, drafts)
    change = _difference(before, prototype, drafts)
    revision, made = versions.append(
        shelf.db, shelf.owner, project.id, design_json(prototype.design), summary or (change.summary() if before else f"first version: {len(prototype.design.parts)} parts"),
        drafts, views.component_rows(prototype.bom), message_id)
    _remember(revision.id, prototype)
    projects.set_session(shelf.db, shelf.owner, project.id, phase="verified" if not prototype.report.errors() else "parts")
    return Saved(revision, tuple(made), change)


def save_draft(shelf: Shelf, project: Project, prototype: Prototype, *, message_id: str = "", summary: str = "") -> Revision:
    """Keeps a design that breaks a rule beside the project's versions: it has a number and a Design, but no artifact becomes it.
    Raises Locked."""
    project = shelf.writable(project)
    revision, _ = versions.append(shelf.db, shelf.owner, project.id, design_json(prototype.design), summary, [], message_id=message_id, state=DRAFT)
    _remember(revision.id, prototype)
    return revision


def write_text(shelf: Shelf, project: Project, kind: str, content: str, message_id: str = "") -> Saved:
    """Keeps a context, mvp or prd that somebody wrote as a version of its own. Raises Locked, BadInput."""
    if kind not in TEXTS:
        raise BadInput(f"'{kind}' is not a text of a project; those are {', '.join(TEXTS)}.", "artifact_type")
    project = shelf.writable(project)
    before = snapshot(shelf, project)
    fresh = _signed(views.draft(project.id, kind, content=content), {kind: content})
    change = compare(before.design, before.design, texts=({kind: before.text(kind)}, {kind: content})) if before and before.design else Difference("", "")
    revision, made = versions.append(shelf.db, shelf.owner, project.id, before.revision.design if before else None, change.summary() if change else f"{kind} written", [fresh], message_id=message_id)
    return Saved(revision, tuple(made), change)


def write_advice(shelf: Shelf, project: Project, advice: Mapping[str, Any], message_id: str = "") -> Saved:
    """Keeps what a model recommends for the budget beside the computed cost, until the design changes. Raises Locked, BadInput."""
    project = shelf.writable(project)
    before, made = snapshot(shelf, project), current(shelf, project)
    if before is None or made is None:
        raise BadInput(f"'{project.title}' has no design yet, so there is nothing to save on.", "project")
    fresh = views.draft(project.id, "budget", data={**views.budget(made, budget_of(project)), **advice})
    revision, kept = versions.append(shelf.db, shelf.owner, project.id, before.revision.design, "recommendations for the budget", [fresh], message_id=message_id)
    _remember(revision.id, made)
    return Saved(revision, tuple(kept), Difference("", ""))


def _signed(draft: Version, by_hand: Mapping[str, str]) -> Version:
    """Texts that somebody wrote are marked, so that the next save does not compose over them."""
    from dataclasses import replace

    return replace(draft, data={"written": True}) if draft.type in TEXTS and draft.type in by_hand else draft


def _gone(before: Snapshot | None, drafts: list[Version]) -> list[Version]:
    """Removals of the artifacts that were there and no longer are."""
    there = {(d.type, d.path) for d in drafts}
    return [views.draft(v.project_id, v.type, v.path, language=v.language, removed=True) for v in (before.versions if before else ()) if v.type != "conversation_summary" and (v.type, v.path) not in there]


@dataclass(frozen=True)
class Snapshot:
    """The whole project as of one revision: its Design and the version of every artifact that stood then."""

    revision: Revision
    versions: tuple[Version, ...]

    @property
    def design(self) -> Any:
        return design_from(self.revision.design) if self.revision.design else None

    def get(self, kind: str, path: str = "") -> Version | None:
        return next((v for v in self.versions if v.type == kind and v.path == path), None)

    def text(self, kind: str) -> str:
        found = self.get(kind)
        return found.content or "" if found else ""

    def files(self) -> dict[str, str]:
        return {v.path: v.content or "" for v in self.versions if v.type == "code"}

    def total(self) -> Money | None:
        from decimal import Decimal

        found = self.get("bom")
        return Money(Decimal(found.data["totalCost"]), found.data["currency"]) if found else None

    def prototype(self) -> Prototype | None:
        """The design of this moment with all its views; None where only texts were written so far."""
        if self.revision.design is None:
            return None
        bom = self.get("bom")
        return _prototype(self.revision.id) or _remember(self.revision.id, Prototype.from_design(self.design, currency=bom.data["currency"] if bom else "USD"))


def written(before: Snapshot | None) -> dict[str, str]:
    """The texts of a snapshot that somebody wrote, by type."""
    return {v.type: v.content or "" for v in (before.versions if before else ()) if v.type in TEXTS and v.data and v.data.get("written")}


def snapshot(shelf: Shelf, project: Project, number: int | None = None) -> Snapshot | None:
    """The project as of version NUMBER, or as it is now; None when nothing was kept yet. Raises BadInput."""
    revision = versions.revision(shelf.db, shelf.owner, project.id, number)
    if revision is None:
        return None
    if revision.state == DRAFT:  # no artifact became it; its views are computed
        bare = Snapshot(revision, ())
        return Snapshot(revision, tuple(views.drafts(project.id, made, budget_of(project)) if (made := bare.prototype()) else ()))
    return Snapshot(revision, tuple(v for v in versions.latest(shelf.db, shelf.owner, project.id, revision.number) if not v.removed))


def current(shelf: Shelf, project: Project) -> Prototype | None:
    """The project's newest prototype, ready to show; None when there is none yet."""
    found = snapshot(shelf, project)
    return found.prototype() if found else None


def working(shelf: Shelf, project: Project) -> Snapshot | None:
    """What the next change of a model builds on: the newest draft while no version came after it, else the newest version."""
    newest = versions.newest(shelf.db, shelf.owner, project.id)
    return snapshot(shelf, project, newest.number if newest and newest.state == DRAFT else None)


def draft_number(shelf: Shelf, project: Project) -> int:
    """The number of the draft that is newer than the current version, 0 where there is none."""
    newest = versions.newest(shelf.db, shelf.owner, project.id)
    return newest.number if newest and newest.state == DRAFT else 0


def working_prototype(shelf: Shelf, project: Project) -> Prototype | None:
    """The design of `working`; one short query where it is in memory already. None where there is none yet."""
    newest = versions.newest(shelf.db, shelf.owner, project.id)
    if newest and (known := _prototype(newest.id)):
        return known
    found = snapshot(shelf, project, newest.number if newest and newest.state == DRAFT else None)
    return found.prototype() if found else None


def history(shelf: Shelf, project: Project) -> list[tuple[Revision, list[Version]]]:
    """Every version with the artifacts that changed in it, newest first."""
    shelf.get(project.id)
    return versions.history(shelf.db, shelf.owner, project.id)


def difference(shelf: Shelf, project: Project, a: int | None = None, b: int | None = None) -> Difference:
    """What changed from version A to B; without numbers, from the last but one to the newest. Raises BadInput."""
    after = snapshot(shelf, project, b)
    if after is None:
        raise BadInput(f"'{project.title}' has no version yet.", "version", "unknown_version")
    first = a if a is not None else versions.before(shelf.db, shelf.owner, project.id, after.revision.number)
    before = snapshot(shelf, project, first) if first > 0 else None
    return between(before, after)


def between(before: Snapshot | None, after: Snapshot) -> Difference:
    """What changed between two snapshots."""
    texts = tuple({k: s.text(k) for k in TEXTS if s.text(k)} if s else {} for s in (before, after))
    return compare(before.design if before else None, after.design or _nothing(), names=(str(before.revision.number if before else 0), str(after.revision.number)),
                   costs=(before.total() if before else None, after.total()), files=(before.files() if before else {}, after.files()), texts=(texts[0], texts[1]), named=part_name)


def part_name(part_id: str) -> str:
    """The catalogue's name of a part; its id where the catalogue does not know it."""
    known = load()
    return known.part(part_id).name if part_id in known else part_id


def _nothing() -> Any:
    from ohm_core.design.values import Design

    return Design("", {})


def _difference(before: Snapshot | None, prototype: Prototype, drafts: list[Version]) -> Difference:
    texts = {d.type: d.content or "" for d in drafts if d.type in TEXTS}
    old = {k: before.text(k) for k in TEXTS if before.text(k)} if before else {}
    return compare(before.design if before else None, prototype.design, costs=(before.total() if before else None, prototype.cost.total),
                   files=(before.files() if before else {}, {f.path: f.content for f in prototype.firmware}), texts=(old, texts), named=part_name)


def restore(shelf: Shelf, project: Project, number: int, message_id: str = "") -> Saved:
    """A new version equal to version NUMBER in its Design and in every artifact. Raises Locked, BadInput."""
    project = shelf.writable(project)
    old, now = snapshot(shelf, project, number), snapshot(shelf, project)
    assert old is not None and now is not None
    if old.revision.state == DRAFT and (draft := old.prototype()):
        return save(shelf, project, draft, message_id=message_id, summary=f"{RESTORED}{number}")
    drafts = [*old.versions, *_gone(now, list(old.versions))]
    prototype = old.prototype()
    revision, made = versions.append(shelf.db, shelf.owner, project.id, old.revision.design, f"{RESTORED}{number}", drafts,
                                     views.component_rows(prototype.bom) if prototype else (), message_id)
    projects.set_session(shelf.db, shelf.owner, project.id)
    return Saved(revision, tuple(made), between(now, Snapshot(revision, old.versions)))


RESTORED = "restored version "


def earlier(shelf: Shelf, project: Project, forward: bool = False) -> int:
    """The version that "undo" leads to: the one before the newest, or before the one that the newest restored; with FORWARD
    the one that the last undo left. 0 when there is none."""
    kept = [(r.number, r.summary) for r, _ in history(shelf, project) if r.state == "kept"]
    if not kept:
        return 0
    number, summary = kept[0]
    if forward:
        return kept[1][0] if summary.startswith(RESTORED) and len(kept) > 1 else 0
    seen = {n: s for n, s in kept}
    at = number
    while seen.get(at, "").startswith(RESTORED):
        at = int(seen[at].removeprefix(RESTORED))
    below = [n for n in seen if n < at]
    return max(below, default=0)


_kept: dict[str, Prototype] = {}


def _prototype(revision_id: str) -> Prototype | None:
    return _kept.get(revision_id)


def _remember(revision_id: str, prototype: Prototype) -> Prototype:
    """Keeps the last few prototypes in memory: their views are computed once."""
    while len(_kept) >= 24:
        _kept.pop(next(iter(_kept)), None)
    _kept[revision_id] = prototype
    return prototype
