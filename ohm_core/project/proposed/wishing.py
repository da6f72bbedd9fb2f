"""The requirements behind a design kept in step with parts that come and go, so that later planning keeps the change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ohm_core.catalogue.catalogue import Catalogue
from ohm_core.design.values import Design, PartUse
from ohm_core.design.wishes import Requirements, Wish
from ohm_core.project.prototype import Prototype
from ohm_core.project.revise.sheet import Sheet

PLANNED = ("sense", "act", "show", "input", "time", "identify", "communicate", "store")  # the rest comes with what it serves


def wished(before: Prototype | None, design: Design, added: Iterable[str], removed: Iterable[str], catalogue: Catalogue) -> Design:
    """DESIGN whose requirements ask for the ADDED references and no longer for the REMOVED ones."""
    wishes = design.requirements if before else Requirements(design.title, title=design.title)
    if wishes is None:
        return design
    if before is not None and wishes.wishes:
        wishes = less(before, wishes, removed)
    for ref in added:
        wishes = more(wishes, design.parts[ref], catalogue)
    return design.with_(requirements=wishes)


def less(before: Prototype, wishes: Requirements, removed: Iterable[str]) -> Requirements:
    """The requirements without those that only the REMOVED parts served, and without what these did."""
    gone, sheet = set(removed), Sheet(before, wishes)
    served = {w.id: {x.ref for x in sheet.refs_of(w)} for w in wishes.wanted()}
    lost = [w for w in wishes.wanted() if served[w.id] and served[w.id] <= gone]
    if lost:
        sheet.drop(lost)
    fewer = [replace(w, count=max(1, w.count - len(served[w.id] & gone))) if w.id in served and w.count > 1 and served[w.id] & gone else w for w in sheet.now.wishes]
    return replace(sheet.now, wishes=tuple(fewer))


def more(wishes: Requirements, use: PartUse, catalogue: Catalogue) -> Requirements:
    """The requirements with a wish for this very part; none where it only serves others."""
    part = catalogue.part(use.part) if use.part in catalogue else None
    if part is None:
        return wishes
    if part.board is not None:
        return replace(wishes, board=wishes.board or part.id)
    provide = next((p for p in part.provides if p.role in PLANNED), None)
    if provide is None:
        return wishes
    ids, number = {w.id for w in wishes.wishes}, 1
    while f"added{number}" in ids:
        number += 1
    attrs = {k: v for k, v in use.attrs.items() if k != "quantity"}
    return replace(wishes, wishes=(*wishes.wishes, Wish(f"added{number}", provide.role, provide.concept, part=part.id, attrs=attrs, said=use.serves[0] if use.serves else part.name)))
