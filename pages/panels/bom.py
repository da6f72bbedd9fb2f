"""The BOM drawer: every part, why it is there, what it costs, its facts with their sources, and what the rules found."""

from __future__ import annotations

from collections.abc import Iterator

import streamlit as st

from ohm_core.agents.facts import part_facts
from ohm_core.budget.bom import BomLine
from ohm_core.catalogue.schema import Fact, Part
from ohm_core.circuit.power import PowerBudget
from ohm_core.design.finding import Finding
from ohm_core.project.beginning import named
from ohm_core.project.citing import fact_text, source_of
from ohm_core.project.diff import attr_words
from ohm_core.project.prototype import Prototype
from ohm_core.project.wording import purpose
from ohm_core.units import show_si
from panels import editing, sheet, table
from panels.shown import Shown
from panels.table import Cell, Column, Detail, Row
from panels.text import http

COLUMNS = (Column("Part"), Column("Ref", mono=True), Column("Qty", "right"), Column("Each", "right", wide=True), Column("Total", "right"))
BILL = sheet.Form("components", (("name", "Part"), ("partNumber", "Part number"), ("quantity", "Quantity")), "A value stands in the name: Resistor, 220 Ω. A new line needs a name; the number may be a catalogue id or the maker's.")
MOST_FACTS = 7
WORDS = {"error": "Error", "warning": "Warning", "info": "Note"}


def show(shown: Shown) -> None:
    """Draws table, power and findings."""
    prototype = shown.prototype
    if prototype is None:
        st.caption("No parts yet.")
        return
    if now := editing.mine("bom"):
        sheet.desk(shown.project, now, BILL)
    else:
        editing.watched(shown, "bom", "", lambda draft: sheet.read(draft, BILL) if draft else None)
    rows = [_row(prototype, line) for line in prototype.bom]
    about = "about " if prototype.cost.basis == "estimate" else ""
    footer = (Cell("All parts"), Cell(""), Cell(str(sum(x.quantity for x in prototype.bom))), Cell(""), Cell(about + str(prototype.cost.total)))
    table.show(COLUMNS, rows, key="bom_table", footer=footer, caption=_caption(prototype))
    _save(shown, prototype)
    st.markdown("##### Findings")
    _findings(prototype)
    st.markdown("##### Power")
    _power(prototype.power)


def _caption(prototype: Prototype) -> str:
    priced = "≈ marks our own estimates; open a row for its facts and sources." if prototype.cost.basis == "estimate" else "Open a row for its facts and sources."
    missing = f" Nobody has a price for {', '.join(prototype.cost.unpriced)}." if prototype.cost.unpriced else ""
    return priced + missing


def _row(prototype: Prototype, line: BomLine) -> Row:
    about = [f for f in prototype.report.findings if any(s.split(".")[0] == line.ref for s in f.subjects)]
    worst = next((s for s in ("error", "warning") if any(f.severity == s for f in about)), "")
    sign = {"error": " ✕", "warning": " !"}.get(worst, "")
    each = money(line) if line.unit_price else "no price"
    total = "owned" if line.owned else str(line.line_total) if line.line_total else "—"
    return Row(line.ref, (Cell(named(line) + sign, worst), Cell(line.ref), Cell(str(line.quantity)), Cell(each, "quiet"), Cell(total)), tuple(_details(prototype, line, about)))


def money(line: BomLine) -> str:
    """A unit price; an estimate has the mark ≈."""
    return f"{'≈ ' if line.price_basis == 'estimate' else ''}{line.unit_price}"


def _details(prototype: Prototype, line: BomLine, about: list[Finding]) -> Iterator[Detail]:
    part = prototype.circuit.parts[line.ref].part
    if line.serves:
        wishes = prototype.design.requirements
        yield Detail("Why", purpose(line.serves, wishes.text if wishes else ""))
    for finding in about:
        yield Detail(WORDS[finding.severity], f"{finding.message} {finding.remedy}", finding.source, finding.severity)
    if chosen := attr_words(line.attrs or {}):
        yield Detail("Chosen", ", ".join(chosen))
    if line.mpn:
        yield Detail("Order number", f"{line.manufacturer} {line.mpn}".strip())
    for label, fact, unit in chief_facts(part):
        yield Detail(label[:1].upper() + label[1:], ("≈ " if fact.basis == "estimate" else "") + fact_text(fact, unit).replace("\\", ""), source_of(part, fact).replace("\\", ""))
    if part.sides:
        yield Detail("Which way round", part.sides)
    if others := alternatives(prototype, line):
        yield Detail("Could be instead", "; ".join(others))
    if line.notes:
        yield Detail("Buying", line.notes, href="")
    if http(line.link):
        yield Detail("Shop", line.supplier or line.link, line.price_as_of, href=line.link)


def chief_facts(part: Part) -> list[tuple[str, Fact, str]]:
    """The first facts of a part, each number once, those with a document before our estimates."""
    once = {(fact_text(fact, unit)): (label, fact, unit) for label, fact, unit in reversed(list(part_facts(part)))}
    return sorted(reversed(once.values()), key=lambda item: item[1].basis == "estimate")[:MOST_FACTS]


def alternatives(prototype: Prototype, line: BomLine) -> list[str]:
    """Up to three other catalogue parts that provide every function this one provides."""
    part = prototype.circuit.parts[line.ref].part
    if not part.provides or part.board:
        return []
    wanted = {(p.role, p.concept) for p in part.provides}
    able = [{other.id: other.name for other, _ in prototype.catalogue.providers(role, concept)} for role, concept in wanted]
    return [name for id_, name in able[0].items() if id_ != part.id and all(id_ in others for others in able)][:3]


def _save(shown: Shown, prototype: Prototype) -> None:
    from ohm_core.formats.tables import bom_csv

    st.download_button("Save as CSV", lambda: bom_csv(prototype.bom), file_name="bom.csv", mime="text/csv", icon=":material/download:", key="save-bom", type="tertiary", on_click="ignore")


def _findings(prototype: Prototype) -> None:
    report = prototype.report
    rows = [Row(f"f{i}", (Cell(WORDS[f.severity], f.severity if f.severity != "info" else "quiet"), Cell(f.message)),
                (Detail("Where", ", ".join(f.subjects)), Detail("Why", f.why), Detail("What to do", f.remedy), Detail("Source", f.source))) for i, f in enumerate(report.findings)]
    rows += [Row(f"n{i}", (Cell("Not checked", "quiet"), Cell(n.why, "quiet")), (Detail("Rule", n.rule),)) for i, n in enumerate(report.not_checked)]
    head = f"{len(report.checked)} rules ran" + ("" if report.findings else ", none found anything") + "."
    table.show((Column(""), Column("Finding")), rows, key="findings_table", caption=head)


def _power(power: PowerBudget) -> None:
    rows = [Row(r.rail, (Cell(r.rail + (f" ({show_si(r.volts, 'V')})" if r.volts else "")), Cell(show_si(r.typical_a, "A")), Cell(show_si(r.peak_a, "A")), Cell(show_si(r.limit_a, "A") if r.limit_a else "unknown", "" if r.limit_a else "quiet"))) for r in power.rails]
    total = (Cell(power.supply or "supply"), Cell(show_si(power.current_a, "A") if power.current_a is not None else "unknown"), Cell(show_si(power.peak_a, "A") if power.peak_a is not None else "unknown"), Cell(""))
    life = f"The battery lasts about {power.battery_life_h:.0f} h. " if power.battery_life_h else ""
    unknown = f"Nobody knows what {', '.join(power.unknown)} draws. " if power.unknown else ""
    table.show((Column("Rail"), Column("Typical", "right"), Column("Peak", "right"), Column("Limit", "right")), rows, key="power_table", footer=total, caption=life + unknown + " ".join(power.notes))
