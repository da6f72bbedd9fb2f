"""What language models took: tokens and cost by day, agent, model and project."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from ohm_core.agents.roles import role
from ohm_core.server.here import workshop
from ohm_core.store import usage
from panels import figures
from panels.state import theme
from panels.table import Column, lines

BY = {"day": "Day", "agent": "Agent", "model": "Model", "project_id": "Project"}


def show() -> None:
    """Draws a chart of cost by day and a table."""
    shop = workshop()
    days = usage.summed(shop.store, shop.owner, "day")
    if not days:
        st.info("No language model has answered yet; the built-in engine costs nothing.", icon=":material/info:")
        return
    st.plotly_chart(figures.spending([(str(d["key"]), float(d["costUsd"])) for d in days], theme()), key="spending_chart", config={"displayModeBar": False}, theme=None)
    by = st.segmented_control("By", list(BY), default="agent", format_func=BY.__getitem__, key="usage_by", label_visibility="collapsed") or "agent"
    rows = usage.summed(shop.store, shop.owner, by)
    lines((Column(BY[by]), Column("Answers", "right"), Column("Tokens in", "right"), Column("Tokens out", "right"), Column("Cost", "right")), _rows(rows, by), key="usage")


def _rows(rows: Sequence[Mapping[str, Any]], by: str) -> list[tuple[str, ...]]:
    titles = {p.id: p.title for p in workshop().projects()} if by == "project_id" else {}
    name = {"agent": lambda k: role(k).name, "project_id": lambda k: titles.get(k, "a deleted project")}.get(by, str)
    return [(name(r["key"]), f"{r['answers']:,}", f"{r['promptTokens']:,}", f"{r['completionTokens']:,}", f"${r['costUsd']:.4f}") for r in rows]
