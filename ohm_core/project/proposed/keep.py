"""A proposal judged and kept: the next version of the project, or, where it breaks a rule, a draft that nobody builds from."""

from __future__ import annotations

from dataclasses import dataclass

from ohm_core.design.finding import Finding
from ohm_core.design.values import Design
from ohm_core.project import history
from ohm_core.project.checked import Checked
from ohm_core.project.diff import compare
from ohm_core.project.proposed.code import by_hand, carried
from ohm_core.project.proposed.locks import refuse_moves
from ohm_core.project.proposed.proposal import Proposal
from ohm_core.project.prototype import Prototype
from ohm_core.project.shelf import Shelf, budget_of
from ohm_core.store.rows import Project, Revision


@dataclass(frozen=True)
class Kept:
    """How a proposal ended: `saved` is the new version, None where it stays a draft (or nothing changed); `broken` are the errors it
    brought, `findings` all that the rules say of it."""

    prototype: Prototype
    revision: Revision | None
    saved: history.Saved | None
    findings: tuple[Finding, ...]
    broken: tuple[Finding, ...]
    notes: tuple[str, ...] = ()

    @property
    def draft(self) -> bool:
        return bool(self.broken)


def base(shelf: Shelf, project: Project) -> Prototype | None:
    """What the next proposal changes: the newest draft where it is newer than the current version, else that."""
    return history.working_prototype(shelf, project)


def keep(shelf: Shelf, project: Project, proposal: Proposal, *, message_id: str = "", summary: str = "") -> Kept:
    """Keeps a proposal in the project. Raises Locked (the project, or what a person fixed in it), BadInput for unknown parts or pins."""
    project = shelf.writable(project)
    current, working = history.current(shelf, project), base(shelf, project)
    design, hand = carried(working, proposal.design)
    currency = working.currency if working else project.currency or (target.currency if (target := budget_of(project)) else "USD")
    made = Prototype.from_design(design, working.catalogue if working else None, currency)
    if current is not None:
        refuse_moves(current.circuit, made.circuit)
    findings = judged(made)
    before = {(f.rule, f.subjects) for f in judged(current)} if current else set()
    broken = tuple(f for f in findings if f.severity == "error" and (f.rule, f.subjects) not in before)
    notes = (f"Written by hand and kept as it is: {', '.join(hand)}; see whether it still fits the pins.",) if hand else ()
    if working is not None and _same(working.design, made.design):
        return Kept(made, None, None, findings, broken, ("Nothing in the design is different.", *notes))
    if broken:
        change = compare(current.design if current else None, made.design, named=history.part_name)
        revision = history.save_draft(shelf, project, made, message_id=message_id, summary=f"draft: {summary or change.summary()}")
        return Kept(made, revision, None, findings, broken, notes)
    saved = history.save(shelf, project, made, message_id=message_id, summary=summary)
    return Kept(made, saved.revision, saved, findings, (), notes)


def judged(made: Prototype) -> tuple[Finding, ...]:
    """What the rules say of a design, and of the code in it that somebody wrote by hand."""
    hand = by_hand(made)
    return (Checked(made, {f.path: f.content for f in made.design.firmware}) if hand else made).report.findings


def _same(a: Design, b: Design) -> bool:
    def gist(d: Design) -> tuple[object, ...]:
        return dict(d.parts), {frozenset(w) for w in d.connections}, d.behaviours, d.firmware, d.title, d.assumptions, d.board, d.supply

    return gist(a) == gist(b)
