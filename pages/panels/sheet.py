"""Rows that are edited cell by cell: the lines of a bill, the ends of wires."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from ohm_core.store.rows import Draft, Project
from panels import editing, table
from panels.state import Editing
from panels.table import Column


@dataclass(frozen=True)
class Form:
    """What a draft's rows are called in it, their fields with a heading each, and what is to be known before a cell is changed."""

    name: str
    fields: tuple[tuple[str, str], ...]
    help: str


def desk(project: Project, now: Editing, form: Form) -> None:
    """Draws the rows to be edited, with what belongs to editing."""
    begun = changed_rows(_rows(now.begun, form), {}, form)

    def content() -> Mapping[str, Any] | None:
        edits = st.session_state.get(_key(now))
        return {form.name: changed_rows(begun, edits, form)} if edits else None

    def field(changed: Any) -> None:
        columns = {f: st.column_config.NumberColumn(title, min_value=1, max_value=100, step=1, default=1) if f == "quantity" else st.column_config.TextColumn(title) for f, title in form.fields}
        st.data_editor(begun or [{f: None for f, _ in form.fields}], column_config=columns, column_order=[f for f, _ in form.fields], num_rows="dynamic", hide_index=True, width="stretch", key=_key(now), on_change=changed)
        st.caption(form.help)

    editing.desk(project, now, content, field)


def changed_rows(begun: list[dict[str, Any]], edits: Mapping[str, Any], form: Form) -> list[dict[str, Any]]:
    """The rows as they are after what Streamlit's editor tells of them: cells changed, rows added, rows taken away. Rows left empty are none."""
    gone = set(edits.get("deleted_rows", ()))
    cells = {int(k): v for k, v in edits.get("edited_rows", {}).items()}
    rows = [{**row, **cells.get(i, {})} for i, row in enumerate(begun) if i not in gone]
    rows += [dict(r) for r in edits.get("added_rows", ())]
    kept = [{f: _count(r.get(f)) if f == "quantity" else str(r.get(f) or "") for f, _ in form.fields} for r in rows]
    return [r for r in kept if any(str(v).strip() for f, v in r.items() if f != "quantity")]


def _count(value: Any) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else int(value) if isinstance(value, float) and value.is_integer() else 1


def read(draft: Draft, form: Form) -> None:
    """Draws somebody's draft for a reader."""
    rows = [[str(row.get(f, "")) for f, _ in form.fields] for row in _rows(draft.content, form)]
    table.lines([Column(title, "right" if f == "quantity" else "left", mono=f != "name" and f != "quantity") for f, title in form.fields], rows, key=f"draft_{form.name}")
    st.caption("Below stands the version.")


def _rows(content: Any, form: Form) -> list[dict[str, Any]]:
    """The rows of a draft; what is none (another program may send anything) is left out."""
    found = content.get(form.name, ()) if isinstance(content, dict) else ()
    return [dict(r) for r in found if isinstance(r, dict)] if isinstance(found, list) else []


def _key(now: Editing) -> str:
    return f"sheet-{now.token}"
