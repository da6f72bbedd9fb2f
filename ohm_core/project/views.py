"""A Prototype as the contents of its artifacts: what is kept as a version, and the component rows beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from ohm_core.budget.bom import BomLine
from ohm_core.catalogue.schema import group_of
from ohm_core.errors import BadInput
from ohm_core.project import documents
from ohm_core.project.prototype import Prototype
from ohm_core.store.ids import now
from ohm_core.store.rows import Version
from ohm_core.units import Money

DOCUMENTS = {"context": documents.context, "mvp": documents.mvp, "prd": documents.prd}


def drafts(project_id: str, prototype: Prototype, target: Money | None = None, texts: Mapping[str, str] | None = None) -> list[Version]:
    """Every artifact of the prototype; TEXTS replaces the composed context, mvp or prd by one that somebody wrote."""
    written = dict(texts or {})
    made = [draft(project_id, kind, content=written.get(kind) or compose(prototype)) for kind, compose in DOCUMENTS.items()]
    made.append(draft(project_id, "bom", data=bom(prototype)))
    made.append(draft(project_id, "wiring", data=wiring(prototype), picture=picture(prototype)))
    made += [draft(project_id, "code", file.path, content=file.content, language=file.language) for file in prototype.firmware]
    return [*made, draft(project_id, "budget", data=budget(prototype, target))]


def draft(project_id: str, kind: str, path: str = "", *, content: str | None = None, data: Any = None, picture: str | None = None, language: str = "", removed: bool = False) -> Version:
    """An artifact's content that is no version yet."""
    return Version("", "", project_id, kind, path, 0, "", now(), content=content, data=data, picture=picture, language=language,
                   filename=path.rsplit("/", 1)[-1], removed=removed)


def bom(prototype: Prototype) -> dict[str, Any]:
    """The bill of materials: lines as `ohm design` prints them, totals, what names each line."""
    answer = prototype.answer()
    power = prototype.power
    return {
        "project_name": prototype.design.title, "components": answer["parts"], "totalCost": prototype.cost.total.text(),
        "currency": prototype.cost.total.currency, "basis": prototype.cost.basis, "unpriced": list(prototype.cost.unpriced),
        "powerAnalysis": {"supply": power.supply, "current_a": power.current_a, "peak_a": power.peak_a, "battery_life_h": power.battery_life_h},
        "warnings": [f.message for f in prototype.report.findings if f.severity != "info"],
    }


def wiring(prototype: Prototype) -> dict[str, Any]:
    """Every wire with its colour, and the steps in words."""
    rows = [{"from": r.from_, "to": r.to, "color": r.color, "net": r.net, "note": r.note} for r in prototype.wiring_table()]
    warnings = [f.message for f in prototype.report.errors()]
    try:
        return {"connections": rows, "instructions": [step.text for step in prototype.layout.steps], "warnings": warnings}
    except BadInput as error:  # too large for a breadboard: the wires stand, the steps do not
        return {"connections": rows, "instructions": [], "warnings": [*warnings, error.message]}


def picture(prototype: Prototype) -> str | None:
    """The breadboard as SVG; None when the circuit does not fit one."""
    try:
        return prototype.breadboard_svg()
    except BadInput:
        return None


def budget(prototype: Prototype, target: Money | None) -> dict[str, Any]:
    """Cost by group against the target."""
    return {"total": prototype.cost.total.text(), "currency": prototype.cost.total.currency, "basis": prototype.cost.basis,
            "target": target.text() if target else None, "groups": {g: str(m.amount) for g, m in by_group(prototype.bom).items()}}


def by_group(lines: tuple[BomLine, ...]) -> dict[str, Money]:
    """What each group of parts costs, dearest first."""
    sums: dict[str, Money] = {}
    for line in lines:
        if line.line_total is not None:
            group = group_of(line.category)
            sums[group] = sums[group] + line.line_total if group in sums else line.line_total
    return dict(sorted(sums.items(), key=lambda item: -item[1].amount))


def component_rows(lines: tuple[BomLine, ...]) -> list[dict[str, Any]]:
    """A row for the table `components` a BOM line."""
    keep = ("ref", "part", "name", "category", "quantity", "supplier", "sku", "link", "notes", "owned", "price_basis")
    return [{**{k: v for k, v in asdict(line).items() if k in keep}, "part_number": line.mpn, "unit_price": line.unit_price.text() if line.unit_price else None,
             "currency": line.unit_price.currency if line.unit_price else ""} for line in lines]
