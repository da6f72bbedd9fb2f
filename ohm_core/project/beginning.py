"""What somebody who begins to edit an artifact starts from: it as it stands, in the form of a draft."""

from __future__ import annotations

from typing import Any

from ohm_core.budget.bom import BomLine
from ohm_core.project import history
from ohm_core.project.diff import value_words
from ohm_core.project.drafts import TEXTS, artifact
from ohm_core.project.proposed.names import GUESS
from ohm_core.project.prototype import Prototype
from ohm_core.project.shelf import Shelf
from ohm_core.store.rows import Project


def beginning(shelf: Shelf, project: Project, kind: str, path: str = "") -> Any:
    """The artifact as it stands, in the form of a draft: what somebody who begins to edit it starts from; None where there is nothing yet.
    Raises BadInput."""
    kind, path = artifact(kind, path)
    found = history.snapshot(shelf, project)
    if kind in TEXTS:
        there = found.get(kind, path) if found else None
        return there.content if there else None
    made = found.prototype() if found else None
    if made is None:
        return None
    return {"components": bill_rows(made)} if kind == "bom" else {"connections": [{"from": str(a), "to": str(b)} for a, b in made.design.connections]}


def bill_rows(made: Prototype) -> list[dict[str, Any]]:
    """The bill as `update_bom` takes it: equal parts in one line, values in their name."""
    rows: dict[tuple[str, str], int] = {}
    for line in made.bom:
        row = (named(line), f"{GUESS}{line.name}" if line.part == "custom" else line.part)
        rows[row] = rows.get(row, 0) + line.quantity
    return [{"name": name, "partNumber": number, "quantity": count} for (name, number), count in rows.items()]


def named(line: BomLine) -> str:
    """A part's name with its value, each once: 'Resistor, 1/4 W 220 Ω'."""
    return ", ".join([line.name, *(w for w in value_words(line.attrs or {}) if w not in line.name)])
