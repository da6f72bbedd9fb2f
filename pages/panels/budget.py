"""The budget drawer: what the project costs, where the money goes, and whether it is within the target."""

from __future__ import annotations

import streamlit as st

from ohm_core.agents.saying import budget_line, price
from ohm_core.project.shelf import budget_of
from ohm_core.server.here import workshop
from ohm_core.store.rows import Project
from ohm_core.units import CURRENCIES
from panels import table
from panels.figures import against_budget, cost_by_group
from panels.shown import Shown
from panels.state import theme
from panels.table import Cell, Column, Row
from panels.trouble import later, sentences

PLAIN = {"displayModeBar": False}


def show(shown: Shown) -> None:
    """Draws sentence, charts, target and the dearest lines."""
    prototype = shown.prototype
    if prototype is None:
        st.caption("No costs yet.")
        return
    st.markdown(f"All parts together cost {price(prototype)}." + (" " + budget_line(prototype, shown.target) if shown.target else ""))
    with sentences():
        if shown.target:
            st.plotly_chart(against_budget(prototype, shown.target, theme()), key="budget_chart", config=PLAIN, theme=None)
        st.plotly_chart(cost_by_group(prototype, theme()), key="group_chart", config=PLAIN, theme=None)
    if not shown.old:
        _target(shown.project, prototype.cost.total.currency)
    dear = sorted((x for x in prototype.bom if x.line_total), key=lambda x: -x.line_total.amount if x.line_total else 0)[:6]
    rows = [Row(x.ref, (Cell(x.name), Cell(x.ref), Cell("owned" if x.owned else str(x.line_total)))) for x in dear]
    table.show((Column("Dearest parts"), Column("Ref", mono=True), Column("Cost", "right")), rows, key="dear_table",
               caption="Estimates are ours, without a dated offer." if prototype.cost.basis == "estimate" else "")


def _target(project: Project, currency: str) -> None:
    target = budget_of(project)
    with st.form("target", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        amount = st.text_input("Budget", target.text() if target else "", placeholder="none", key=f"target-{target}", max_chars=16)
        codes = list(CURRENCIES)
        code = st.selectbox("Currency", codes, index=codes.index(target.currency if target else currency), key=f"currency-{target}")
        if st.form_submit_button("Set"):
            with later():
                workshop().set_budget(project, amount.strip() or None, code)
            st.rerun()
